// The lines of one file by their numbers, read from disk when they are asked for; what is written behind them is noticed.
import type { FileStat, Files } from '../host';
import { message, type Message } from '../message';
import { fileName } from '../place';
import { TextLines } from '../reading/lines';
import { packedEnding } from './archive/names';
import { LineIndex, type LineStart } from './lineIndex';
import { openFile } from './open';
import { concat } from './packed';

/** More than so many bytes for the lines that are asked for at once: their lines are no lines. */
const MOST_BYTES = 256 * 1024 * 1024;
/** A file that still begins with the same bytes has grown; one that does not is another. */
const HEAD = 1024;

/** A file that cannot be read, and why. */
export class Unreadable extends Error {
  constructor(readonly said: Message) {
    super(said.id);
  }
}

export class FileLines {
  private index = new LineIndex();
  private seen: FileStat | null = null;
  private head = new Uint8Array(0);
  private turn: Promise<unknown> = Promise.resolve();
  /** How often the file has become another one: what was known of its lines then is nothing any more. */
  generation = 0;

  constructor(
    private readonly host: Pick<Files, 'stat' | 'readPieces' | 'inflate'>,
    readonly path: string,
  ) {}

  /** How large the file was when it was last read; what it holds, where that is packed and has been read so far. */
  get bytes(): number {
    return this.isPacked ? this.index.bytes : (this.seen?.bytes ?? 0);
  }

  private get isPacked(): boolean {
    return packedEnding(this.path) !== '';
  }

  /** The lines from `first` on, at most `count`, without their breaks. Rejects as the file does, and on cancellation. */
  read(first: number, count: number, signal?: AbortSignal): Promise<string[]> {
    return this.inTurn(async () => {
      await this.look();
      await this.extendTo(first, signal);
      return this.take(first, count, signal);
    });
  }

  private async take(first: number, count: number, signal?: AbortSignal): Promise<string[]> {
    const start = this.index.before(first);
    const pieces: Uint8Array[] = [];
    const counter = new LineIndex();
    for await (const piece of this.pieces(start.byte)) {
      signal?.throwIfAborted();
      pieces.push(piece);
      counter.push(piece);
      if (start.line + counter.lines > first + count) break;
      if (counter.bytes > MOST_BYTES) throw new Unreadable(message('slice.no-lines', { file: fileName(this.path) }));
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: start.byte > 0 }).decode(concat(pieces, counter.bytes));
    const lines = new TextLines(text);
    const taken: string[] = [];
    for (let line = start.line; taken.length < count && lines.next(); line++) {
      if (line >= first) taken.push(lines.text);
    }
    return taken;
  }

  /** How many lines there are now. */
  count(signal?: AbortSignal): Promise<number> {
    return this.inTurn(async () => {
      await this.look();
      await this.extendTo(Infinity, signal);
      return this.index.lines;
    });
  }

  /** Two that read on at the same time would count the same bytes twice. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** A beginning of a line at or before a line, as far as it was ever read. */
  before(line: number): LineStart {
    return this.index.before(line);
  }

  /** The bytes from the beginning of a line on. */
  pieces(from: number): AsyncIterable<Uint8Array> {
    return this.isPacked ? this.inflated(from) : this.host.readPieces(this.path, from);
  }

  private async *inflated(from: number): AsyncGenerator<Uint8Array> {
    const file = await openFile(this.host, { path: this.path, name: fileName(this.path) });
    if ('reason' in file) throw new Unreadable(file.reason);
    let passed = 0;
    for await (const piece of file.pieces) {
      if (passed + piece.length > from) yield piece.subarray(Math.max(0, from - passed));
      passed += piece.length;
    }
  }

  /** Forgets what is known where the file is another now. */
  private async look(): Promise<void> {
    const stat = await this.host.stat(this.path);
    const { seen } = this;
    this.seen = stat;
    if (!seen || (seen.bytes === stat.bytes && seen.modified === stat.modified)) return;
    if (stat.bytes > seen.bytes && !this.isPacked && (await this.beginsAlike())) return;
    this.index = new LineIndex();
    this.head = new Uint8Array(0);
    this.generation++;
  }

  private async beginsAlike(): Promise<boolean> {
    const { head } = this;
    if (head.length === 0) return true;
    for await (const piece of this.pieces(0)) {
      return head.every((byte, at) => piece[at] === byte);
    }
    return false;
  }

  /** Reads on until a line's beginning is known, or the file ends. */
  private async extendTo(line: number, signal?: AbortSignal): Promise<void> {
    const { index } = this;
    if (index.lines > line) return;
    for await (const piece of this.pieces(index.bytes)) {
      signal?.throwIfAborted();
      if (index.bytes === 0) this.head = piece.slice(0, HEAD);
      index.push(piece);
      if (index.lines > line) return;
    }
  }
}
