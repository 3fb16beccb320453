// Who touched a line last: git blame of one line.
import type { CommitLine } from './model';
import { isTame } from './moduleFile';
import { SourceProblem } from './problem';
import type { Repository } from './repository';
import { blobsOf, isoDate, readTouches } from './touches';

/**
 * The commit that brought a line (from 1) of a file as it is at `commit`; null where the path is none of a repository.
 * Rejects with a SourceProblem where there is no such line or git fails, with the signal's reason where that is aborted.
 */
export async function blameLine(
  repository: Repository,
  commit: string,
  path: string,
  line: number,
  signal?: AbortSignal,
): Promise<CommitLine | null> {
  if (!isTame(path) || path.startsWith('/')) return null;
  if (!repository.isOurs) return blame(repository, [commit], path, line, signal);
  // In a clone without contents git would fetch the versions of the file one by one.
  const touches = await readTouches(repository, [commit], [path], signal);
  await repository.ensure(blobsOf(touches));
  try {
    return await blame(repository, [commit], path, line, signal);
  } catch (error) {
    const first = touches.at(-1);
    if (!first || !(error instanceof SourceProblem) || error.said.id !== 'source.objectMissing') throw error;
    // Where the file was moved, git looks for the old one among all that went away: we stop at the move.
    if (touches.length === 1) return { commit: first.commit, subject: first.subject, date: first.date };
    return blame(repository, [commit, `^${first.commit}`], path, line, signal);
  }
}

async function blame(
  { git }: Repository,
  range: readonly string[],
  path: string,
  line: number,
  signal: AbortSignal | undefined,
): Promise<CommitLine | null> {
  const place = `${String(line)},${String(line)}`;
  // Neither a converter nor a list of commits of the repository's choice has a say.
  const options = ['--porcelain', '--no-textconv', '--ignore-revs-file=', '-L', place];
  const [head = '', ...lines] = (await git.ask(['blame', ...options, ...range, '--', path], { signal })).split('\n');
  const found = /^([0-9a-f]{40,64}) /.exec(head)?.[1];
  const value = (key: string): string => lines.find(text => text.startsWith(`${key} `))?.slice(key.length + 1) ?? '';
  return found === undefined ? null : { commit: found, subject: value('summary'), date: isoDate(value('author-time')) };
}
