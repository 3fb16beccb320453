// Blocks of lines: every line is some block's own once, with its number, however the bytes are cut.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LineCursor, lineBlocks, type BlockSizes, type LineBlock } from '../../../server/src/casefile/blocks';
import { MAX_LINE, splitLines } from '../../../server/src/reading/lines';

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function blocksOf(text: string, piece: number, sizes: BlockSizes): Promise<LineBlock[]> {
  const blocks: LineBlock[] = [];
  for await (const block of lineBlocks(inPieces(new TextEncoder().encode(text), piece), sizes)) blocks.push(block);
  return blocks;
}

/** The lines of a block with their numbers in the log. */
function numbered({ bytes, firstLine }: LineBlock): (readonly [number, string])[] {
  const lines: (readonly [number, string])[] = [];
  const cursor = new LineCursor(bytes, 0, bytes.length);
  for (let line = firstLine; cursor.next(); line++)
    lines.push([line, new TextDecoder().decode(bytes.subarray(cursor.start, cursor.end))]);
  return lines;
}

const logs = fc
  .array(
    fc.tuple(fc.constantFrom('', 'a', 'type=CWD', 'ä€', 'x'.repeat(40)), fc.constantFrom('\n', '\n', '\r\n', '\r')),
  )
  .map(lines => lines.map(([text, end]) => text + end).join(''));

describe('lineBlocks', () => {
  it('gives every line once as a block’s own, and the right lines around it', async () => {
    const sizes = fc.record({ own: fc.integer({ min: 1, max: 60 }), around: fc.integer({ min: 0, max: 60 }) });
    await fc.assert(
      fc.asyncProperty(logs, fc.integer({ min: 1, max: 50 }), sizes, async (log, piece, size) => {
        const lines = [...splitLines(log)];
        const blocks = await blocksOf(log, piece, size);
        const own = blocks.flatMap(block =>
          numbered(block).filter(([line]) => line >= block.firstOwn && line < block.endOwn),
        );
        assert.deepEqual(
          own,
          lines.map((line, index) => [index, line]),
        );
        for (const block of blocks) for (const [line, text] of numbered(block)) assert.equal(text, lines[line]);
      }),
    );
  });

  it('brings lines before and behind where there are some', async () => {
    const blocks = await blocksOf('0\n1\n2\n3\n4\n5\n', 1, { own: 4, around: 2 });
    assert.deepEqual(
      blocks.map(block => [numbered(block).map(([line]) => line), block.firstOwn, block.endOwn]),
      [
        [[0, 1, 2], 0, 2],
        [[1, 2, 3, 4], 2, 4],
        [[3, 4, 5], 4, 6],
      ],
    );
  });

  it('keeps no more of an endless line than is read of one, and finds the line behind it', async () => {
    const log = `${'x'.repeat(20 * MAX_LINE)}\ntype=CWD\n`;
    const blocks = await blocksOf(log, 1 << 20, { own: 1 << 20, around: 1 << 10 });
    const lines = blocks.flatMap(numbered);
    assert.deepEqual(lines.at(-1), [1, 'type=CWD']);
    assert.ok(Math.max(...blocks.map(({ bytes }) => bytes.length)) < 10 * MAX_LINE);
    assert.ok((lines[0]?.[1].length ?? 0) >= MAX_LINE);
  });

  it('has no block for an empty log', async () => {
    assert.deepEqual(await blocksOf('', 1, { own: 4, around: 2 }), []);
  });
});
