// Where the value of a field ends in the bytes of a line, for values that cannot change how the rest of the line is read.

const TAIL_MARK = 0x1d;
const BLANK = 0x20;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const LAST_PRINTABLE = 0x7e;

const WITHIN = 1;
const BEHIND = 2;

/** By byte: WITHIN a value, right BEHIND one, or neither. Quotes, braces and what takes an escape are within none. */
const BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === BLANK || byte === SINGLE_QUOTE || byte === TAIL_MARK) return BEHIND;
  const special = [DOUBLE_QUOTE, BACKSLASH, OPENING_BRACE, CLOSING_BRACE].includes(byte);
  return byte > BLANK && byte <= LAST_PRINTABLE && !special ? WITHIN : 0;
});

/**
 * The end of the value that begins at `start`: a bare word, a "quoted text" or, where `brace` says so, { words in braces }.
 * -1 where it is none of these or holds what its reader (audit/fieldScan.ts) treats in a special way: then only that
 * reader can tell. In front of such values and between them a line can be read as another one was in which the same stands
 * there, for no byte of them makes a difference to it.
 */
export function valueEnd(bytes: DataView, start: number, end: number, brace: boolean): number {
  const first = start < end ? bytes.getUint8(start) : 0;
  if (brace) return first === OPENING_BRACE ? closedEnd(bytes, start + 1, end, CLOSING_BRACE) : -1;
  if (first === DOUBLE_QUOTE) return closedEnd(bytes, start + 1, end, DOUBLE_QUOTE);
  let at = skipWords(bytes, start, end);
  while (at < end && BYTES[bytes.getUint8(at)] === WITHIN) at++;
  if (at === start || (at < end && BYTES[bytes.getUint8(at)] !== BEHIND)) return -1;
  const last = bytes.getUint8(at - 1);
  if (last === COMMA || last === COLON || (last === CLOSING_PARENTHESIS && first !== OPENING_PARENTHESIS)) return -1;
  return at;
}

function closedEnd(bytes: DataView, start: number, end: number, closing: number): number {
  let at = skipWords(bytes, start, end);
  while (at < end && (BYTES[bytes.getUint8(at)] === WITHIN || bytes.getUint8(at) === BLANK)) at++;
  return at < end && bytes.getUint8(at) === closing ? at + 1 : -1;
}

/**
 * Skips bytes within values, four at a time, as long as all of these are from `(` to `z` and no backslash. The sums carry
 * from byte to byte only where one of them is none of these.
 */
function skipWords(bytes: DataView, start: number, end: number): number {
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const four = bytes.getInt32(at);
    const backslashes = four ^ 0x5c5c5c5c;
    const below = (four - 0x28282828) & ~four;
    const above = (four + 0x05050505) | four;
    const equal = (backslashes - 0x01010101) & ~backslashes;
    if (((below | above | equal) & 0x80808080) !== 0) break;
  }
  return at;
}

/** Whether a text is of bytes that mean the same in a line as characters: printable ASCII and auditd's mark. */
export function isPlainText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < BLANK || code > LAST_PRINTABLE) && code !== TAIL_MARK) return false;
  }
  return true;
}

export function isBrace(byte: number | undefined): boolean {
  return byte === OPENING_BRACE;
}
