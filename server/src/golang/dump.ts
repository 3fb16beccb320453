// The quick way through dumps of goroutines: lines as Go prints them are found in the bytes, and no text is made of what has
// been met before. What a line means is learned from the parsers of its form; whatever looks otherwise is left to the reader.
import type { ArgumentText } from './argumentText';
import { ByteTable, HASH_BASIS, HASH_PRIME, type Entry } from './byteTable';
import type { Call, Calls } from './calls';
import type { TracebackDraft } from './draft';
import { parseFileLine, parseFunctionLine, type FileLine, type FunctionLine } from './frames';
import { parseHeader } from './headers';
import { isDigit, isHexDigit } from './scan';

/** Hardly a line of a dump is longer (bytes). */
const LONGEST = 300;
/** More blank lines in a row are left to the reader, which ends a trace at some number of them. */
const MOST_BLANKS = 16;
const GOROUTINE = ascii('goroutine ');
const CREATED_BY = ascii('created by ');
const IN_GOROUTINE = ascii(' in goroutine ');
const MINUTES = ascii(' minutes');
const LOCKED = ascii(', locked to thread');
/** What stands behind a path: the offset, then registers where a crash prints them. */
const TAIL = ['+0x', ' fp=0x', ' sp=0x', ' pc=0x'].map(ascii);

const LF = 0x0a;
const TAB = 0x09;
const BLANK = 0x20;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const LEFT_BRACE = 0x7b;
const RIGHT_BRACE = 0x7d;

/** What has been met before, each with what followed it last: stacks repeat. The keys end with `(`, or before ` in goroutine`. */
interface KnownFunction {
  readonly line: FunctionLine;
  file: Entry<KnownFile> | null;
  /** What the two are together. */
  call: Call | null;
}

/** The keys begin with the tab and end with what stands behind the path's line. */
interface KnownFile {
  readonly line: FileLine;
  next: Entry<KnownFunction> | null;
}

interface KnownState {
  readonly state: string;
  next: Entry<KnownFunction> | null;
}

/** Lines that were taken. */
export interface TakenLines {
  readonly bytes: number;
  readonly lines: number;
  /** How many of them are not blank. */
  readonly traced: number;
}

export const NOTHING_TAKEN: TakenLines = { bytes: 0, lines: 0, traced: 0 };

export class DumpScanner {
  private readonly functions = new ByteTable<KnownFunction>();
  private readonly files = new ByteTable<KnownFile>();
  private readonly states = new ByteTable<KnownState>();
  private bytes: Uint8Array = new Uint8Array(0);
  /** Where the last function or its arguments end. */
  private end = 0;
  private argsLength = 0;
  /** What the next function is expected to follow. */
  private before: KnownFile | KnownState | null = null;

  /** @param isPlain whether a line that is one of a traceback is nothing else to anybody who reads the log */
  constructor(
    private readonly calls: Calls,
    private readonly args: ArgumentText,
    private readonly isPlain: (text: string) => boolean,
  ) {}

  /**
   * Takes whole lines of bytes[from, to) for a traceback that is being read forward, as far as they are known forms:
   * headers, frames of two lines, blank lines. `line` is the number of the first.
   */
  take(bytes: Uint8Array, from: number, to: number, line: number, draft: TracebackDraft): TakenLines {
    this.bytes = bytes;
    this.before = null;
    let at = from;
    let lines = 0;
    let traced = 0;
    while (at < to) {
      if (bytes[at] === LF) {
        at++;
        lines++;
        continue;
      }
      const number = line + lines;
      if (number - draft.latest > MOST_BLANKS) break;
      const isHeader = this.has(GOROUTINE, at);
      const end = isHeader ? this.header(at, number, draft) : this.frame(at, to, number, draft);
      if (end < 0) break;
      at = end;
      lines += isHeader ? 1 : 2;
      traced += isHeader ? 1 : 2;
    }
    return traced === 0 ? NOTHING_TAKEN : { bytes: at - from, lines, traced };
  }

  private has(word: Uint8Array, at: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
    return true;
  }

  /** Takes `goroutine 17 [syscall, 2 minutes, locked to thread]:`; returns where the next line begins, -1 for another one. */
  private header(start: number, line: number, draft: TracebackDraft): number {
    const { bytes } = this;
    const digits = start + GOROUTINE.length;
    let at = this.digitsEnd(digits);
    const id = this.number(digits, at);
    if (at === digits || bytes[at] !== BLANK || bytes[at + 1] !== 0x5b /* [ */) return -1;
    const from = at + 2;
    let hash = HASH_BASIS;
    for (at = from; ; at++) {
      const code = bytes[at] ?? LF;
      if (code === LF) return -1;
      if (code === COMMA || code === 0x5d /* ] */) break;
      hash = Math.imul(hash ^ code, HASH_PRIME);
    }
    const to = at;
    let waitMinutes: number | null = null;
    if (bytes[at] === COMMA && isDigit(bytes[at + 2] ?? 0)) {
      const count = at + 2;
      at = this.digitsEnd(count);
      waitMinutes = this.number(count, at);
      if (bytes[count - 1] !== BLANK || at - count > 9 || !this.has(MINUTES, at)) return -1;
      at += MINUTES.length;
    }
    const locked = this.has(LOCKED, at);
    if (locked) at += LOCKED.length;
    if (at - start > LONGEST || bytes[at] !== 0x5d || bytes[at + 1] !== 0x3a || bytes[at + 2] !== LF) return -1;
    const known = this.states.find(bytes, from, to, hash) ?? this.learnState(start, at + 2, from, to, hash);
    if (!known) return -1;
    const header = { id, state: known.value.state, waitMinutes, locked };
    if (!draft.takesHeader(header)) return -1;
    draft.addHeader(header, line);
    this.before = known.value;
    return at + 3;
  }

  private learnState(start: number, end: number, from: number, to: number, hash: number): Entry<KnownState> | null {
    const text = this.text(start, end);
    const header = text === null ? null : parseHeader(text, 0, text.length);
    if (text === null || header?.state !== text.slice(from - start, to - start) || !this.isPlain(text)) return null;
    return this.states.add(this.bytes, from, to, hash, { state: header.state, next: null });
  }

  /** Takes the two lines of a frame; returns where the next line begins, -1 for other lines. */
  private frame(start: number, to: number, line: number, draft: TracebackDraft): number {
    if (!draft.isAnnounced()) return -1;
    const fn = this.function(start);
    if (!fn) return -1;
    const file = this.end < to ? this.file(fn.value, this.end) : null;
    if (!file) return -1;
    const { end } = this;
    // A path without an offset may go on in the next line, as far as that begins like an offset.
    if (!file.value.line.offset && !(end < to && beginsLine(this.bytes[end] ?? 0))) return -1;
    const call = this.call(fn, file);
    if (!call.agrees) return -1;
    draft.addFrame(call, line, line + 1, this.argsLength === 0 ? 0 : this.args.take(this.argsLength), this.argsLength);
    this.before = file.value;
    return end;
  }

  private call({ value: fn }: Entry<KnownFunction>, file: Entry<KnownFile>): Call {
    if (fn.file !== file || !fn.call) {
      fn.file = file;
      fn.call = this.calls.of(fn.line, file.value.line);
    }
    return fn.call;
  }

  /** The function's line, whose arguments are copied; `end` is behind it. */
  private function(start: number): Entry<KnownFunction> | null {
    const { before } = this;
    const expected = before?.next;
    if (expected && this.functions.matches(expected, this.bytes, start)) {
      if (this.functionRest(start, start + expected.length, expected.value.line.createdBy)) return expected;
    }
    const found = this.has(CREATED_BY, start) ? this.findCreator(start) : this.findFunction(start);
    if (found && before) before.next = found;
    return found;
  }

  private findFunction(start: number): Entry<KnownFunction> | null {
    const { bytes } = this;
    let hash = HASH_BASIS;
    let open = start;
    let openHash = 0;
    let at = start;
    for (; ; at++) {
      const code = bytes[at] ?? LF;
      if (code === LF) break;
      hash = Math.imul(hash ^ code, HASH_PRIME);
      if (code === OPEN) {
        open = at + 1;
        openHash = hash;
      }
    }
    if (open === start || at - start > LONGEST || !this.functionRest(start, open, false)) return null;
    return this.functions.find(bytes, start, open, openHash) ?? this.learnFunction(start, open, openHash);
  }

  private findCreator(start: number): Entry<KnownFunction> | null {
    const { bytes } = this;
    let hash = HASH_BASIS;
    let at = start + CREATED_BY.length;
    for (; ; at++) {
      const code = bytes[at] ?? LF;
      if (code === LF || code === BLANK) break;
      hash = Math.imul(hash ^ code, HASH_PRIME);
    }
    if (!this.functionRest(start, at, true)) return null;
    return this.functions.find(bytes, start, at, hash) ?? this.learnFunction(start, at, hash);
  }

  private learnFunction(start: number, to: number, hash: number): Entry<KnownFunction> | null {
    const text = this.text(start, this.end - 1);
    const line = text === null ? null : parseFunctionLine(text, 0, text.length);
    if (text === null || !line || !this.isPlain(text)) return null;
    if (line.end + (line.createdBy ? 0 : 1) !== to - start) return null;
    return this.functions.add(this.bytes, start, to, hash, { line, file: null, call: null });
  }

  /** Whether a line goes on as it has to behind `name(` or `created by name`; sets `end` behind it. */
  private functionRest(start: number, from: number, createdBy: boolean): boolean {
    const { bytes } = this;
    let at = from;
    this.argsLength = 0;
    if (createdBy) {
      if (this.has(IN_GOROUTINE, at)) {
        const digits = at + IN_GOROUTINE.length;
        at = this.digitsEnd(digits);
        if (at === digits) return false;
      }
    } else {
      at = this.copyArguments(from);
      if (at < 0) return false;
    }
    this.end = at + 1;
    return bytes[at] === LF && at - start <= LONGEST;
  }

  /** Copies arguments to where they may be kept, as far as they are what scanArguments takes; returns the column behind their parenthesis, or -1. */
  private copyArguments(from: number): number {
    const { bytes } = this;
    if (bytes[from] === CLOSE) return from + 1;
    const out = this.args.room(2 * LONGEST);
    const begin = this.args.end;
    let to = begin;
    let at = from;
    for (;;) {
      while (bytes[at] === LEFT_BRACE) out[to++] = bytes[at++] ?? 0;
      const behind = argumentEnd(bytes, at);
      if (behind < 0 || behind - from > LONGEST) return -1;
      while (at < behind) out[to++] = bytes[at++] ?? 0;
      while (bytes[at] === RIGHT_BRACE) out[to++] = bytes[at++] ?? 0;
      if (bytes[at] === CLOSE) break;
      if (bytes[at] !== COMMA || bytes[at + 1] !== BLANK) return -1;
      out[to++] = COMMA;
      out[to++] = BLANK;
      at += 2;
    }
    this.argsLength = to - begin;
    return at + 1;
  }

  /** The path's line, from its tab on; `end` is behind it. */
  private file(fn: KnownFunction, start: number): Entry<KnownFile> | null {
    const expected = fn.file;
    if (expected && this.files.matches(expected, this.bytes, start)) {
      return this.fileRest(start, start + expected.length) ? expected : null;
    }
    const { bytes } = this;
    if (bytes[start] !== TAB) return null;
    let hash = HASH_BASIS;
    let at = start;
    let code: number;
    do {
      code = bytes[at++] ?? LF;
      hash = Math.imul(hash ^ code, HASH_PRIME);
    } while (code !== LF && code !== BLANK);
    if (!this.fileRest(start, at)) return null;
    return this.files.find(bytes, start, at, hash) ?? this.learnFile(start, at, hash);
  }

  private learnFile(start: number, to: number, hash: number): Entry<KnownFile> | null {
    const text = this.text(start, this.end - 1);
    const line = text === null ? null : parseFileLine(text, 1, text.length);
    if (text === null || !line || !this.isPlain(text)) return null;
    if (line.end !== to - 1 - start || line.offset !== (this.bytes[to - 1] === BLANK)) return null;
    return this.files.add(this.bytes, start, to, hash, { line, next: null });
  }

  /** Whether a line goes on as it has to behind the path's line and a blank, or ends with it; sets `end` behind it. */
  private fileRest(start: number, from: number): boolean {
    const { bytes } = this;
    let at = from;
    if (bytes[from - 1] === BLANK) {
      for (const word of TAIL) {
        if (!this.has(word, at)) break;
        const digits = at + word.length;
        at = hexEnd(bytes, digits);
        if (at === digits || at - digits > 16) return false;
      }
      if (at === from || bytes[at] !== LF) return false;
      at++;
    }
    this.end = at;
    return at - start <= LONGEST;
  }

  private digitsEnd(from: number): number {
    let at = from;
    while (isDigit(this.bytes[at] ?? 0)) at++;
    // More of them are no exact number.
    return at - from > 15 ? from : at;
  }

  private number(from: number, to: number): number {
    let value = 0;
    for (let at = from; at < to; at++) value = value * 10 + (this.bytes[at] ?? 0) - 0x30;
    return value;
  }

  /** The bytes [from, to) as text whose columns are those of the bytes; null where it has others, or where a break or the like stands in it. */
  private text(from: number, to: number): string | null {
    const bytes = this.bytes.subarray(from, to);
    return bytes.every(code => code === TAB || (code >= BLANK && code < 0x7f)) ? String.fromCharCode(...bytes) : null;
  }
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether a line that begins with a character is no rest of a path's line: it is no offset, and no envelope, which begins with another, hides one. */
export function beginsLine(code: number): boolean {
  return code === LF || code === 0x2e /* . */ || code === 0x5f /* _ */ || (code >= 0x61 && code <= 0x7a);
}

function hexEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isHexDigit(bytes[at] ?? 0)) at++;
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
