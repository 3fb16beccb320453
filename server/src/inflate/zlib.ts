// What node's own zlib unpacks.
import type { Transform } from 'node:stream';
import { slices } from './slices';

/** How much is made at a time (bytes): larger than zlib's own 16 KiB, since every piece costs a turn of the event loop. */
const PIECE = 512 * 1024;
/** deflate makes at most 1,032 bytes of one (zlib's technical details), so that 68 MB come out of this much. */
const TAKEN = 64 * 1024;

/** Unpacks with a transform of zlib. A stream that fails throws away what nobody has fetched yet: so it is fetched at once. */
export async function* throughZlib(
  create: (options: { chunkSize: number }) => Transform,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  let failure: Error | null = null;
  const transform = create({ chunkSize: PIECE });
  const closed = new Promise<void>(resolve => transform.on('close', resolve));
  transform.on('data', (piece: Uint8Array) => made.push(piece));
  transform.on('error', error => (failure = error));
  const failed = (): Error | null => failure;
  try {
    for await (const slice of slices(pieces, TAKEN)) {
      await Promise.race([new Promise(resolve => transform.write(slice, resolve)), closed]);
      yield* made.splice(0);
      if (failed()) break;
    }
    transform.end();
    await closed;
    yield* made.splice(0);
    const error = failed();
    if (error) throw error;
  } finally {
    transform.destroy();
  }
}
