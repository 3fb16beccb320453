// The command line of an OCI runtime: which container it is about. Options as in runc(8) and its forks.
import { isId, isPrefix } from './ids';
import { signalOf } from './signals';

export interface RuntimeCommand {
  readonly runtime: string;
  /** create, start, kill, delete, exec, state ...; null where the kernel cut the command before it. */
  readonly subcommand: string | null;
  /** The container's id, or its first digits where the kernel cut the command. */
  readonly id: string;
  readonly force: boolean;
  /** Of `kill`: the number of the signal. */
  readonly signal: number | null;
  /** Of `exec`: the id that containerd gave it. */
  readonly exec: string | null;
}

/** The folder of a container's log, which containerd's shims name before the subcommand. */
const LOG_FOLDER = /\/([0-9a-f]{12,64})(?:\/log\.json)?$/;

export const RUNTIMES = new Set([
  'runc',
  'docker-runc',
  'nvidia-container-runtime',
  'nvidia-container-runtime.real',
  'crun',
  'runsc',
  'kata-runtime',
  'youki',
]);

export const SUBCOMMANDS: ReadonlySet<string> = new Set([
  'create',
  'start',
  'run',
  'kill',
  'delete',
  'exec',
  'state',
  'ps',
  'pause',
  'resume',
  'update',
  'events',
  'checkpoint',
  'restore',
]);

/** Options that take no value; every other option without `=` takes the next word. */
const FLAGS = new Set([
  '--debug',
  '--systemd-cgroup',
  '--force',
  '-f',
  '--all',
  '-a',
  '--detach',
  '-d',
  '--tty',
  '-t',
  '--no-pivot',
  '--no-new-keyring',
  '--no-subreaper',
  '--no-new-privs',
  '--keep',
  '--stats',
  '--ignore-paused',
]);

/**
 * Reads the words of a command line. `cut` says that the kernel cut it, so that its last word may be a part of one
 * (audit's proctitle ends at 128 bytes, MAX_PROCTITLE_AUDIT_LEN). Null where it is no runtime's, or names no container.
 */
export function readRuntimeCommand(words: readonly string[], cut: boolean): RuntimeCommand | null {
  const runtime = (words[0] ?? '').replace(/^.*\//, '');
  if (!RUNTIMES.has(runtime)) {
    return null;
  }
  const plain = withoutOptions(words);
  const [first, second] = plain;
  if (!first) {
    return cut ? cutCommand(runtime, words) : null;
  }
  if (!second || !SUBCOMMANDS.has(first.word)) {
    return null;
  }
  const last = cut && second.index === words.length - 1;
  if (!isId(second.word) && !(last && isPrefix(second.word))) {
    return null;
  }
  const force = words.slice(first.index, second.index).some(word => word === '--force' || word === '-f');
  const signal = first.word === 'kill' ? signalOf(plain[2]?.word ?? '') : null;
  const exec = first.word === 'exec' ? execId(words) : null;
  return { runtime, subcommand: first.word, id: second.word, force, signal, exec };
}

/** containerd has the pid of an exec written to `EXEC.pid` (cmd/containerd-shim-runc-v2/process/exec.go). */
function execId(words: readonly string[]): string | null {
  const file = words[words.indexOf('--pid-file') + 1] ?? '';
  return /\/([0-9a-f]{64})\.pid$/.exec(file)?.[1] ?? null;
}

/** A command that ends within its options: the path of its log may hold the id, or its beginning. */
function cutCommand(runtime: string, words: readonly string[]): RuntimeCommand | null {
  const at = words.indexOf('--log') + 1;
  const id = at > 0 ? LOG_FOLDER.exec(words[at] ?? '')?.[1] : undefined;
  return id === undefined ? null : { runtime, subcommand: null, id, force: false, signal: null, exec: null };
}

/** Whether words are a runtime's first process in a new container, which becomes the container's own (`runc init`). */
export function isRuntimeInit(words: readonly string[]): boolean {
  return words.length === 2 && words[1] === 'init' && isRuntime(words[0] ?? '');
}

/** Whether a program is a runtime, by its path or name. */
export function isRuntime(program: string): boolean {
  return RUNTIMES.has(program.replace(/^.*\//, ''));
}

/** The words that are neither options nor their values, behind the program's name. */
function withoutOptions(words: readonly string[]): { word: string; index: number }[] {
  const plain: { word: string; index: number }[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      plain.push({ word, index });
    } else if (!word.includes('=') && !FLAGS.has(word)) {
      index++;
    }
  }
  return plain;
}
