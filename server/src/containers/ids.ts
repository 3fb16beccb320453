// Container ids in text: 64 hex digits, or the first 12 and more of them.
import type { Span } from '../place';

export const ID_DIGITS = 64;
/** Docker's short form; fewer digits are no id to us. */
export const MIN_DIGITS = 12;

/** A run of hex digits that can be an id or the beginning of one. */
interface HexRun {
  readonly digits: string;
  readonly span: Span;
}

const WORD = /[0-9A-Za-z]/;

/**
 * All runs of 12 to 64 lower-case hex digits that stand alone in a text from a column on; decimal numbers are none.
 * Docker and containerd write ids in lower case. A run of 12 covers one of any 12 columns in a row, so only every
 * twelfth is looked at: this is asked of each line of every log.
 */
export function hexRuns(text: string, from = 0): HexRun[] {
  const runs: HexRun[] = [];
  for (let at = from + MIN_DIGITS - 1; at < text.length; at += MIN_DIGITS) {
    if (!isDigit(text.charCodeAt(at))) {
      continue;
    }
    let start = at;
    while (start > from && isDigit(text.charCodeAt(start - 1))) {
      start--;
    }
    while (isDigit(text.charCodeAt(at))) {
      at++;
    }
    const digits = text.slice(start, at);
    if (canBeId(digits) && !WORD.test(text.charAt(start - 1)) && !WORD.test(text.charAt(at))) {
      runs.push({ digits, span: { start, end: at } });
    }
  }
  return runs;
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66);
}

/** Whether hex digits can be an id or the beginning of one. */
function canBeId(digits: string): boolean {
  return digits.length >= MIN_DIGITS && digits.length <= ID_DIGITS && !/^\d+$/.test(digits);
}

/** Whether digits are a whole id. */
export function isId(digits: string): boolean {
  return digits.length === ID_DIGITS && /^[0-9a-f]+$/.test(digits);
}

/** Whether digits can be the beginning of an id. */
export function isPrefix(digits: string): boolean {
  return digits.length >= MIN_DIGITS && digits.length < ID_DIGITS && /^[0-9a-f]+$/.test(digits);
}
