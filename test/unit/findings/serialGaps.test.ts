// Gaps in the serials of made logs and of a real one.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findSerialGaps } from '../../../server/src/findings/serialGaps';
import { text } from '../../../server/src/render/text';
import { CASE, events, linesOf } from '../audit/samples';

/** Events with the serials of ranges, `1-30 34-60`, one a second from a second on. */
function serials(ranges: string, second = 1000, node = ''): string[] {
  const all = ranges.split(' ').flatMap(range => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return all.map(
    (serial, at) =>
      `${node && `node=${node} `}type=USER_AUTH msg=audit(${String(second + at)}.000:${String(serial)}): pid=1`,
  );
}

const gaps = (lines: readonly string[]): string[] =>
  findSerialGaps(events(lines)).map(({ line, text: said }) => `${String(line)} ${JSON.stringify(said.args)}`);

/** A made log and the lines (from 0) behind its gaps with what is missing. */
const LOGS: readonly (readonly [what: string, lines: readonly string[], expected: readonly string[]])[] = [
  ['no gap', serials('1-100'), []],
  ['one serial is missing', serials('1-50 52-100'), ['50 {"first":51}']],
  ['several are missing', serials('1-50 61-100'), ['50 {"first":51,"last":60,"count":10}']],
  ['serials come out of order', serials('1-49 51 50 52-100'), []],
  ['too few events to judge', serials('1-20 31-49'), []],
  ['an excerpt', serials('1-10 12-20 22-30 32-40 42-50 52-60 62-70'), []],
  ['a straggler of the file before', serials('1 3-100'), []],
  ['many missing right at the begin', serials('1 30-100'), ['1 {"first":2,"last":29,"count":28}']],
  ['two nodes', [...serials('1-60', 1000, 'a'), ...serials('900-960', 1000, 'b')], []],
  ['a boot', [...serials('5000-5060'), ...serials('1-60', 9000)], []],
  [
    'a gap in each boot',
    [...serials('5000-5030 5032-5062'), ...serials('1-30 32-60', 9000)],
    ['31 {"first":5031}', '92 {"first":31}'],
  ],
  ['an older log behind a newer one', [...serials('1-60', 9000), ...serials('100-160', 1000)], []],
  [
    "auditd's own serials",
    serials('1-100').flatMap((line, at) =>
      at === 50 ? [line, 'type=DAEMON_CONFIG msg=audit(1050.000:7777): op=reconfigure'] : [line],
    ),
    [],
  ],
];

describe('findSerialGaps', () => {
  for (const [what, lines, expected] of LOGS) {
    it(`finds ${String(expected.length)} where there is: ${what}`, () => {
      assert.deepEqual(gaps(lines), expected);
    });
  }

  it('says no more than that the events are missing here', () => {
    const [found] = findSerialGaps(events(serials('1-50 61-100')));
    assert.ok(found);
    assert.equal(
      text(found.text),
      '10 audit events, serials 51 to 60, are missing: they may be lost, or stand in another file, such as the log of the kernel',
    );
    assert.deepEqual(
      found.related.map(({ at }) => at.line),
      [49],
    );
  });

  it('finds none in the records that a rule let through', () => {
    assert.deepEqual(gaps(linesOf(`${CASE}/audit.log`)), []);
  });
});

const samples = process.env['NODELOG_SAMPLES'];
describe('the capture node-a', { skip: samples === undefined ? 'NODELOG_SAMPLES is unset' : false }, () => {
  const log = join(samples ?? '', 'captures/node-a/logs/audit.enriched.log');
  it('has no gap, and shows one where a part of it is cut out', () => {
    const lines = linesOf(log);
    assert.deepEqual(gaps(lines), []);
    assert.equal(gaps(lines.filter(line => !/:85(?:8\d|9[0-4])\):/.test(line))).length, 1);
  });
});
