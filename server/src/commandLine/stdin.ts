// Standard input as a file of the case, under the name that stands for it on the command line.
import type { Host } from '../host';

export const STDIN = '-';

/** As much is kept in memory, so that it can be read more than once (bytes). */
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
  while (!ended && (all || length < KEPT)) {
    const next = await iterator.next();
    ended = next.done === true;
    if (next.done) break;
    kept.push(next.value);
    length += next.value.length;
  }
  const pieces = ended ? () => inOrder(kept) : () => inOrder(kept.splice(0), iterator);
  const added: Host = {
    ...host,
    readPieces: path => (path === STDIN ? pieces() : host.readPieces(path)),
    stat: path => (path === STDIN ? Promise.resolve({ kind: 'file', bytes: length, modified: 0 }) : host.stat(path)),
    realPath: path => (path === STDIN ? Promise.resolve(STDIN) : host.realPath(path)),
  };
  return { host: added, once: !ended };
}

async function* inOrder(kept: readonly Uint8Array[], rest?: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* kept;
  for (let next = await rest?.next(); next && !next.done; next = await rest?.next()) yield next.value;
}
