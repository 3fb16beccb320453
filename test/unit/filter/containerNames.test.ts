// Names of containers in filters: their ids, or what is wrong.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withIds } from '../../../server/src/filter/containerNames';
import { parseFilter, printFilter } from '../../../server/src/filter/text';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const CONTAINERS = [
  { id: A, names: ['web', 'old'] },
  { id: B, names: ['web'] },
];

describe('withIds', () => {
  for (const [text, expected] of [
    ['level:error container:old', `level:error container:${A}`],
    ['container:web', `container:${A} container:${B}`],
    ['-container:old exit', `-container:${A} exit`],
    ['container:18b2fe723696 web', 'container:18b2fe723696 web'],
    ['container:db', 'filter.container-unknown'],
    ['container:we', 'filter.container-unknown'],
  ] as const) {
    it(`makes ${expected.replace(/a{64}/g, 'A').replace(/b{64}/g, 'B')} of ${text}`, () => {
      const filter = parseFilter(text);
      assert.ok(!('problem' in filter));
      const made = withIds(filter, CONTAINERS);
      assert.equal('problem' in made ? made.problem.id : printFilter(made), expected);
    });
  }
});
