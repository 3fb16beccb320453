// Where lines begin, however the bytes come in pieces; and the lines of files that grow and change.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FileLines, Unreadable } from '../../../server/src/casefile/fileLines';
import { LineIndex, STEP } from '../../../server/src/casefile/lineIndex';
import { splitLines } from '../../../server/src/reading/lines';
import { MemoryHost } from '../memoryHost';
import { gzipSync } from 'node:zlib';

const ENCODER = new TextEncoder();

function indexOf(pieces: readonly string[]): LineIndex {
  const index = new LineIndex();
  for (const piece of pieces) index.push(ENCODER.encode(piece));
  return index;
}

describe('LineIndex', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é'), maxLength: 8 });

  it('counts the lines that a text has, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const lines = [...splitLines(pieces.join(''))];
        assert.equal(indexOf(pieces).lines, lines.length, JSON.stringify(pieces));
      }),
    );
  });

  for (const [pieces, last] of [
    [[], { line: 0, byte: 0 }],
    [['a\n', 'b'], { line: 1, byte: 2 }],
    [['a\nb\n'], { line: 2, byte: 4 }],
    [['a\r', '\nb'], { line: 1, byte: 3 }],
  ] as const) {
    it(`knows where the last line of ${JSON.stringify(pieces)} begins`, () => {
      assert.deepEqual(indexOf(pieces).last, last);
    });
  }

  it('finds the nearest known line before any', () => {
    const lines = Array.from({ length: 3 * STEP }, (_, line) => `line ${String(line)}\n`);
    const index = indexOf([lines.join('')]);
    const start = index.before(2 * STEP + 5);
    assert.deepEqual(start, { line: 2 * STEP, byte: lines.slice(0, 2 * STEP).join('').length });
    assert.deepEqual(index.before(1), { line: 0, byte: 0 });
    assert.equal(index.before(Infinity).line, 3 * STEP);
  });
});

describe('FileLines', () => {
  const text = (from: number, count: number): string =>
    Array.from({ length: count }, (_, index) => `line ${String(from + index)}\n`).join('');

  it('reads lines from the middle, and fewer where there are no more', async () => {
    const host = new MemoryHost({ '/log': text(0, 5000) });
    const lines = new FileLines(host, '/log');
    assert.deepEqual(await lines.read(4000, 2), ['line 4000', 'line 4001']);
    assert.deepEqual(await lines.read(4999, 10), ['line 4999']);
    assert.deepEqual(await lines.read(6000, 10), []);
    assert.equal(await lines.count(), 5000);
  });

  it('reads what has been written behind, and reads a file anew that has become another', async () => {
    const host = new MemoryHost({ '/log': text(0, 2000) });
    const lines = new FileLines(host, '/log');
    assert.equal(await lines.count(), 2000);
    host.write('/log', text(0, 3000));
    assert.deepEqual(await lines.read(2999, 1), ['line 2999']);
    assert.equal(lines.generation, 0);
    host.write('/log', text(100, 5000));
    assert.deepEqual(await lines.read(0, 1), ['line 100']);
    assert.equal(lines.generation, 1);
    host.write('/log', 'short\n');
    assert.equal(await lines.count(), 1);
  });

  it('answers two questions at the same time', async () => {
    const lines = new FileLines(new MemoryHost({ '/log': text(0, 5000) }), '/log');
    assert.deepEqual(await Promise.all([lines.read(4500, 1), lines.read(10, 1), lines.count()]), [
      ['line 4500'],
      ['line 10'],
      5000,
    ]);
  });

  it('inflates what is packed, and says why where it cannot', async () => {
    const host = new MemoryHost({ '/log.gz': gzipSync(text(0, 3000)), '/b.gz': new Uint8Array([0, 1, 2, 3]) });
    assert.deepEqual(await new FileLines(host, '/log.gz').read(2500, 1), ['line 2500']);
    await assert.rejects(new FileLines(host, '/b.gz').read(0, 1), Unreadable);
  });
});
