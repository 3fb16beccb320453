// The lines of a block by the audit event that they tell of, found in the bytes; a line becomes text when it is asked for.
import { keyInLine } from '../../casefile/auditKeys';
import { LineCursor, type LineBlock } from '../../casefile/blocks';
import { MAX_LINE } from '../../reading/lines';

/** Lines are counted from 0 within the block, here called their index; `number` is that in the log. */
export class BlockLines {
  /** The numbers of the block's own lines that are longer than what is read of a line. */
  readonly longLines: number[] = [];
  private readonly buffer: Buffer;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly byKey = new Map<number, number[]>();

  constructor(private readonly block: LineBlock) {
    const { bytes, firstLine, firstOwn, endOwn } = block;
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const cursor = new LineCursor(bytes, 0, bytes.length);
    for (let line = firstLine; cursor.next(); line++) {
      const { start, end } = cursor;
      this.add(keyInLine(bytes, start, end), start, end);
      const long = end - start >= MAX_LINE && line >= firstOwn && line < endOwn;
      if (long && this.text(line - firstLine).length === MAX_LINE) this.longLines.push(line);
    }
  }

  private add(key: number | null, start: number, end: number): void {
    const index = this.starts.push(start) - 1;
    this.ends.push(end);
    if (key === null) return;
    const known = this.byKey.get(key);
    if (known) known.push(index);
    else this.byKey.set(key, [index]);
  }

  /**
   * The indices of lines that can be of one event, in the order of the events' first lines, which are the block's own.
   * @param own whether the others have to be its own too
   */
  *byEvent(own = false): Generator<readonly number[]> {
    for (const indices of this.byKey.values()) {
      if (own) yield indices.filter(index => this.isOwn(index));
      else if (this.isOwn(indices[0] ?? -1)) yield indices;
    }
  }

  private isOwn(index: number): boolean {
    const line = this.number(index);
    return line >= this.block.firstOwn && line < this.block.endOwn;
  }

  number(index: number): number {
    return this.block.firstLine + index;
  }

  /** Each line is decoded by itself: the scanners of its parsers are three times as fast on such a text as on a slice of a larger one. */
  text(index: number): string {
    const text = this.buffer.toString('utf8', this.starts[index], this.ends[index]);
    const marked = this.number(index) === 0 && text.startsWith('\ufeff');
    return (marked ? text.slice(1) : text).slice(0, MAX_LINE);
  }
}

/** Bytes with a character for each: good enough to look for words in ASCII, at no cost. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
