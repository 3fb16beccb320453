// The rows of the table of hints, and what is hinted beside no row's field.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeField } from '../../../server/src/audit/fields';
import { HINTS, readHint } from '../../../server/src/audit/hintKinds';
import { event, line, record } from './samples';

/** The hint on the first field: `kind: text`. */
function first(type: string, fields: string): string | null {
  const made = record(line(type, fields));
  const [field] = made.fields;
  assert.ok(field);
  const hint = readHint(field, made, decodeField(field, made, event(line(type, fields))));
  return hint && `${hint.kind}: ${hint.text}`;
}

describe('the table of hints', () => {
  for (const { kind, examples } of HINTS)
    for (const [type, fields, expected] of examples)
      it(`says ${expected ?? 'nothing'} beside ${type} ${fields}`, () => {
        assert.equal(first(type, fields), expected && `${kind}: ${expected}`);
      });

  it('has each field once', () => {
    const names = HINTS.flatMap(row => row.names);
    assert.deepEqual(names, [...new Set(names)]);
  });
});

describe('a hint on a field without a row', () => {
  for (const [type, fields, expected] of [
    ['SYSCALL', 'a1=9 arch=c000003e syscall=62', 'signals: SIGKILL'],
    ['SYSCALL', 'a0=49a0 arch=c000003e syscall=62', 'values: 18848'],
    ['SYSCALL', 'a0=5 arch=c000003e syscall=62', null],
    ['SYSCALL', 'a2=9 arch=c000003e syscall=62', null],
    ['EXECVE', 'a1=612062', 'commandLines: a b'],
    ['EXECVE', 'a1[0]=612062', 'commandLines: a b'],
    ['EXECVE', 'a1="ab"', null],
    ['PATH', 'name=2F6120', 'values: /a '],
    ['SYSCALL', 'key=61016263', 'values: a key=bc'],
    ['SYSCALL', 'pid=7', null],
  ] as const) {
    it(`is ${expected ?? 'none'} beside ${type} ${fields}`, () => {
      assert.equal(first(type, fields), expected);
    });
  }

  it('never throws and never is empty', () => {
    const name = fc.constantFrom('a0', 'a1', 'saddr', 'uid', 'mode', 'proctitle', 'key', 'exit', 'syscall', 'perm');
    const value = fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-F]{0,40}$/), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), pairs => {
        const made = record(line('SYSCALL', pairs.map(pair => pair.join('=')).join(' ')));
        for (const field of made.fields) assert.notEqual(readHint(field, made, decodeField(field, made))?.text, '');
      }),
    );
  });
});

/** Fields with decodings as other tables may give them. */
const DECODED: readonly (readonly [field: string, value: string, hint: string | null])[] = [
  ['perm=9', 'exec,attr', 'flags: exec,attr'],
  ['perm=9', '9', null],
  ['a2=80241', 'O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC', 'flags: O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC'],
  ['a2=80000241', 'O_WRONLY|0x80000000', 'flags: O_WRONLY|0x80000000'],
  ['a0=10', 'PTRACE_ATTACH', 'flags: PTRACE_ATTACH'],
  ['a0=7ffd', '0x7ffd', null],
  ['a0=ABC', 'ABC', null],
  ['auid=1000', 'alice', 'users: alice'],
];

describe('a hint on a decoded value', () => {
  for (const [text, value, expected] of DECODED) {
    it(`is ${expected ?? 'none'} beside ${text} decoded as ${value}`, () => {
      const made = record(line('SYSCALL', text));
      const [field] = made.fields;
      assert.ok(field);
      const hint = readHint(field, made, { ...decodeField(field, made), value, hint: null });
      assert.equal(hint && `${hint.kind}: ${hint.text}`, expected);
    });
  }
});
