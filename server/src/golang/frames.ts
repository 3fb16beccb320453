// The two lines of a frame: the function with its arguments, and the path with its line.
import type { Span } from '../place';
import { isBlank, isDigit, isHexDigit, LONGEST_LINE, scanArguments, scanName } from './scan';

/** A line such as `pkg.(*T).M(0x1, 0x2)` or `created by pkg.F in goroutine 1`; the span is that of the name. */
export interface FunctionLine extends Span {
  readonly name: string;
  /** What stands between the parentheses, as far as the line goes; '' for a `created by` line. */
  readonly args: string;
  /** There where the line is cut, so that `args` may end within a word. */
  readonly cut?: boolean;
  readonly inlined: boolean;
  readonly createdBy: boolean;
}

/** A line such as `/go/src/pkg/file.go:76 +0x8 fp=0xc0 sp=0xc0 pc=0x1`; the span is that of path:line. */
export interface FileLine extends Span {
  readonly file: string;
  /** From 1; 0 in `??:0`. */
  readonly line: number;
  /** Whether ` +0x8`, the offset of the return address in the function, is there. */
  readonly offset: boolean;
}

/** A name of a function taken apart: 'a/b/proc.(*T).M' is the member '(*T).M' of the package 'proc' at 'a/b/proc'. */
interface FunctionName {
  readonly importPath: string;
  /** The last element of the import path without a major version: 'typeurl' of 'github.com/containerd/typeurl/v2'. */
  readonly package: string;
  readonly member: string;
}

export const CREATED_BY = 'created by ';
const IN_GOROUTINE = / in goroutine \d{1,19}$/;
/** ` in goroutine 1` where the terminal's width may have cut it. */
const CUT_IN_GOROUTINE = / in? ?g?[a-z]{0,8} ?\d{0,19}$/;

const OPEN = 0x28;
const CLOSE = 0x29;
/** The mark of less(1) in the last column of a line that goes on to the right, as journalctl shows it. */
const CUT = 0x3e;

/**
 * Reads text[start, end) as the first line of a frame. The arguments have to be what the runtime prints, so that
 * a call in prose or in another language's trace is none.
 */
export function parseFunctionLine(text: string, start: number, end: number): FunctionLine | null {
  if (end - start > LONGEST_LINE) return null;
  const last = text.charCodeAt(end - 1);
  if (text.charCodeAt(start) === 0x63 /* c */ && text.startsWith(CREATED_BY, start)) {
    return parseCreator(text, start + CREATED_BY.length, end);
  }
  if (last !== CLOSE && last !== CUT) return null;
  const open = scanName(text, start, end);
  if (open === start || open >= end || text.charCodeAt(open) !== OPEN) return null;
  const stop = scanArguments(text, open + 1, end - 1);
  // A line that is cut may end within `0x`.
  if (stop !== end - 1 && (last !== CUT || end - 1 - stop > 2)) return null;
  const args = text.slice(open + 1, end - 1);
  const cut = last === CUT;
  return {
    name: text.slice(start, open),
    args,
    inlined: args === '...',
    createdBy: false,
    start,
    end: open,
    ...(cut && { cut }),
  };
}

function parseCreator(text: string, start: number, end: number): FunctionLine | null {
  const cut = text.charCodeAt(end - 1) === CUT;
  const name = text.slice(start, cut ? end - 1 : end).replace(cut ? CUT_IN_GOROUTINE : IN_GOROUTINE, '');
  // Of a name that is cut itself nobody knows the rest.
  if (cut && name.length === end - 1 - start) return null;
  if (name === '' || scanName(name, 0, name.length) !== name.length) return null;
  return { name, args: '', inlined: false, createdBy: true, start, end: start + name.length };
}

/** Whether a name alone can be told from a word: it has a package. `panic` is how the runtime prints runtime.gopanic. */
export function isQualified(name: string): boolean {
  return name === 'panic' || /\w\./.test(name);
}

/** Reads text[start, end) as the second line of a frame. */
export function parseFileLine(text: string, start: number, end: number): FileLine | null {
  if (end - start > LONGEST_LINE) return null;
  const tail = tailStart(text, start, end);
  const stop = tail === end && text.charCodeAt(end - 1) === CUT ? 0 : tail;
  let colon = stop;
  while (colon > start && isDigit(text.charCodeAt(colon - 1))) colon--;
  if (colon === stop || stop - colon > 9 || text.charCodeAt(--colon) !== 0x3a /* : */) return null;
  if (!isSourceFile(text, start, colon) || !isPath(text, start, colon, tail < end)) return null;
  const line = Number(text.slice(colon + 1, stop));
  return { file: text.slice(start, colon), line, offset: tail < end, start, end: stop };
}

/**
 * Where ` +0x8 fp=0xc0 sp=0xc0 pc=0x1` begins, whose end the terminal's width may have cut; `end` where it is not there. Of
 * a function's first instruction Go prints no offset.
 */
function tailStart(text: string, start: number, end: number): number {
  if (!isHexDigit(text.charCodeAt(end - 1)) && text.charCodeAt(end - 1) !== CUT) return end;
  let at = end;
  let pointers = end;
  for (let words = 0; words < 4; words++) {
    let word = at - 1;
    while (word > start && !isBlank(text.charCodeAt(word))) {
      if (at - word > 24) return pointers;
      word--;
    }
    if (word <= start) return pointers;
    if (text.charCodeAt(word + 1) === 0x2b /* + */) return isOffset(text, word + 1, at) ? word : end;
    if (text.charCodeAt(word + 2) !== 0x70 /* p of fp=, sp= */ && text.charCodeAt(word + 1) !== 0x70 /* pc= */) {
      return pointers;
    }
    at = word;
    if (text.startsWith('fp=0x', word + 1)) pointers = word;
  }
  return pointers;
}

/** Whether text[start, end) is `+0x8`, or the beginning of it before the mark of a cut line. */
function isOffset(text: string, start: number, end: number): boolean {
  const cut = text.charCodeAt(end - 1) === CUT;
  if (!cut && !(text.startsWith('+0x', start) && end > start + 3)) return false;
  for (let at = start + 3; at < (cut ? end - 1 : end); at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
}

/** `.goc` was C with Go's declarations up to Go 1.3: malloc.goc. */
const SUFFIXES = [
  '.s',
  '.c',
  '.h',
  '.S',
  '.cc',
  '.cpp',
  '.goc',
  '<autogenerated>',
  '??',
  '\\u003cautogenerated\\u003e',
];

function isSourceFile(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end - 1) === 0x6f /* o */) return text.startsWith('.go', end - 3) && end - 3 > start;
  return SUFFIXES.some(suffix => end - suffix.length >= start && text.startsWith(suffix, end - suffix.length));
}

/** Whether text[start, end) can be a path. Blanks are believed only in an absolute one with an offset behind it. */
function isPath(text: string, start: number, end: number, offset: boolean): boolean {
  const first = text.charCodeAt(start);
  const drive = text.charCodeAt(start + 1) === 0x3a && /[A-Za-z]:[/\\]/.test(text.slice(start, start + 3));
  const absolute = first === 0x2f /* / */ || drive;
  for (let at = drive ? start + 2 : start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x3d /* = */) {
      if (!absolute || (code === 0x20 && !offset)) return false;
    } else if (code < 0x20 || code === 0x22 /* " */ || code === 0x3a || (code === 0x28 && !absolute)) return false;
  }
  return true;
}

/**
 * Takes a function's name apart. In the last element of an import path the compiler writes a dot as %2e, so the first
 * dot after the last slash ends it. `panic` alone is the runtime's; another name without a dot is C's and has no package.
 */
export function splitFunction(name: string): FunctionName {
  const generic = name.search(/[([]/);
  const slash = name.lastIndexOf('/', generic < 0 ? name.length : generic);
  const dot = name.indexOf('.', slash + 1);
  if (dot < 0) {
    const owner = name === 'panic' ? 'runtime' : '';
    return { importPath: owner, package: owner, member: name };
  }
  const importPath = name.slice(0, dot).replace(/%2e/gi, '.');
  const elements = importPath.split('/');
  const last = elements.at(-1) ?? '';
  const named = /^v\d+$/.test(last) ? (elements.at(-2) ?? last) : last;
  return { importPath, package: named, member: name.slice(dot + 1) };
}
