// The command line of an OCI runtime: which container it is about. Options as in runc(8) and its forks.
import { isId, isPrefix } from './ids';

export interface RuntimeCommand {
  readonly runtime: string;
  /** create, start, kill, delete, exec, state ... */
  readonly subcommand: string;
  /** The container's id, or its first digits where the kernel cut the command. */
  readonly id: string;
  readonly force: boolean;
}

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

const SUBCOMMANDS = new Set([
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
  if (!first || !second || !SUBCOMMANDS.has(first.word)) {
    return null;
  }
  const last = cut && second.index === words.length - 1;
  if (!isId(second.word) && !(last && isPrefix(second.word))) {
    return null;
  }
  const force = words.slice(first.index, second.index).some(word => word === '--force' || word === '-f');
  return { runtime, subcommand: first.word, id: second.word, force };
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
