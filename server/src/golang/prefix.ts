// What stands before the lines of a traceback where no envelope is known: it has one shape on all lines of a process.
import { isQualified, parseFileLine } from './frames';
import { isBlank, scanArguments, scanName } from './scan';

const OPEN = 0x28;
const CREATED_BY = 'created by ';
/** A prefix is no longer. */
const LONGEST_PREFIX = 512;
/** Words of a stamp: 05:40:45.093251+00:00, 2018-07-16T15:00:56Z, 4月, 1031.571035 ... and numbers of lines. */
const STAMP = /\d\d:\d\d|\d{4}-\d\d|^\D?\d[\d.,]*\D{0,2}$/;

/** The same text for the prefixes of lines that one process wrote: digits of stamps and numbers count as one. */
export function shapeOf(text: string, from: number, start: number): string {
  return text
    .slice(from, start)
    .replace(/(?:#011|\\+t|\\+x09)+$/, '')
    .split(/\s+/)
    .map(word => (STAMP.test(word) ? word.replace(/\d+/g, '0') : word))
    .join(' ')
    .trim();
}

/** Where the words of a shape end in another line; null where the line begins otherwise. */
export function endOfShape(text: string, from: number, shape: string): number | null {
  let at = from;
  for (let words = shape.split(' ').length; words > 0; words--) {
    while (isBlank(text.charCodeAt(at))) at++;
    while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  }
  return at - from <= LONGEST_PREFIX && shapeOf(text, from, at) === shape ? at : null;
}

/** Where a function line begins behind a prefix that is not known; null where the end of the text is none. */
export function functionStart(text: string, from: number, end: number): number | null {
  const open = argumentsStart(text, from, end);
  if (open === null) return null;
  const start = wordStart(text, from, open);
  if (start <= from || start - from > LONGEST_PREFIX) return null;
  return scanName(text, start, open) === open && isQualified(text.slice(start, open)) ? start : null;
}

/** The parenthesis that opens the arguments at the end of the text. */
function argumentsStart(text: string, from: number, end: number): number | null {
  let open = end - 2;
  while (open > from && text.charCodeAt(open) !== OPEN) {
    // Characters of arguments only: most lines that end in a parenthesis end the search here.
    if (!'0123456789abcdefx?{}, ._'.includes(text.charAt(open))) return null;
    open--;
  }
  return open > from && scanArguments(text, open + 1, end - 1) === end - 1 ? open : null;
}

/** Where a path with its line, and an offset behind it, begins behind a prefix that is not known; null where none ends the text. */
export function fileStart(text: string, from: number, end: number): number | null {
  let stop = end;
  for (let words = 0; words < 5; words++) {
    const start = wordStart(text, from, stop);
    if (start <= from || start - from > LONGEST_PREFIX) return null;
    // Many a line of a log ends in a number.
    if (!isTailWord(text, start)) return parseFileLine(text, start, end) ? start : null;
    stop = start - 1;
  }
  return null;
}

/** `+0x8`, `fp=0x1`, `sp=0x1`, `pc=0x1` */
function isTailWord(text: string, start: number): boolean {
  return text.startsWith('+0x', start) || (text.charCodeAt(start + 2) === 0x3d && text.startsWith('0x', start + 3));
}

/** Where `created by ` begins behind a prefix that is not known. */
export function creatorStart(text: string, from: number): number | null {
  const start = text.indexOf(CREATED_BY, from);
  return start > from && start - from <= LONGEST_PREFIX ? start : null;
}

/** The column behind the last blank, quote or written-out tab before `end`. */
function wordStart(text: string, from: number, end: number): number {
  let start = end;
  while (start > from) {
    const code = text.charCodeAt(start - 1);
    if (isBlank(code) || code === 0x22 /* " */) break;
    if (start - from > 4 && text.startsWith('#011', start - 4)) break;
    if (code === 0x74 /* t */ && text.charCodeAt(start - 2) === 0x5c /* \ */ && start - 2 >= from) break;
    start--;
  }
  return start;
}
