// Gathers texts as UTF-8: to join all of a block's texts first would cost ten times as much as to encode each.

/** A longer text is handed to the encoder; to call that for a short one costs more than to copy it. */
const SHORT = 64;

export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;
  private readonly encoder = new TextEncoder();

  /** @param expected how many bytes there will be, about */
  constructor(expected: number) {
    // Not filled with zeros: only what was written is ever shown. A buffer of its own, not of node's pool.
    this.buffer = Buffer.allocUnsafeSlow(Math.max(1024, expected));
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
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
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
