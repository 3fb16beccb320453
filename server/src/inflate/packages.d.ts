// The types that packages of this folder do not have, as far as they are used.

declare module 'unbzip2-stream/lib/bit_iterator.js' {
  export interface BitReader {
    (bits: number | null): number;
    /** Bytes of which at least a bit was read. */
    readonly bytesRead: number;
  }
  export default function bitIterator(nextBytes: () => Uint8Array): BitReader;
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  import type { BitReader } from 'unbzip2-stream/lib/bit_iterator.js';

  const decoder: {
    /** Reads the header of a stream; returns its level, 1 to 9. */
    header(bits: BitReader): number;
    /**
     * Reads a block, or the end of a stream.
     * @param checksum of the stream's blocks so far
     * @returns the same with this block; null at the end of the stream
     */
    decompress(
      bits: BitReader,
      take: (byte: number) => void,
      symbols: Int32Array,
      size: number,
      checksum: number | null,
    ): number | null;
  };
  export default decoder;
}
