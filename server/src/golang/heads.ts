// Finds the head of a traceback that a line is.
import type { Head, HeadRow } from './headRow';
import { heads } from './headRows';

const ROWS_BY_FIRST = new Map<number, readonly HeadRow[]>();
for (const row of heads) {
  for (const mark of row.marks) {
    const code = mark.charCodeAt(0);
    ROWS_BY_FIRST.set(code, [...(ROWS_BY_FIRST.get(code) ?? []).filter(other => other !== row), row]);
  }
}
const HTTP_ROW = heads.filter(row => row.id === 'http panic');

/** The row and the head of text[start, end); null, after a few character tests, for almost every line of a log. */
export function parseHead(text: string, start: number, end: number): { row: HeadRow; head: Head } | null {
  const first = text.charCodeAt(start);
  const dated = first >= 0x30 && first <= 0x39;
  const rows = dated && text.charCodeAt(start + 4) === 0x2f /* / */ ? HTTP_ROW : ROWS_BY_FIRST.get(first);
  for (const row of rows ?? []) {
    if (!dated && !row.marks.some(mark => text.startsWith(mark, start))) continue;
    const head = row.parse(text.slice(start, end));
    if (head) return { row, head };
  }
  return null;
}
