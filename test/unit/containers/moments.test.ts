import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Lasting, Moments } from '../../../server/src/containers/moments';

const moment = fc.bigInt({ min: 0n, max: 40n });
const end = fc.option(moment, { freq: 3 });

describe('what is looked up by its moment', () => {
  it('is what lies between two moments, in order of time', () => {
    fc.assert(
      fc.property(fc.array(end), moment, end, (moments, from, to) => {
        const values = moments.map((ns, place) => ({ ns, place }));
        const expected = values
          .flatMap(({ ns, place }) => (ns === null || ns < from || (to !== null && ns > to) ? [] : [{ ns, place }]))
          .sort((a, b) => Number(a.ns - b.ns) || a.place - b.place);
        assert.deepEqual(new Moments(values, ({ ns }) => ns).between(from, to), expected);
      }),
    );
  });

  it('is what lasts at a moment, in the order given', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ from: end, to: end })), moment, (stretches, ns) => {
        const lasts = ({ from, to }: (typeof stretches)[number]): boolean =>
          from !== null && from <= ns && (to === null || to >= ns);
        const lasting = new Lasting(stretches, ({ from, to }) => (from === null ? null : { from, to }));
        assert.deepEqual(lasting.at(ns), stretches.filter(lasts));
      }),
    );
  });
});
