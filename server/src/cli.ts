// The command line as a Node process: argv, files, streams and threads in, commandLine/ does the rest.
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { run } from './commandLine/run';
import { createNodeHost } from './nodeHost';
import { startDecodeThread } from './decodeThread';
import { startSieveThread } from './sieveThread';

/** More threads beside the first would take more memory than a node under load has to spare. */
const MOST_THREADS = 2;

/** Small writes are gathered: a system call a line would cost more than the line. */
const GATHERED = 64 * 1024;
let pending = '';

function write(text: string): void {
  pending += text;
  if (pending.length >= GATHERED) {
    flush();
  }
}

function flush(): void {
  process.stdout.write(pending);
  pending = '';
}

async function writeBytes(bytes: Uint8Array): Promise<void> {
  flush();
  if (!process.stdout.write(bytes)) {
    await once(process.stdout, 'drain');
  }
}

/** Runs the command that the process was started with; its exit status is that of the process. */
export async function main(): Promise<void> {
  // A reader such as head(1) may close the pipe before all is written: that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 3);
  });
  const most = Math.min(MOST_THREADS, os.availableParallelism() - 1);
  process.exitCode = await run(process.argv.slice(2), {
    host: createNodeHost(path.dirname(__filename)),
    stdin: () => process.stdin,
    write,
    writeBytes,
    warn: line => process.stderr.write(line),
    colour: process.stdout.isTTY && !process.env['NO_COLOR'],
    startThread: { start: () => startDecodeThread(__filename), most },
    sieving: { start: marks => startSieveThread(__filename, marks), most },
  });
  flush();
}
