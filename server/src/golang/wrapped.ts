// Lines that a terminal or a mail broke in two: which may be the first half, and what both are together.
import { parseFileLine, parseFunctionLine, type FileLine, type FunctionLine } from './frames';
import { isDigit, LONGEST_LINE, scanArguments, scanName } from './scan';

/** Nobody wraps shorter lines than this. */
const SHORTEST = 20;
const CREATED_BY = 'created by ';
/** The rest of a path's line, as far as its number and its offset may be broken off. */
const REST_OF_PATH = /^\d{0,6} ?\+?(?:0x)?[0-9a-f]{1,16}(?: [fs]p=.{0,80})?$/;
/** Path and number with less than an offset behind them: ` +`, ` +0x`, or less than a register: ` +0x8 fp=0x1 sp=0x`. */
const CUT_OFFSET =
  /:\d{1,9} (?:\+(?:0x?)?|\+0x[0-9a-f]{1,16}(?: [fsp][pc]=0x[0-9a-f]{1,16}){0,2} [fsp][pc]?(?:=(?:0x?)?)?)?$/;
/** The mark of a cut line (frames.ts). */
const CUT = '>';

/** The first half of a line that may go on in the next. */
export interface Half {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** What stands on it and on the lines that were joined to it. */
  readonly joined: string;
  /** The last of these. */
  readonly last: number;
}

/** What two halves are together. Spans are those of the first half. */
type Whole =
  { readonly kind: 'function'; readonly fn: FunctionLine } | { readonly kind: 'file'; readonly file: FileLine };

/** Whether text[start, end), which is no line of a traceback, may be the first half of one. */
export function mayBeHalf(text: string, start: number, end: number): boolean {
  if (end - start < SHORTEST || end - start > LONGEST_LINE) return false;
  const from = text.startsWith(CREATED_BY, start) ? start + CREATED_BY.length : start;
  const name = scanName(text, from, end);
  if (name > from) {
    if (name === end) return text.slice(from, end).includes('/');
    if (text.charCodeAt(name) === 0x28 /* ( */) {
      return name === end - 1 || end - scanArguments(text, name + 1, end) <= 2;
    }
  }
  const path = text.slice(start, end);
  return /^(?:\/|[A-Za-z]:[/\\])[^\s:"=]*$/.test(path) || CUT_OFFSET.test(path);
}

/**
 * The line of a traceback that a first half and text[start, end) make together; null where they make none.
 * @param known whether the half is a line by itself already: then only an offset, or the rest of a number, adds to it
 */
export function join(half: Half, text: string, start: number, end: number, known: boolean): Whole | null {
  if (end <= start || end - start > LONGEST_LINE) return null;
  const rest = text.slice(start, end);
  const first = half.joined;
  if (known && !(REST_OF_PATH.test(rest) && rest.includes('+0x'))) return null;
  // A trailing blank is lost where a line is broken; the offset has one before it.
  const gap = /:\d+$/.test(first) && rest.startsWith('+') ? ' ' : '';
  const joined = first + gap + rest;
  const fn = known ? null : parseFunctionLine(joined, 0, joined.length);
  if (fn) return { kind: 'function', fn: { ...fn, ...clip(fn, half) } };
  const file =
    isDigit(joined.charCodeAt(joined.length - 1)) || joined.includes('+0x')
      ? parseFileLine(joined, 0, joined.length)
      : null;
  return file && { kind: 'file', file: { ...file, ...clip(file, half) } };
}

/** A first half with text[start, end), where both are less than a line: its arguments go on in the next one. */
export function lengthen(half: Half, text: string, start: number, end: number, line: number): Half | null {
  const joined = half.joined + text.slice(start, end);
  if (!half.joined.includes('(') || !mayBeHalf(joined, 0, joined.length)) return null;
  return { ...half, joined, last: line };
}

/** The function of a first half whose second was cut off; null where its name is not all there. */
export function cutFunction(half: Half): FunctionLine | null {
  const fn = parseFunctionLine(half.joined + CUT, 0, half.joined.length + 1);
  return fn && { ...fn, ...clip(fn, half) };
}

/** The part of a joined line's span that stands on the first half's line. */
function clip(span: { start: number; end: number }, half: Half): { start: number; end: number } {
  return { start: half.start + span.start, end: Math.min(half.start + span.end, half.end) };
}
