// Parts of the lines of a dump as bytes: words, numbers, arguments. Columns are indices of the bytes.

const BLANK = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const COLON = 0x3a;
/** less(1)'s, in the last column of a line that goes on. */
const CUT = 0x3e;
const BACKSLASH = 0x5c;
const LEFT_BRACE = 0x7b;
const RIGHT_BRACE = 0x7d;
/** More digits are no exact number. */
const MOST_DIGITS = 15;
const DIGITS = tableOf('0123456789');
const HEX = tableOf('0123456789abcdef');
/** What arguments are made of. */
const ARGUMENTS = tableOf('0123456789abcdefx?{}, ._');

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A table that is 1 for some characters of ASCII. */
export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const code of ascii(characters)) table[code] = 1;
  return table;
}

/** Whether a word stands at a column. */
export function has(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** The column behind the digits of a decimal number; `from` where there is none, or one that is too large. */
export function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (DIGITS[bytes[at] ?? 0] === 1) at++;
  return at - from > MOST_DIGITS ? from : at;
}

/** The number whose digits are [from, to). */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] ?? 0) - 0x30;
  return value;
}

/** The column behind hexadecimal digits. */
export function hexEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (HEX[bytes[at] ?? 0] === 1) at++;
  return at;
}

const GP = ascii(' gp=0x');
const M = ascii(' m=');
const NO_M = ascii(' m=nil');
const MP = ascii(' mp=0x');

/** The column behind ` gp=0xc000002380 m=0 mp=0x5ab4a0` or ` gp=0xc000002380 m=nil`, as Go prints since 1.22; `from` where none stands there. */
export function pointersEnd(bytes: Uint8Array, from: number): number {
  const gp = has(bytes, from, GP) ? numberEnd(bytes, from + GP.length, 16, hexEnd) : -1;
  if (gp < 0) return from;
  if (has(bytes, gp, NO_M)) return gp + NO_M.length;
  const m = has(bytes, gp, M) ? numberEnd(bytes, gp + M.length, 10, digitsEnd) : -1;
  const mp = m >= 0 && has(bytes, m, MP) ? numberEnd(bytes, m + MP.length, 16, hexEnd) : -1;
  return mp < 0 ? from : mp;
}

/** The column behind a number of at most so many digits; -1 where none stands there. */
function numberEnd(bytes: Uint8Array, from: number, most: number, end: typeof hexEnd): number {
  const at = end(bytes, from);
  return at > from && at - from <= most ? at : -1;
}

/** The column of the parenthesis behind arguments, as far as they are what scanArguments takes; -1 for another text. */
export function argumentsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== CLOSE) {
    while (bytes[at] === LEFT_BRACE) at++;
    at = argumentEnd(bytes, at);
    if (at < 0) return -1;
    while (bytes[at] === RIGHT_BRACE) at++;
    if (bytes[at] === CLOSE) break;
    if (bytes[at] !== COMMA || bytes[at + 1] !== BLANK || bytes[at + 2] === CLOSE) return -1;
    at += 2;
  }
  return at;
}

/** The column behind one word of the arguments, or `from` between braces without any; -1 where there is another text. */
function argumentEnd(bytes: Uint8Array, from: number): number {
  const code = bytes[from];
  if (code === 0x30 /* 0 */ && bytes[from + 1] === 0x78 /* x */) {
    const end = hexEnd(bytes, from + 2);
    if (end === from + 2 || end - from > 18) return -1;
    return bytes[end] === 0x3f /* ? */ ? end + 1 : end;
  }
  if (code === 0x2e /* . */) return bytes[from + 1] === 0x2e && bytes[from + 2] === 0x2e ? from + 3 : -1;
  if (code === 0x5f /* _ */) return from + 1;
  return code === RIGHT_BRACE && bytes[from - 1] === LEFT_BRACE ? from : -1;
}

/**
 * Whether the message [from, end) of a line may end as the first line of a frame does, or as a debugger's frame on one line;
 * in quotes too. True for other lines as well, never false for one of these.
 */
export function endsAsFrame(bytes: Uint8Array, from: number, end: number): boolean {
  let stop = end;
  while (stop > from && (bytes[stop - 1] ?? 0) <= BLANK) stop--;
  if (bytes[stop - 1] === QUOTE) {
    stop--;
    while (stop - 2 > from && bytes[stop - 1] === 0x6e /* n */ && bytes[stop - 2] === BACKSLASH) stop -= 2;
  }
  const last = bytes[stop - 1];
  if (last !== CLOSE) return last === CUT;
  let at = stop - 2;
  while (at > from && ARGUMENTS[bytes[at] ?? 0] === 1) at--;
  if (bytes[at] === OPEN) return (bytes[at - 1] ?? 0) > BLANK;
  return bytes[at] === COLON && at < stop - 2;
}
