// Which runs of hex digits can be ids.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hexRuns, isId, isPrefix, MIN_DIGITS } from '../../../server/src/containers/ids';
import { CUT, KILLED } from '../incident';

const SAMPLES: readonly (readonly [text: string, digits: readonly string[]])[] = [
  [`msg="shim reaped" id=${KILLED}`, [KILLED]],
  [`/containers/${CUT}/json`, [CUT]],
  [`${KILLED} ${CUT}`, [KILLED, CUT]],
  [`sha256:${KILLED}`, [KILLED]],
  [KILLED.slice(0, 12), [KILLED.slice(0, 12)]],
  [KILLED.slice(0, 11), []],
  [`${KILLED}0`, []],
  [`x${KILLED}`, []],
  [`${KILLED}Z`, []],
  [KILLED.toUpperCase(), []],
  ['1582099207232000000', []],
  ['20200225220713', []],
  [`${'12'.repeat(10)}${KILLED.slice(20)}`, [`${'12'.repeat(10)}${KILLED.slice(20)}`]],
  ['', []],
];

const hex = (length: number | { min: number; max: number }): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), {
      minLength: typeof length === 'number' ? length : length.min,
      maxLength: typeof length === 'number' ? length : length.max,
    })
    .map(digits => digits.join(''));

describe('hexRuns', () => {
  for (const [text, digits] of SAMPLES) {
    it(`finds ${digits.length === 0 ? 'nothing' : digits.join(' and ')} in "${text}"`, () => {
      assert.deepEqual(
        hexRuns(text).map(run => run.digits),
        digits,
      );
    });
  }

  it('begins at a column, but sees what stands before it', () => {
    assert.deepEqual(hexRuns(`${KILLED} ${CUT}`, 65), [{ digits: CUT, span: { start: 65, end: 65 + CUT.length } }]);
    assert.deepEqual(hexRuns(KILLED, 10), []);
  });

  it('gives runs in their order, each at its span, of 12 to 64 digits, with no letter or digit beside it', () => {
    const piece = fc.oneof(hex({ min: 1, max: 80 }), fc.constantFrom(' ', '/', '"', 'G', '-', '_', '€', 'z'));
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const text = pieces.join('');
        let last = -1;
        for (const { digits, span } of hexRuns(text)) {
          assert.equal(text.slice(span.start, span.end), digits);
          assert.match(digits, /^[0-9a-f]{12,64}$/);
          assert.doesNotMatch(text.charAt(span.start - 1) + text.charAt(span.end), /[0-9A-Za-z]/);
          assert.ok(span.start > last);
          last = span.end;
        }
      }),
    );
  });

  it('finds every id and every prefix of one that stands alone', () => {
    const withLetter = hex({ min: MIN_DIGITS, max: 64 }).filter(digits => /[a-f]/.test(digits));
    fc.assert(
      fc.property(withLetter, fc.constantFrom(' ', '/', '=', '"', ''), (digits, around) => {
        assert.deepEqual(
          hexRuns(`${around}${digits}${around}`).map(run => run.digits),
          [digits],
        );
      }),
    );
  });
});

describe('isId and isPrefix', () => {
  it('part every run into whole ids and beginnings', () => {
    fc.assert(
      fc.property(hex({ min: MIN_DIGITS, max: 64 }), digits => {
        assert.equal(isId(digits), digits.length === 64);
        assert.equal(isPrefix(digits), digits.length < 64);
      }),
    );
  });

  for (const text of ['', KILLED.slice(0, 11), `${KILLED}0`, KILLED.toUpperCase(), `${KILLED.slice(0, 63)}g`, 'web']) {
    it(`take "${text}" for neither`, () => {
      assert.deepEqual([isId(text), isPrefix(text)], [false, false]);
    });
  }
});
