// bzip2: the decoder of unbzip2-stream, block by block. It checks the checksum of each.
import bitIterator, { type BitReader } from 'unbzip2-stream/lib/bit_iterator.js';
import decoder from 'unbzip2-stream/lib/bzip2.js';
import { CutShort } from './slices';

/** The header of a stream; a block is at most so much larger than what it holds. */
const HEADER = 4;
const TABLES = 25_000;
/** What the levels 1 to 9 count in. */
const LEVEL = 100_000;

export async function* bunzip2(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const blocks = new Blocks();
  for await (const piece of pieces) {
    if (piece.length > 0) blocks.push(piece);
    while (blocks.waiting >= blocks.needed) yield blocks.next();
  }
  while (blocks.waiting > 0) yield blocks.next();
  if (blocks.isOpen) throw new CutShort();
}

class Blocks {
  private readonly pieces: Uint8Array[] = [];
  private given = 0;
  /** Made with the first piece, which it asks for at once. */
  private bits: BitReader | null = null;
  /** Of the stream that is being read; 0 between two of them. */
  private level = 0;
  private checksum: number | null = null;
  private symbols = new Int32Array(0);
  private made = new Uint8Array(0);

  push(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.given += piece.length;
    this.bits ??= bitIterator(() => this.shift());
  }

  /** How many packed bytes wait. */
  get waiting(): number {
    return this.given - (this.bits?.bytesRead ?? 0);
  }

  /** With so many bytes the next block is there as a whole: the decoder cannot wait in its middle. */
  get needed(): number {
    return this.level === 0 ? HEADER : TABLES + this.level * LEVEL;
  }

  /** Whether a stream has begun and not ended. */
  get isOpen(): boolean {
    return this.level > 0;
  }

  /** The bytes of the next block; none for the header and the end of a stream. */
  next(): Uint8Array {
    const bits = this.bits ?? bitIterator(() => this.shift());
    if (this.level === 0) {
      this.level = decoder.header(bits);
      this.checksum = 0;
      this.symbols = new Int32Array(this.level * LEVEL);
      return new Uint8Array(0);
    }
    let length = 0;
    const take = (byte: number): void => {
      if (length === this.made.length) this.grow();
      this.made[length++] = byte;
    };
    this.checksum = decoder.decompress(bits, take, this.symbols, this.symbols.length, this.checksum);
    if (this.checksum === null) this.level = 0;
    return this.made.slice(0, length);
  }

  private grow(): void {
    const larger = new Uint8Array(Math.max(this.symbols.length, 2 * this.made.length));
    larger.set(this.made);
    this.made = larger;
  }

  private shift(): Uint8Array {
    const piece = this.pieces.shift();
    if (!piece) throw new CutShort();
    return piece;
  }
}
