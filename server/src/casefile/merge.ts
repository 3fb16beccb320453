// Lines of several logs in order of time.
import type { ShownLine } from './scan';

/** A line with the number of its log. */
export interface MergedLine extends ShownLine {
  readonly file: number;
}

/**
 * Merges the lines of logs by time: each log keeps its own order, a line without a time has that of the line above it. Lines
 * later than `horizon` (ns) are left out: earlier ones of another log may still come.
 */
export function mergeByTime(logs: readonly (readonly ShownLine[])[], horizon: bigint | null): MergedLine[] {
  const heads = logs.map((lines, file) => ({ lines, file, at: 0, ns: timeOf(lines[0], null) }));
  const merged: MergedLine[] = [];
  for (;;) {
    let next: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.at < head.lines.length && (next === null || before(head.ns, next.ns))) next = head;
    }
    const line = next?.lines[next.at];
    if (!next || !line || (horizon !== null && next.ns !== null && next.ns > horizon)) return merged;
    merged.push({ ...line, file: next.file });
    next.at++;
    next.ns = timeOf(next.lines[next.at], next.ns);
  }
}

function timeOf(line: ShownLine | undefined, above: bigint | null): bigint | null {
  return line?.time?.ns ?? above;
}

/** What has no time comes first, since nothing tells what it waits for. */
function before(a: bigint | null, b: bigint | null): boolean {
  return b !== null && (a === null || a < b);
}
