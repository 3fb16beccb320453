// The commits that touched files, with what they made of them: from git log, without the contents of any file.
import type { CommitLine } from './model';
import type { Repository } from './repository';

/** What a commit made of a file: the blobs before and after it, null where there was none. */
export interface TouchedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Where the file lay before a commit that moved it. */
  readonly from?: string;
}

export interface Touch extends CommitLine {
  /** None of a merge, unless it differs from all that it brought together. */
  readonly files: readonly TouchedFile[];
}

/** A commit's head line begins with this byte; its parts are apart by NUL. */
const HEAD = '\u0001';
const FORMAT = `${HEAD}%H%x00%at%x00%s`;
/** `:100644 100644 <id> <id> M<TAB>path` (git-diff(1), "RAW OUTPUT FORMAT"). */
const RAW = /^:\d+ \d+ ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [A-Z]\t(.+)$/;

/**
 * The commits of a range (git-rev-list(1)) that touched files, newest first. Rejects with a SourceProblem where git fails,
 * with the signal's reason where that is aborted.
 */
export async function readTouches(
  { git }: Repository,
  range: readonly string[],
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<Touch[]> {
  const options = ['--date-order', '--full-history', '--raw', '--no-abbrev', '--no-renames', `--format=${FORMAT}`];
  const said = await git.ask(['-c', 'core.quotePath=false', 'log', ...options, ...range, '--', ...paths], { signal });
  return said.split(HEAD).slice(1).map(readTouch);
}

/** The files that a commit added. Rejects as readTouches does. */
export async function readAdded(
  { git }: Repository,
  commit: string,
  signal?: AbortSignal,
): Promise<{ readonly path: string; readonly after: string }[]> {
  const options = ['--no-commit-id', '-r', '--raw', '--no-abbrev', '--no-renames', '--diff-filter=A'];
  const said = await git.ask(['-c', 'core.quotePath=false', 'diff-tree', ...options, commit], { signal });
  return filesOf(said.split('\n')).flatMap(({ path, after }) => (after === null ? [] : [{ path, after }]));
}

function readTouch(entry: string): Touch {
  const [head = '', ...lines] = entry.split('\n');
  const [commit = '', seconds = '0', subject = ''] = head.split('\0');
  return { commit, subject, date: isoDate(seconds), files: filesOf(lines) };
}

function filesOf(lines: readonly string[]): TouchedFile[] {
  return lines.flatMap(line => {
    const [, before, after, path] = RAW.exec(line) ?? [];
    return path === undefined ? [] : [{ path, before: blobOf(before), after: blobOf(after) }];
  });
}

function blobOf(id = ''): string | null {
  return /^0*$/.test(id) ? null : id;
}

/** The blobs of all files before and after, each once. */
export function blobsOf(touches: readonly Touch[]): string[] {
  const all = touches.flatMap(({ files }) => files.flatMap(({ before, after }) => [before, after]));
  return [...new Set(all)].filter(id => id !== null);
}

/** Seconds since the epoch, as git writes them, in ISO 8601. */
export function isoDate(seconds: string): string {
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}
