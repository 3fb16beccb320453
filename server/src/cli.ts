// The command line as a Node process: argv, files and streams in, commandLine/ does the rest.
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { run } from './commandLine/run';
import { createNodeHost } from './nodeHost';

/** A reader such as head(1) may close the pipe before all is written: that is no error of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});

void run(process.argv.slice(2), {
  host: createNodeHost(path.dirname(__filename)),
  stdin: () => buffer(process.stdin),
  write: line => process.stdout.write(line),
  warn: line => process.stderr.write(line),
  colour: process.stdout.isTTY && !process.env['NO_COLOR'],
}).then(status => {
  process.exitCode = status;
});
