// The head of an audit record as auditd writes it, `[node=NAME ]type=NAME msg=audit(ID):`, found in the bytes of a line.

import { isDigit, isSame, viewOf } from './bytes';

const BLANK = 0x20;
const OPENING = 0x28;
const CLOSING = 0x29;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const EQUALS = 0x3d;
const LAST_PRINTABLE = 0x7e;
const IN_WORD = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte > BLANK && byte <= LAST_PRINTABLE && byte !== OPENING && byte !== EQUALS),
);
/** No node has a longer name (RFC 1035), and no type. */
const LONGEST_WORD = 255;
/** What the parser takes of an id (audit/heads.ts), and digits that a double holds. */
const MOST_SECONDS = 12;
const MOST_FRACTION = 9;
const MOST_SERIAL = 15;

const letters = (text: string): readonly number[] => [...text].map(letter => letter.charCodeAt(0));
const NODE = letters('node=');
const HOST = letters('host=');
const TYPE = letters('type=');
const ID = letters('msg=audit(');
const KERNEL_ID = letters('audit(');

/** Where the parts of a head stand; one object serves for all lines, since a log has millions of them. */
export class AuditHead {
  /** Those that the last head was read from, and their view. */
  private bytes: Uint8Array | null = null;
  private view = viewOf(new Uint8Array(0));
  /** The name behind `node=`; both are 0 where there is none. */
  nodeStart = 0;
  nodeEnd = 0;
  typeStart = 0;
  typeEnd = 0;
  /** SECONDS.FRACTION:SERIAL, without the parentheses. */
  idStart = 0;
  fractionStart = 0;
  serialStart = 0;
  idEnd = 0;
  /** Milliseconds since the epoch. */
  time = 0;
  serial = 0;
  /** Whether the id is, to the letter, that of the head that was read before in these bytes. */
  repeated = false;
  /** Behind the colon that ends the head. */
  end = 0;

  /**
   * Reads the head that a line begins with; false where it begins otherwise, or with one that only the parser can tell.
   * @param bytes must stay as they are while heads are read from them
   */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    this.nodeStart = this.nodeEnd = 0;
    if (bytes[at] !== TYPE[0]) {
      if (!stands(NODE, bytes, at) && !stands(HOST, bytes, at)) return false;
      this.nodeStart = at + NODE.length;
      this.nodeEnd = wordEnd(bytes, this.nodeStart, end);
      at = this.nodeEnd + 1;
      if (this.nodeEnd === this.nodeStart) return false;
    }
    if (!stands(TYPE, bytes, at)) return false;
    this.typeStart = at + TYPE.length;
    this.typeEnd = wordEnd(bytes, this.typeStart, end);
    at = this.typeEnd + 1;
    if (this.typeEnd === this.typeStart) return false;
    return this.readId(ID, bytes, at, end);
  }

  /** Reads the kernel's own head, `type=NUMBER audit(ID):`; false for another one. */
  readKernel(bytes: Uint8Array, start: number, end: number): boolean {
    this.nodeStart = this.nodeEnd = 0;
    if (!stands(TYPE, bytes, start)) return false;
    this.typeStart = start + TYPE.length;
    this.typeEnd = this.typeStart;
    while (isDigit(bytes[this.typeEnd])) this.typeEnd++;
    if (this.typeEnd === this.typeStart || bytes[this.typeEnd] !== BLANK) return false;
    return this.readId(KERNEL_ID, bytes, this.typeEnd + 1, end);
  }

  /** Reads an id and the `mark` before it. */
  private readId(mark: readonly number[], bytes: Uint8Array, at: number, end: number): boolean {
    this.repeated = this.repeatsId(mark.length, bytes, at, end);
    return this.repeated || (stands(mark, bytes, at) && this.readNewId(bytes, at + mark.length, end));
  }

  /** Whether the id stands there that was read before, which need not be read again then: the records of an event mostly follow each other. */
  private repeatsId(mark: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.bytes !== bytes) return false;
    const before = this.idStart - mark;
    if (start + this.end - before > end || !isSame(this.view, start, this.view, before, this.end)) return false;
    const moved = start - before;
    this.idStart += moved;
    this.fractionStart += moved;
    this.serialStart += moved;
    this.idEnd += moved;
    this.end += moved;
    return true;
  }

  private readNewId(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    let seconds = 0;
    let digit = (bytes[at] ?? 0) - ZERO;
    for (; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO) seconds = seconds * 10 + digit;
    if (at === start || at - start > MOST_SECONDS || bytes[at] !== DOT) return false;
    const fractionStart = ++at;
    let fraction = 0;
    digit = (bytes[at] ?? 0) - ZERO;
    for (; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO) fraction = fraction * 10 + digit;
    const places = at - fractionStart;
    if (places === 0 || places > MOST_FRACTION || bytes[at] !== COLON) return false;
    const serialStart = ++at;
    let serial = 0;
    digit = (bytes[at] ?? 0) - ZERO;
    for (; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO) serial = serial * 10 + digit;
    const digits = at - serialStart;
    if (digits === 0 || digits > MOST_SERIAL || (digits > 1 && bytes[serialStart] === ZERO)) return false;
    if (bytes[at] !== CLOSING || bytes[at + 1] !== COLON || at + 2 > end) return false;
    this.idStart = start;
    this.fractionStart = fractionStart;
    this.serialStart = serialStart;
    this.idEnd = at;
    this.time = milliseconds(seconds, fraction, places);
    this.serial = serial;
    this.end = at + 2;
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = viewOf(bytes);
    }
    return true;
  }
}

/** The time of an event's id; what is finer than a millisecond is left out. */
export function milliseconds(seconds: number, fraction: number, places: number): number {
  return seconds * 1000 + (places === 3 ? fraction : Math.floor(fraction / 10 ** (places - 3)));
}

/** Whether a word stands at a column. */
export function stands(word: ArrayLike<number>, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** Where a word ends that one blank follows; else its start. A parenthesis may be that of another id. */
function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  const most = Math.min(end, start + LONGEST_WORD);
  let at = start;
  while (at < most && IN_WORD[bytes[at] ?? 0] === 1) at++;
  return at < most && bytes[at] === BLANK ? at : start;
}
