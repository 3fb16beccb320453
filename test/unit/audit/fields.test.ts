// The table of fields: every row's examples, and what is said about values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EXECVE_ARGUMENT, FIELDS, TRUSTED_APP_FIELD } from '../../../server/src/audit/fieldTable';
import { decodeField, decodeValue, type DecodedField } from '../../../server/src/audit/fields';
import { findField } from '../../../server/src/audit/record';
import { text } from '../../../server/src/render/text';
import { CASE, event, events, line, linesOf, record } from './samples';

function decode(type: string, written: string, others = '', tail = ''): DecodedField {
  const parsed = record(line(type, `${written} ${others}`) + tail);
  const [field] = parsed.fields;
  assert.ok(field);
  return decodeField(field, parsed);
}

for (const row of [...FIELDS, EXECVE_ARGUMENT, TRUSTED_APP_FIELD])
  for (const [written, value, others] of row.examples)
    for (const type of row.types ?? ['OTHER'])
      test(`${type} ${written} ${others ?? ''} reads ${value}`, () => {
        const decoded = decode(type, written, others);
        assert.equal(decoded.value, value);
        assert.equal(decoded.reference, row.reference);
      });

test('every row has an example, and no name stands in two rows of the same record types', () => {
  const seen = new Set<string>();
  for (const row of FIELDS) {
    assert.ok(row.examples.length > 0, row.names.join(' '));
    for (const name of row.names)
      for (const type of row.types ?? ['*']) {
        assert.ok(!seen.has(`${type} ${name}`), name);
        seen.add(`${type} ${name}`);
      }
  }
});

const MEANINGS: readonly [type: string, field: string, others: string, meaning: string | null][] = [
  ['SYSCALL', 'arch=c000003e', '', 'x86_64 (64-bit Intel/AMD)'],
  ['SYSCALL', 'syscall=62', 'arch=c000003e', 'kill: send a signal to a process'],
  ['SYSCALL', 'syscall=62', '', null],
  ['SYSCALL', 'a1=9', 'arch=c000003e syscall=62', 'SIGKILL: ends the process at once, it cannot be caught'],
  ['SYSCALL', 'a0=ffffffff', 'arch=c000003e syscall=62', 'every process that the sender may signal, except init'],
  ['SYSCALL', 'a0=ffffb133', 'arch=c000003e syscall=62', 'every process of process group 20173'],
  ['SYSCALL', 'a0=0', 'arch=c000003e syscall=62', "every process of the sender's own process group"],
  ['SYSCALL', 'a0=49a0', 'arch=c000003e syscall=62', null],
  [
    'SYSCALL',
    'a2=bb8',
    'arch=c000003e syscall=62',
    'kill takes 2 arguments: this is what the register held, it means nothing',
  ],
  ['SYSCALL', 'exit=0', '', 'succeeded'],
  ['SYSCALL', 'exit=-13', '', 'failed: EACCES (Permission denied)'],
  ['SYSCALL', 'exit=60', 'success=yes', 'returned 60'],
  ['SYSCALL', 'exit=-999', '', null],
  ['SYSCALL', 'success=yes', '', 'the call succeeded'],
  ['SYSCALL', 'auid=4294967295', '', 'unset: no login session (a daemon or the kernel started it)'],
  ['SYSCALL', 'uid=1000', '', 'number 1000; the log does not say its name'],
  ['SYSCALL', 'ses=4294967295', '', 'unset: outside any login session'],
];
for (const [type, written, others, meaning] of MEANINGS)
  test(`${written} ${others} means ${String(meaning)}`, () => {
    const decoded = decode(type, written, others);
    assert.equal(decoded.meaning && text(decoded.meaning), meaning);
  });

test('the proctitle of the 137 case is read up to where the kernel cut it, and that is said', () => {
  const parsed = record(linesOf(`${CASE}/audit.log`)[0] ?? '');
  const field = findField(parsed, 'proctitle');
  assert.ok(field);
  const decoded = decodeField(field, parsed);
  assert.equal(
    decoded.value,
    'nvidia-container-runtime --root /var/run/docker/runtime-nvidia/moby --log-format json delete --force 18b2fe723696358fb06317c427a',
  );
  assert.equal(decoded.hint, decoded.value);
  assert.match(decoded.note ? text(decoded.note) : '', /^128 bytes: .* the end may be missing$/);
});

test('an odd number of hex digits is decoded as far as it goes, and that is said', () => {
  const decoded = decode('PROCTITLE', 'proctitle=6B696C6C002D3');
  assert.equal(decoded.value, 'kill -');
  assert.equal(decoded.note && text(decoded.note), 'odd number of hex digits: the last one is left out');
});

test('a short proctitle in quotes needs neither note nor hint', () => {
  const { note, hint } = decode('PROCTITLE', 'proctitle="/usr/sbin/init"');
  assert.deepEqual([note, hint], [null, null]);
});

test('a comm of 15 bytes may go on, a shorter one does not', () => {
  assert.ok(decode('SYSCALL', 'comm="nvidia-containe"').note);
  assert.equal(decode('SYSCALL', 'comm="systemd-udevd"').note, null);
});

test('ENRICHED wins, except where auditd did not know either', () => {
  const tail = '\x1dUID="joe" ARCH=unknown-elf-type(c00000f3) GID="unknown(1000)"';
  assert.equal(decode('SYSCALL', 'uid=1000', '', tail).value, 'joe');
  assert.equal(decode('SYSCALL', 'arch=c00000f3', '', tail).value, 'riscv64');
  assert.equal(decode('SYSCALL', 'gid=1000', '', tail).value, '1000');
});

test('the pid of kill names the process where OBJ_PID agrees, and both numbers where it does not', () => {
  const [first, , , last] = events(linesOf(`${CASE}/audit.log`));
  const meaning = (of: typeof first) => {
    const parsed = of?.records[2]?.record;
    const field = parsed && findField(parsed, 'a0');
    assert.ok(parsed && field);
    const decoded = decodeField(field, parsed, of);
    return [decoded.value, decoded.meaning && text(decoded.meaning)];
  };
  assert.deepEqual(meaning(first), ['18848', 'process 18848 (systemd)']);
  assert.deepEqual(meaning(last), [
    '191',
    'process 191 as the sender numbers it; on the host it is 7283 (sshd): the sender lives in a pid namespace, or named a thread',
  ]);
});

test('the pid of a kill of several processes is not tied to one of them', () => {
  const group = event(
    line('OBJ_PID', 'opid=5 ocomm="a"'),
    line('OBJ_PID', 'opid=6 ocomm="b"'),
    line('SYSCALL', 'arch=c000003e syscall=62 a0=5 a1=9'),
  );
  const parsed = group.records[2]?.record;
  const field = parsed && findField(parsed, 'a0');
  assert.ok(parsed && field);
  assert.equal(decodeField(field, parsed, group).meaning, null);
});

test('a field that no row knows is shown as it stands, without its quotes', () => {
  const decoded = decode('X', 'strange="a b"');
  assert.deepEqual([decoded.value, decoded.meaning, decoded.hint], ['a b', null, null]);
});

const names = [...new Set(FIELDS.flatMap(row => row.names)), 'other'];
const types = [...new Set(FIELDS.flatMap(row => row.types ?? [])), 'EXECVE', 'TRUSTED_APP', 'SYSCALL', 'X'];
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[0-9A-F]{0,80}$/),
  fc.stringMatching(/^-?[0-9]{0,24}$/),
  fc.string().map(inner => `"${inner}"`),
);

test('decoding never throws and never lets a control character through', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom(...types), values, values, (name, type, raw, other) => {
      const parsed = record(line(type, `${name}=${raw} arch=c000003e syscall=${other}`) + `\x1dUID=${other}`);
      for (const field of parsed.fields) {
        const decoded = decodeField(field, parsed);
        assert.equal(decodeValue(field, parsed), decoded.value);
        for (const said of [decoded.title, decoded.meaning, decoded.note])
          if (said) assert.doesNotMatch(text(said), /\{\w+\}/);
        assert.doesNotMatch(decoded.value, /[\u0000-\u001f\u007f-\u009f]/);
      }
    }),
    { numRuns: 2000 },
  );
});

const printableText = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter(value => !/[\u0000-\u001f\u007f-\u009f]/.test(value));

/** audit_log_untrustedstring (kernel/audit.c): quoted where all is printable ASCII without quotes and blanks, else hex. */
function encoded(text: string): string {
  return /^[\u0021\u0023-\u007e]*$/.test(text) ? `"${text}"` : Buffer.from(text).toString('hex').toUpperCase();
}

test('an encoded proctitle decodes to the command', () => {
  fc.assert(
    fc.property(fc.array(printableText, { minLength: 1 }), argv => {
      assert.equal(decode('PROCTITLE', `proctitle=${encoded(argv.join('\0'))}`).value, argv.join(' '));
    }),
  );
});

for (const [type, name] of [
  ['SYSCALL', 'comm'],
  ['SYSCALL', 'exe'],
  ['SYSCALL', 'key'],
  ['PATH', 'name'],
  ['CWD', 'cwd'],
  ['EXECVE', 'a0'],
  ['USER_CMD', 'cmd'],
  ['USER_AUTH', 'acct'],
  ['KERN_MODULE', 'name'],
] as const)
  test(`an encoded ${name} of ${type} decodes to what it was`, () => {
    fc.assert(
      fc.property(printableText, written => {
        assert.equal(decode(type, `${name}=${encoded(written)}`).value, written);
      }),
    );
  });

test('a key of a rule that has several decodes to all of them', () => {
  fc.assert(
    fc.property(fc.array(printableText, { minLength: 2 }), keys => {
      assert.equal(decode('SYSCALL', `key=${encoded(keys.join('\u0001'))}`).value, keys.join(' key='));
    }),
  );
});

test('what was typed in plain text is one text in quotes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ !#-[\]-~]+$/), typed => {
      const hex = Buffer.from(typed).toString('hex').toUpperCase();
      assert.equal(decode('TTY', `data=${hex}`).value, `"${typed}"`);
    }),
  );
});

test('argc and a1_len of EXECVE are numbers, not arguments', () => {
  assert.deepEqual([decode('EXECVE', 'argc=12').value, decode('EXECVE', 'a1_len=12').value], ['12', '12']);
});
