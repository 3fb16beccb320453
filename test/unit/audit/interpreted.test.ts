// What `ausearch -i` prints: where values end, what is understood, and that nothing is decoded again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCommand, readProctitle } from '../../../server/src/audit/command';
import { describeEvent } from '../../../server/src/audit/describe';
import { decodeField } from '../../../server/src/audit/fields';
import { callOf } from '../../../server/src/audit/kinds';
import { readKill } from '../../../server/src/audit/kill';
import { parseAuditRecord } from '../../../server/src/audit/record';
import { text } from '../../../server/src/render/text';
import { CASE, event, events, linesOf, record, RECORDED } from './samples';

const ID = 'msg=audit(11/24/26 14:33:20.665:6421)';
const interpreted = (type: string, body: string): string => `type=${type} ${ID} : ${body}`;

/** Printed by ausearch 3.0.9, or made after what it prints. */
const FIELDS: readonly (readonly [type: string, body: string, expected: readonly string[]])[] = [
  ['PROCTITLE', 'proctitle=runc --root=/x delete a=b pid=1 ', ['proctitle=runc --root=/x delete a=b pid=1']],
  [
    'SYSCALL',
    'arch=x86_64 syscall=open success=no exit=EACCES(Permission denied) a0=0x1 a1=O_RDONLY comm=my prog exe=/usr/bin/my prog subj=a:b:c key=(null) ',
    [
      'arch=x86_64',
      'syscall=open',
      'success=no',
      'exit=EACCES(Permission denied)',
      'a0=0x1',
      'a1=O_RDONLY',
      'comm=my prog',
      'exe=/usr/bin/my prog',
      'subj=a:b:c',
      'key=(null)',
    ],
  ],
  ['SYSCALL', 'pid=2 comm=x pid=1 exe=/x key=a key=b ', ['pid=2', 'comm=x pid=1', 'exe=/x', 'key=a key=b']],
  [
    'SOCKADDR',
    'saddr={ saddr_fam=inet laddr=127.0.0.1 lport=9 } ',
    ['saddr={ saddr_fam=inet laddr=127.0.0.1 lport=9 }'],
  ],
  ['SOCKADDR', 'saddr={ saddr_fam=local path=/a}b c } ', ['saddr={ saddr_fam=local path=/a}b c }']],
  [
    'USER_CMD',
    "pid=1 uid=root auid=ann ses=3 msg='cwd=/root cmd=ls -la /tmp exe=/usr/bin/sudo terminal=pts/0 res=success' ",
    [
      'pid=1',
      'uid=root',
      'auid=ann',
      'ses=3',
      'cwd=/root',
      'cmd=ls -la /tmp',
      'exe=/usr/bin/sudo',
      'terminal=pts/0',
      'res=success',
    ],
  ],
  [
    'USER_LOGIN',
    "pid=1 uid=root msg='op=login acct=root exe=/usr/sbin/sshd hostname=? addr=? terminal=ssh res=success' ",
    [
      'pid=1',
      'uid=root',
      'op=login',
      'acct=root',
      'exe=/usr/sbin/sshd',
      'hostname=?',
      'addr=?',
      'terminal=ssh',
      'res=success',
    ],
  ],
  [
    'AVC',
    'avc:  denied  { read write } for  pid=1234 comm=my prog name=a b dev="dm-0" ino=5 scontext=a:b:c tclass=file ',
    [
      'seresult=denied',
      'seperms=read write',
      'pid=1234',
      'comm=my prog',
      'name=a b',
      'dev="dm-0"',
      'ino=5',
      'scontext=a:b:c',
      'tclass=file',
    ],
  ],
  [
    'USER_AVC',
    `pid=1 msg='avc:  denied  { status } for auid=root path=/x cmdline="/usr/bin/systemctl status x" tclass=service  exe=/usr/lib/systemd/systemd sauid=root' `,
    [
      'pid=1',
      'seresult=denied',
      'seperms=status',
      'auid=root',
      'path=/x',
      'cmdline="/usr/bin/systemctl status x"',
      'tclass=service',
      'exe=/usr/lib/systemd/systemd',
      'sauid=root',
    ],
  ],
  [
    'EXECVE',
    'argc=5 a0=env a1=echo a2=hello a1=x world a3=it\'s "quoted" a4= ',
    ['argc=5', 'a0=env', 'a1=echo', 'a2=hello a1=x world', 'a3=it\'s "quoted"', 'a4='],
  ],
  ['EXECVE', ' a1[1]= w w a2_len=18 a2[0]=b  c ', ['a1[1]= w w', 'a2_len=18', 'a2[0]=b  c']],
  ['TTY', 'tty pid=9 uid=root comm=bash data="ls ",<ret>', ['pid=9', 'uid=root', 'comm=bash', 'data="ls ",<ret>']],
  [
    'USER',
    'pid=1 msg=\'text=a message of a user, with = and "quotes" exe=/x res=success\' ',
    ['pid=1', 'text=a message of a user, with = and "quotes"', 'exe=/x', 'res=success'],
  ],
  ['USER', "pid=1 msg='hello' ", ['pid=1', "msg='hello'"]],
];
for (const [type, body, expected] of FIELDS)
  test(`the fields of ${type} ${body} are ${expected.join(' | ')}`, () => {
    const parsed = record(interpreted(type, body));
    assert.deepEqual(
      parsed.fields.map(({ name, raw }) => `${name}=${raw}`),
      expected,
    );
    for (const field of parsed.fields) {
      assert.equal(decodeField(field, parsed).value, field.raw);
      assert.equal(decodeField(field, parsed).hint, null);
    }
  });

const KILLS: readonly (readonly [fields: string, expected: readonly unknown[]])[] = [
  ['syscall=kill success=yes exit=0 a0=0x49a0 a1=SIGKILL', ['kill', 9, 'SIGKILL', true, 18848]],
  ['syscall=kill success=no exit=ESRCH(No such process) a0=0x1869f a1=SIGTERM', ['kill', 15, 'SIGTERM', false, 99999]],
  ['syscall=kill success=yes exit=0 a0=0xffffffff a1=unknown-signal(0x25)', ['kill', 37, 'SIGRTMIN+3', true, -1]],
  ['syscall=tgkill success=yes exit=0 a0=0x1 a1=0x2 a2=SIG0', ['tgkill', 0, 'SIG0', true, 1]],
  [
    'syscall=pidfd_send_signal success=no exit=EPERM(Operation not permitted) a0=0x3 a1=0x9',
    ['pidfd_send_signal', 9, 'SIGKILL', false, null],
  ],
];
for (const [fields, expected] of KILLS)
  test(`a kill is understood: ${fields}`, () => {
    const kill = readKill(event(interpreted('SYSCALL', `arch=x86_64 ${fields} a3=0x0 pid=5 comm=x exe=/x key=a `)));
    assert.ok(kill);
    assert.deepEqual([kill.call, kill.signal?.number, kill.signal?.name, kill.success, kill.argumentPid], expected);
    assert.equal(kill.sender.pid, 5);
    assert.equal(kill.time, null);
  });

test('a call without a name is not taken for one', () => {
  assert.equal(callOf(record(interpreted('SYSCALL', 'arch=x86_64 syscall=unknown-syscall(9999) '))), null);
  assert.equal(callOf(record(interpreted('SYSCALL', 'arch=x86_64 syscall=129 '))), null);
});

test('a command line in letters of hex digits is not decoded', () => {
  const found = event(interpreted('PROCTITLE', 'proctitle=DEADBEEF '));
  assert.deepEqual(readProctitle(found), { argv: ['DEADBEEF'], cut: false });
});

test('the pieces of an argument are joined by their numbers, in whatever order their records come', () => {
  const found = event(
    interpreted('EXECVE', ' a1[1]= b c a2=d '),
    interpreted('EXECVE', 'argc=3 a0=x a1_len=8 a1[0]=a '),
  );
  assert.deepEqual(readCommand(found), { argv: ['x', 'a b c', 'd'], cut: false });
});

test('the recorded events are told in the same words from what ausearch -i printed and from the log', () => {
  const told = (file: string): string[] =>
    events(linesOf(join(RECORDED, file))).map(found => text(describeEvent(found)));
  assert.deepEqual(told('ausearch-i.txt'), told('audit.log'));
});

const ausearch = spawnSync('ausearch', ['--version']).error === undefined;
const samples = process.env['NODELOG_SAMPLES'];
const node = samples === undefined ? [] : ['audit.log', 'audit.enriched.log'];
const files = [
  join(CASE, 'audit.log'),
  join(RECORDED, 'audit.log'),
  ...node.map(file => join(samples ?? '', 'captures/node-a/logs', file)),
];
for (const file of files)
  test(`each record of ${file.split('/').slice(-2).join('/')} has the same fields after ausearch -i as before`, t => {
    if (!ausearch) return t.skip('ausearch is not installed (Debian: apt-get install auditd)');
    if (!existsSync(file)) return t.skip(`${file} is not there`);
    const run = spawnSync('ausearch', ['-i', '-if', file], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      maxBuffer: 1 << 28,
    });
    const namesOf = (lines: readonly string[]): string[] =>
      lines
        .flatMap(line => parseAuditRecord(line, 0) ?? [])
        .map(({ serial, type, fields }) => `${String(serial)} ${type} ${fields.map(({ name }) => name).join()}`)
        .sort();
    const raw = namesOf(linesOf(file));
    assert.ok(raw.length > 10);
    assert.deepEqual(namesOf(run.stdout.split('\n')), raw);
    t.diagnostic(`${String(raw.length)} records`);
  });
