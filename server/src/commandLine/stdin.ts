// Standard input as a file of the case, under the name that stands for it on the command line.
import type { Host } from '../host';

export const STDIN = '-';

/** A host that knows one more file, STDIN, with what was piped in. */
export function withStdin(host: Host, bytes: Uint8Array): Host {
  return {
    ...host,
    readFile: (path, limit) =>
      path === STDIN ? Promise.resolve(bytes.subarray(0, limit)) : host.readFile(path, limit),
    stat: path =>
      path === STDIN ? Promise.resolve({ kind: 'file', bytes: bytes.length, modified: 0 }) : host.stat(path),
    realPath: path => (path === STDIN ? Promise.resolve(STDIN) : host.realPath(path)),
  };
}
