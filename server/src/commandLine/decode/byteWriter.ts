// Gathers texts as UTF-8: to join all of a block's texts first would cost ten times as much as to encode each.

/** Longer ones are handed to the encoder, or copied by the runtime; to call those for short ones costs more than a loop. */
const SHORT = 64;

export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;
  private readonly encoder = new TextEncoder();

  /**
   * @param expected how many bytes there will be, about
   * @param spare a buffer that nobody needs any more
   */
  constructor(expected: number, spare?: Uint8Array) {
    // Not filled with zeros: only what was written is ever shown. A buffer of its own, not of node's pool.
    this.buffer = spare ?? Buffer.allocUnsafeSlow(Math.max(1024, expected));
  }

  write(text: string): void {
    // UTF-8 takes three bytes for a UTF-16 unit at most.
    this.reserve(3 * text.length);
    if (text.length > SHORT || !this.copy(text)) {
      this.length += this.encoder.encodeInto(text, this.buffer.subarray(this.length)).written;
    }
  }

  /** Takes what was encoded before. */
  writeBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    if (bytes.length > SHORT) {
      this.buffer.set(bytes, this.length);
      this.length += bytes.length;
    } else this.copyBytes(bytes, 0, bytes.length);
  }

  /** Takes bytes[from, to), of which there are few. */
  copyBytes(bytes: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    const { buffer } = this;
    let { length } = this;
    for (let index = from; index < to; index++) buffer[length++] = bytes[index] ?? 0;
    this.length = length;
  }

  /** The text as bytes of their own, to be written many times. */
  encode(text: string): Uint8Array {
    return this.encoder.encode(text);
  }

  /** Takes a text of ASCII; false for another, of which nothing is taken then. */
  private copy(text: string): boolean {
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

  /** A copy of what was written from a byte on; `bytes` themselves may be handed to another thread. */
  copyFrom(start: number): Uint8Array {
    return Uint8Array.from(this.buffer.subarray(start, this.length));
  }

  /** What was written. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.length + bytes, 2 * this.buffer.length));
    larger.set(this.bytes);
    this.buffer = larger;
  }
}
