// Character tests for lines of tracebacks: each is one pass over the characters, because a dump has millions of lines.

/** Longer than any line that the runtime prints: a path has at most 4,096 bytes, an argument list some hundred. */
export const LONGEST_LINE = 8192;

const BLANK = 0x20;
const TAB = 0x09;
const OPEN = 0x28;
const CLOSE = 0x29;

/** What a symbol is made of besides receivers and type arguments: 1 inside, 2 also at its beginning. */
const NAME_CHARACTERS = new Uint8Array(0xa1);
for (const character of '0123456789./%~$+@-') NAME_CHARACTERS[character.charCodeAt(0)] = 1;
for (const character of '_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') {
  NAME_CHARACTERS[character.charCodeAt(0)] = 2;
}

function isNameCharacter(code: number): boolean {
  return code >= NAME_CHARACTERS.length || NAME_CHARACTERS[code] !== 0;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Lower case only, as Go prints numbers. */
export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x66);
}

export function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

/**
 * Where a symbol that begins at `start` ends: before its arguments or before what can be no part of one. A symbol is
 * import path, receiver `(*T)`, method, closures and `[...]` for type arguments. `start` itself where none begins.
 */
export function scanName(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  if (first !== OPEN && !beginsName(text, start)) return start;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isNameCharacter(code)) {
      at++;
      continue;
    }
    const behind = code === OPEN ? scanReceiver(text, at, end) : code === 0x5b /* [ */ ? scanTypes(text, at, end) : at;
    if (behind > at) at = behind;
    else if (isOldStar(text, at)) at++;
    else if (text.startsWith(SHOWN_DOT, at)) at += SHOWN_DOT.length;
    else break;
  }
  return at;
}

/** The middle dot of Go 1.4 and older as less(1) shows it where the locale has no such character. */
const SHOWN_DOT = '<C2><B7>';

/** The star of `net.*conn.read·fm`, as Go 1.4 and older name the value of a method. */
function isOldStar(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x2a /* * */ && text.charCodeAt(at - 1) === 0x2e; /* . */
}

function beginsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < NAME_CHARACTERS.length) return NAME_CHARACTERS[code] === 2;
  return /\p{L}/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/**
 * The column behind a receiver `(*T)`, `(*T[...])` or `(T)` with a method behind it, or behind the method of a value
 * `(*T).(a/b.m)-fm`, as Go up to 1.11 names it (1.4 with a middle dot, of which logs make other letters); `start` where
 * none stands.
 */
function scanReceiver(text: string, start: number, end: number): number {
  const from = start + (text.charCodeAt(start + 1) === 0x2a /* * */ ? 2 : 1);
  let at = text.startsWith(STRUCT, from) ? behindStruct(text, from) : from;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) {
      const behind = scanTypes(text, at, end);
      if (behind === at) return start;
      at = behind;
    } else if (isNameCharacter(code)) at++;
    else break;
  }
  if (at === from || text.charCodeAt(at) !== CLOSE) return start;
  const next = text.charCodeAt(at + 1);
  return next === 0x2e /* . */ || next >= NAME_CHARACTERS.length || text.startsWith('-fm', at + 1) ? at + 1 : start;
}

const STRUCT = 'struct {';

/** The column behind `struct { io.Reader; io.Closer }`, whose methods are those of its fields; `from` where it has no end. */
function behindStruct(text: string, from: number): number {
  const close = text.indexOf('}', from);
  return close < 0 ? from : close + 1;
}

/** The column behind type arguments: `[...]`, or spelled out as the race detector and debuggers do; no blank in them. */
function scanTypes(text: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) depth++;
    else if (code === 0x5d /* ] */ && --depth === 0) return at + 1;
    else if (code === 0x5d || code === 0x2a || code === 0x2c /* , */ || isNameCharacter(code)) continue;
    else return start;
  }
  return start;
}

/**
 * How far text[start, end) is a list of arguments as the runtime prints it: hexadecimal words, `...` and `_` where it
 * gives up, braces round the fields of a struct, `?` behind what may be stale. `end` where all of it is.
 */
export function scanArguments(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    while (at < end && text.charCodeAt(at) === 0x7b /* { */) at++;
    const word = scanArgument(text, at, end);
    if (word < 0) return at;
    at = word;
    while (at < end && text.charCodeAt(at) === 0x7d /* } */) at++;
    if (at >= end) break;
    if (text.charCodeAt(at) !== 0x2c /* , */) return at;
    // A wrapped line may have lost the blank.
    at += text.charCodeAt(at + 1) === BLANK ? 2 : 1;
  }
  return at;
}

/** The column behind one word of the arguments, or `start` between braces without any; -1 where there is another text. */
function scanArgument(text: string, start: number, end: number): number {
  const code = text.charCodeAt(start);
  if (code === 0x30 /* 0 */ && text.charCodeAt(start + 1) === 0x78 /* x */) {
    let at = start + 2;
    while (at < end && isHexDigit(text.charCodeAt(at))) at++;
    if (at === start + 2 || at - start > 18) return -1;
    return text.charCodeAt(at) === 0x3f /* ? */ ? at + 1 : at;
  }
  if (code === 0x2e /* . */) return text.startsWith('...', start) ? start + 3 : -1;
  if (code === 0x5f /* _ */) return start + 1;
  return code === 0x7d && text.charCodeAt(start - 1) === 0x7b ? start : -1;
}

/** The column of the first character after blanks, tabs and what logs write for a tab: `#011`, `\t`, `\\t`, `\x09`. */
export function skipIndent(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === BLANK || code === TAB) at++;
    else if (code === 0x23 /* # */ && text.startsWith('#011', at)) at += 4;
    else if (code === 0x5c /* \ */) {
      let behind = at + 1;
      while (text.charCodeAt(behind) === 0x5c && behind - at < 8) behind++;
      if (text.charCodeAt(behind) === 0x74 /* t */) at = behind + 1;
      else if (text.startsWith('x09', behind)) at = behind + 3;
      else return at;
    } else return at;
  }
}

/** The column after the last character that is no blank. */
export function trimEnd(text: string, start: number, from: number = text.length): number {
  let end = from;
  while (end > start && text.charCodeAt(end - 1) <= BLANK) end--;
  return end;
}

const BACKTICK = 0x60;
/** What Go up to 1.1 prints before a function when it dies: the frame's pointer. */
const FRAME_POINTER = /\[fp=0x[0-9a-f]{1,16}\] /y;
const ESCAPE = 0x1b;
/** A colour of a terminal. */
const COLOUR = /\u001b\[[\d;]{0,20}m/y;
/** What ends a coloured line, and a block of code that was pasted into a page. */
const ENDS = /(?:`{1,3}|<\/(?:pre|code)>|\u001b\[[\d;]{0,20}m)+$/;

/**
 * The column behind what may stand before a line of a traceback and is no part of it: a colour, backticks of a page, a
 * frame's pointer.
 */
export function skipMarks(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === BACKTICK) return skipIndent(text, start + (text.startsWith('```', start) ? 3 : 1));
  if (first !== 0x5b /* [ */ && first !== ESCAPE) return start;
  const mark = first === ESCAPE ? COLOUR : FRAME_POINTER;
  mark.lastIndex = start;
  return mark.test(text) ? skipIndent(text, mark.lastIndex) : start;
}

/** Where a line ends whose colour, or whose block of code, ends behind it. */
export function trimMarkup(text: string, start: number, end: number): number {
  const last = text.charCodeAt(end - 1);
  if (last !== BACKTICK && last !== 0x3e /* > */ && last !== 0x6d /* m */) return end;
  const from = Math.max(start, end - 24);
  const found = ENDS.exec(text.slice(from, end));
  return found ? trimEnd(text, start, from + found.index) : end;
}
