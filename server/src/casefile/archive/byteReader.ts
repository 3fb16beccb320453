// Bytes that come in pieces, taken by the number.
import { message } from '../../message';
import { concat, Refused } from '../packed';

export class ByteReader {
  private readonly iterator: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);
  /** How many bytes were taken or passed over. */
  taken = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.iterator = pieces[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; null at the end. Rejects where there are some, but fewer. */
  async take(count: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    for await (const part of this.stream(count, true)) parts.push(part);
    return parts.length === 0 && count > 0 ? null : concat(parts, count);
  }

  async skip(count: number): Promise<void> {
    let left = count;
    for await (const part of this.stream(count)) left -= part.length;
    if (left > 0) throw new Refused(message('case.archive-cut'));
  }

  /** The next `count` bytes as they come; rejects where there are fewer, unless there are none and `maybeNone` says that this may be. */
  async *stream(count: number, maybeNone = false): AsyncGenerator<Uint8Array> {
    let left = count;
    while (left > 0) {
      if (this.rest.length === 0 && !(await this.fill())) {
        if (maybeNone && left === count) return;
        throw new Refused(message('case.archive-cut'));
      }
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      this.taken += part.length;
      yield part;
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }

  private async fill(): Promise<boolean> {
    const next = await this.iterator.next();
    if (next.done) return false;
    this.rest = next.value;
    return true;
  }
}
