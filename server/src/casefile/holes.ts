// Holes of NULs in a log: a program that writes on behind where its log was truncated (logrotate, copytruncate) leaves one at
// its beginning, as large as the log was; a crash of the node one in its middle.
import { concat, type Peeked } from './packed';

/** So many NULs together are no number in a binary file but a hole. */
const HOLE = 16;
/** NUL in so many of the first bytes means that a file is no text, as git and grep decide it. */
const SNIFFED = 8000;
/** So much of a hole is kept: a line is read up to a length, and behind a hole stands one. */
const KEPT = 4096;
/** A longer hole at a beginning is not read to its end to see what stands behind it: a disk has such. */
const LONGEST = 1 << 30;

/** Whether bytes are no text, though they may have one hole. */
export function isBinary(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, SNIFFED).indexOf(0);
  if (first < 0) return false;
  const end = first + nulsAt(bytes, first);
  return (
    end < first + HOLE ||
    (first === 0 && end === bytes.length) ||
    bytes.subarray(end, end + SNIFFED - first).includes(0)
  );
}

/** The hole at a beginning, passed over as it is read so that none of it is held. */
export class FirstHole {
  private nuls = 0;

  /** What stands behind the hole, and as much of it as is kept. */
  async *behind(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let ended = false;
    for await (const piece of pieces) {
      const nuls = ended ? 0 : nulsAt(piece, 0);
      this.nuls += nuls;
      if (nuls === piece.length && this.nuls < LONGEST) continue;
      if (!ended && this.nuls > 0) yield new Uint8Array(Math.min(this.nuls, KEPT));
      ended = true;
      yield nuls === 0 ? piece : piece.subarray(nuls);
    }
    if (!ended && this.nuls > 0) yield new Uint8Array(Math.min(this.nuls, KEPT));
  }

  /** What `behind` has passed over, and then its pieces: all bytes as they were. */
  async *whole({ pieces, close }: Pick<Peeked, 'pieces' | 'close'>): AsyncGenerator<Uint8Array> {
    try {
      for (let left = this.nuls - KEPT; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
      yield* pieces;
    } finally {
      await close();
    }
  }
}

const PIECE = new Uint8Array(1 << 16);

/** Takes from bytes that come in pieces what is not kept of their holes. */
export class HoleCutter {
  /** How many NULs the bytes end with so far. */
  private nuls = 0;

  cut(piece: Uint8Array): Uint8Array {
    let at = piece.indexOf(0);
    if (at !== 0) this.nuls = 0;
    if (at < 0) return piece;
    const parts: Uint8Array[] = [];
    let [from, length] = [0, 0];
    for (; at >= 0; at = piece.indexOf(0, at)) {
      const nuls = nulsAt(piece, at);
      const kept = Math.min(nuls, Math.max(0, KEPT - this.nuls));
      parts.push(piece.subarray(from, at + kept));
      length += at + kept - from;
      from = at += nuls;
      this.nuls = at === piece.length ? this.nuls + nuls : 0;
    }
    parts.push(piece.subarray(from));
    return concat(parts, length + piece.length - from);
  }
}

/** How many NULs stand at a column. */
function nulsAt(bytes: Uint8Array, start: number): number {
  let end = start;
  while (bytes[end] === 0) end++;
  return end - start;
}
