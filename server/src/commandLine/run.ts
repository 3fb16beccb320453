// Reads argv, opens the input as a case, runs a command and turns what came of it into an exit status.
import { parseArgs } from 'node:util';
import { LocalCase } from '../casefile/case';
import { message } from '../message';
import { text } from '../render/text';
import { containers } from './containers';
import { UsageError, type Command, type Status, type Terminal } from './context';
import { decode } from './decode';
import { STDIN, withStdin } from './stdin';
import { trace } from './trace';

const commands: readonly Command[] = [decode, trace, containers];

/** Runs one call. Never rejects: every failure is said on stderr and in the status. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<Status> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      terminal.warn(`nodelog: ${problem}\n\n${usage()}`);
      return 2;
    }
    terminal.warn(`nodelog: ${problem}\n`);
    return 3;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<Status> {
  const { command, paths, json, values } = parse(argv);
  if (!command) {
    terminal.write(usage());
    return 0;
  }
  const roots = await existing(paths, terminal);
  const stdin = roots.includes(STDIN) ? await terminal.stdin() : new Uint8Array();
  const host = withStdin(terminal.host, stdin);
  const input = new LocalCase(host, roots, { maxFiles: Infinity, maxBytes: Infinity, zone: null });
  await input.read();
  const found = await command.run({ case: input, json, values }, { ...terminal, host });
  const unread = await sayUnread(input, terminal);
  return unread || roots.length < paths.length ? 3 : found === 0 ? 1 : 0;
}

function parse(argv: readonly string[]): {
  command: Command | null;
  paths: string[];
  json: boolean;
  values: (option: string) => readonly string[];
} {
  const own = commands.flatMap(command => command.options);
  const options = Object.fromEntries(own.map(name => [name, { type: 'string', multiple: true } as const]));
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const given = parsed.values as Readonly<Record<string, string[] | boolean | undefined>>;
  const [name, ...paths] = parsed.positionals;
  if (given['help']) {
    return { command: null, paths, json: false, values: () => [] };
  }
  const command = commands.find(candidate => candidate.name === name);
  if (!command) {
    throw new UsageError(
      text(name === undefined ? message('cli.no-command') : message('cli.unknown-command', { name })),
    );
  }
  const foreign = own.find(option => given[option] !== undefined && !command.options.includes(option));
  if (foreign !== undefined) {
    throw new UsageError(text(message('cli.foreign-option', { option: `--${foreign}`, command: command.name })));
  }
  if (paths.length === 0) {
    throw new UsageError(text(message('cli.no-path', { command: command.name })));
  }
  const values = (option: string): readonly string[] => (given[option] as string[] | undefined) ?? [];
  return { command, paths, json: given['json'] === true, values };
}

/** The paths that are there; the others are said on stderr. */
async function existing(paths: readonly string[], terminal: Terminal): Promise<string[]> {
  const there: string[] = [];
  for (const path of new Set(paths)) {
    try {
      if (path !== STDIN) {
        await terminal.host.stat(path);
      }
      there.push(path);
    } catch (error) {
      terminal.warn(`nodelog: ${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return there;
}

/** Names on stderr what could not be read; says whether there was any. */
async function sayUnread(input: LocalCase, terminal: Terminal): Promise<boolean> {
  const { items } = await input.notRead(0, Number.MAX_SAFE_INTEGER);
  const unread = items.filter(item => item.kind !== 'foreign');
  for (const { path, reason } of unread) {
    terminal.warn(`nodelog: ${path}: ${text(reason)}\n`);
  }
  return unread.length > 0;
}

function usage(): string {
  const lines = commands.map(command => `  ${command.usage}`);
  return `${text(message('cli.usage'))}\n${lines.join('\n')}\n\n${text(message('cli.usage-notes'))}\n`;
}
