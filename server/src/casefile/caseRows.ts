// The known issues that a case looks for: those that come with the product, and those its folders bring along.
import type { Host } from '../host';
import { message } from '../message';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import { knownIssues } from '../verdict/knownIssues/rows';
import { readUserRows, USER_ROWS_FILE } from '../verdict/knownIssues/userRows';
import { unreadable, type NotRead } from './notRead';

export interface CaseRows {
  readonly rows: readonly KnownIssueRow[];
  /** The same as long as the users' rows are the same. */
  readonly key: string;
  /** Rows that cannot be used, and files that cannot be read. */
  readonly notRead: readonly NotRead[];
}

const MAX_KILOBYTES = 1024;

/** Rejects only on cancellation. */
export async function readCaseRows(host: Host, roots: readonly string[], signal: AbortSignal): Promise<CaseRows> {
  const added: KnownIssueRow[] = [];
  const notRead: NotRead[] = [];
  const texts: string[] = [];
  for (const root of roots) {
    const path = `${root.replace(/[\\/]+$/, '')}/${USER_ROWS_FILE}`;
    const text = await readText(host, path, notRead);
    signal.throwIfAborted();
    if (text === null) continue;
    const { rows, problems } = readUserRows(
      text,
      [...knownIssues, ...added].map(({ id }) => id),
    );
    added.push(...rows);
    texts.push(text);
    notRead.push(...problems.map(problem => leftOut(path, problem.text)));
  }
  return { rows: added.length === 0 ? knownIssues : [...knownIssues, ...added], key: texts.join('\0'), notRead };
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
