// Grouping of records into events.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { firstRun, groupAuditEvents } from '../../../server/src/audit/event';
import { CASE, events, line, linesOf, record } from './samples';

test('the 137 case holds four events of three records each', () => {
  const found = events(linesOf(`${CASE}/audit.log`));
  assert.deepEqual(
    found.map(event => [event.serial, event.records.map(placed => placed.line)]),
    [
      [3369619, [0, 1, 2]],
      [2649702, [3, 4, 5]],
      [2649752, [6, 7, 8]],
      [2649753, [9, 10, 11]],
    ],
  );
});

test('interleaved events come apart, in the order in which they first appear', () => {
  const found = events([
    'node=a type=SYSCALL msg=audit(1.000:5): ',
    'node=b type=SYSCALL msg=audit(1.000:5): ',
    'node=a type=CWD msg=audit(1.000:5): ',
    'node=a type=SYSCALL msg=audit(2.000:5): ',
    'node=b type=CWD msg=audit(1.000:5): ',
    'type=CWD msg=audit(1.000:5): ',
  ]);
  assert.deepEqual(
    found.map(event => [event.node, event.time?.ns, event.records.map(placed => placed.line)]),
    [
      ['a', 1_000_000_000n, [0, 2]],
      ['b', 1_000_000_000n, [1, 4]],
      ['a', 2_000_000_000n, [3]],
      [null, 1_000_000_000n, [5]],
    ],
  );
});

test('every record comes out once, in an event of its own id', () => {
  const ids = fc.array(fc.tuple(fc.constantFrom('', 'node=a ', 'node=b '), fc.nat(2), fc.nat(3)));
  fc.assert(
    fc.property(ids, list => {
      const placed = list.map(([node, second, serial], at) => ({
        record: record(`${node}type=X msg=audit(${String(second)}.000:${String(serial)}): `),
        file: 'f',
        line: at,
      }));
      const found = groupAuditEvents(placed);
      assert.deepEqual(
        found.flatMap(event => event.records.map(one => one.line)).sort((a, b) => a - b),
        placed.map(one => one.line),
      );
      assert.equal(new Set(list.map(String)).size, found.length);
      for (const event of found)
        for (const one of event.records)
          assert.deepEqual([one.record.node, one.record.serial], [event.node, event.serial]);
    }),
  );
});

describe('firstRun', () => {
  const RUNS: readonly (readonly [lines: readonly number[], expected: string])[] = [
    [[4], '4-4'],
    [[4, 5, 6], '4-6'],
    [[4, 5, 7], '4-5'],
    [[4, 6, 7], '4-4'],
  ];
  for (const [lines, expected] of RUNS) {
    it(`is ${expected} of records in the lines ${lines.join(', ')}`, () => {
      const placed = lines.map(at => ({ record: record(line('CWD', 'cwd="/"')), file: 'audit.log', line: at }));
      const [event] = groupAuditEvents(placed);
      assert.ok(event);
      const { first, last } = firstRun(event);
      assert.equal(`${String(first)}-${String(last)}`, expected);
    });
  }
});

it('records whose date cannot be read are of one event only where they stand together', () => {
  const undated = (type: string, serial: number): string =>
    `type=${type} msg=audit(Tue Foo 24 14:33:20.665:${String(serial)}) : pid=7`;
  const lines = [undated('SYSCALL', 7), undated('CWD', 7), undated('SYSCALL', 8), undated('PROCTITLE', 7)];
  assert.deepEqual(
    events(lines).map(({ records }) => records.map(({ line }) => line)),
    [[0, 1], [2], [3]],
  );
});
