// Events of journald's form, which has no serial: what is put together, and what is rather left apart.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCommand } from '../../../server/src/audit/command';
import { groupAuditEvents, type AuditEvent, type PlacedRecord } from '../../../server/src/audit/event';
import { readKill } from '../../../server/src/audit/kill';
import { readLine } from '../../../server/src/reading/line';
import { LogReader } from '../../../server/src/reading/log';
import { linesOf, RECORDED } from './samples';

/** The lines of a log as events. */
function eventsOf(lines: readonly string[]): readonly AuditEvent[] {
  const reader = new LogReader('messages');
  for (const line of lines) reader.push(line);
  return reader.end().auditEvents;
}

const lineNumbers = (events: readonly AuditEvent[]): number[][] =>
  events.map(({ records }) => records.map(({ line }) => line));

/** A made line of each kind: S1 a call with one path, K a call without, s, p, ... what follows. */
const MADE: Readonly<Record<string, string>> = {
  K: 'audit[7]: SYSCALL arch=c000003e syscall=62 a1=9 items=0 pid=7',
  S: 'audit[7]: SYSCALL arch=c000003e syscall=59 items=2 pid=7',
  T: 'audit[8]: SYSCALL arch=c000003e syscall=59 items=1 pid=8',
  x: 'audit: EXECVE argc=1 a0="x"',
  o: 'audit: OBJ_PID opid=9 ocomm="x"',
  c: 'audit: CWD cwd="/"',
  '0': 'audit: PATH item=0 name="/a"',
  '1': 'audit: PATH item=1 name="/b"',
  e: 'audit: PROCTITLE proctitle="x"',
  C: 'audit: CONFIG_CHANGE op=add_rule',
  U: 'audit[1]: SERVICE_START pid=1',
  A: 'audit[7]: AVC avc:  denied  { read } for  pid=7',
  d: 'dockerd[5]: text of another program',
};
/** `.` is the next second; a line each, on host vm, or on host h2 behind a `'`. */
function made(story: string): string[] {
  let second = 0;
  return [...story.matchAll(/(\.)|(')?([^.'])/g)].flatMap(([, next, other, kind = '']) => {
    if (next !== undefined) second++;
    return next === undefined
      ? [`Nov 24 06:14:0${String(second)} ${other === undefined ? 'vm' : 'h2'} ${MADE[kind] ?? kind}`]
      : [];
  });
}

const STORIES: readonly (readonly [what: string, story: string, events: readonly (readonly number[])[]])[] = [
  ['a call with what follows', 'Sxc01e', [[0, 1, 2, 3, 4, 5]]],
  [
    'two calls of one pid in one second',
    'KoeKoe',
    [
      [0, 1, 2],
      [3, 4, 5],
    ],
  ],
  [
    'a call in the next second, without PROCTITLE before',
    'Ko.Koe',
    [
      [0, 1],
      [2, 3, 4],
    ],
  ],
  ['a change of rules before its call', 'CKe', [[0], [1, 2]]],
  ['an access vector before its call', 'AKe', [[0], [1, 2]]],
  ['lines of others between', 'dKdodUe', [[1, 3, 6], [5]]],
  ['a companion alone', 'o', [[0]]],
  ['what follows PROCTITLE', 'Koeo', [[0, 1, 2], [3]]],
  ['what follows in the next second', 'K.oe', [[0], [1], [2]]],
  ['two calls interleaved', 'ST0c1ee', [[0], [1], [2], [3], [4], [5], [6]]],
  ['a call after two interleaved ones', 'STeeKoe', [[0], [1], [2], [3], [4, 5, 6]]],
  [
    'a call whose paths are complete, PROCTITLE excluded by a rule',
    'Tc0Sc01',
    [
      [0, 1, 2],
      [3, 4, 5, 6],
    ],
  ],
  ['a path of another call', 'T1', [[0], [1]]],
  ['a path too many', 'Tc01e', [[0, 1, 2, 4], [3]]],
  [
    'the same on two hosts',
    "K'Ko'oe'e",
    [
      [0, 2, 4],
      [1, 3, 5],
    ],
  ],
];
for (const [what, story, expected] of STORIES)
  test(`${what}: ${story} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(lineNumbers(eventsOf(made(story))), expected);
  });

for (const file of ['journal.txt', 'journal.iso.txt'])
  test(`the events of ${file} are those that auditd gave serials to`, () => {
    const bySerial = new LogReader('audit.log');
    for (const line of linesOf(join(RECORDED, 'audit.log'))) bySerial.push(line);
    const types = (events: readonly AuditEvent[]): string[] =>
      events.map(({ records }) => records.map(({ record }) => record.type).join());
    assert.deepEqual(types(eventsOf(linesOf(join(RECORDED, file)))), [
      'LANDLOCK_DOMAIN',
      ...types(bySerial.end().auditEvents),
    ]);
  });

test('a kill in the journal is read with its target and command, and has the time of its line where that is whole', () => {
  const lines = linesOf(join(RECORDED, 'journal.iso.txt'));
  const [[kill, event] = []] = eventsOf(lines).flatMap(each => {
    const read = readKill(each);
    return read ? [[read, each] as const] : [];
  });
  assert.ok(kill && event);
  assert.deepEqual([kill.serial, kill.signal?.name, kill.success, kill.node], [null, 'SIGKILL', true, 'vm']);
  assert.deepEqual([kill.targets[0]?.ocomm, readCommand(event)?.argv], ['sleep', ['/bin/kill', '-9', '2609']]);
  assert.deepEqual(kill.time, { ns: 1795502000665000000n, digits: 6 });
  const [dateless] = eventsOf(linesOf(join(RECORDED, 'journal.txt'))).flatMap(event => readKill(event) ?? []);
  assert.equal(dateless?.time, null);
});

test("the kernel's own lines tell the year and the zone of the journal's lines beside them", () => {
  const kernel = linesOf(join(RECORDED, 'kernel.txt'));
  const [event] = eventsOf([...kernel, 'Nov 24 06:14:09 vm audit: CWD cwd="/"']).slice(-1);
  assert.deepEqual(event?.time, { ns: 1795500849000000000n, digits: 0 });
});

const story = fc.string({ unit: fc.constantFrom(...Object.keys(MADE), '.', "'"), maxLength: 30 });

test('every record comes out once, whatever is interleaved, and no event has two calls, stamps or hosts', () => {
  fc.assert(
    fc.property(story, written => {
      const lines = made(written);
      const events = eventsOf(lines);
      const audit = lines.flatMap((line, at) => (line.includes('dockerd') ? [] : [at]));
      assert.deepEqual(
        lineNumbers(events)
          .flat()
          .sort((a, b) => a - b),
        audit,
      );
      for (const { records } of events) {
        assert.ok(records.filter(({ record }) => record.type === 'SYSCALL').length <= 1);
        assert.equal(new Set(records.map(({ line }) => lines[line]?.slice(0, 18))).size, 1);
      }
    }),
  );
});

test('records of all forms together come out once, each with its own serial', () => {
  const files = ['audit.log', 'ausearch-i.txt', 'journal.txt', 'kernel.txt'];
  const all = files.flatMap(file => linesOf(join(RECORDED, file)));
  fc.assert(
    fc.property(fc.shuffledSubarray(all), lines => {
      const placed: PlacedRecord[] = [];
      lines.forEach((line, at) => {
        const { payload } = readLine(line);
        if (payload.kind === 'audit') placed.push({ record: payload.record, file: 'f', line: at });
      });
      const events = groupAuditEvents(placed);
      assert.equal(
        events.reduce((sum, { records }) => sum + records.length, 0),
        placed.length,
      );
      for (const { serial, records } of events)
        for (const { record } of records) {
          assert.equal(record.serial, serial);
          assert.equal(record.form === 'interpreted', records[0]?.record.form === 'interpreted');
        }
    }),
    { numRuns: 50 },
  );
});

test('with more calls open than can be told apart, every record of that second stands by itself', () => {
  const lines = made(`${'K'.repeat(65)}o.Ko`);
  assert.deepEqual(lineNumbers(eventsOf(lines)), [...Array.from({ length: 66 }, (_, line) => [line]), [66, 67]]);
});

test('of 20,000 calls that stay open every line is in one event', () => {
  const lines = made('K0'.repeat(20_000));
  const told = lineNumbers(eventsOf(lines)).flat();
  assert.equal(told.length, lines.length);
  assert.equal(new Set(told).size, lines.length);
});
