// Events in one sentence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeEvent, describeRecord } from '../../../server/src/audit/describe';
import { text } from '../../../server/src/render/text';
import { CASE, event, events, line, linesOf, record } from './samples';

test('the events of the 137 case read as who killed whom', () => {
  assert.deepEqual(
    events(linesOf(`${CASE}/audit.log`)).map(one => text(describeEvent(one))),
    [
      'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)',
      'nvidia-container-runtime (pid 6558) sent SIGKILL to systemd (host pid 2858)',
      'systemd-udevd (pid 16425) sent SIGTERM to systemd-udevd (host pid 6686)',
      'systemd (pid 6683) sent SIGTERM to sshd (host pid 7283)',
    ],
  );
});

const KILL = 'arch=c000003e syscall=62 pid=5 comm="runc" success=yes exit=0';
const EXECVE = 'arch=c000003e syscall=59 pid=5 comm="runc"';
const OPENAT = 'arch=c000003e syscall=257 pid=12 comm="bash"';

const ROWS: readonly [records: readonly [type: string, fields: string][], sentence: string][] = [
  [[['SYSCALL', `${KILL} a0=6 a1=9`]], "runc (pid 5) sent SIGKILL to pid 6 (in the sender's pid namespace)"],
  [[['SYSCALL', `${KILL} a0=0 a1=f`]], 'runc (pid 5) sent SIGTERM to every process of its own process group'],
  [[['SYSCALL', `${KILL} a0=ffffffff a1=f`]], 'runc (pid 5) sent SIGTERM to every process that it may signal'],
  [
    [['SYSCALL', `${KILL} a0=fffffffa a1=f`]],
    "runc (pid 5) sent SIGTERM to process group 6 (in the sender's pid namespace)",
  ],
  [
    [
      ['SYSCALL', `${KILL} a0=6 a1=0`],
      ['OBJ_PID', 'opid=6 ocomm="a"'],
    ],
    'runc (pid 5) asked whether it may signal a (host pid 6) (signal 0 sends nothing)',
  ],
  [
    [
      ['SYSCALL', `${KILL} a0=fffffffa a1=9`],
      ['OBJ_PID', 'opid=6 ocomm="a"'],
      ['OBJ_PID', 'opid=7 ocomm="b"'],
    ],
    'runc (pid 5) sent SIGKILL to a (host pid 6) and b (host pid 7)',
  ],
  [
    [
      ['SYSCALL', `${KILL} a0=fffffffa a1=9`],
      ['OBJ_PID', 'opid=6 ocomm="a"'],
      ['OBJ_PID', 'opid=7'],
      ['OBJ_PID', 'opid=8 ocomm="c"'],
    ],
    'runc (pid 5) sent SIGKILL to a (host pid 6), host pid 7 and 1 more',
  ],
  [
    [
      ['SYSCALL', 'arch=c000003e syscall=62 pid=5 comm="runc" success=no exit=-1 a0=6 a1=9'],
      ['OBJ_PID', 'opid=6 ocomm="a"'],
    ],
    'runc (pid 5) tried to send SIGKILL to a (host pid 6): failed, EPERM (Operation not permitted)',
  ],
  [
    [['SYSCALL', 'arch=c000003e syscall=62 a0=6 a1=9']],
    "a process called kill to send SIGKILL to pid 6 (in the sender's pid namespace); the record does not say whether it worked",
  ],
  [
    [['SYSCALL', 'arch=c000003e syscall=424 success=yes exit=0 a0=6 a1=9 pid=5']],
    'pid 5 sent SIGKILL to a process that the records do not name',
  ],
  [
    [
      ['SYSCALL', `${EXECVE} success=yes exit=0`],
      ['EXECVE', 'argc=2 a0="runc" a1="init"'],
    ],
    'runc (pid 5) ran: runc init',
  ],
  [
    [
      ['SYSCALL', `${EXECVE} success=no exit=-2`],
      ['EXECVE', 'argc=1 a0="x"'],
    ],
    'runc (pid 5) tried to run: x: failed, ENOENT (No such file or directory)',
  ],
  [[['EXECVE', 'argc=1 a0="x"']], 'execve was called: x'],
  [
    [
      ['SYSCALL', `${OPENAT} success=no exit=-13`],
      ['PATH', 'item=0 name="/etc/" nametype=PARENT'],
      ['PATH', 'item=1 name="/etc/passwd" nametype=NORMAL'],
    ],
    'bash (pid 12) called openat on /etc/passwd: failed, EACCES (Permission denied)',
  ],
  [[['SYSCALL', `${OPENAT} success=yes exit=3`]], 'bash (pid 12) called openat: succeeded'],
  [
    [['SYSCALL', 'arch=80000008 syscall=56 pid=12']],
    'pid 12 called system call 56: the record does not say whether it worked',
  ],
  [[['ANOM_ABEND', 'auid=0 pid=7 comm="sh" exe="/bin/sh" sig=11 res=1']], 'sh (pid 7) died of SIGSEGV'],
  [[['SERVICE_START', `pid=1 msg='unit=docker comm="systemd" res=success'`]], 'service docker started'],
  [[['SERVICE_START', `pid=1 msg='unit=docker comm="systemd" res=failed'`]], 'service docker failed to start'],
  [[['SERVICE_STOP', `pid=1 msg='unit=docker comm="systemd" res=success'`]], 'service docker stopped'],
  [
    [['LOGIN', 'pid=7 uid=0 old-auid=4294967295 auid=0 old-ses=4294967295 ses=14 res=1']],
    'pid 7 was given login user root, session 14',
  ],
  [
    [
      ['CONFIG_CHANGE', 'auid=0 ses=1 op=add_rule key="a" list=4 res=1'],
      ['SYSCALL', 'arch=c000003e syscall=44 pid=3'],
    ],
    'audit configuration changed: op=add_rule key=a list=exit',
  ],
  [[['DAEMON_START', 'op=start ver=3.0.9 auid=0 pid=7 res=success']], 'auditd started'],
  [
    [['USER_AUTH', `pid=7 uid=0 msg='op=PAM:authentication acct="root" exe="/usr/sbin/sshd" addr=? res=failed'`]],
    'authentication of a user, for root, told by sshd (pid 7): failed',
  ],
  [[['PROCTITLE', 'proctitle="/usr/sbin/init"']], 'record of a process whose command line is: /usr/sbin/init'],
  [[['STRANGE', 'a=1']], 'STRANGE record'],
];
for (const [records, sentence] of ROWS)
  test(sentence, () => {
    assert.equal(text(describeEvent(event(...records.map(([type, fields]) => line(type, fields))))), sentence);
  });

test('the type of a record is told, known or not', () => {
  assert.match(text(describeRecord(record(line('OBJ_PID', '')))), /^OBJ_PID: a process that the call was aimed at/);
  assert.equal(text(describeRecord(record(line('UNKNOWN[9]', '')))), 'UNKNOWN[9]: a record that is shown as it stands');
});
