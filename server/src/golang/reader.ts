// Reads Go tracebacks out of the lines of a log, of several processes at once.
import { parseDelve, readFlat } from './dialects';
import { beginsLine, DumpScanner, NOTHING_TAKEN, type TakenLines } from './dump';
import { parseFileLine, parseFunctionLine, type FileLine } from './frames';
import { parseHead } from './heads';
import { parseHeader } from './headers';
import { dumpStart, findHeader, mayWrap, messageOf, splitBroken } from './pieces';
import { creatorStart, fileStart, functionStart, shapeOf } from './prefix';
import { isDigit, isHexDigit, skipIndent, skipMarks, trimEnd, trimMarkup } from './scan';
import type { Stream } from './stream';
import { Streams } from './streams';
import type { Traceback, TraceLine } from './traceback';
import { cutFunction, join, lengthen, mayBeHalf, type Half } from './wrapped';

const CLOSE = 0x29;
const CUT = 0x3e;
const QUOTE = 0x22;

interface OpenHalf extends Half {
  readonly stream: Stream;
  /** A path without an offset, which may come in the next line; null for what is no line of a traceback yet. */
  readonly file: FileLine | null;
}

/** Takes the lines of one file in their order; total: what is no traceback is passed over. */
export class TracebackReader {
  private readonly streams = new Streams();
  /** Knows by their bytes the lines that it has met: what it forgets is read anew. */
  private scanner: DumpScanner;
  private half: OpenHalf | null = null;
  /** Whether a trace was met behind a prefix that no envelope knows: only then creators are looked for behind one. */
  private prefixed = false;

  /** @param isPlain whether a bare line of a traceback is nothing else to anybody who reads the log: such lines may be taken as bytes */
  constructor(isPlain: (text: string) => boolean = () => false) {
    this.scanner = this.newScanner(isPlain);
  }

  /** Goes on, after it was written down and read back; for `isPlain` see the constructor. */
  resume(isPlain: (text: string) => boolean): void {
    this.scanner = this.newScanner(isPlain);
  }

  private newScanner(isPlain: (text: string) => boolean): DumpScanner {
    const { calls, args } = this.streams.store;
    return new DumpScanner(calls, args, isPlain);
  }

  /**
   * Takes lines of bytes[from, to), as far as they are those of a dump in their common form; the next one is for `push`, and so is a last one without a line feed.
   * @param line the number of the first line
   */
  takeDump(bytes: Uint8Array, from: number, to: number, line: number): TakenLines {
    if (this.half?.file && from < to && beginsLine(bytes[from] ?? 0)) this.releaseHalf();
    this.streams.enterBare();
    const stream = this.streams.current;
    const draft = this.half ? null : stream?.draftAt(line);
    if (!stream || !draft || from >= to) return NOTHING_TAKEN;
    const taken = this.scanner.take(bytes, from, to, line, draft);
    stream.tookLines();
    return taken;
  }

  /** Takes the next line; true where it has the form of a line of a traceback, whether or not it will prove to be one. */
  push(line: TraceLine): boolean {
    const { text } = line;
    const start = skipMarks(text, skipIndent(text, line.from));
    const first = text.charCodeAt(start);
    if (Number.isNaN(first)) return false;
    const end = trimMarkup(text, start, trimEnd(text, start));
    this.streams.enter(line, start);
    if (this.half !== null && this.joinHalf(line, start, end)) return true;
    // Most lines of a node's logs are logrus entries and audit records: time=", type=.
    const entry = first === 0x74 && text.charCodeAt(start + 4) === 0x3d;
    if (!entry && this.read(line, start, end, null)) return true;
    if ((!entry || mayWrap(text, start, end)) && this.readWrapped(line, start, end)) return true;
    this.streams.pass(line);
    if (!entry && this.streams.current?.isOpen && mayBeHalf(text, start, end)) {
      this.half = halfOf(line, start, end, this.streams.current, null);
    }
    return false;
  }

  /** The tracebacks that were read, in the order of their first lines. */
  end(): Traceback[] {
    this.releaseHalf();
    return this.streams.end();
  }

  /** Reads text[start, end) as one line of a traceback, of the line's own stream where `given` is null. */
  private read(line: TraceLine, start: number, end: number, given: Stream | null): boolean {
    const { text } = line;
    const last = text.charCodeAt(end - 1);
    if (last === CLOSE || last === CUT) {
      const fn = parseFunctionLine(text, start, end);
      if (fn) {
        (given ?? this.streams.of(line)).function(fn, line.line);
        return true;
      }
      const frame = last === CLOSE ? parseDelve(text, start, end) : null;
      if (frame) {
        (given ?? this.streams.of(line)).pair(frame.fn, frame.file, line.line);
        return true;
      }
    }
    if (isHexDigit(last) || last === CUT) {
      const file = parseFileLine(text, start, end);
      if (file) {
        this.takeFile(line, file, given ?? this.streams.of(line), end);
        return true;
      }
    }
    return this.readRare(line, start, end, given);
  }

  /** Headers, heads and creators: few lines of a traceback are. */
  private readRare(line: TraceLine, start: number, end: number, given: Stream | null): boolean {
    const { text } = line;
    const header = parseHeader(text, start, end);
    if (header) {
      (given ?? this.streams.of(line)).header(header, line.line);
      return true;
    }
    const head = parseHead(text, start, end);
    if (head) {
      // The rest of the trace may stand on the same line.
      if (given === null && holdsMore(text, start, end)) return false;
      (given ?? this.streams.of(line)).head(head.row, head.head, line.line);
      return true;
    }
    const fn = text.charCodeAt(start) === 0x63 /* c */ ? parseFunctionLine(text, start, end) : null;
    if (!fn) return false;
    const stream = given ?? this.streams.of(line);
    stream.function(fn, line.line);
    if (mayBeHalf(text, start, end)) this.half = halfOf(line, start, end, stream, null);
    return true;
  }

  /** A path without an offset waits for the next line, which may bring the rest of a wrapped one. */
  private takeFile(line: TraceLine, file: FileLine, stream: Stream, end: number): void {
    if (file.offset) stream.file(file, line.line);
    else this.half = halfOf(line, file.start, end, stream, file);
  }

  /** Reads what stands in quotes, behind an unknown prefix or with other lines on one line. */
  private readWrapped(line: TraceLine, start: number, end: number): boolean {
    const { text, from } = line;
    const dump = dumpStart(text, start, end);
    if (dump >= 0) return this.read(line, dump, end, null);
    const use = findHeader(text, start, end);
    if (use?.form === 'broken') {
      const stream = this.streams.of(line);
      splitBroken(text, from, end, use.separator, (pieceStart, pieceEnd) => {
        this.readPiece(line, pieceStart, pieceEnd, stream);
      });
      return true;
    }
    if (use?.form === 'flat') return this.readFlat(line, start, use.start, end);
    const message = text.charCodeAt(start) === 0x7b /* { */ ? messageOf(text, start) : null;
    if (message) return this.readPiece(line, message.start, message.end, null);
    if (use) return this.readPrefixed(line, use.start, use.end);
    const quoted = text.charCodeAt(end - 1) === QUOTE;
    const stop = quoted ? trimBreaks(text, start, end - 1) : end;
    const last = text.charCodeAt(stop - 1);
    const creator = this.prefixed ? creatorStart(text, from) : null;
    const behind = last === CLOSE ? functionStart : isHexDigit(last) ? fileStart : null;
    const at = creator ?? behind?.(text, from, stop) ?? null;
    return at !== null && this.readPrefixed(line, at, stop);
  }

  private readPiece(line: TraceLine, start: number, end: number, stream: Stream | null): boolean {
    if (this.half?.file) this.releaseHalf();
    const from = skipIndent(line.text, start);
    return from < end && this.read(line, from, trimEnd(line.text, from, end), stream);
  }

  /** Reads what stands behind a prefix that no envelope knows; such lines make a stream for each shape of prefix. */
  private readPrefixed(line: TraceLine, start: number, end: number): boolean {
    const shape = shapeOf(line.text, line.from, start);
    const stream = this.streams.prefixed(line, shape);
    if (!this.read(line, start, end, stream)) return false;
    this.prefixed = true;
    return true;
  }

  private readFlat(line: TraceLine, start: number, header: number, end: number): boolean {
    const { text } = line;
    const stream = this.streams.of(line);
    let frames = 0;
    readFlat(text, start, header, end, {
      head: (from, to) => {
        const head = parseHead(text, from, to);
        if (head) stream.head(head.row, head.head, line.line);
      },
      header: (from, to) => {
        const found = parseHeader(text, from, to);
        if (found) stream.header(found, line.line);
      },
      frame: ({ fn, file }) => {
        frames++;
        stream.function(fn, line.line);
        stream.file(file, line.line);
      },
    });
    return frames > 0;
  }

  /** Whether the line is the second half of the one before it, or a part of one. */
  private joinHalf(line: TraceLine, start: number, end: number): boolean {
    const { half } = this;
    const next = half !== null && line.line === half.last + 1;
    // Behind a path only an offset and the rest of its number can follow.
    const first = line.text.charCodeAt(start);
    const likely = next && (half.file === null || first === 0x2b /* + */ || isDigit(first));
    const own = likely && (line.from === 0 || this.streams.current === half.stream);
    const whole = own ? join(half, line.text, start, end, half.file !== null) : null;
    if (!half || !whole) return this.lengthenHalf(line, start, end, own);
    this.half = null;
    if (whole.kind === 'function') half.stream.function(whole.fn, half.line);
    else half.stream.file(whole.file, half.line);
    return true;
  }

  /** Whether the line is a part of what the one before it begins; where it is the path instead, the rest was cut off. */
  private lengthenHalf(line: TraceLine, start: number, end: number, own: boolean): boolean {
    const half = own && this.half && !this.half.file ? this.half : null;
    const longer = half && lengthen(half, line.text, start, end, line.line);
    if (half && longer) {
      this.half = { ...half, ...longer };
      return true;
    }
    const fn = half && parseFileLine(line.text, start, end) ? cutFunction(half) : null;
    if (half && fn) half.stream.function(fn, half.line);
    this.releaseHalf();
    return false;
  }

  private releaseHalf(): void {
    const { half } = this;
    this.half = null;
    if (half?.file) half.stream.file(half.file, half.line);
  }
}

function halfOf(line: TraceLine, start: number, end: number, stream: Stream, file: FileLine | null): OpenHalf {
  const { text, line: at } = line;
  return { text, start, end, line: at, joined: text.slice(start, end), last: at, stream, file };
}

/** Whether a goroutine follows on the line of a head. */
function holdsMore(text: string, start: number, end: number): boolean {
  const use = findHeader(text, start, end);
  return use !== null && use.form !== 'alone';
}

/** Without written-out line breaks at the end. */
function trimBreaks(text: string, start: number, from: number): number {
  let end = from;
  while (end - 2 > start && text.charCodeAt(end - 1) === 0x6e /* n */ && text.charCodeAt(end - 2) === 0x5c /* \ */) {
    end -= 2;
  }
  return end;
}
