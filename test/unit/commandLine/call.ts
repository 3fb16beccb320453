// Calls the command line as a shell would, and collects what it prints.
import { Readable } from 'node:stream';
import { run } from '../../../server/src/commandLine/run';
import type { Status } from '../../../server/src/commandLine/context';
import type { Host } from '../../../server/src/host';
import { host as realHost } from '../source/host';

interface Called {
  readonly status: Status;
  readonly out: string;
  readonly err: string;
}

/** One call; `stdin` is what is piped in. */
export async function call(
  argv: readonly string[],
  {
    stdin = '',
    colour = false,
    host = realHost,
  }: { readonly stdin?: string | Uint8Array; readonly colour?: boolean; readonly host?: Host } = {},
): Promise<Called> {
  let out = '';
  let err = '';
  const status = await run(argv, {
    host,
    stdin: () => Readable.from([typeof stdin === 'string' ? Buffer.from(stdin) : stdin]),
    write: text => {
      out += text;
    },
    writeBytes: bytes => {
      out += new TextDecoder().decode(bytes);
      return Promise.resolve();
    },
    startThread: null,
    sieving: null,
    warn: text => {
      err += text;
    },
    colour,
  });
  return { status, out, err };
}

/** The objects of a call with --json; each line of its output must be one. */
export async function objects<T>(argv: readonly string[]): Promise<T[]> {
  const { out } = await call([...argv, '--json']);
  return linesOf(out).map(line => JSON.parse(line) as T);
}

export function linesOf(out: string): string[] {
  const lines = out.split('\n');
  if (lines.pop() !== '') throw new Error('the output does not end in a line break');
  return lines;
}
