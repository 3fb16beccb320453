// Bytes by views of them, which give four at a time from any place on: a loop over each costs several times as much.

const encoder = new TextEncoder();

/** The bytes of an array. */
export function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** Whether a byte is a digit in ASCII; one behind the end of an array is none. */
export function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Looks for a byte line by line: one that stands far behind a line is remembered, not looked for again from each line before it. */
export class ByteSearch {
  private bytes: Uint8Array | null = null;
  /** From here up to `next` it does not stand. */
  private start = 0;
  private next = 0;

  constructor(private readonly byte: number) {}

  /**
   * The first place from a column on; Infinity where there is none.
   * @param bytes must stay as they are while they are searched
   */
  from(bytes: Uint8Array, start: number): number {
    if (bytes !== this.bytes || start < this.start || start > this.next) {
      const found = bytes.indexOf(this.byte, start);
      this.bytes = bytes;
      this.start = start;
      this.next = found === -1 ? Infinity : found;
    }
    return this.next;
  }
}

/** Bytes with their number, since to ask a DataView for it is a call of the runtime. */
export class Piece {
  readonly view: DataView;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    this.view = viewOf(bytes);
    this.length = bytes.length;
  }
}

/** A text in UTF-8. */
export function encoded(text: string): Piece {
  return new Piece(encoder.encode(text));
}

/** A stretch of bytes as an array that shows the same memory. */
export function arrayOf({ buffer, byteOffset }: DataView, from: number, to: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset + from, to - from);
}

/** Copies a stretch of bytes; they must not overlap. */
export function copyBytes(source: DataView, from: number, to: number, into: DataView, place: number): void {
  let at = from;
  let write = place;
  for (; at + 4 <= to; at += 4, write += 4) into.setInt32(write, source.getInt32(at));
  for (; at < to; at++, write++) into.setUint8(write, source.getUint8(at));
}

/** How many bytes are the same from two places on, `most` at most. */
export function sameLength(one: DataView, at: number, other: DataView, otherAt: number, most: number): number {
  let same = 0;
  while (same + 4 <= most && one.getInt32(at + same) === other.getInt32(otherAt + same)) same += 4;
  while (same < most && one.getUint8(at + same) === other.getUint8(otherAt + same)) same++;
  return same;
}

/** Whether the bytes from `at` on are those of a stretch of others. */
export function isSame(one: DataView, at: number, other: DataView, from: number, to: number): boolean {
  return sameLength(one, at, other, from, to - from) === to - from;
}

/** A hash that goes on from another one: FNV-1a with four bytes for one, and what that leaves in the upper bits brought down. */
export function hashOf(seed: number, bytes: DataView, from: number, to: number): number {
  let hash = seed;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ bytes.getInt32(at), PRIME);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ bytes.getUint8(at), PRIME);
  return hash ^ (hash >>> 15);
}

const PRIME = 0x01000193;
