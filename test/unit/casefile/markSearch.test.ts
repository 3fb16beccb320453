// The search for many marks at once finds what a search for each of them finds.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MarkSearch } from '../../../server/src/casefile/markSearch';
import { bearsMark } from '../../../server/src/log/mark';

// Few letters, so that marks share their ends, their first texts and their grams; P and p differ in a bit that no gram has.
const letters = fc.constantFrom('a', 'b', 'P', 'p');
const text = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(letters, { minLength, maxLength }).map(of => of.join(''));
const mark = fc.oneof(
  text(3, 6),
  fc.tuple(text(3, 4), fc.array(text(1, 3), { maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
);
const marks = fc.array(mark, { minLength: 1, maxLength: 12 });

describe('MarkSearch', () => {
  it('finds the kinds of all marks in a line, and of none that go on behind it', () => {
    fc.assert(
      fc.property(marks, text(0, 3), text(0, 40), text(0, 5), (searched, before, line, behind) => {
        const search = new MarkSearch(searched.map((of, index) => ({ mark: of, kind: 1 << (index % 5) })));
        const bytes = new TextEncoder().encode(before + line + behind);
        const found = search.kindsIn(bytes, before.length, before.length + line.length, ~0);
        const expected = searched.reduce((kinds, of, index) => kinds | (bearsMark(line, of) ? 1 << (index % 5) : 0), 0);
        assert.equal(found, expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends where enough is found', () => {
    const search = new MarkSearch([
      { mark: 'first', kind: 1 },
      { mark: 'second', kind: 2 },
    ]);
    const bytes = new TextEncoder().encode('a first and a second');
    assert.equal(search.kindsIn(bytes, 0, bytes.length, 1), 1);
    assert.equal(search.kindsIn(bytes, 0, bytes.length, 3), 3);
  });
});
