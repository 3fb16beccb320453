// nodelog trace: one object or block per traceback, with its source where a repository is given.
import type { Command } from './context';
export const trace: Command = {
  name: 'trace',
  usage: 'nodelog trace [--json] [--source MODULE=DIR[@REVISION]]... PATH...',
  options: ['source'],
  run: () => Promise.resolve(0),
};
