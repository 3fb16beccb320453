// Finds what the table's rows mark: in an audit event, in a line.
import type { AuditEvent } from '../audit/event';
import { messageSpan, messageText } from '../log/envelope';
import type { Entry } from '../reading/line';
import type { Finding, FindingGroup, LineRow } from './model';
import { EVENT_ROWS, LINE_ROWS } from './table';

/** Texts of which one stands in each line that findInLine finds something in. */
export const LINE_MARKS: readonly string[] = LINE_ROWS.flatMap(row => row.marks);

/** A finding of a line, with the row that gave it. */
interface LineFinding extends Finding {
  readonly row: LineRow;
}

/** What an event tells by itself, of the groups that are wanted. */
export function findInEvent(event: AuditEvent, wanted: (group: FindingGroup) => boolean): Finding[] {
  return EVENT_ROWS.flatMap(({ code, group, find }) => {
    const found = wanted(group) ? find(event) : null;
    return found ? [{ code, group, text: found.text, line: found.placed.line, span: found.span, related: [] }] : [];
  });
}

/** What a line tells, by the first row that knows it. */
export function findInLine(text: string, { envelope, payload }: Entry, line: number): LineFinding | null {
  if (payload.kind !== 'text') return null;
  const said = messageText(text, envelope).trimEnd();
  for (const row of LINE_ROWS) {
    const found = row.find(said, envelope.program);
    if (found) {
      const span = messageSpan(text, envelope);
      return { code: row.code, group: row.group, text: found, line, span, related: [], row };
    }
  }
  return null;
}

/** The kernel says one loss in up to three lines, one below the other: the most telling one is kept. */
export function withoutRepeats(findings: readonly LineFinding[]): LineFinding[] {
  const kept: LineFinding[] = [];
  let lastLine = -Infinity;
  for (const finding of findings) {
    const before = kept.at(-1);
    if (before?.code === finding.code && finding.line === lastLine + 1) {
      if (LINE_ROWS.indexOf(finding.row) < LINE_ROWS.indexOf(before.row)) kept[kept.length - 1] = finding;
    } else {
      kept.push(finding);
    }
    lastLine = finding.line;
  }
  return kept;
}
