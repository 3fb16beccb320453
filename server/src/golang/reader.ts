// Reads Go tracebacks out of the lines of a log, of several processes at once.
import { TracebackDraft } from './draft';
import { isQualified, parseFileLine, parseFunctionLine } from './frames';
import type { FileLine, FunctionLine } from './frames';
import { parseHead } from './heads';
import type { Head, HeadRow } from './heads';
import { parseHeader } from './headers';
import type { Header } from './headers';
import type { Traceback, TraceLine } from './traceback';

/** How many other lines may stand between two lines of one traceback: a busy daemon logs while a shim dies. */
const GAP = 100;
/** How many may stand between a head and the first stack: a panic's value can take several lines. */
const HEAD_GAP = 30;
/** How many may stand between the lines of a stack that neither a head nor a header announced. */
const BARE_GAP = 8;

/** What one process has written: lines of one host, program and pid, as far as the log names them. */
interface Stream {
  readonly program: string | null;
  draft: TracebackDraft | null;
  /** A function whose path has not come yet; `at` is its line. */
  fn: (FunctionLine & { readonly at: number }) | null;
  /** A path whose function was not seen; a frame if another frame follows it. */
  orphan: { readonly file: FileLine; readonly at: number } | null;
}

/** Takes the lines of one file in their order; total: what is no traceback is passed over. */
export class TracebackReader {
  private readonly streams = new Map<string, Stream>();
  private readonly done: Traceback[] = [];

  /** Takes the next line; true where it has the form of a line of a traceback, whether or not it will prove to be one. */
  push(line: TraceLine): boolean {
    const { text } = line;
    const start = skipIndent(text, line.from);
    const first = text.charCodeAt(start);
    // Most lines of a node's logs are logrus entries and audit records: time=", type=.
    if (Number.isNaN(first) || (first === 0x74 && text.charCodeAt(start + 4) === 0x3d)) return false;
    const end = trimEnd(text, start);
    const header = parseHeader(text, start, end);
    if (header) {
      this.pushHeader(this.stream(line), header, line.line);
      return true;
    }
    const head = parseHead(text, start, end);
    if (head) {
      this.pushHead(this.stream(line), head, line.line);
      return true;
    }
    const file = parseFileLine(text, start, end);
    if (file) {
      this.pushFile(this.stream(line), file, line.line);
      return true;
    }
    const fn = parseFunctionLine(text, start, end);
    if (fn) this.stream(line).fn = { ...fn, at: line.line };
    return fn !== null;
  }

  /** The tracebacks that were read, in the order of their first lines. */
  end(): Traceback[] {
    for (const stream of this.streams.values()) this.close(stream);
    this.streams.clear();
    return this.done.sort((a, b) => a.line - b.line);
  }

  private stream({ host, program, pid, line }: TraceLine): Stream {
    const source = `${host ?? ''} ${program ?? ''} ${String(pid ?? '')}`;
    let stream = this.streams.get(source);
    if (!stream) {
      stream = { program, draft: null, fn: null, orphan: null };
      this.streams.set(source, stream);
    }
    const { draft } = stream;
    if (draft && line - draft.endLine > (draft.waits ? HEAD_GAP : GAP)) this.close(stream);
    return stream;
  }

  private close(stream: Stream): void {
    const traceback = stream.draft?.finish();
    if (traceback) this.done.push(traceback);
    stream.draft = null;
    stream.fn = null;
    stream.orphan = null;
  }

  private open(stream: Stream, line: number): TracebackDraft {
    this.close(stream);
    stream.draft = new TracebackDraft(stream.program, line);
    return stream.draft;
  }

  private pushHead(stream: Stream, { row, head }: { row: HeadRow; head: Head }, line: number): void {
    stream.fn = null;
    if (row.role === 'detail') {
      const draft = stream.draft?.takesDetail() ? stream.draft : this.open(stream, line);
      draft.addDetail(head, line);
      return;
    }
    const draft = stream.draft?.takesHead() ? stream.draft : this.open(stream, line);
    draft.addHead(head, row.role, row.single, line);
  }

  private pushHeader(stream: Stream, header: Header, line: number): void {
    stream.fn = null;
    const draft = stream.draft?.takesHeader(header) ? stream.draft : this.open(stream, line);
    draft.addHeader(header, line);
  }

  private pushFile(stream: Stream, file: FileLine, line: number): void {
    const { fn } = stream;
    stream.fn = null;
    if (!fn) {
      this.pushOrphan(stream, file, line);
      return;
    }
    const announced = stream.draft?.hasHeader() ?? false;
    if (line - fn.at > (announced ? GAP : BARE_GAP)) return;
    if (!announced && !(isQualified(fn.name) && (file.offset || fn.inlined))) return;
    const { orphan } = stream;
    const draft = stream.draft ?? this.open(stream, orphan?.at ?? fn.at);
    if (orphan && fn.at - orphan.at <= BARE_GAP) draft.addFrame(null, orphan.file, orphan.at);
    stream.orphan = null;
    draft.addFrame(fn, file, line);
  }

  private pushOrphan(stream: Stream, file: FileLine, line: number): void {
    if (!file.offset) return;
    if (stream.draft) stream.draft.addFrame(null, file, line);
    else stream.orphan = { file, at: line };
  }
}

/** The column of the first character after blanks, tabs and `#011`, rsyslog's spelling of a tab. */
function skipIndent(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x09) at++;
    else if (code === 0x23 && text.startsWith('#011', at)) at += 4;
    else return at;
  }
}

/** The column after the last character that is no blank. */
function trimEnd(text: string, start: number): number {
  let end = text.length;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return end;
}
