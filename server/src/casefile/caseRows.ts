// The known issues that a case looks for: those that come with the product, and those its folders bring along.
import type { Host } from '../host';
import { message } from '../message';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import { knownIssues } from '../verdict/knownIssues/rows';
import { readUserRows, USER_ROWS_FILE } from '../verdict/knownIssues/userRows';
import { unreadable, type NotRead } from './notRead';

/** A file of users' rows. */
export interface RowsFile {
  readonly path: string;
  readonly text: string;
}

export interface CaseRows {
  readonly rows: readonly KnownIssueRow[];
  readonly files: readonly RowsFile[];
  /** Rows that cannot be used, and files that cannot be read. */
  readonly notRead: readonly NotRead[];
}

const MAX_KILOBYTES = 1024;

/** Rejects only on cancellation. */
export async function readCaseRows(host: Host, roots: readonly string[], signal: AbortSignal): Promise<CaseRows> {
  const notRead: NotRead[] = [];
  const files: RowsFile[] = [];
  for (const root of roots) {
    const path = `${root.replace(/[\\/]+$/, '')}/${USER_ROWS_FILE}`;
    const text = await readText(host, path, notRead);
    signal.throwIfAborted();
    if (text !== null) files.push({ path, text });
  }
  const rows = rowsOf(files);
  return { files, rows: rows.rows, notRead: [...notRead, ...rows.notRead] };
}

/** All rows, those of the product first. */
export function rowsOf(files: readonly RowsFile[]): Pick<CaseRows, 'rows' | 'notRead'> {
  const added: KnownIssueRow[] = [];
  const notRead: NotRead[] = [];
  for (const { path, text } of files) {
    const { rows, problems } = readUserRows(
      text,
      [...knownIssues, ...added].map(({ id }) => id),
    );
    added.push(...rows);
    notRead.push(...problems.map(problem => leftOut(path, problem.text)));
  }
  return { rows: added.length === 0 ? knownIssues : [...knownIssues, ...added], notRead };
}

/** Null where there is no such file, or it cannot be read; the latter is told. */
async function readText(host: Host, path: string, notRead: NotRead[]): Promise<string | null> {
  const stat = await host.stat(path).catch(() => null); // hardly any folder has one
  if (stat?.kind !== 'file') return null;
  if (stat.bytes > MAX_KILOBYTES * 1024) {
    notRead.push(leftOut(path, message('known.file-large', { limit: MAX_KILOBYTES })));
    return null;
  }
  try {
    return new TextDecoder().decode(await host.readFile(path));
  } catch (error) {
    notRead.push(leftOut(path, unreadable(error)));
    return null;
  }
}

function leftOut(path: string, reason: NotRead['reason']): NotRead {
  return { path, name: USER_ROWS_FILE, kind: 'partial', reason };
}
