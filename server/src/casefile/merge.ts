// Lines of several logs in order of time.
import type { ShownLine } from './scan';
import { BEFORE_ALL, Turns } from './turns';

/** A line with the number of its log. */
export interface MergedLine extends ShownLine {
  readonly file: number;
}

/**
 * Merges the lines of logs by time: each log keeps its own order, a line without a time has that of the line above it. Lines
 * later than `horizon` (ns) are left out: earlier ones of another log may still come.
 */
export function mergeByTime(logs: readonly (readonly ShownLine[])[], horizon: bigint | null): MergedLine[] {
  const turns = new Turns();
  const places = logs.map(() => 0);
  const nsAt = (file: number, at: number, above: bigint): bigint => logs[file]?.[at]?.time?.ns ?? above;
  logs.forEach((lines, index) => {
    if (lines.length > 0) turns.push({ ns: nsAt(index, 0, BEFORE_ALL), index });
  });
  const merged: MergedLine[] = [];
  for (let turn = turns.pop(); turn; turn = turns.pop()) {
    const { ns, index: file } = turn;
    const at = places[file] ?? 0;
    const line = logs[file]?.[at];
    if (!line || (horizon !== null && ns > horizon)) return merged;
    merged.push({ ...line, file });
    places[file] = at + 1;
    if (at + 1 < (logs[file]?.length ?? 0)) turns.push({ ns: nsAt(file, at + 1, ns), index: file });
  }
  return merged;
}
