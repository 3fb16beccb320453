// Standard input as a file of the case, under the name that stands for it on the command line.
import type { Host } from '../host';

export const STDIN = '-';

/**
 * A host that knows one more file, STDIN, with what is piped in.
 * @param keep whether it is read more than once: then it is kept in memory
 */
export function withStdin(host: Host, stdin: () => AsyncIterable<Uint8Array>, keep: boolean): Host {
  let kept: Promise<Uint8Array[]> | null = null;
  const pieces = keep ? () => again((kept ??= gather(stdin()))) : stdin;
  return {
    ...host,
    readPieces: path => (path === STDIN ? pieces() : host.readPieces(path)),
    stat: path => (path === STDIN ? Promise.resolve({ kind: 'file', bytes: 0, modified: 0 }) : host.stat(path)),
    realPath: path => (path === STDIN ? Promise.resolve(STDIN) : host.realPath(path)),
  };
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

async function* again(kept: Promise<Uint8Array[]>): AsyncGenerator<Uint8Array> {
  yield* await kept;
}
