// The command line as a Node process: argv, files and streams in, commandLine/ does the rest.
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { run } from './commandLine/run';
import { createNodeHost } from './nodeHost';

/** A reader such as head(1) may close the pipe before all is written: that is no error of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});

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

void run(process.argv.slice(2), {
  host: createNodeHost(path.dirname(__filename)),
  stdin: () => buffer(process.stdin),
  write,
  warn: line => process.stderr.write(line),
  colour: process.stdout.isTTY && !process.env['NO_COLOR'],
}).then(status => {
  flush();
  process.exitCode = status;
});
