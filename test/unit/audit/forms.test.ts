// The forms that a record comes in: heads, types by number, prefixes, and what must not be taken for a record.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { NEWER_RECORD_TYPES } from '../../../server/src/audit/data/newer';
import { isRecordTypeName, recordTypeName } from '../../../server/src/audit/data/recordTypes';
import { findField, type AuditRecord } from '../../../server/src/audit/record';
import { unescapeJson } from '../../../server/src/log/escaped';
import type { Span } from '../../../server/src/place';
import { readLine } from '../../../server/src/reading/line';
import { linesOf, RECORDED } from './samples';

/** The record of a line as a log has it, envelope and all; null where it holds none. */
function recordOf(line: string): AuditRecord | null {
  const { payload } = readLine(line);
  return payload.kind === 'audit' ? payload.record : null;
}

const KILL = 'arch=c000003e syscall=62 success=yes exit=0 a0=31a6 a1=9 pid=12711 comm="kill"';

/** Recorded lines or made after them: `form type (as written) node serial` and the time's nanoseconds behind `@`. */
const FORMS: readonly (readonly [what: string, line: string, expected: string])[] = [
  ['auditd', `type=SYSCALL msg=audit(1795500842.869:7): ${KILL}`, 'log SYSCALL null 7 @1795500842869000000'],
  ['a number', `type=1300 msg=audit(1795500842.869:7): ${KILL}`, 'log SYSCALL(1300) null 7 @1795500842869000000'],
  [
    'an unknown type with a name',
    'type=UNKNOWN[1300] msg=audit(1.000:7): a=1',
    'log SYSCALL(UNKNOWN[1300]) null 7 @1000000000',
  ],
  ['an unknown type', 'type=UNKNOWN[2150] msg=audit(1.000:7): a=1', 'log UNKNOWN[2150] null 7 @1000000000'],
  ['a number without a name', 'type=2150 msg=audit(1.000:7): a=1', 'log UNKNOWN[2150](2150) null 7 @1000000000'],
  ['a node', `node=n1 type=CWD msg=audit(1.000:7): cwd="/"`, 'log CWD n1 7 @1000000000'],
  ['a host', `host=n1 type=CWD msg=audit(1.000:7): cwd="/"`, 'log CWD n1 7 @1000000000'],
  [
    'audispd in syslog',
    `Apr 28 10:00:00 h audispd[99]: node=n1 type=CWD msg=audit(1.000:7): cwd="/"`,
    'log CWD n1 7 @1000000000',
  ],
  [
    "the kernel in the journal's JSON",
    '{"MESSAGE":"audit: type=1305 audit(1.000:2): key=\\"a\\"","_HOSTNAME":"vm"}',
    'kernel CONFIG_CHANGE(1305) vm 2 @1000000000',
  ],
  [
    'audisp-syslog without node=',
    `Apr 28 10:00:00 h audisp-syslog: type=CWD msg=audit(1.000:7): cwd="/"`,
    'log CWD h 7 @1000000000',
  ],
  [
    'RFC 5424',
    '<14>1 2026-11-23T06:44:40.966821+00:00 vm audispd 22577 - - node=n1 type=CWD msg=audit(1.000:7): cwd="/"',
    'log CWD n1 7 @1000000000',
  ],
  ['grep -n', 'logs/audit.log:12:node=n1 type=CWD msg=audit(1.000:7): cwd="/"', 'log CWD n1 7 @1000000000'],
  ['grep', 'audit.log:type=CWD msg=audit(1.000:7): cwd="/"', 'log CWD null 7 @1000000000'],
  [
    'dmesg',
    `[  603.708388] audit: type=1300 audit(1795500842.841:3): ${KILL}`,
    'kernel SYSCALL(1300) null 3 @1795500842841000000',
  ],
  [
    'dmesg -T',
    `[Tue Nov 24 06:14:02 2026] audit: type=1300 audit(1.000:3): ${KILL}`,
    'kernel SYSCALL(1300) null 3 @1000000000',
  ],
  ['dmesg -r', `<5>[  603.708388] audit: type=1300 audit(1.000:3): ${KILL}`, 'kernel SYSCALL(1300) null 3 @1000000000'],
  [
    'dmesg -x',
    `kern  :notice: [  603.708388] audit: type=1302 audit(1.000:3): item=0`,
    'kernel PATH(1302) null 3 @1000000000',
  ],
  [
    'dmesg --time-format iso',
    `2026-11-24T06:14:02,842462+00:00 audit: type=1302 audit(1.000:3): item=0`,
    'kernel PATH(1302) null 3 @1000000000',
  ],
  [
    'syslog of the kernel',
    `Nov 24 06:14:02 vm kernel: [  603.702096] audit: type=1305 audit(1.000:2): op=add_rule`,
    'kernel CONFIG_CHANGE(1305) vm 2 @1000000000',
  ],
  [
    'the journal of the kernel',
    `Nov 24 06:14:02.842462 vm kernel: audit: type=1305 audit(1.000:2): op=add_rule`,
    'kernel CONFIG_CHANGE(1305) vm 2 @1000000000',
  ],
  [
    'a kernel before 3.16',
    `Nov 24 06:14:02 vm kernel: [   14.100000] type=1400 audit(1.000:29): apparmor="STATUS"`,
    'kernel AVC(1400) vm 29 @1000000000',
  ],
  [
    'the kernel line alone',
    'audit: type=1130 audit(1.000:29): pid=1',
    'kernel SERVICE_START(1130) null 29 @1000000000',
  ],
  ['journald', `Nov 24 06:14:02 vm audit[12711]: SYSCALL ${KILL}`, 'journal SYSCALL vm null @null'],
  [
    'journald without pid',
    'Nov 24 06:14:02 vm audit: OBJ_PID opid=12710 ocomm="sleep"',
    'journal OBJ_PID vm null @null',
  ],
  [
    'journald, a type without name',
    `Nov 24 06:14:02 vm audit[1]: <audit-1130> pid=1 msg='unit=a res=success'`,
    'journal SERVICE_START(<audit-1130>) vm null @null',
  ],
  [
    'journald of systemd 252',
    'Nov 24 06:14:02 vm audit[1]: AUDIT1130 pid=1',
    'journal SERVICE_START(AUDIT1130) vm null @null',
  ],
  [
    'journald, no name at all',
    'Nov 24 06:14:02 vm audit: AUDIT2150 domain=1a9361c9a',
    'journal UNKNOWN[2150](AUDIT2150) vm null @null',
  ],
  [
    'journald, a newer type',
    'Nov 24 06:14:02 vm audit: LANDLOCK_DOMAIN domain=1a9361c9a',
    'journal LANDLOCK_DOMAIN vm null @null',
  ],
  [
    'journald, AppArmor',
    'Nov 24 06:14:02 vm audit[7]: AVC apparmor="DENIED" operation="open"',
    'journal AVC vm null @null',
  ],
  [
    'ausearch -i',
    'type=SYSCALL msg=audit(11/24/26 14:33:20.665:6421) : arch=x86_64 syscall=kill',
    'interpreted SYSCALL null 6421 @null',
  ],
  [
    'ausearch -i with a node',
    'node=vm type=CWD msg=audit(24.11.2026 14:33:20.665:6421) : cwd=/',
    'interpreted CWD vm 6421 @null',
  ],
];
for (const [what, line, expected] of FORMS)
  test(`${what}: ${line.slice(0, 80)} is ${expected}`, () => {
    const record = recordOf(line);
    assert.ok(record);
    const { form, type, writtenType, node, serial, time } = record;
    const written = type === writtenType ? type : `${type}(${writtenType})`;
    assert.equal([form, written, node, serial, `@${String(time?.ns ?? null)}`].map(String).join(' '), expected);
    assert.ok(record.fields.length > 0);
  });

const NONE: readonly string[] = [
  '{"log":"x type=SYSCALL msg=audit(1.000:2): key=\\"a\\""}',
  'time="2026-11-23T15:43:51Z" level=info msg="type=SYSCALL msg=audit(1.000:2): comm=\\"a\\""',
  'Nov 24 06:14:02 vm audit[7]: hello world',
  'Nov 24 06:14:02 vm audit: SHUTTING DOWN',
  'Nov 24 06:14:02 vm auditd[7]: SYSCALL arch=c000003e',
  'SYSCALL arch=c000003e syscall=62',
  '[    0.201982] audit: initializing netlink subsys (disabled)',
  'audit: audit_lost=1 audit_rate_limit=0 audit_backlog_limit=64',
  'audit: type=x audit(1.000:2): a=1',
  'type=SYSCALL audit(1.000:2): a=1',
  'type=SYSCALL msg=audit(yesterday:2) : a=1',
  '?? auditd_test_task+0x38/0x50',
];
for (const line of NONE) test(`no record is in ${line.slice(0, 90)}`, () => assert.equal(recordOf(line), null));

test('the stamp of a record in the journal is the one of its line, that of an interpreted one its own', () => {
  const journal = recordOf('2026-11-24T14:33:20.665000+0800 vm audit: CWD cwd="/"')?.stamp;
  const clock = { hour: 14, minute: 33, second: 20 };
  assert.deepEqual(journal, { year: 2026, month: 11, day: 24, ...clock, fraction: '665000', offset: 480 });
  const interpreted = recordOf('type=CWD msg=audit(11/24/26 14:33:20.665:6421) : cwd=/')?.stamp;
  assert.deepEqual(interpreted, { year: 2026, month: 11, day: 24, ...clock, fraction: '665', offset: null });
});

const AVCS: readonly (readonly [body: string, expected: readonly string[]])[] = [
  ['avc:  denied  { read write } for  pid=1', ['seresult=denied', 'seperms=read write', 'pid=1']],
  ['avc:  granted  { setsecparam } for  pid=1', ['seresult=granted', 'seperms=setsecparam', 'pid=1']],
  ['avc:  denied  { } for  pid=1', ['seresult=denied', 'pid=1']],
  ['avc:  denied  { read', ['seresult=denied']],
  ['avc:  denied', ['seresult=denied']],
  ['avc:  received policyload notice (seqno=2)', ['seqno=2']],
  [
    "pid=1 msg='avc:  denied  { status } for auid=0 uid=0'",
    ['pid=1', 'seresult=denied', 'seperms=status', 'auid=0', 'uid=0'],
  ],
  [
    'apparmor="DENIED" operation="file open" profile="docker default" name="/a b" pid=7 requested_mask="r" denied_mask=""',
    [
      'apparmor="DENIED"',
      'operation="file open"',
      'profile="docker default"',
      'name="/a b"',
      'pid=7',
      'requested_mask="r"',
      'denied_mask=""',
    ],
  ],
];
for (const [body, expected] of AVCS)
  test(`the fields of ${body} are ${expected.join(' | ')}`, () => {
    const line = `type=AVC msg=audit(1.000:7): ${body}`;
    const fields = recordOf(line)?.fields ?? [];
    assert.deepEqual(
      fields.map(({ name, raw }) => `${name}=${raw}`),
      expected,
    );
    for (const { raw, span } of fields) assert.equal(line.slice(span.start, span.end), raw);
  });

test('the enriched names of two uid= in one record stay apart', () => {
  const record = recordOf(
    `type=USER_MGMT msg=audit(1.000:7): pid=1 uid=0 auid=1000 msg='op=add uid=1001 saddr=0100 res=success'` +
      '\x1dUID="root" AUID="ann lee" UID="bob" SADDR={ saddr_fam=local path=/a b }',
  );
  assert.deepEqual(
    record?.fields.flatMap(({ name, enriched }) => (enriched === undefined ? [] : [`${name}=${enriched}`])),
    ['uid=root', 'auid=ann lee', 'uid=bob', 'saddr={ saddr_fam=local path=/a b }'],
  );
});

test('the recorded lines of the kernel, of journald and of ausearch are records, all but two of the kernel', () => {
  const expected = {
    'audit.log': 0,
    'ausearch.txt': 14,
    'ausearch-i.txt': 7,
    'journal.txt': 0,
    'journal.iso.txt': 0,
    'kernel.txt': 1,
    'dmesg.txt': 1,
  };
  for (const [file, others] of Object.entries(expected)) {
    const lines = linesOf(join(RECORDED, file)).filter(line => line !== '');
    assert.equal(lines.filter(line => recordOf(line) === null).length, others, file);
  }
});

test('the names of the numbers are those of the kernel and of libaudit', t => {
  const headers = ['/usr/include/linux/audit.h', '/usr/include/libaudit.h'].filter(existsSync);
  if (headers.length < 2) return t.skip('the headers are not installed (Debian: linux-libc-dev, libaudit-dev)');
  const defined = headers.map(path => readFileSync(path, 'utf8')).join('');
  // libaudit names the first of its numbers by another macro of the same number than the kernel does.
  // Newer ones than the headers know are in data/newer.ts.
  const others = ['APPARMOR', ...NEWER_RECORD_TYPES.split(' ')];
  let compared = 0;
  for (let number = 1000; number < 3000; number++) {
    const name = recordTypeName(number);
    if (name === null || others.includes(name)) continue;
    assert.match(defined, new RegExp(`^#define\\s+AUDIT_${name}\\s+${String(number)}\\b`, 'm'));
    compared++;
  }
  assert.ok(compared > 180, String(compared));
  assert.ok(isRecordTypeName('SYSCALL') && !isRecordTypeName('SYSCALLS'));
});

const WRAPPED = FORMS.map(([, line]) => line);
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ' ',
    '"',
    "'",
    '{',
    '}',
    '=',
    ' a1=',
    " msg='",
    'avc:  denied  { ',
    ' audit(',
    'type=',
    ' key=a key=b',
    '\x1d',
    ' a[1]=',
  ),
);

test('any line is read, and every span lies in the line and holds what the field says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WRAPPED), fc.nat(200), noise, fc.nat(5), noise, (line, at, first, gap, second) => {
      const text = line.slice(0, at) + first + line.slice(at + gap) + second;
      const record = recordOf(text);
      if (record === null) return;
      // In JSON a value is written with escapes; what is no JSON is taken as it is written.
      const { message, payload, end } = readLine(text).envelope;
      const escaped = message !== null && message.text !== text.slice(payload, end ?? text.length);
      const said = (at: Span): string => {
        const written = text.slice(at.start, at.end);
        return escaped ? unescapeJson(written) : written;
      };
      assert.ok(record.head.start >= 0 && record.head.start < record.head.end && record.head.end <= text.length);
      for (const { name, raw, nameSpan, span } of record.fields) {
        assert.ok(nameSpan.start >= record.head.end - 1 && span.end <= text.length && nameSpan.end <= span.start);
        assert.ok(nameSpan.start === nameSpan.end || said(nameSpan) === name);
        assert.equal(said(span), raw);
      }
      assert.equal(findField(record, 'no such field'), undefined);
    }),
    { numRuns: 2000 },
  );
});

const HEADS = ['type=X msg=audit(1.000:2): ', 'type=X msg=audit(11/24/26 14:33:20.665:6421) : ', 'x '];
for (const head of HEADS)
  for (const piece of [
    'avc:  denied  { ',
    'a={ ',
    'comm=x ',
    'a="',
    "msg='",
    ' audit(',
    'type=',
    'x: ',
    'a[0]=b ',
    '{ } ',
  ])
    test(`a line of 2 MB of ${JSON.stringify(piece)} behind ${head} is read in one pass`, { timeout: 20_000 }, () => {
      const record = recordOf(head + piece.repeat(2_000_000 / piece.length));
      assert.ok((record?.fields.length ?? 0) >= 0);
    });
