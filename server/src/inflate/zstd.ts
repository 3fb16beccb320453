// zstd: node's own where it has it (22.15 and later; quicker, and it checks the checksums), else fzstd, which does not check them.
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { slices } from './slices';
import { throughZlib } from './zlib';

/** Four bytes can be a block of 128 KiB (RFC 8878, 3.1.1.2): 67 MB come out of this much at most. */
const TAKEN = 2048;

const own = (zlib as { createZstdDecompress?: (options: { chunkSize: number }) => Transform }).createZstdDecompress;

export function unzstd(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return own ? throughZlib(own, slices(pieces, TAKEN)) : throughFzstd(pieces);
}

async function* throughFzstd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const decoder = new Decompress(piece => made.push(piece));
  for await (const slice of slices(pieces, TAKEN)) {
    const failure = attempt(() => decoder.push(slice));
    yield* made.splice(0);
    if (failure) throw failure;
  }
  const failure = attempt(() => decoder.push(new Uint8Array(0), true));
  yield* made.splice(0);
  if (failure) throw failure;
}

/** The failure of a step, so that what it has made before can be handed out. */
function attempt(step: () => unknown): Error | null {
  try {
    step();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
