// Command lines of events.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCommand } from '../../../server/src/audit/command';
import { event, line } from './samples';

const ROWS: readonly [records: readonly string[], argv: readonly string[] | null, cut: boolean][] = [
  [[line('EXECVE', 'argc=2 a0="runc" a1=612062')], ['runc', 'a b'], false],
  [[line('EXECVE', 'argc=2 a0="runc" a1=""')], ['runc', ''], false],
  [[line('EXECVE', 'argc=3 a0="runc" a1="init"')], ['runc', 'init'], true],
  [[line('EXECVE', 'argc=2 a0="sh" a1_len=9 a1[0]=E4BD a1[1]=A062')], ['sh', '你b'], true],
  [[line('EXECVE', 'argc=2 a0="sh" a1_len=4 a1[0]="ab"'), line('EXECVE', 'a1[1]="cd"')], ['sh', 'abcd'], false],
  [[line('EXECVE', 'argc=3 a0="a" a1="b"'), line('EXECVE', 'a2="c"')], ['a', 'b', 'c'], false],
  [
    [line('PROCTITLE', 'proctitle="sh"'), line('EXECVE', 'argc=1 a0="ls"'), line('SYSCALL', 'a0=7ffe a1=0')],
    ['ls'],
    false,
  ],
  [[line('PROCTITLE', 'proctitle=6B696C6C002D39')], ['kill', '-9'], false],
  [[line('PROCTITLE', 'proctitle=6B696C6C002D3900')], ['kill', '-9'], false],
  [[line('PROCTITLE', 'proctitle=6B696C6C002D3')], ['kill', '-'], true],
  [[line('PROCTITLE', 'proctitle="-bash"')], ['-bash'], false],
  [[line('PROCTITLE', 'proctitle="/usr/sb')], ['/usr/sb'], true],
  [[line('PROCTITLE', 'proctitle=(null)')], null, false],
  [[line('SYSCALL', 'comm="a"')], null, false],
];
for (const [records, argv, cut] of ROWS)
  test(`${records.map(text => text.slice(5)).join(' + ')} is ${argv === null ? 'no command' : argv.join(' ')}`, () => {
    assert.deepEqual(readCommand(event(...records)), argv && { argv, cut });
  });

test('reading a command never throws', () => {
  const value = fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-F]{0,9}$/), fc.constantFrom('"', '""', '"a'));
  const name = fc.constantFrom('argc', 'a0', 'a1', 'a1_len', 'a1[0]', 'a1[9]', 'a99999999', 'proctitle', 'a-1');
  fc.assert(
    fc.property(fc.constantFrom('EXECVE', 'PROCTITLE'), fc.array(fc.tuple(name, value)), (type, fields) => {
      const command = readCommand(event(line(type, fields.map(([key, raw]) => `${key}=${raw}`).join(' '))));
      assert.ok(command === null || command.argv.length > 0);
    }),
  );
});
