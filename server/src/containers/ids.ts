// Container ids in text: 64 hex digits, or the first 12 and more of them.
import type { Span } from '../place';

export const ID_DIGITS = 64;
/** Docker's short form; fewer digits are no id to us. */
export const MIN_DIGITS = 12;

/** A run of hex digits that can be an id or the beginning of one. */
export interface HexRun {
  readonly digits: string;
  readonly span: Span;
}

/** Ids are written in lower case by Docker and containerd (64 hex digits of 32 random bytes). */
const HEX_RUN = /[0-9a-f]{12,}/g;
const WORD = /[0-9A-Za-z]/;

/** All runs of 12 to 64 lower-case hex digits that stand alone in a text from a column on; decimal numbers are none. */
export function hexRuns(text: string, from = 0): HexRun[] {
  const runs: HexRun[] = [];
  HEX_RUN.lastIndex = from;
  for (let match = HEX_RUN.exec(text); match; match = HEX_RUN.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const alone = !WORD.test(text.charAt(start - 1)) && !WORD.test(text.charAt(end));
    if (alone && match[0].length <= ID_DIGITS && !/^\d+$/.test(match[0])) {
      runs.push({ digits: match[0], span: { start, end } });
    }
  }
  return runs;
}

/** Whether digits are a whole id. */
export function isId(digits: string): boolean {
  return digits.length === ID_DIGITS && /^[0-9a-f]+$/.test(digits);
}

/** Whether digits can be the beginning of an id. */
export function isPrefix(digits: string): boolean {
  return digits.length >= MIN_DIGITS && digits.length < ID_DIGITS && /^[0-9a-f]+$/.test(digits);
}
