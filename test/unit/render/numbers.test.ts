// Durations for people.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { durationText } from '../../../server/src/render/numbers';

for (const [seconds, words] of [
  [0, '<1 ms'],
  [0.004, '4 ms'],
  [0.3749, '375 ms'],
  [0.96, '1.0 s'],
  [1, '1.0 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min'],
  [61, '1 min 1 s'],
  [599, '9 min 59 s'],
  [3412, '57 min'],
  [3599, '1 h'],
  [12_000, '3 h 20 min'],
  [86_399, '1 d'],
  [183_600, '2 d 3 h'],
] as const) {
  it(`${String(seconds)} s are ${words}`, () => {
    assert.equal(durationText(BigInt(Math.round(seconds * 1e9))), words);
  });
}
