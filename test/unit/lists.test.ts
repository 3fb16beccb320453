// Lists in order, asked where something begins to hold.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { firstIndex } from '../../server/src/lists';

it('finds where something begins to hold, as looking through the list does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(21), (values, least) => {
      const sorted = values.sort((a, b) => a - b);
      const found = sorted.findIndex(value => value >= least);
      assert.equal(
        firstIndex(sorted.length, at => (sorted[at] ?? 0) >= least),
        found < 0 ? sorted.length : found,
      );
    }),
  );
});
