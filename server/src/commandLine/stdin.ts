// Standard input as a file of the case, under the name that stands for it on the command line.
import { archiveForm } from '../casefile/archive/forms';
import { TAR_BLOCK } from '../casefile/archive/tar';
import { STDIN } from '../casefile/discover';
import { openRaw, peek, unpacked } from '../casefile/packed';
import type { Host } from '../host';

/** As much is kept in memory, so that it can be read more than once (bytes); of an archive all, to be listed and then read. */
const KEPT = 64 << 20;

interface HostWithStdin {
  readonly host: Host;
  /** Whether standard input can be read once only, since there is more of it than is kept. */
  readonly once: boolean;
}

/**
 * A host that knows one more file, STDIN, with what is piped in.
 * @param all whether all of it is to be kept, however much that is
 */
export async function withStdin(
  host: Host,
  stdin: () => AsyncIterable<Uint8Array>,
  all: boolean,
): Promise<HostWithStdin> {
  const iterator = stdin()[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const keep = async (most: number): Promise<void> => {
    while (!ended && length < most) {
      const next = await iterator.next();
      ended = next.done === true;
      if (next.done) break;
      kept.push(next.value);
      length += next.value.length;
    }
  };
  await keep(KEPT);
  if (!ended && (all || (await isArchive(host, kept)))) await keep(Infinity);
  const pieces = ended ? () => inOrder(kept) : () => inOrder(kept.splice(0), iterator);
  const added: Host = {
    ...host,
    readPieces: (path, start) => (path === STDIN ? behind(pieces(), start) : host.readPieces(path, start)),
    stat: path => (path === STDIN ? Promise.resolve({ kind: 'file', bytes: length, modified: 0 }) : host.stat(path)),
    realPath: path => (path === STDIN ? Promise.resolve(STDIN) : host.realPath(path)),
  };
  return { host: added, once: !ended };
}

/** Whether bytes begin an archive, packed or not. */
async function isArchive(host: Host, kept: readonly Uint8Array[]): Promise<boolean> {
  try {
    const raw = await openRaw({ readPieces: () => inOrder(kept) }, STDIN);
    const { head, close } = await peek(unpacked(host, raw), TAR_BLOCK);
    await close();
    return archiveForm({ head }) !== null;
  } catch {
    return false; // whoever reads it says what is wrong with it
  }
}

/** The pieces from a byte on. */
async function* behind(pieces: AsyncIterable<Uint8Array>, start = 0): AsyncGenerator<Uint8Array> {
  let left = start;
  for await (const piece of pieces) {
    if (piece.length > left) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

async function* inOrder(kept: readonly Uint8Array[], rest?: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* kept;
  for (let next = await rest?.next(); next && !next.done; next = await rest?.next()) yield next.value;
}
