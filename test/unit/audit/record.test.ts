// Records: heads, fields, quotes, the ENRICHED tail, and input that is cut or hostile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAuditRecord } from '../../../server/src/audit/record';
import { CASE, line, linesOf, record } from './samples';

const pairs = (text: string) => record(text).fields.map(field => `${field.name}=${field.raw}`);

test('a record of the 137 case has its type, time, serial and fields', () => {
  const text = linesOf(`${CASE}/audit.log`)[1] ?? '';
  const parsed = record(text);
  assert.equal(parsed.type, 'OBJ_PID');
  assert.equal(parsed.node, null);
  assert.deepEqual(parsed.time, { ns: 1582099207232000000n, digits: 3 });
  assert.equal(parsed.serial, 3369619);
  assert.equal(text.slice(parsed.head.start, parsed.head.end), 'type=OBJ_PID msg=audit(1582099207.232:3369619):');
  assert.deepEqual(pairs(text), ['opid=18848', 'oauid=-1', 'ouid=0', 'oses=-1', 'ocomm="systemd"']);
});

const HEADS: readonly [text: string, expected: readonly [type: string, node: string | null, serial: number] | null][] =
  [
    ['node=vm type=CWD msg=audit(1.000:2): cwd="/"', ['CWD', 'vm', 2]],
    ['host=vm type=CWD msg=audit(1.000:2): cwd="/"', ['CWD', 'vm', 2]],
    ['type=UNKNOWN[1334] msg=audit(1.000:2): prog-id=1', ['BPF', null, 2]],
    ['type=CWD msg=audit(1.000:2) : cwd="/"', ['CWD', null, 2]],
    ['type=CWD msg=audit(1.000:2):', ['CWD', null, 2]],
    ['type=CWD msg=audit(1.000:2)', ['CWD', null, 2]],
    ['type=CWD msg=audit(1.000:2', null],
    ['type=CWD msg=audit(1.000:', null],
    ['type=CWD msg=audit(:2): ', null],
    ['type=CWD msg=audit(1.:2): ', null],
    ['type=CWD msg=audit(99999999999999999.000:2): ', null],
    ['type=CWD msg=audit(1.000:99999999999999999999): ', null],
    ['type=CWD', null],
    ['type= msg=audit(1.000:2): ', null],
    ['time->Wed Feb 19 16:00:07 2020', null],
    ['----', null],
    ['', null],
  ];
for (const [text, expected] of HEADS)
  test(`the head of ${JSON.stringify(text)} is ${expected ? expected.join(' ') : 'none'}`, () => {
    const parsed = parseAuditRecord(text, 0);
    assert.deepEqual(parsed && [parsed.type, parsed.node, parsed.serial], expected);
  });

test('a record may begin in the middle of a line, and its spans are columns of the line', () => {
  const text = 'Feb 19 vm audispd: type=CWD msg=audit(1.000:2): cwd="/a b"';
  const parsed = parseAuditRecord(text, text.indexOf('type='));
  const [field] = parsed?.fields ?? [];
  assert.ok(field);
  assert.equal(text.slice(field.nameSpan.start, field.nameSpan.end), 'cwd');
  assert.equal(text.slice(field.span.start, field.span.end), '"/a b"');
});

const FIELDS: readonly [input: string, expected: readonly string[]][] = [
  ['a=1  b= c="x y" d=', ['a=1', 'b=', 'c="x y"', 'd=']],
  ['key=1 key=2', ['key=1', 'key=2']],
  ['key="" name=(null) tty=(none)', ['key=""', 'name=(null)', 'tty=(none)']],
  ['comm="cut in the mid', ['comm="cut in the mid']],
  ['comm="a" exe', ['comm="a"']],
  ['a=1\r', ['a=1']],
  ['subj=u:r:t:s0-s0:c0.c1023 x=a=b', ['subj=u:r:t:s0-s0:c0.c1023', 'x=a=b']],
  ['saddr={ saddr_fam=inet laddr=1.2.3.4 } a=1', ['saddr={ saddr_fam=inet laddr=1.2.3.4 }', 'a=1']],
  ['saddr={ cut a=1', ['saddr={', 'a=1']],
  [
    'avc:  denied  { read } for  pid=1 comm="x" scontext=a:b:c',
    ['seresult=denied', 'seperms=read', 'pid=1', 'comm="x"', 'scontext=a:b:c'],
  ],
  [
    `pid=1 msg='op=PAM:session_open acct="root" exe="/usr/sbin/sshd" addr=? res=success'`,
    ['pid=1', 'op=PAM:session_open', 'acct="root"', 'exe="/usr/sbin/sshd"', 'addr=?', 'res=success'],
  ],
  [
    `user pid=1 msg='PAM: bad_ident acct=? : exe="/x" (hostname=h, addr=1.2.3.4, terminal=ssh res=failed)'`,
    ['pid=1', 'acct=?', 'exe="/x"', 'hostname=h', 'addr=1.2.3.4', 'terminal=ssh', 'res=failed'],
  ],
  [
    `user pid=1 msg='uid=501: exe="/usr/sbin/sshd" (hostname=?, addr=1.2.3.4, terminal=sshd res=failed)'`,
    ['pid=1', 'uid=501', 'exe="/usr/sbin/sshd"', 'hostname=?', 'addr=1.2.3.4', 'terminal=sshd', 'res=failed'],
  ],
  [`pid=1 msg='hello world' `, ['pid=1', `msg='hello world'`]],
  [`pid=1 msg='op=login acct="ro`, ['pid=1', 'op=login', 'acct="ro']],
  ['auditd start, ver=1.7 res=success, auditd pid=12', ['ver=1.7', 'res=success', 'pid=12']],
];
for (const [input, expected] of FIELDS)
  test(`the fields of ${input} are ${expected.join(' | ')}`, () => {
    assert.deepEqual(pairs(line('X', input)), expected);
  });

test("the ENRICHED tail gives the fields auditd's own decodings, without quotes", () => {
  const { fields } = record(
    line('SYSCALL', 'arch=c000003e syscall=62 uid=1000 old-auid=-1 comm="a"') +
      '\x1dARCH=x86_64 SYSCALL=kill UID="joe" OLD-AUID="unset"',
  );
  assert.deepEqual(
    fields.map(field => [field.name, field.enriched]),
    [
      ['arch', 'x86_64'],
      ['syscall', 'kill'],
      ['uid', 'joe'],
      ['old-auid', 'unset'],
      ['comm', undefined],
    ],
  );
});

test('two fields of one name take their decodings in order', () => {
  const { fields } = record(line('USER_MGMT', `uid=0 msg='uid=1000 res=success'`) + '\x1dUID="root" UID="joe"');
  assert.deepEqual(
    fields.map(field => field.enriched),
    ['root', 'joe', undefined],
  );
});

test('a decoded socket address keeps its blanks', () => {
  const { fields } = record(line('SOCKADDR', 'saddr=0100') + '\x1dSADDR={ saddr_fam=local path=/x }');
  assert.equal(fields[0]?.enriched, '{ saddr_fam=local path=/x }');
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom('a=', '"', "'", "msg='", '{', '}', '\x1d', ' ', '(', ')', ',', '=', 'UID=', '\t', '\r', 'type=X '),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
);

test('spans lie inside the line and hold what the fields say, whatever the line is', () => {
  fc.assert(
    fc.property(pieces, fc.boolean(), (parts, headed) => {
      const text = `${headed ? 'type=USER msg=audit(1.000:2): ' : ''}${parts.join('')}`;
      const parsed = parseAuditRecord(text, 0);
      for (const field of parsed?.fields ?? []) {
        assert.equal(text.slice(field.nameSpan.start, field.nameSpan.end), field.name);
        assert.equal(text.slice(field.span.start, field.span.end), field.raw);
        assert.ok(field.span.end <= text.length && field.name !== '');
      }
    }),
  );
});

test('a record cut anywhere gives the fields that are whole, and at most one that is cut', () => {
  const text = linesOf(`${CASE}/audit.log`)[2] ?? '';
  const whole = pairs(text);
  fc.assert(
    fc.property(fc.integer({ min: record(text).head.end, max: text.length }), end => {
      const cut = pairs(text.slice(0, end));
      assert.deepEqual(cut.slice(0, -1), whole.slice(0, Math.max(0, cut.length - 1)));
    }),
  );
});

for (const piece of ['a="', "a='b ", 'a={b ', 'a= ', "msg='", '\x1dA=', 'x ', '(a='])
  test(`a line of 2 MB of ${JSON.stringify(piece)} is read in one pass`, { timeout: 20_000 }, () => {
    const parsed = record(line('X', piece.repeat(2_000_000 / piece.length)));
    assert.ok(parsed.fields.length >= 0);
  });
