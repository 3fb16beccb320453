// Holes in logs: what is kept of them, however the bytes come, and that nothing else is lost.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FirstHole, HoleCutter } from '../../../server/src/casefile/holes';
import { peek } from '../../../server/src/casefile/packed';

const stretch = fc.oneof(
  fc.constantFrom('a\n', 'b'),
  fc.integer({ min: 1, max: 9000 }).map(nuls => '\0'.repeat(nuls)),
);
const log = fc.array(stretch, { maxLength: 6 }).map(parts => parts.join(''));
const size = fc.integer({ min: 100, max: 10_000 });

function inPieces(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

describe('a hole in a log', () => {
  it('is cut to 4096 NULs in any pieces', () => {
    fc.assert(
      fc.property(log, size, (text, size) => {
        const holes = new HoleCutter();
        const cut = Buffer.concat(inPieces(text, size).map(piece => holes.cut(piece))).toString();
        assert.equal(cut, text.replace(/\0{4096,}/g, '\0'.repeat(4096)));
      }),
    );
  });

  it('at its beginning is passed over for its head, and given back with its pieces', async () => {
    await fc.assert(
      fc.asyncProperty(log, size, async (text, size) => {
        const hole = new FirstHole();
        const source = (async function* () {
          for (const piece of inPieces(text, size)) yield await Promise.resolve(piece);
        })();
        const file = await peek(hole.behind(source), 5000);
        assert.equal(Buffer.from(file.head).toString(), text.replace(/^\0{4096,}/, '\0'.repeat(4096)).slice(0, 5000));
        const whole: Uint8Array[] = [];
        for await (const piece of hole.whole(file)) whole.push(piece);
        assert.equal(Buffer.concat(whole).toString(), text);
      }),
    );
  });
});
