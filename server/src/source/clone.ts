// Cloning a repository with the installed git, after the user's yes; nothing half-made is left.
import type { Host } from '../host';
import { message } from '../message';
import { NETWORK, requireGit } from './git';
import { reasonOf, SourceProblem } from './problem';

interface CloneOptions {
  readonly signal?: AbortSignal;
  /** Called with what git does ('Receiving objects') and its share of 100, which is null where git tells none. */
  readonly onProgress?: (step: string, percentage: number | null) => void;
}

/** Transports that git has built in: `ext::` and the like would run a command. */
const ADDRESS = /^(?:https?|ssh|git|file):\/\/[^\s-][^\s]*$/;
const PROGRESS = /^(?:remote: )?([A-Z][a-z]+(?: [a-z]+){0,3})(?:: +(\d{1,3})%|\.\.\.| into )/;

/**
 * Makes a bare clone of `url` without the contents of files, which are fetched when they are read, in `folder`, which must not exist; its parent must. Rejects with a SourceProblem when it
 * fails or is cancelled; then the folder is gone again.
 */
export async function cloneRepository(
  host: Host,
  url: string,
  folder: string,
  options: CloneOptions = {},
): Promise<void> {
  const { signal, onProgress } = options;
  if (!ADDRESS.test(url)) throw new SourceProblem(message('source.cloneAddress', { url }));
  if (await exists(host, folder)) throw new SourceProblem(message('source.cloneTarget', { folder }));
  await requireGit(host);
  const said = await runClone(host, url, folder, signal, onProgress && progressReader(onProgress));
  if (said === null && !signal?.aborted) return;
  // git removes what it has made when it fails or is asked to end; when it is killed it cannot.
  await host.remove(folder);
  throw new SourceProblem(
    signal?.aborted ? message('source.cloneCancelled') : message('source.cloneFailed', { reason: said ?? '' }),
  );
}

/** Why the clone failed; null where it did not. */
async function runClone(
  host: Host,
  url: string,
  folder: string,
  signal: AbortSignal | undefined,
  onProgress: ((text: string) => void) | undefined,
): Promise<string | null> {
  const how = ['--bare', '--filter=blob:none', '--template=', '--progress'];
  const args = [...NETWORK, 'clone', ...how, '--', url, folder];
  try {
    const { code, stderr } = await host.git(args, { ...(signal && { signal }), ...(onProgress && { onProgress }) });
    return code === 0 ? null : reasonOf(stderr);
  } catch (error) {
    return reasonOf(error);
  }
}

async function exists(host: Host, path: string): Promise<boolean> {
  try {
    await host.stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Reads git's progress, which comes in pieces cut anywhere; a carriage return ends each state of a line. */
export function progressReader(onProgress: (step: string, percentage: number | null) => void): (text: string) => void {
  let rest = '';
  return text => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-1000);
    for (const line of lines) {
      const [, step, percentage] = PROGRESS.exec(line) ?? [];
      if (step !== undefined) onProgress(step, percentage === undefined ? null : Math.min(100, Number(percentage)));
    }
  };
}
