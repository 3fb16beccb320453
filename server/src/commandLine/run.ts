// Reads argv, opens the input as a case, runs a command and turns what came of it into an exit status.
import { parseArgs } from 'node:util';
import { ArchiveFiles } from '../casefile/archive/files';
import { LocalCase } from '../casefile/case';
import { STDIN } from '../casefile/discover';
import type { Host } from '../host';
import { message } from '../message';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { containers } from './containers';
import { AmbiguousError, NothingFoundError, UsageError, type Command, type Status, type Terminal } from './context';
import { decode } from './decode/command';
import { explain } from './explain';
import { exportCommand } from './export';
import { index } from './indexFiles';
import { warn } from './output';
import { report } from './report';
import { withStdin } from './stdin';
import { merge } from './merge/command';
import { trace } from './trace';

const commands: readonly Command[] = [decode, trace, containers, explain, report, merge, index, exportCommand];

/** Runs one call. Never rejects: every failure is said on stderr and in the status. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<Status> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    warn(terminal, problemText(error));
    if (error instanceof AmbiguousError) {
      return 2;
    }
    if (error instanceof UsageError) {
      terminal.warn(`\n${usage()}`);
      return 2;
    }
    return 3;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<Status> {
  const { command, paths: given, json, values, flag } = parse(argv);
  if (!command) {
    terminal.write(usage());
    return 0;
  }
  const { subject, paths } = await subjectOf(command, given, flag, terminal.host);
  const told = new Set<string>();
  const unread = (problem: string): void => {
    if (!told.has(problem)) {
      told.add(problem);
      warn(terminal, problem);
    }
  };
  const roots = await existing(paths, new ArchiveFiles(terminal.host), unread);
  const { host, once } = roots.includes(STDIN)
    ? await withStdin(terminal.host, terminal.stdin, roots.length > 1)
    : { host: terminal.host, once: false };
  const opened = new LocalCase(host, roots, {
    maxFiles: Infinity,
    maxBytes: Infinity,
    zone: null,
    sieving: terminal.sieving ?? undefined,
  });
  const openCase = async (): Promise<LocalCase> => {
    await opened.read();
    return opened;
  };
  const found = await command
    .run({ roots, subject, once, openCase, json, values, flag, unread }, { ...terminal, host })
    .catch((error: unknown) => {
      if (!(error instanceof NothingFoundError)) throw error;
      warn(terminal, error.message);
      return 0;
    });
  for (const { path, kind, reason } of (await opened.notRead(0, Number.MAX_SAFE_INTEGER)).items) {
    if (kind !== 'foreign') {
      unread(`${path}: ${text(reason)}`);
    }
  }
  return told.size > 0 ? 3 : found === 0 ? 1 : 0;
}

function parse(argv: readonly string[]): {
  command: Command | null;
  paths: string[];
  json: boolean;
  values: (option: string) => readonly string[];
  flag: (name: string) => boolean;
} {
  const valued = commands.flatMap(command => command.options);
  const flags = commands.flatMap(command => command.flags ?? []);
  const options = Object.fromEntries([
    ...valued.map(name => [name, { type: 'string', multiple: true } as const] as const),
    ...flags.map(name => [name, { type: 'boolean' } as const] as const),
  ]);
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(problemText(error).replaceAll('\n', ' ')); // parseArgs explains in several lines
  }
  const given = parsed.values as Readonly<Record<string, string[] | boolean | undefined>>;
  const [name, ...paths] = parsed.positionals;
  if (given['help']) {
    return { command: null, paths, json: false, values: () => [], flag: () => false };
  }
  const command = commands.find(candidate => candidate.name === name);
  if (!command) {
    throw new UsageError(
      text(name === undefined ? message('cli.no-command') : message('cli.unknown-command', { name })),
    );
  }
  const own = [...command.options, ...(command.flags ?? [])];
  const foreign = [...valued, ...flags].find(option => given[option] !== undefined && !own.includes(option));
  if (foreign !== undefined) {
    throw new UsageError(text(message('cli.foreign-option', { option: `--${foreign}`, command: command.name })));
  }
  if (paths.length === 0) {
    throw new UsageError(text(message('cli.no-path', { command: command.name })));
  }
  const values = (option: string): readonly string[] => (given[option] as string[] | undefined) ?? [];
  return { command, paths, json: given['json'] === true, values, flag: name => given[name] === true };
}

/** A first word that is no path is what the command is about; none where it is about all. */
async function subjectOf(
  command: Command,
  given: readonly string[],
  flag: (name: string) => boolean,
  host: Host,
): Promise<{ readonly subject: string | null; readonly paths: readonly string[] }> {
  const [first = '', ...paths] = given;
  if (command.takesSubject !== true || first === STDIN || flag('all') || (await isThere(first, host))) {
    return { subject: null, paths: given };
  }
  if (paths.length === 0) {
    throw new UsageError(text(message('cli.no-path', { command: command.name })));
  }
  return { subject: first, paths };
}

async function isThere(path: string, host: Host): Promise<boolean> {
  try {
    await host.stat(path);
    return true;
  } catch {
    return false; // then it is no path
  }
}

/** The paths that are there, each once. */
async function existing(
  paths: readonly string[],
  host: Pick<Host, 'stat'>,
  unread: (problem: string) => void,
): Promise<string[]> {
  const there: string[] = [];
  for (const path of new Set(paths)) {
    try {
      if (path !== STDIN) {
        await host.stat(path);
      }
      there.push(path);
    } catch (error) {
      unread(`${path}: ${problemText(error)}`);
    }
  }
  return there;
}

function usage(): string {
  const lines = commands.map(command => `  ${command.usage}`);
  return `${text(message('cli.usage'))}\n${lines.join('\n')}\n\n${text(message('cli.usage-notes'))}\n`;
}
