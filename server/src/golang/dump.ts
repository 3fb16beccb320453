// The quick way through dumps of goroutines: lines as Go prints them are found in the bytes, and no text is made of what has
// been met before. What a line means is learned from the parsers of its form; whatever looks otherwise is left to the reader.
import type { ArgumentText } from './argumentText';
import { ByteTable, findKey, makeKey, WORD, type Behind, type Entry, type Key } from './byteTable';
import type { Call, Calls } from './calls';
import type { TracebackDraft } from './draft';
import { parseFileLine, parseFunctionLine, type FileLine, type FunctionLine } from './frames';
import { parseHeader } from './headers';
import { argumentsEnd, ascii, digitsEnd, has, hexEnd, numberAt, pointersEnd, tableOf } from './lineBytes';
import { isDigit } from './scan';

/** Hardly a line of a dump is longer (bytes). */
const LONGEST = 300;
/** More blank lines in a row are left to the reader, which ends a trace at some number of them. */
const MOST_BLANKS = 16;
const GOROUTINE = ascii('goroutine ');
const CREATED_BY = ascii('created by ');
const IN_GOROUTINE = ascii('in goroutine ');
const MINUTES = ascii(' minutes');
const LOCKED = ascii(', locked to thread');
/** What stands behind a path: the offset, then registers where a crash prints them. */
const TAIL = ['+0x', ' fp=0x', ' sp=0x', ' pc=0x'].map(ascii);

const LF = 0x0a;
const TAB = 0x09;
const BLANK = 0x20;
const OPEN = 0x28;
const COMMA = 0x2c;
const BRACKET = 0x5d;

/** What arguments begin with, and no receiver: `(0x1`, `({0x1`, `(...`, `(_`, `()`. */
const ARGUMENTS = tableOf('0{._)');
const ANYTHING: Behind = new Uint8Array(256).fill(1);

/** A call whose two lines were met before. */
interface KnownCall {
  readonly call: Call;
  readonly fn: Entry<KnownFunction>;
  readonly file: Entry<FileLine>;
}

/** A function with the call that it was met in last. */
interface KnownFunction {
  readonly line: FunctionLine;
  last: KnownCall | null;
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
  /** By `name(`; creators by `created by name` and the blank or the line feed behind it. */
  private readonly functions = new ByteTable<KnownFunction>();
  /** By the path's line from its tab to the blank or the line feed behind it. */
  private readonly files = new ByteTable<FileLine>();
  private readonly states = new ByteTable<string>();
  /** Those of headers with pointers. */
  private readonly pointedStates = new ByteTable<string>();
  /** By the number of their place. */
  private readonly known: (KnownCall | undefined)[] = [];
  private bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(new ArrayBuffer(0));
  private readonly key: Key = { end: 0, hash: 0 };
  /** Where the arguments of the last function are, as [from, to). */
  private argsFrom = 0;
  private argsTo = 0;
  /** Where the line behind the last function, or behind the last path, begins. */
  private end = 0;

  /** @param isPlain whether a line that is one of a traceback is nothing else to anybody who reads the log */
  constructor(
    private readonly calls: Calls,
    private readonly args: ArgumentText,
    private readonly isPlain: (text: string) => boolean,
  ) {}

  /**
   * Takes whole lines of all[start, end) for a traceback that is being read forward, as far as they are known forms:
   * headers, frames of two lines, blank lines. `line` is the number of the first.
   */
  take(all: Uint8Array, start: number, end: number, line: number, draft: TracebackDraft): TakenLines {
    const to = all.lastIndexOf(LF, end - 1) + 1;
    if (to <= start) return NOTHING_TAKEN;
    // The last word that is read may reach behind the last line.
    const padded = all.byteOffset + to + WORD > all.buffer.byteLength;
    const bytes = padded ? new Uint8Array(to - start + WORD) : all;
    if (padded) bytes.set(all.subarray(start, to));
    return this.takeFrom(bytes, padded ? 0 : start, padded ? to - start : to, line, draft);
  }

  private takeFrom(bytes: Uint8Array, from: number, to: number, line: number, draft: TracebackDraft): TakenLines {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, to + WORD);
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
      const isHeader = bytes[at] === 0x67 /* g */ && has(bytes, at, GOROUTINE);
      const end = isHeader ? this.header(at, number, draft) : this.frame(at, to, number, draft);
      if (end < 0) break;
      at = end;
      lines += isHeader ? 1 : 2;
      traced += isHeader ? 1 : 2;
    }
    return traced === 0 ? NOTHING_TAKEN : { bytes: at - from, lines, traced };
  }

  /** Takes `goroutine 17 gp=0xc000002380 m=0 mp=0x5ab4a0 [syscall, 2 minutes, locked to thread]:`; returns where the next line begins, -1 for another one. */
  private header(start: number, line: number, draft: TracebackDraft): number {
    const { bytes } = this;
    const digits = start + GOROUTINE.length;
    let at = digitsEnd(this.bytes, digits);
    const id = numberAt(bytes, digits, at);
    if (at === digits) return -1;
    const behind = pointersEnd(bytes, at);
    const states = behind === at ? this.states : this.pointedStates;
    if (bytes[behind] !== BLANK || bytes[behind + 1] !== 0x5b /* [ */) return -1;
    const from = behind + 2;
    for (at = from; bytes[at] !== COMMA && bytes[at] !== BRACKET; at++) if (bytes[at] === LF) return -1;
    makeKey(this.view, from, at, this.key);
    let waitMinutes: number | null = null;
    if (bytes[at] === COMMA && isDigit(bytes[at + 2] ?? 0)) {
      const count = at + 2;
      at = digitsEnd(this.bytes, count);
      waitMinutes = numberAt(bytes, count, at);
      if (bytes[count - 1] !== BLANK || at - count > 9 || !has(bytes, at, MINUTES)) return -1;
      at += MINUTES.length;
    }
    const locked = has(bytes, at, LOCKED);
    if (locked) at += LOCKED.length;
    if (at - start > LONGEST || bytes[at] !== BRACKET || bytes[at + 1] !== 0x3a || bytes[at + 2] !== LF) return -1;
    const known = states.find(this.view, from, this.key) ?? this.learnState(states, start, at + 2, from);
    if (!known) return -1;
    const header = { id, state: known.value, waitMinutes, locked };
    if (!draft.takesHeader(header)) return -1;
    draft.addHeader(header, line);
    return at + 3;
  }

  private learnState(states: ByteTable<string>, start: number, end: number, from: number): Entry<string> | null {
    const text = this.text(start, end);
    const header = text === null ? null : parseHeader(text, 0, text.length);
    if (text === null || header?.state !== text.slice(from - start, this.key.end - start) || !this.isPlain(text))
      return null;
    return states.add(this.view, from, this.key, header.state);
  }

  /** Takes the two lines of a frame; returns where the next line begins, -1 for other lines. */
  private frame(start: number, to: number, line: number, draft: TracebackDraft): number {
    if (!draft.isAnnounced()) return -1;
    const known = this.expected(start, to, draft) ?? this.find(start, to);
    if (!known) return -1;
    const { end } = this;
    const { call } = known;
    // A path without an offset may go on in the next line, as far as that begins like an offset.
    if (!call.file.offset && !(end < to && beginsLine(this.bytes[end] ?? 0))) return -1;
    if (!call.agrees) return -1;
    const length = this.argsTo - this.argsFrom;
    draft.addFrame(
      call,
      line,
      line + 1,
      length === 0 ? 0 : this.args.addBytes(this.view, this.argsFrom, length),
      length,
    );
    return end;
  }

  /** The call that followed the last time, where these are its lines: stacks repeat. */
  private expected(start: number, to: number, draft: TracebackDraft): KnownCall | null {
    const known = this.known[draft.expected];
    if (!known || !this.functions.matches(known.fn, this.view, start)) return null;
    if (!this.functionRest(start, start + known.fn.length, known.fn.value.line.createdBy) || this.end >= to)
      return null;
    return this.isFile(known.file, this.end) ? known : null;
  }

  /** Any call whose lines these are. */
  private find(start: number, to: number): KnownCall | null {
    const fn = this.findFunction(start);
    if (!fn || this.end >= to) return null;
    const { last } = fn.value;
    if (last && this.isFile(last.file, this.end)) return last;
    const file = this.findFile(this.end);
    if (!file) return null;
    const known = { call: this.calls.of(fn.value.line, file.value), fn, file };
    fn.value.last = known;
    this.known[known.call.place] = known;
    return known;
  }

  private isFile(file: Entry<FileLine>, start: number): boolean {
    return this.files.matches(file, this.view, start) && this.fileRest(start, start + file.length);
  }

  private findFunction(start: number): Entry<KnownFunction> | null {
    const createdBy = this.bytes[start] === 0x63 /* c */ && has(this.bytes, start, CREATED_BY);
    const { key, view } = this;
    if (createdBy) findKey(view, start + CREATED_BY.length, BLANK, ANYTHING, key);
    else findKey(view, start, OPEN, ARGUMENTS, key);
    if (!this.functionRest(start, key.end, createdBy)) return null;
    return this.functions.find(view, start, key) ?? this.learnFunction(start);
  }

  private learnFunction(start: number): Entry<KnownFunction> | null {
    const text = this.text(start, this.end - 1);
    const line = text === null ? null : parseFunctionLine(text, 0, text.length);
    if (text === null || line?.end !== this.key.end - 1 - start || !this.isPlain(text)) return null;
    return this.functions.add(this.view, start, this.key, { line, last: null });
  }

  /** Whether a line goes on as it has to behind `name(` or `created by name `, or ends with the latter; notes where it ends. */
  private functionRest(start: number, from: number, createdBy: boolean): boolean {
    const { bytes } = this;
    const last = bytes[from - 1];
    this.argsFrom = from;
    this.argsTo = from;
    if (createdBy && last === LF) {
      this.end = from;
      return from - start <= LONGEST;
    }
    if (!createdBy && last !== OPEN) return false;
    const at = createdBy ? this.goroutineEnd(from) : this.argumentsEnd(from);
    if (at < 0 || bytes[at] !== LF) return false;
    this.end = at + 1;
    return at - start <= LONGEST;
  }

  /** The column behind arguments and their parenthesis; -1 for another text. */
  private argumentsEnd(from: number): number {
    this.argsTo = argumentsEnd(this.bytes, from);
    return this.argsTo < 0 ? -1 : this.argsTo + 1;
  }

  /** The column behind `in goroutine 1`; -1 for another text. */
  private goroutineEnd(from: number): number {
    const digits = from + IN_GOROUTINE.length;
    const end = has(this.bytes, from, IN_GOROUTINE) ? digitsEnd(this.bytes, digits) : digits;
    return end === digits ? -1 : end;
  }

  /** The path's line, from its tab on; where it ends is noted. */
  private findFile(start: number): Entry<FileLine> | null {
    const { view, key } = this;
    if (this.bytes[start] !== TAB) return null;
    findKey(view, start, BLANK, ANYTHING, key);
    if (!this.fileRest(start, key.end)) return null;
    return this.files.find(view, start, key) ?? this.learnFile(start);
  }

  private learnFile(start: number): Entry<FileLine> | null {
    const to = this.key.end;
    const text = this.text(start, this.end - 1);
    const line = text === null ? null : parseFileLine(text, 1, text.length);
    if (text === null || line?.end !== to - 1 - start || !this.isPlain(text)) return null;
    if (line.offset !== (this.bytes[to - 1] === BLANK)) return null;
    return this.files.add(this.view, start, this.key, line);
  }

  /** Whether a line goes on as it has to behind the path's line and a blank, or ends with it; sets `end` behind it. */
  private fileRest(start: number, from: number): boolean {
    const { bytes } = this;
    let at = from;
    if (bytes[from - 1] === BLANK) {
      for (const word of TAIL) {
        if (!has(bytes, at, word)) break;
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

  /** The bytes [from, to) as text whose columns are those of the bytes; null where it has others, or where a break or the like stands in it. */
  private text(from: number, to: number): string | null {
    const bytes = this.bytes.subarray(from, to);
    return bytes.every(code => code === TAB || (code >= BLANK && code < 0x7f)) ? String.fromCharCode(...bytes) : null;
  }
}

/** Whether a line that begins with a character is no rest of a path's line: it is no offset, and no envelope, which begins with another, hides one. */
export function beginsLine(code: number): boolean {
  return code === LF || code === 0x2e /* . */ || code === 0x5f /* _ */ || (code >= 0x61 && code <= 0x7a);
}
