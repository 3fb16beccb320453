// What users write of the times of files: differences, zones, years, and the files that they are for.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { correctionOf, parseCorrections, patternOf, shiftText, withShift } from '../../../server/src/log/timeRules';

const SECOND = 1_000_000_000n;

describe('parseCorrections', () => {
  for (const [value, expected] of [
    ['+8h', 28_800n * SECOND],
    ['-8h', -28_800n * SECOND],
    ['-3m 20s', -200n * SECOND],
    ['-00:03:20', -200n * SECOND],
    ['+1d 2h', 93_600n * SECOND],
    ['+1.5s', 1_500_000_000n],
    ['+00:00:00.25', 250_000_000n],
    [' +8h ', 28_800n * SECOND],
    ['8h', null],
    ['+', null],
    ['+8', null],
    ['', null],
    ['+08:00', null],
    ['zone +25', null],
    ['+8h,', null],
    ['+8h, year 20', null],
    ['year 20', null],
  ] as const) {
    it(`reads "${value}"`, () => {
      const read = parseCorrections(value);
      assert.deepEqual(read, expected === null ? null : [{ kind: 'shift', ns: expected }]);
    });
  }

  it('reads zones and years', () => {
    assert.deepEqual(parseCorrections('zone +08:00'), [{ kind: 'zone', offset: 480 }]);
    assert.deepEqual(parseCorrections('zone UTC,year 2020'), [
      { kind: 'zone', offset: 0 },
      { kind: 'year', year: 2020 },
    ]);
  });

  it('reads back each difference of whole seconds that shiftText writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -100_000_000n, max: 100_000_000n }), seconds => {
        assert.deepEqual(parseCorrections(shiftText(seconds * SECOND)), [{ kind: 'shift', ns: seconds * SECOND }]);
      }),
    );
  });
});

describe('withShift', () => {
  for (const [value, expected] of [
    ['', '+8h'],
    ['+1h', '+8h'],
    ['zone +08:00, -00:03:20,year 2020', 'zone +08:00, year 2020, +8h'],
  ] as const) {
    it(`puts a difference into "${value}"`, () => {
      assert.equal(withShift(value, 28_800n * SECOND), expected);
    });
  }
});

describe('correctionOf', () => {
  for (const [pattern, name, fits] of [
    ['messages', 'messages', true],
    ['messages', 'node-a/var/log/messages', true],
    ['messages*', 'node-a/messages-20200223.gz', true],
    ['node-a/*', 'node-a/messages', true],
    ['node-a/*', 'node-a/log/messages', false],
    ['node-a/**', 'node-a/log/messages', true],
    ['/messages', 'messages', true],
    ['/messages', 'node-a/messages', false],
    ['mess?ges', 'messages', true],
    ['m.ssages', 'messages', false],
    [patternOf('a [1]/x*y'), 'a [1]/x*y', true],
  ] as const) {
    it(`${fits ? 'takes' : 'does not take'} ${name} for ${pattern}`, () => {
      assert.equal(correctionOf([{ pattern, value: '+1s' }], name).shift !== null, fits);
    });
  }

  it('takes the last that fits, one of each kind', () => {
    const rules = ['+1s', 'zone +01:00', 'zone UTC, +2s', 'year 2020', 'nonsense'].map(value => ({
      pattern: '*',
      value,
    }));
    const { zone, year, shift } = correctionOf(rules, 'messages');
    assert.deepEqual([zone?.offset, year, shift?.ns], [0, 2020, 2n * SECOND]);
  });
});
