// Counting the results of other runners.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, check, NOTHING, parseTally, parseTap, renderTally } from '../../host/tally';

const TAP = [
  'TAP version 13',
  'ok 1 - reads',
  '1..1',
  '# tests 7',
  '# suites 2',
  '# pass 3',
  '# fail 1',
  '# cancelled 1',
];

describe('parseTap', () => {
  test('counts a cancelled test as failed and a todo as skipped', () => {
    const text = [...TAP, '# skipped 1', '# todo 1', '# duration_ms 12.5', ''].join('\n');
    assert.deepEqual(parseTap(text), { passed: 3, failed: 2, skipped: 2 });
  });

  test('takes the closing counts, not what a title says', () => {
    const text = ['ok 1 - prints "# pass 99"', '# pass 1', '# fail 0'].join('\n');
    assert.deepEqual(parseTap(text), { passed: 1, failed: 0, skipped: 0 });
  });

  for (const text of ['', 'TAP version 13\nok 1 - reads\n', '# pass 3']) {
    test(`is null for a report that was cut: ${JSON.stringify(text)}`, () => assert.equal(parseTap(text), null));
  }
});

describe('parseTally', () => {
  test('reads what a suite in the extension host wrote', () => {
    const tally = { passed: 4, failed: 0, skipped: 1 };
    assert.deepEqual(parseTally(JSON.stringify(tally)), tally);
  });

  for (const text of ['', '{', '{}', '{"passed":1,"failed":0}']) {
    test(`is null for ${JSON.stringify(text)}`, () => assert.equal(parseTally(text), null));
  }
});

describe('renderTally', () => {
  test('leaves out skipped tests where there are none', () => {
    assert.equal(renderTally([check(true), check(false)].reduce(add, NOTHING)), '1 passed, 1 failed');
  });

  test('names skipped tests last', () => {
    assert.equal(renderTally({ passed: 2, failed: 0, skipped: 3 }), '2 passed, 0 failed, 3 skipped');
  });
});
