// Where a line of a log stands in a document that shows parts of several logs: the same as by looking at every line.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { PlaceLines } from '../../../server/src/services/placeLines';

it('finds a line, or the first of its log behind it', () => {
  const shown = fc.array(fc.record({ file: fc.constantFrom('/a', '/b'), step: fc.integer({ min: 1, max: 3 }) }));
  fc.assert(
    fc.property(shown, fc.constantFrom('/a', '/b', '/c'), fc.nat(60), (steps, file, line) => {
      const last = new Map<string, number>();
      const places = steps.map(({ file: of, step }) => {
        const next = (last.get(of) ?? -1) + step;
        last.set(of, next);
        return { file: of, line: next };
      });
      const at = places.findIndex(place => place.file === file && place.line >= line);
      assert.equal(new PlaceLines(places).lineOf({ file, line }), at < 0 ? null : at);
    }),
  );
});
