// Gathers texts as UTF-8: to join all of a block's texts first would cost ten times as much as to encode each.

export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;
  private readonly encoder = new TextEncoder();

  /** @param expected how many bytes there will be, about */
  constructor(expected: number) {
    this.buffer = new Uint8Array(Math.max(1024, expected));
  }

  write(text: string): void {
    // UTF-8 takes three bytes for a UTF-16 unit at most.
    this.reserve(3 * text.length);
    this.length += this.encoder.encodeInto(text, this.buffer.subarray(this.length)).written;
  }

  /** What was written. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.length + bytes, 2 * this.buffer.length));
    larger.set(this.bytes);
    this.buffer = larger;
  }
}
