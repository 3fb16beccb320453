// Calls that send a signal, in words.
import { message, type Message } from '../../../message';
import type { AuditEvent } from '../../event';
import { integer, readSignal, targetName, type SentSignal } from '../../kill';
import type { AuditRecord } from '../../record';
import { doerOf, errorOf } from '../words';
import type { Call, CallRow } from './call';

function sent(call: Call): Message | null {
  const kill = readSignal(call.event);
  if (kill === null) return null;
  const sender = doerOf(call.record);
  const signal = signalOf(kill);
  const target = targetsOf(kill, call.event);
  const error = errorOf(call.record);
  if (kill.success === null) return message('audit.kill.open', { sender, call: kill.call, signal, target });
  if (!kill.success)
    return error === null
      ? message('audit.kill.failedUnknown', { sender, signal, target })
      : message('audit.kill.failed', { sender, signal, target, error });
  return kill.signal?.number === 0
    ? message('audit.kill.probe', { sender, target })
    : message('audit.kill', { sender, signal, target });
}

/** Its name; a number that is no signal stays a number. */
function signalOf({ signal }: SentSignal): Message | string {
  if (signal === null) return message('audit.signal.unknown');
  return signal.name === String(signal.number)
    ? message('audit.signal.numbered', { number: signal.number })
    : signal.name;
}

function targetsOf(kill: SentSignal, event: AuditEvent): Message {
  const [first, second, ...more] = event.records.flatMap(({ record }) => targetOf(record) ?? []);
  if (first === undefined) return unseenTarget(kill);
  if (second === undefined) return first;
  return more.length === 0
    ? message('audit.list.two', { first, second })
    : message('audit.list.more', { first, second, count: more.length });
}

/** Whom the signal reached, told by a record OBJ_PID; null for other records. */
function targetOf(record: AuditRecord): Message | null {
  const pid = record.type === 'OBJ_PID' ? (record.repeat('opid', 'number') ?? integer(record, 'opid')) : null;
  if (pid === null) return null;
  const name = targetName(record);
  return name === null ? message('audit.kill.targetUnnamed', { pid }) : message('audit.kill.target', { name, pid });
}

/** The target as the sender named it: without OBJ_PID nothing says which process of the host that is. */
function unseenTarget({ call, argumentPid: pid }: SentSignal): Message {
  if (pid === null) return message('audit.kill.targetUnknown');
  if (call === 'kill' && pid === 0) return message('audit.kill.ownGroup');
  if (call === 'kill' && pid === -1) return message('audit.kill.all');
  if (call === 'kill' && pid < 0) return message('audit.kill.group', { group: -pid });
  return call === 'tkill' ? message('audit.kill.thread', { tid: pid }) : message('audit.kill.inside', { pid });
}

const kill = (rest: string) => `SYSCALL arch=c000003e syscall=62 success=yes exit=0 ${rest} pid=5 comm="runc"`;

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_pid_context) unless they are whole lines. */
export const SIGNAL_CALLS: readonly CallRow[] = [
  {
    calls: ['kill', 'tkill', 'tgkill', 'pidfd_send_signal', 'rt_sigqueueinfo', 'rt_tgsigqueueinfo'],
    describe: sent,
    samples: [
      ["runc (pid 5) sent SIGKILL to pid 6 (in the caller's pid namespace)", kill('a0=6 a1=9')],
      ['runc (pid 5) sent SIGTERM to every process of its own process group', kill('a0=0 a1=f')],
      ['runc (pid 5) sent SIGTERM to every process that it may signal', kill('a0=ffffffff a1=f')],
      ["runc (pid 5) sent SIGTERM to process group 6 (in the caller's pid namespace)", kill('a0=fffffffa a1=f')],
      [
        'runc (pid 5) asked whether it may signal a (host pid 6) (signal 0 sends nothing)',
        kill('a0=6 a1=0'),
        'OBJ_PID opid=6 ocomm="a"',
      ],
      [
        'runc (pid 5) sent SIGKILL to a (host pid 6) and b (host pid 7)',
        kill('a0=fffffffa a1=9'),
        'OBJ_PID opid=6 ocomm="a"',
        'OBJ_PID opid=7 ocomm="b"',
      ],
      [
        'runc (pid 5) sent SIGKILL to a (host pid 6), host pid 7 and 1 more',
        kill('a0=fffffffa a1=9'),
        'OBJ_PID opid=6 ocomm="a"',
        'OBJ_PID opid=7',
        'OBJ_PID opid=8 ocomm="c"',
      ],
      [
        'runc (pid 5) tried to send SIGKILL to a (host pid 6): failed, EPERM (Operation not permitted)',
        'SYSCALL arch=c000003e syscall=62 pid=5 comm="runc" success=no exit=-1 a0=6 a1=9',
        'OBJ_PID opid=6 ocomm="a"',
      ],
      [
        'kill (pid 5, as root, logged in as user 1000) sent SIGKILL to a (host pid 6)',
        'SYSCALL arch=c000003e syscall=62 success=yes exit=0 a0=6 a1=9 pid=5 auid=1000 uid=0 comm="kill"',
        'OBJ_PID opid=6 ocomm="a"',
      ],
      [
        "a process called kill to send SIGKILL to pid 6 (in the caller's pid namespace); the record does not say whether it worked",
        'SYSCALL arch=c000003e syscall=62 a0=6 a1=9',
      ],
      [
        'pid 5 sent SIGKILL to a process that the records do not name',
        'SYSCALL arch=c000003e syscall=424 success=yes exit=0 a0=6 a1=9 pid=5',
      ],
    ],
  },
];
