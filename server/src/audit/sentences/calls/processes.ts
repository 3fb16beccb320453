// Calls that make, run, trace or confine processes, in words.
import { message, type Message } from '../../../message';
import { readCommand } from '../../command';
import { findRecord } from '../../event';
import { findField, type AuditRecord } from '../../record';
import { doerOf, errorOf, numberOf, process, runnerOf, told, valueOf } from '../words';
import type { Call, CallRow } from './call';

/** How a program was run: by the file that was run, where its own argument says another name. */
function ran(call: Call): Message | null {
  const { record, event, worked } = call;
  const command = readCommand(event)?.argv.join(' ');
  if (command === undefined) return ranUnseen(call);
  if (worked === null) return null;
  if (!worked) return told('exec', false, doerOf(record), { command }, errorOf(record) ?? undefined);
  const doer = runnerOf(record);
  const gained = gainedCapabilities(event.records.find(placed => placed.record.type === 'BPRM_FCAPS')?.record);
  if (gained !== null) return message('audit.exec.gained', { process: doer, command, capabilities: gained });
  const program = valueOf(record, 'exe');
  return program === null || saysName(command, program)
    ? told('exec', true, doer, { command })
    : message('audit.exec.as', { process: doer, command, program });
}

/** A program whose arguments are not recorded: exe= of a call that worked is the new program. */
function ranUnseen({ record, worked }: Call): Message | null {
  const program = valueOf(record, 'exe');
  if (worked === false) return told('exec.unseen', false, doerOf(record), {}, errorOf(record) ?? undefined);
  return worked === true && program !== null
    ? message('audit.exec.program', { process: runnerOf(record), program })
    : null;
}

/** True where the first argument is the name or the path of the program. */
function saysName(command: string, program: string): boolean {
  const end = command.indexOf(' ');
  const first = end === -1 ? command : command.slice(0, end);
  return fileName(first) === fileName(program.replace(/ \(deleted\)$/, ''));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What BPRM_FCAPS shows to be new: the file's permitted set (fp), as far as the process has it now and had it not before. */
function gainedCapabilities(record: AuditRecord | undefined): string | null {
  if (record === undefined) return null;
  const raw = (name: string) => findField(record, name)?.raw ?? '';
  if (raw('pp') === raw('old_pp')) return null;
  const before = hexSet(raw('old_pp'));
  const after = hexSet(raw('pp'));
  const file = hexSet(raw('fp'));
  if (before === null || after === null || file === null || (after & file & ~before) === 0n) return null;
  return valueOf(record, 'fp');
}

function hexSet(raw: string): bigint | null {
  return /^[0-9a-f]{1,16}$/i.test(raw) ? BigInt(`0x${raw}`) : null;
}

/** include/uapi/linux/sched.h */
const CLONE_THREAD = 0x10000;
const NAMESPACES: readonly (readonly [bit: number, name: string])[] = [
  [0x00000080, 'time'],
  [0x00020000, 'mnt'],
  [0x02000000, 'cgroup'],
  [0x04000000, 'uts'],
  [0x08000000, 'ipc'],
  [0x10000000, 'user'],
  [0x20000000, 'pid'],
  [0x40000000, 'net'],
];

/** The namespaces of flags, called as in /proc/PID/ns (namespaces(7)); empty where there are none. */
function namespaces(bits: number | null): string {
  return NAMESPACES.filter(([bit]) => bits !== null && (bits & bit) !== 0)
    .map(([, name]) => name)
    .join(', ');
}

function cloned(call: Call): Message | null {
  const flags = call.name === 'clone' ? call.bits(0) : null;
  // CLONE_NEWTIME lies within the bits that clone(2) takes for the signal.
  const names = namespaces(flags === null ? null : flags & ~0xff);
  const pid = call.returned ?? '?';
  if (call.name === 'clone3') return call.told('clone', { pid });
  if (flags !== null && flags & CLONE_THREAD) return call.told('clone.thread', { tid: pid });
  return names === '' ? call.told('fork', { pid }) : call.told('clone.namespaces', { pid, namespaces: names });
}

/** The other process: as OBJ_PID numbers it, else as the caller does. */
function target(call: Call, index: number): Message | null {
  const record = findRecord(call.event, 'OBJ_PID');
  const opid = record === undefined ? null : numberOf(record, 'opid');
  if (record !== undefined && opid !== null) return process(valueOf(record, 'ocomm'), opid);
  const pid = call.int(index);
  return pid === null || pid <= 0 ? null : message('audit.kill.inside', { pid });
}

/** include/uapi/linux/ptrace.h, and the register calls of x86 */
const TRACEME = 0;
const READS = [1, 2, 3, 12, 14, 18, 0x4204];
const WRITES = [4, 5, 6, 13, 15, 19, 0x4205];
const BEGINS = [16, 0x4206];
const DETACH = 17;

function traced(call: Call): Message | null {
  const request = call.int(0);
  if (request === TRACEME) return call.told('trace.me', {});
  const whom = target(call, 1);
  if (request === null || whom === null) return null;
  const args = { target: whom };
  if (BEGINS.includes(request)) return call.told('trace.begin', args);
  if (request === DETACH) return call.told('trace.end', args);
  if (READS.includes(request)) return call.told('trace.read', args);
  if (WRITES.includes(request)) return call.told('trace.write', args);
  return call.told('trace', { ...args, request: call.named(0) ?? request });
}

function aimed(name: 'memory.read' | 'memory.write' | 'pidfd.open'): (call: Call) => Message | null {
  return call => {
    const whom = target(call, 0);
    return whom && call.told(name, { target: whom });
  };
}

/** setns(2): flags 0 leave the kind of namespace to the file descriptor. */
function joined(call: Call): Message | null {
  const names = namespaces(call.bits(1));
  return names === '' ? call.told('setns.any', {}) : call.told('setns', { namespaces: names });
}

function unshared(call: Call): Message | null {
  const names = namespaces(call.bits(0));
  return names === '' ? call.told('unshare.any', {}) : call.told('unshare', { namespaces: names });
}

/** include/uapi/linux/prctl.h */
function controlled(call: Call): Message | null {
  switch (call.int(0) ?? -1) {
    case 15:
      return call.told('name', {});
    case 22:
      return call.told('seccomp', {});
    case 38:
      return call.told('noNewPrivileges', {});
    case 24:
      return call.told('capability.drop', { capability: call.named(1) ?? call.int(1) ?? '?' });
    default: {
      const option = call.named(0);
      return option === null ? null : call.told('prctl', { option });
    }
  }
}

/** personality(2): 0xffffffff changes nothing. */
function domainSet(call: Call): Message | null {
  const bits = call.bits(0);
  if (bits === null) return null;
  const domain = call.named(0) ?? `0x${bits.toString(16)}`;
  return bits === 0xffffffff ? call.told('personality', {}) : call.told('personality.set', { domain });
}

/** exit(2) does not return: such a record says neither success nor result. */
function ended(call: Call): Message | null {
  const status = call.int(0);
  return status === null ? null : message('audit.event.exit', { process: doerOf(call.record), status: status & 0xff });
}

/** mmap(2), mprotect(2): PROT_EXEC */
function memoryMapped(call: Call): Message | null {
  const exec = ((call.bits(2) ?? 0) & 4) !== 0;
  if (call.name === 'mprotect') return exec ? call.told('mprotect.exec', {}) : call.told('mprotect', {});
  return exec ? call.told('mmap.exec', {}) : call.told('mmap', {});
}

const call = (number: number, rest: string, exit = 0) =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=${String(exit)} ${rest} ppid=3 pid=5 auid=0 uid=0 comm="runc"`;

const TARGET = 'OBJ_PID opid=77 oauid=0 ouid=0 oses=1 ocomm="nginx"';

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_pid_context) unless they are whole lines. */
export const PROCESS_CALLS: readonly CallRow[] = [
  {
    calls: ['execve', 'execveat'],
    describe: ran,
    samples: [
      ['pid 5 (child of pid 3) ran: runc init', call(59, 'exe="/usr/sbin/runc"'), 'EXECVE argc=2 a0="runc" a1="init"'],
      [
        'pid 5 (child of pid 3) ran /bin/busybox as: sh -c ls',
        call(59, 'exe="/bin/busybox"'),
        'EXECVE argc=3 a0="sh" a1="-c" a2="ls"',
      ],
      ['pid 5 (child of pid 3) ran the program /usr/sbin/runc', call(59, 'exe="/usr/sbin/runc"')],
      [
        'runc (pid 5) tried to run: x: failed, ENOENT (No such file or directory)',
        'SYSCALL arch=c000003e syscall=59 pid=5 comm="runc" success=no exit=-2',
        'EXECVE argc=1 a0="x"',
      ],
      [
        'runc (pid 5) tried to run a program: failed, ENOENT (No such file or directory)',
        'SYSCALL arch=c000003e syscall=59 pid=5 comm="runc" success=no exit=-2',
      ],
      [
        'pid 5 (child of pid 3) ran: ping host; its file gave it the capabilities net_raw',
        call(59, 'exe="/usr/bin/ping"'),
        'BPRM_FCAPS fver=2 fp=0000000000002000 fi=0 fe=1 old_pp=0 old_pi=0 old_pe=0 old_pa=0 pp=2000 pi=0 pe=2000 pa=0',
        'EXECVE argc=2 a0="ping" a1="host"',
      ],
      [
        'pid 5 (child of pid 3, as root, logged in as user 1000) ran: id',
        'SYSCALL arch=c000003e syscall=59 success=yes exit=0 ppid=3 pid=5 auid=1000 uid=0 comm="id" exe="/usr/bin/id"',
        'EXECVE argc=1 a0="id"',
      ],
    ],
  },
  {
    calls: ['fork', 'vfork', 'clone', 'clone3'],
    describe: cloned,
    samples: [
      ['runc (pid 5) created a child process: pid 6 (in its pid namespace)', call(57, '', 6)],
      ['runc (pid 5) created a thread: 6 (in its pid namespace)', call(56, 'a0=3d0f00', 6)],
      [
        'runc (pid 5) created a child process in new namespaces (mnt, pid): pid 6 (in its pid namespace)',
        call(56, 'a0=20020011', 6),
      ],
      ['runc (pid 5) created a child process or thread: 6 (in its pid namespace)', call(435, 'a0=7ffe', 6)],
    ],
  },
  {
    calls: ['ptrace'],
    describe: traced,
    samples: [
      ['runc (pid 5) began to trace nginx (pid 77)', call(101, 'a0=10 a1=4d'), TARGET],
      ["runc (pid 5) began to trace pid 77 (in the caller's pid namespace)", call(101, 'a0=4206 a1=4d')],
      ['runc (pid 5) asked to be traced by its parent', call(101, 'a0=0')],
      ['runc (pid 5) stopped tracing nginx (pid 77)', call(101, 'a0=11 a1=4d'), TARGET],
      ['runc (pid 5) read memory or registers of nginx (pid 77), which it traces', call(101, 'a0=1 a1=4d'), TARGET],
      ['runc (pid 5) changed memory or registers of nginx (pid 77), which it traces', call(101, 'a0=4 a1=4d'), TARGET],
    ],
  },
  {
    calls: ['process_vm_readv'],
    describe: aimed('memory.read'),
    samples: [["runc (pid 5) read memory of pid 77 (in the caller's pid namespace)", call(310, 'a0=4d')]],
  },
  {
    calls: ['process_vm_writev'],
    describe: aimed('memory.write'),
    samples: [["runc (pid 5) changed memory of pid 77 (in the caller's pid namespace)", call(311, 'a0=4d')]],
  },
  {
    calls: ['pidfd_open'],
    describe: aimed('pidfd.open'),
    samples: [["runc (pid 5) got a pidfd for pid 77 (in the caller's pid namespace)", call(434, 'a0=4d a1=0', 8)]],
  },
  {
    calls: ['setns'],
    describe: joined,
    samples: [
      ['runc (pid 5) joined other namespaces (net)', call(308, 'a0=5 a1=40000000')],
      ['runc (pid 5) joined another namespace', call(308, 'a0=5 a1=0')],
    ],
  },
  {
    calls: ['unshare'],
    describe: unshared,
    samples: [
      ['runc (pid 5) moved into new namespaces (mnt, uts)', call(272, 'a0=4020000')],
      ['runc (pid 5) stopped sharing a part of its context with other processes (unshare)', call(272, 'a0=400')],
    ],
  },
  {
    calls: ['prctl'],
    describe: controlled,
    samples: [
      ['runc (pid 5) changed its name', call(157, 'a0=f a1=7ffe')],
      ['runc (pid 5) put itself under a seccomp filter', call(157, 'a0=16 a1=2')],
      ['runc (pid 5) gave up gaining privileges through programs that it runs (no_new_privs)', call(157, 'a0=26 a1=1')],
    ],
  },
  {
    calls: ['seccomp'],
    describe: one => ((one.int(0) ?? 9) <= 1 ? one.told('seccomp', {}) : null),
    samples: [['runc (pid 5) put itself under a seccomp filter', call(317, 'a0=1 a1=0 a2=7ffe')]],
  },
  {
    calls: ['personality'],
    describe: domainSet,
    samples: [
      ['runc (pid 5) read its execution domain (personality)', call(135, 'a0=ffffffff')],
      ['runc (pid 5) set its execution domain (personality) to PER_LINUX|ADDR_NO_RANDOMIZE', call(135, 'a0=40000')],
    ],
  },
  {
    calls: ['exit', 'exit_group'],
    describe: ended,
    samples: [['runc (pid 5) exited with status 1', 'SYSCALL arch=c000003e syscall=231 a0=1 pid=5 comm="runc"']],
  },
  {
    calls: ['mmap', 'mmap2', 'mprotect', 'pkey_mprotect'],
    describe: memoryMapped,
    samples: [
      ['runc (pid 5) mapped memory that can be executed', call(9, 'a0=0 a1=1000 a2=5 a3=2', 12), 'MMAP fd=3 flags=0x2'],
      ['runc (pid 5) mapped memory', call(9, 'a0=0 a1=1000 a2=3 a3=2', 12), 'MMAP fd=3 flags=0x2'],
      ['runc (pid 5) made memory executable', call(10, 'a0=7ffe a1=1000 a2=5')],
      ['runc (pid 5) changed the protection of memory', call(10, 'a0=7ffe a1=1000 a2=1')],
    ],
  },
  {
    calls: ['memfd_create'],
    describe: one => one.told('memfd', {}),
    samples: [['runc (pid 5) created a file in memory (memfd)', call(319, 'a0=7ffe a1=3', 4)]],
  },
];
