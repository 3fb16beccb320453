// Small helpings of packed bytes: what comes out of one of them has to fit into memory, however much it inflates.

/** The pieces, cut so that none is longer than `most` bytes. */
export async function* slices(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += most) yield piece.subarray(at, at + most);
  }
}

/** Packed data that ends before it is complete. */
export class CutShort extends Error {
  constructor() {
    super('unexpected end of file');
  }
}
