// The installed git as all of source/ runs it: in one repository, with nothing of that repository's choice being run.
import type { GitResult, Host } from '../host';
import { message } from '../message';
import { gitProblem, reasonOf, SourceProblem } from './problem';

/**
 * A repository may be hostile: none of its hooks, monitors or transports is run. protocol.allow=never keeps a partial
 * clone from fetching what it lacks (Host sets GIT_NO_LAZY_FETCH, which git knows from 2.44 on).
 */
export const SAFE = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'log.showSignature=false',
  '-c',
  'protocol.allow=never',
];

/** What git is given that may reach other machines, with the user's yes: the transports that run no program of an address's choice. */
export const NETWORK = [
  ...SAFE,
  ...['https', 'http', 'ssh', 'git', 'file'].flatMap(name => ['-c', `protocol.${name}.allow=always`]),
];

export interface NetworkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with each piece of git's progress. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** cat-file --follow-symlinks is of 2.5, protocol.allow of 2.12, clones without blobs of 2.19 (git's release notes). */
const OLDEST: readonly [number, number] = [2, 19];

interface AskOptions {
  readonly stdin?: string;
  readonly signal?: AbortSignal | undefined;
}

export class Git {
  constructor(
    readonly host: Host,
    readonly folder: string,
  ) {}

  /** Runs git whatever its exit status says. Rejects with a SourceProblem where it cannot be run, with the signal's reason where that is aborted. */
  async run(args: readonly string[], { stdin, signal }: AskOptions = {}): Promise<GitResult> {
    signal?.throwIfAborted();
    const options = { cwd: this.folder, ...(stdin !== undefined && { stdin }), ...(signal && { signal }) };
    let result: GitResult;
    try {
      result = await this.host.git([...SAFE, ...args], options);
    } catch (error) {
      throw new SourceProblem(message('source.gitMissing', { reason: reasonOf(error) }));
    }
    signal?.throwIfAborted();
    return result;
  }

  /** The standard output of a git that has to succeed; rejects with a SourceProblem where it fails. */
  async ask(args: readonly string[], options: AskOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, options);
    if (code !== 0) throw gitProblem(stderr);
    return decode(stdout);
  }
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const checked = new WeakMap<Host, Promise<void>>();

/** Rejects with a SourceProblem where no git is installed, or one that is too old; asks once for each host. */
export function requireGit(host: Host): Promise<void> {
  const asked = checked.get(host) ?? checkVersion(host);
  checked.set(host, asked);
  // It may be installed later.
  asked.catch(() => checked.delete(host));
  return asked;
}

async function checkVersion(host: Host): Promise<void> {
  let said: string;
  try {
    said = decode((await host.git(['--version'])).stdout);
  } catch (error) {
    throw new SourceProblem(message('source.gitMissing', { reason: reasonOf(error) }));
  }
  const [, version, major, minor] = /^git version ((\d+)\.(\d+)\S*)/.exec(said) ?? [];
  if (version === undefined) {
    throw new SourceProblem(message('source.gitMissing', { reason: said.trim().slice(0, 200) }));
  }
  const older = Number(major) - OLDEST[0] || Number(minor) - OLDEST[1];
  if (older < 0) throw new SourceProblem(message('source.gitOld', { version, oldest: OLDEST.join('.') }));
}
