// Calls by which a process sets how it runs: signals, waiting, sessions, priorities, limits, memory, in words.
import { message, type Message } from '../../../message';
import { architectureName } from '../../data/architectures';
import { constantsOf } from '../../data/constants';
import { findField } from '../../record';
import type { Call, CallRow } from './call';
import { plainRows, type PlainRow } from './plain';

/** rt_sigaction(2): without a new action (a1) it only asks. */
function reacted(call: Call): Message | null {
  const signal = call.named(0);
  const asks = /^0+$/.test(call.raw(1)) && call.name !== 'signal';
  return signal === null || asks ? null : call.told('signal.action', { signal });
}

/** setrlimit(2); prlimit(2) of process a0 (0: the caller) without a new limit (a2) only asks. */
function limited(call: Call): Message | null {
  if (call.name !== 'prlimit64') {
    const resource = call.named(0);
    return resource === null ? null : call.told('limit', { resource });
  }
  const pid = call.int(0);
  const number = call.int(1) ?? -1;
  const architecture = architectureName(findField(call.record, 'arch')?.raw ?? '') ?? '';
  const resource = constantsOf('rlimit', architecture)?.get(number) ?? null;
  if (pid === null || resource === null || /^0*$/.test(call.raw(2))) return null;
  return pid === 0
    ? call.told('limit', { resource })
    : call.told('limit.other', { resource, target: message('audit.kill.inside', { pid }) });
}

function masked(call: Call): Message | null {
  const bits = call.bits(0);
  return bits === null ? null : call.told('umask', { mode: (bits & 0o777).toString(8).padStart(4, '0') });
}

const call = (number: number, rest = 'a0=0 a1=0 a2=0') =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=0 ${rest} pid=4 auid=0 uid=0 comm="tool"`;

const PLAIN: readonly PlainRow[] = [
  [['rt_sigprocmask', 'sigprocmask'], 'signal.mask', 14, 'tool (pid 4) read or changed which signals it blocks'],
  [['wait4', 'waitid', 'waitpid'], 'wait', 61, 'tool (pid 4) waited for a child process'],
  [['nanosleep', 'clock_nanosleep', 'clock_nanosleep_time64'], 'sleep', 35, 'tool (pid 4) slept'],
  [['setsid'], 'session', 112, 'tool (pid 4) began a session of its own (setsid)'],
  [['setpgid'], 'processGroup', 109, 'tool (pid 4) set the process group of a process'],
  [['setpriority', 'nice'], 'priority', 141, 'tool (pid 4) set the priority of processes'],
  [
    ['sched_setscheduler', 'sched_setparam', 'sched_setattr'],
    'schedule',
    144,
    'tool (pid 4) set how a process is scheduled',
  ],
  [['sched_setaffinity'], 'affinity', 203, 'tool (pid 4) set on which CPUs a process may run'],
  [['ioprio_set'], 'priority.io', 251, 'tool (pid 4) set the I/O priority of processes'],
  [['brk'], 'heap', 12, 'tool (pid 4) asked for the end of its heap, or to move it (brk)'],
  [['munmap'], 'memory.unmap', 11, 'tool (pid 4) unmapped memory'],
  [['mremap'], 'memory.remap', 25, 'tool (pid 4) moved or resized mapped memory'],
  [['madvise'], 'memory.advise', 28, 'tool (pid 4) told the kernel how it uses memory (madvise)'],
  [['mlock', 'mlock2', 'mlockall'], 'memory.lock', 149, 'tool (pid 4) locked memory into RAM'],
  [['munlock', 'munlockall'], 'memory.unlock', 150, 'tool (pid 4) let memory be swapped out again'],
  [['memfd_secret'], 'memory.secret', 447, 'tool (pid 4) created secret memory (memfd_secret)'],
  [['process_mrelease'], 'memory.release', 448, 'tool (pid 4) reaped the memory of a dying process'],
  [
    ['futex', 'futex_time64', 'futex_waitv', 'futex_wait', 'futex_wake'],
    'futex',
    202,
    'tool (pid 4) waited for or woke threads (futex)',
  ],
  [['landlock_create_ruleset'], 'landlock.create', 444, 'tool (pid 4) created a Landlock ruleset'],
  [['landlock_add_rule'], 'landlock.rule', 445, 'tool (pid 4) added a rule to a Landlock ruleset'],
  [['landlock_restrict_self'], 'landlock.restrict', 446, 'tool (pid 4) restricted itself by a Landlock ruleset'],
];

/** Samples are made, not recorded. */
export const PROCESS_STATE_CALLS: readonly CallRow[] = [
  {
    calls: ['rt_sigaction', 'sigaction', 'signal'],
    describe: reacted,
    samples: [
      ['tool (pid 4) set how it reacts to SIGTERM', call(13, 'a0=f a1=7ffe a2=0 a3=8')],
      ['tool (pid 4) called rt_sigaction: succeeded', call(13, 'a0=f a1=0 a2=7ffe a3=8')],
    ],
  },
  {
    calls: ['setrlimit', 'prlimit64'],
    describe: limited,
    samples: [
      ['tool (pid 4) set its resource limit RLIMIT_NOFILE', call(160, 'a0=7 a1=7ffe')],
      ['tool (pid 4) set its resource limit RLIMIT_NOFILE', call(302, 'a0=0 a1=7 a2=7ffe a3=0')],
      [
        "tool (pid 4) set the resource limit RLIMIT_NOFILE of pid 77 (in the caller's pid namespace)",
        call(302, 'a0=4d a1=7 a2=7ffe a3=0'),
      ],
      ['tool (pid 4) called prlimit64: succeeded', call(302, 'a0=0 a1=7 a2=0 a3=7ffe')],
    ],
  },
  {
    calls: ['umask'],
    describe: masked,
    samples: [['tool (pid 4) set its umask to 0022', call(95, 'a0=12')]],
  },
  ...plainRows(PLAIN, call),
];
