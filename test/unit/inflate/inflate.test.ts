// What comes out of packed data, whole, cut and damaged.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PackMethod } from '../../../server/src/host';
import { inflate } from '../../../server/src/inflate';
import { AUDIT, fixture, PACKED } from './packed';

const METHODS = Object.keys(PACKED) as PackMethod[];
/** The methods whose checksums are always checked. */
const CHECKED: readonly PackMethod[] = ['gzip', 'xz', 'bzip2'];

async function* cutInto(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** What comes out, and the error that ends it. */
async function unpacked(method: PackMethod, bytes: Uint8Array, size = 1000) {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of inflate(method, cutInto(bytes, size))) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString(), error: null };
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), error };
  }
}

describe('inflate', () => {
  for (const method of METHODS) {
    const packed = PACKED[method];

    it(`unpacks ${method}, however its bytes come`, async () => {
      for (const size of [1, 7, 1_000_000]) {
        assert.deepEqual(await unpacked(method, packed, size), { text: AUDIT, error: null });
      }
    });

    it(`gives what stands before the end of ${method} that is cut anywhere, and rejects`, async () => {
      for (let end = 1; end < packed.length; end += 3) {
        const { text, error } = await unpacked(method, packed.subarray(0, end));
        assert.ok(AUDIT.startsWith(text), `cut at ${String(end)}`);
        assert.ok(error instanceof Error, `cut at ${String(end)}`);
      }
    });

    it(`rejects as the pieces do while it unpacks ${method}`, async () => {
      const failing = async function* () {
        yield await Promise.resolve(packed.subarray(0, 100));
        throw new Error('gone');
      };
      await assert.rejects(async () => {
        for await (const piece of inflate(method, failing())) assert.ok(piece.length >= 0);
      }, /gone/);
    });
  }

  for (const method of METHODS) {
    it(`unpacks ${method} of several parts`, async () => {
      const twice = Buffer.concat([PACKED[method], PACKED[method]]);
      assert.deepEqual(await unpacked(method, twice), { text: AUDIT + AUDIT, error: null });
    });
  }

  for (const method of CHECKED) {
    it(`says that ${method} is damaged, whichever byte of its data it is`, async () => {
      for (let at = 40; at < PACKED[method].length; at += 11) {
        const damaged = Uint8Array.from(PACKED[method]);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        const { text, error } = await unpacked(method, damaged);
        assert.ok(error instanceof Error || text === AUDIT, `byte ${String(at)}`);
      }
    });
  }

  for (const [method, name] of [
    ['xz', 'zeros.xz'],
    ['zstd', 'zeros.zst'],
    ['bzip2', 'zeros.bz2'],
  ] as const) {
    it(`hands out 50 MB of ${name} in pieces that fit into memory`, async () => {
      let [total, largest] = [0, 0];
      for await (const piece of inflate(method, cutInto(fixture(name), 1 << 19))) {
        total += piece.length;
        largest = Math.max(largest, piece.length);
      }
      assert.equal(total, 50_000_000);
      assert.ok(largest <= 46_000_000, String(largest));
    });
  }

  it('reads two xz streams at the same time', async () => {
    const outer = inflate('xz', cutInto(PACKED.xz, 100))[Symbol.asyncIterator]();
    await outer.next();
    assert.equal((await unpacked('xz', PACKED.xz)).text, AUDIT);
  });
});
