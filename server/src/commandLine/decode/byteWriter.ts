// Gathers texts as UTF-8: to join all of a block's texts first would cost ten times as much as to encode each.
import { arrayOf, copyBytes, viewOf, type Piece } from '../../casefile/bytes';

/** Longer texts and bytes are worth a call of the runtime. */
const SHORT_TEXT = 64;
const SHORT = 128;
const SHORTEST = 16;
const ZERO = 0x30;

export class ByteWriter {
  private buffer: Uint8Array;
  private view: DataView;
  private length = 0;
  private readonly encoder = new TextEncoder();

  /**
   * @param expected how many bytes there will be, about
   * @param spare a buffer that nobody needs any more
   */
  constructor(expected: number, spare?: Uint8Array) {
    // Not filled with zeros: only what was written is ever shown. A buffer of its own, not of node's pool.
    this.buffer = spare ?? Buffer.allocUnsafeSlow(Math.max(1024, expected));
    this.view = viewOf(this.buffer);
  }

  write(text: string): void {
    // UTF-8 takes three bytes for a UTF-16 unit at most.
    this.reserve(3 * text.length);
    if (text.length > SHORT_TEXT || !this.copyText(text)) {
      this.length += this.encoder.encodeInto(text, this.buffer.subarray(this.length)).written;
    }
  }

  byte(value: number): void {
    this.reserve(1);
    this.view.setUint8(this.length++, value);
  }

  /** Takes a whole number from 0 on in decimal. */
  number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    this.reserve(digits);
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const next = Math.floor(rest / 10);
      this.view.setUint8(at, ZERO + rest - 10 * next);
      rest = next;
    }
    this.length += digits;
  }

  /** Takes other bytes, all of them. */
  append({ view, length }: Piece): void {
    this.copy(view, 0, length);
  }

  /** Takes a stretch of other bytes. */
  copy(bytes: DataView, from: number, to: number): void {
    this.reserve(to - from);
    if (to - from > SHORT) this.buffer.set(arrayOf(bytes, from, to), this.length);
    else copyBytes(bytes, from, to, this.view, this.length);
    this.length += to - from;
  }

  /** Takes a stretch of what was written before once more. */
  repeat(from: number, to: number): void {
    this.reserve(to - from);
    if (to - from > SHORTEST) this.buffer.copyWithin(this.length, from, to);
    else copyBytes(this.view, from, to, this.view, this.length);
    this.length += to - from;
  }

  /** Takes a text of ASCII; false for another, of which nothing is taken then. */
  private copyText(text: string): boolean {
    const { buffer, length } = this;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      buffer[length + index] = code;
    }
    this.length += text.length;
    return true;
  }

  /** How many bytes were written. */
  get size(): number {
    return this.length;
  }

  /** What was written. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    // By a quarter only: buffers of megabytes are used again and again.
    const larger = Buffer.allocUnsafeSlow(Math.max(this.length + bytes, Math.ceil(1.25 * this.buffer.length)));
    larger.set(this.bytes);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}
