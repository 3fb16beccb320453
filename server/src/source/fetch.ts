// Fetching into a clone that the user has let us make: the contents of files, and revisions that it lacks.
import { message } from '../message';
import type { Git } from './git';
import { decode, NETWORK, type NetworkOptions } from './git';
import { reasonOf, SourceProblem } from './problem';

/** Runs one `git fetch` of a clone with what the host of the service shows of it. Rejects with a SourceProblem. */
export type Fetch = (git: Git, wanted: readonly string[]) => Promise<void>;

/** What a clone of ours follows: all branches and tags, as `git clone --bare` took them. */
export const EVERYTHING = ['--tags', 'origin', '+refs/heads/*:refs/heads/*'];

/** A command line holds only so many ids: Windows takes 32,767 characters. */
const AT_ONCE = 500;

/** Fetches `wanted` (options, the remote and what is wanted of it); blobs only where their ids are named. */
export async function fetchInto(git: Git, wanted: readonly string[], options: NetworkOptions = {}): Promise<void> {
  const args = [...NETWORK, 'fetch', '--filter=blob:none', '--no-recurse-submodules', '--progress', ...wanted];
  const { signal, onProgress } = options;
  let said: string;
  try {
    const { code, stderr } = await git.host.git(args, {
      cwd: git.folder,
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    if (code === 0) return;
    said = reasonOf(stderr);
  } catch (error) {
    said = reasonOf(error);
  }
  throw new SourceProblem(
    signal?.aborted ? message('source.fetchCancelled') : message('source.fetchFailed', { reason: said }),
  );
}

/** Fetches the objects that the clone lacks of those with these ids. */
export async function fetchMissing(git: Git, ids: readonly string[], fetch: Fetch): Promise<void> {
  const lacking = new Set(ids);
  // Asked for one by one, git before 2.44 would die over each object that is not there.
  const here = await git.run(['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)']);
  for (const id of decode(here.stdout).split('\n')) lacking.delete(id);
  const missing = [...lacking];
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    await fetch(git, ['--no-tags', 'origin', ...missing.slice(at, at + AT_ONCE)]);
  }
}
