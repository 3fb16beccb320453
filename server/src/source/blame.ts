// Who touched a line last: git blame of one line.
import type { CommitLine } from './model';
import { isTame } from './moduleFile';
import type { Repository } from './repository';

/**
 * The commit that brought a line (from 1) of a file as it is at `commit`; null where there is no such line. Rejects with a
 * SourceProblem where git fails, with the signal's reason where that is aborted.
 */
export async function blameLine(
  repository: Repository,
  commit: string,
  path: string,
  line: number,
  signal?: AbortSignal,
): Promise<CommitLine | null> {
  if (!isTame(path) || path.startsWith('/')) return null;
  const place = `${String(line)},${String(line)}`;
  // Neither a converter nor a list of commits of the repository's choice has a say.
  const args = ['blame', '--porcelain', '--no-textconv', '--ignore-revs-file=', '-L', place, commit, '--', path];
  const said = await repository.git.ask(args, { signal });
  const [head = '', ...lines] = said.split('\n');
  const found = /^([0-9a-f]{40,64}) /.exec(head)?.[1];
  const value = (key: string): string => lines.find(text => text.startsWith(`${key} `))?.slice(key.length + 1) ?? '';
  return found === undefined ? null : { commit: found, subject: value('summary'), date: isoDate(value('author-time')) };
}

/** Seconds since the epoch, as git writes them, in ISO 8601. */
export function isoDate(seconds: string): string {
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}
