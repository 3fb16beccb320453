// Which process a line of a log comes from, as far as the log tells: each process has a stream of its own.
import { parseHead } from './heads';
import { endOfShape } from './prefix';
import { skipIndent, trimEnd } from './scan';
import { Stream, TracebackStore } from './stream';
import type { Traceback, TraceLine } from './traceback';

/** How many lines before the first one with an unknown prefix the head of its trace is looked for. */
const LOOK_BACK = 32;
/** Blanks where others have an envelope: journalctl indents so what follows the first line of a message. */
const PADDING = 20;

type Process = Pick<TraceLine, 'host' | 'program' | 'pid'>;

export class Streams {
  private readonly byKey = new Map<string, Stream>();
  readonly store = new TracebackStore();
  /** The process of the last line that names one, and its stream as soon as it has one. */
  private process: Process | null = null;
  private named: Stream | null = null;
  /** The stream of lines that name no process. */
  private nameless: Stream | null = null;
  private isNamed = false;
  private isPadded = false;
  /** The last lines that were no lines of a traceback, in a ring. */
  private readonly passed: TraceLine[] = [];
  private oldest = 0;

  /** The same for lines that begin in the first column and tell of no process. */
  enterBare(): void {
    this.isNamed = false;
    this.isPadded = false;
  }

  /** Notes whose the next line is; `start` is the column behind its indent. */
  enter(line: TraceLine, start: number): void {
    const { host, program, pid } = line;
    this.isNamed = program !== null || host !== null || pid !== null;
    this.isPadded = !this.isNamed && line.from === 0 && start >= PADDING;
    if (!this.isNamed) return;
    const known = this.process;
    if (known && known.program === program && known.host === host && known.pid === pid) return;
    this.process = { host, program, pid };
    this.named = this.byKey.get(keyOf(line)) ?? null;
  }

  /** The stream of the line that was entered last; null where it has none yet. */
  get current(): Stream | null {
    if (this.isNamed) return this.named;
    const own = this.nameless;
    if (this.isPadded) return this.named ?? own;
    // What follows a line with an envelope and has none belongs to its message, if that is of a traceback.
    return own?.isOpen ? own : this.named?.isOpen ? this.named : own;
  }

  /** The stream of a line that was entered last; made where it has none. */
  of(line: TraceLine): Stream {
    const { current } = this;
    if (current && !(this.isPadded && this.process && !this.named)) return current;
    const named = this.isNamed || (this.isPadded && this.process !== null);
    const process = this.isNamed || !this.process ? line : this.process;
    const stream = this.make(named ? keyOf(process) : '', named ? process : null);
    if (named) this.named = stream;
    else this.nameless = stream;
    return stream;
  }

  /** The stream of the lines of a process that have the same prefix before their text. */
  prefixed(line: TraceLine, shape: string): Stream {
    const key = `${keyOf(line)}\n${shape}`;
    const stream = this.byKey.get(key) ?? this.make(key, line);
    if (!stream.isOpen) this.lookBack(line, shape, stream);
    return stream;
  }

  /** Notes a line that is none of a traceback. */
  pass(line: TraceLine): void {
    if (this.passed.length < LOOK_BACK) this.passed.push(line);
    else {
      this.passed[this.oldest] = line;
      this.oldest = (this.oldest + 1) % LOOK_BACK;
    }
  }

  /** Closes all streams and gives their tracebacks in the order of their first lines. */
  end(): Traceback[] {
    for (const stream of this.byKey.values()) stream.close();
    this.byKey.clear();
    return this.store.done.sort((a, b) => a.line - b.line);
  }

  private make(key: string, process: Process | null): Stream {
    const { pid = null, program = null } = process ?? {};
    const sender = pid !== null ? 'process' : program !== null ? 'program' : 'nobody';
    const stream = new Stream(program, sender, this.store);
    this.byKey.set(key, stream);
    return stream;
  }

  /** Reads the heads among the lines before: what stands before them is only now known to be a prefix. */
  private lookBack(line: TraceLine, shape: string, stream: Stream): void {
    const { passed, oldest } = this;
    for (const { text, from, line: at } of [...passed.slice(oldest), ...passed.slice(0, oldest)]) {
      const behind = line.line - at <= LOOK_BACK ? endOfShape(text, from, shape) : null;
      if (behind === null) continue;
      const start = skipIndent(text, behind);
      const head = parseHead(text, start, trimEnd(text, start));
      if (head) stream.head(head.row, head.head, at);
    }
    this.passed.length = 0;
    this.oldest = 0;
  }
}

function keyOf({ host, program, pid }: Process): string {
  return `${host ?? ''} ${program ?? ''} ${String(pid ?? '')}`;
}
