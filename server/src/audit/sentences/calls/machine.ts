// Calls that change the machine or the kernel, and those on objects shared between processes, in words.
import type { Message } from '../../../message';
import { findRecord } from '../../event';
import { valueOf } from '../words';
import type { Call, CallRow, DescribeCall } from './call';
import { plainRows, type Plain, type PlainRow } from './plain';

function loaded(call: Call): Message | null {
  const record = findRecord(call.event, 'KERN_MODULE');
  const module = valueOf(record, 'name');
  if (call.name === 'delete_module')
    return module === null ? call.told('module.unloadUnnamed', {}) : call.told('module.unload', { module });
  return module === null ? call.told('module.loadUnnamed', {}) : call.told('module.load', { module });
}

/** include/uapi/linux/reboot.h, LINUX_REBOOT_CMD_*; in a pid namespace of its own the first three end only that. */
const REBOOT: ReadonlyMap<number, Plain> = new Map<number, Plain>([
  [0x01234567, 'reboot.restart'],
  [0xa1b2c3d4, 'reboot.restart'],
  [0xcdef0123, 'reboot.halt'],
  [0x4321fedc, 'reboot.powerOff'],
  [0x45584543, 'reboot.kexec'],
  [0xd000fce2, 'reboot.suspend'],
]);

function rebooted(call: Call): Message | null {
  const name = REBOOT.get(call.bits(2) ?? 0);
  return name === undefined ? null : call.told(name, {});
}

/** include/uapi/linux/bpf.h, enum bpf_cmd */
function bpf(call: Call): Message | null {
  const command = call.int(0);
  if (command === 0) return call.told('bpf.map', {});
  if (command === 5) return call.told('bpf.load', {});
  return call.told('bpf', { command: call.named(0) ?? command ?? '?' });
}

/** ipc(2) of System V: IPC_RMID, with or without IPC_64 (linux/ipc.h); the command of semctl is its third argument. */
function controlled(removed: Plain, other: Plain, index: number): DescribeCall {
  return call => call.told(((call.bits(index) ?? 1) & ~0x100) === 0 ? removed : other, {});
}

const call = (number: number, rest = '') =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=0 ${rest} pid=4 auid=0 uid=0 comm="tool"`;

const PLAIN: readonly PlainRow[] = [
  [['settimeofday', 'clock_settime', 'stime', 'clock_settime64'], 'time.set', 227, 'tool (pid 4) set the clock'],
  [['adjtimex', 'clock_adjtime', 'clock_adjtime64'], 'time.adjust', 159, 'tool (pid 4) read or adjusted the clock'],
  [['sethostname'], 'hostname', 170, 'tool (pid 4) set the host name'],
  [['setdomainname'], 'domainname', 171, 'tool (pid 4) set the NIS domain name'],
  [['kexec_load', 'kexec_file_load'], 'kexec', 246, 'tool (pid 4) loaded another kernel, to be started by kexec'],
  [['perf_event_open'], 'perf', 298, 'tool (pid 4) began to measure performance events'],
  [['ioperm', 'iopl'], 'ioports', 173, 'tool (pid 4) set its access to I/O ports'],
  [['io_uring_setup'], 'uring.setup', 425, 'tool (pid 4) set up an io_uring'],
  [['acct'], 'acct', 163, 'tool (pid 4) turned process accounting on or off'],
  [['quotactl', 'quotactl_fd'], 'quota', 179, 'tool (pid 4) read or changed disk quotas'],
  [['syslog'], 'syslog', 103, "tool (pid 4) read or controlled the kernel's log"],
  [['add_key'], 'key.add', 248, 'tool (pid 4) added a key to a keyring of the kernel'],
  [['request_key'], 'key.request', 249, 'tool (pid 4) asked the kernel for a key'],
  [['keyctl'], 'key.control', 250, 'tool (pid 4) used keyrings of the kernel'],
  [['shmget'], 'shm.get', 29, 'tool (pid 4) opened or created a shared memory segment'],
  [['shmat'], 'shm.attach', 30, 'tool (pid 4) attached a shared memory segment'],
  [['semget'], 'sem.get', 64, 'tool (pid 4) opened or created a set of semaphores'],
  [['semop', 'semtimedop'], 'sem.use', 65, 'tool (pid 4) used a set of semaphores'],
  [['msgget'], 'msg.get', 68, 'tool (pid 4) opened or created a message queue'],
  [['msgsnd'], 'msg.send', 69, 'tool (pid 4) sent a message to a message queue'],
  [['msgrcv'], 'msg.receive', 70, 'tool (pid 4) received a message from a message queue'],
  [['mq_timedsend', 'mq_timedsend_time64'], 'mq.send', 242, 'tool (pid 4) sent a message to a message queue'],
  [
    ['mq_timedreceive', 'mq_timedreceive_time64'],
    'mq.receive',
    243,
    'tool (pid 4) received a message from a message queue',
  ],
  [['mq_notify'], 'mq.notify', 244, 'tool (pid 4) asked to be notified of messages of a message queue'],
  [['mq_getsetattr'], 'mq.attributes', 245, 'tool (pid 4) read or changed the attributes of a message queue'],
];

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, show_special). */
export const MACHINE_CALLS: readonly CallRow[] = [
  {
    calls: ['init_module', 'finit_module', 'delete_module'],
    describe: loaded,
    samples: [
      ['tool (pid 4) loaded the kernel module br_netfilter', call(313, 'a0=3'), 'KERN_MODULE name="br_netfilter"'],
      ['tool (pid 4) loaded a kernel module', call(175, 'a0=7ffe')],
      ['tool (pid 4) unloaded the kernel module dummy', call(176, 'a0=7ffe'), 'KERN_MODULE name="dummy"'],
      ['tool (pid 4) unloaded a kernel module', call(176, 'a0=7ffe')],
    ],
  },
  {
    calls: ['reboot'],
    describe: rebooted,
    samples: [
      ['tool (pid 4) asked for a restart of the machine', call(169, 'a0=fee1dead a1=28121969 a2=1234567')],
      ['tool (pid 4) asked to halt the machine', call(169, 'a2=cdef0123')],
      ['tool (pid 4) asked to power the machine off', call(169, 'a2=4321fedc')],
      ['tool (pid 4) asked to start the kernel that kexec loaded', call(169, 'a2=45584543')],
      ['tool (pid 4) asked to put the machine to sleep', call(169, 'a2=d000fce2')],
    ],
  },
  {
    calls: ['bpf'],
    describe: bpf,
    samples: [
      ['tool (pid 4) loaded a BPF program', call(321, 'a0=5 a1=7ffe a2=90')],
      ['tool (pid 4) created a BPF map', call(321, 'a0=0 a1=7ffe a2=48')],
    ],
  },
  {
    calls: ['ioctl'],
    describe: one => one.told('ioctl', { fd: one.int(0) ?? '?', request: one.named(1) ?? `0x${one.raw(1)}` }),
    samples: [
      ['tool (pid 4) sent the request 0x89f1 to its file descriptor 3 (ioctl)', call(16, 'a0=3 a1=89f1 a2=7ffe')],
    ],
  },
  {
    calls: ['shmctl'],
    describe: controlled('shm.remove', 'shm.control', 1),
    samples: [
      ['tool (pid 4) removed a shared memory segment', call(31, 'a0=1 a1=0 a2=0')],
      ['tool (pid 4) read or changed a shared memory segment', call(31, 'a0=1 a1=2 a2=7ffe')],
    ],
  },
  {
    calls: ['semctl'],
    describe: controlled('sem.remove', 'sem.control', 2),
    samples: [
      ['tool (pid 4) removed a set of semaphores', call(66, 'a0=1 a1=0 a2=0')],
      ['tool (pid 4) read or changed a set of semaphores', call(66, 'a0=1 a1=0 a2=10')],
    ],
  },
  {
    calls: ['msgctl'],
    describe: controlled('msg.remove', 'msg.control', 1),
    samples: [
      ['tool (pid 4) removed a message queue', call(71, 'a0=1 a1=100')],
      ['tool (pid 4) read or changed a message queue', call(71, 'a0=1 a1=1')],
    ],
  },
  ...plainRows(PLAIN, call),
];
