// The command line of `npm test`.
import { parseArgs } from 'node:util';
import type { VscodeVersion } from './codeServer';

interface TestCommand {
  /** The suites asked for, in the order in which they run; all of them where none is named. */
  suites: readonly string[];
  versions: readonly VscodeVersion[];
  grep: string | undefined;
}

/**
 * Reads `[SUITE ...] [--vscode newest|floor] [--grep TEXT]`.
 * @returns the command, or a message on what is wrong with it
 */
export function parseTestCommand(args: readonly string[], known: readonly string[]): TestCommand | string {
  const usage = `usage: npm test -- [${known.join('|')} ...] [--vscode newest|floor] [--grep TEXT]`;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { vscode: { type: 'string' }, grep: { type: 'string' } },
    });
    const unknown = positionals.find(name => !known.includes(name));
    if (unknown !== undefined) return `There is no suite ${unknown}.\n${usage}`;
    const versions = parseVersions(values.vscode);
    if (versions === null) return `--vscode takes newest or floor.\n${usage}`;
    const suites = positionals.length === 0 ? known : known.filter(name => positionals.includes(name));
    return { suites, versions, grep: values.grep };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}

function parseVersions(text: string | undefined): readonly VscodeVersion[] | null {
  if (text === undefined) return ['newest', 'floor'];
  return text === 'newest' || text === 'floor' ? [text] : null;
}
