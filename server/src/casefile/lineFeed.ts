// The lines of sieved blocks as text, one after the other, to whoever reads them; dumps of goroutines as bytes.
import type { TakenLines } from '../golang/dump';
import { STRETCH, TextLines } from '../reading/lines';
import type { SievedBlock } from './sieve';

/** Reads the lines of one file in their order. */
export interface LineTaker {
  /** Whether the next line has to be read whatever the sieve says. */
  readonly isBusy: boolean;
  push(text: string): void;
  /** The same for a line that the sieve has dropped, and counted by its host. */
  pushDropped(text: string): void;
  /** Takes what it can of a dump in whole lines bytes[from, to) without making text of it. */
  takeDump(bytes: Uint8Array, from: number, to: number): TakenLines;
  /** Passes over lines that do not matter. */
  pass(lines: number): void;
}

const LF = 0x0a;
const INNER = new TextDecoder('utf-8', { ignoreBOM: true });
/** The event loop is given a turn after this much work. */
const SLICE_MS = 20;

export class LineFeed {
  private turn = Date.now();
  /** Whose mark of the byte order is none of the text: only at the very beginning. */
  private decoder: TextDecoder;

  /** @param goesOn whether the taker has had the beginning of the file */
  constructor(
    private readonly taker: LineTaker,
    private readonly signal: AbortSignal | undefined,
    goesOn = false,
  ) {
    this.decoder = goesOn ? INNER : new TextDecoder();
  }

  /** Takes the next block of the file: of its own lines those that matter are read. Rejects only on cancellation. */
  async take({ block, stretches, rest }: SievedBlock): Promise<void> {
    const { bytes } = block;
    let at = block.ownStart;
    for (let index = 0; index < stretches.length; index += 3) {
      const [start = 0, end = 0, before = 0] = stretches.subarray(index, index + 3);
      this.pass(bytes, at, before);
      for (let from = start; from < end;) {
        const taken = this.taker.takeDump(bytes, from, end).bytes;
        from = taken > 0 ? from + taken : this.pushStretch(bytes, from, end);
      }
      at = end;
      await this.pause();
    }
    this.pass(bytes, at, rest);
    await this.pause();
  }

  /** Passes over lines; the first of them are read all the same where they may belong to what was begun. */
  private pass(bytes: Uint8Array, from: number, lines: number): void {
    let at = from;
    let left = lines;
    for (; left > 0 && this.taker.isBusy; left--) {
      const feed = bytes.indexOf(LF, at);
      const end = feed < 0 ? bytes.length : feed + 1;
      this.taker.pushDropped(this.decoder.decode(bytes.subarray(at, feed < 0 ? end : feed)));
      at = end;
    }
    if (left === 0) return;
    this.taker.pass(left);
    this.decoder = INNER;
  }

  /**
   * Takes a stretch of the lines [from, end) as text, and what follows of a dump that begins in it; returns where that
   * ends. As long as the text is ASCII, its columns are those of the bytes.
   */
  private pushStretch(bytes: Uint8Array, from: number, end: number): number {
    const feed = bytes.indexOf(LF, Math.min(from + STRETCH, end - 1));
    const to = feed < 0 || feed >= end ? end : feed + 1;
    const text = this.decoder.decode(bytes.subarray(from, to));
    this.decoder = INNER;
    const isAscii = text.length === to - from;
    const lines = new TextLines(text);
    while (lines.next()) {
      this.taker.push(lines.text);
      if (isAscii) lines.skip(this.taker.takeDump(bytes, from + lines.following, end).bytes);
    }
    return isAscii ? Math.max(to, from + lines.following) : to;
  }

  /** Gives others a turn where there was none for a while. Rejects only on cancellation. */
  async pause(): Promise<void> {
    if (Date.now() - this.turn <= SLICE_MS) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    this.signal?.throwIfAborted();
    this.turn = Date.now();
  }
}
