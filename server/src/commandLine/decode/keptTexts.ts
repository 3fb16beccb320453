// What fields look like in print, kept by what they look like in the log: a log has few different values, many times over.
import type { ByteWriter } from './byteWriter';

/** So many texts are kept, of so many bytes in all with what they stand for; then all of them are forgotten. */
const MOST = 1 << 14;
const BYTES = 8 << 20;
const TABLE = 2 * MOST;
/** A longer value hardly comes twice (bytes). */
const LONGEST = 2048;
/** Of a column whose values came so often without half as many that were known, nothing is kept any more. */
const TRIALS = 8192;

/** Fields that look alike in print where they look alike in the log. */
export interface Column {
  readonly number: number;
  found: number;
  missed: number;
}

/** Where one value stands in the bytes of a line, and auditd's decoding of it; that is empty where there is none. */
export interface ValueAt {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly tailStart: number;
  readonly tailEnd: number;
}

export class KeptTexts {
  private columns = 0;
  private count = 0;
  private used = 0;
  private readonly table = new Int32Array(TABLE);
  private readonly hashes = new Int32Array(MOST);
  private readonly ofColumn = new Int32Array(MOST);
  /** Of each text where the value stands in `bytes`, where auditd's decoding, the text and its end. */
  private readonly places = new Int32Array(4 * MOST);
  private readonly bytes = new Uint8Array(BYTES);
  private readonly encoder = new TextEncoder();

  newColumn(): Column {
    return { number: this.columns++, found: 0, missed: 0 };
  }

  /** Writes what is kept for a value; false where nothing is. */
  write(column: Column, value: ValueAt, out: ByteWriter): boolean {
    const { places } = this;
    const hash = hashOf(column, value);
    for (let at = hash & (TABLE - 1); ; at = (at + 1) & (TABLE - 1)) {
      const index = (this.table[at] ?? 0) - 1;
      if (index === -1) break;
      if (this.hashes[index] !== hash || this.ofColumn[index] !== column.number || !this.isOf(index, value)) continue;
      column.found++;
      out.copy(this.bytes, places[4 * index + 2] ?? 0, places[4 * index + 3] ?? 0);
      return true;
    }
    column.missed++;
    return false;
  }

  keep(column: Column, value: ValueAt, text: string): void {
    const { bytes, start, end, tailStart, tailEnd } = value;
    const length = end - start + tailEnd - tailStart;
    if (length > LONGEST || (column.missed > TRIALS && column.missed > 2 * column.found)) return;
    const size = length + 3 * text.length;
    if (this.count === MOST || this.used + size > BYTES) this.forget();
    if (size > BYTES) return;
    const tail = this.used + end - start;
    const printed = this.used + length;
    this.bytes.set(bytes.subarray(start, end), this.used);
    this.bytes.set(bytes.subarray(tailStart, tailEnd), tail);
    const { written } = this.encoder.encodeInto(text, this.bytes.subarray(printed));
    const index = this.count++;
    this.places.set([this.used, tail, printed, printed + written], 4 * index);
    this.used = printed + written;
    this.hashes[index] = hashOf(column, value);
    this.ofColumn[index] = column.number;
    let at = (this.hashes[index] ?? 0) & (TABLE - 1);
    while (this.table[at] !== 0) at = (at + 1) & (TABLE - 1);
    this.table[at] = index + 1;
  }

  private isOf(index: number, { bytes, start, end, tailStart, tailEnd }: ValueAt): boolean {
    const own = this.places[4 * index] ?? 0;
    const tail = this.places[4 * index + 1] ?? 0;
    if (tail - own !== end - start || (this.places[4 * index + 2] ?? 0) - tail !== tailEnd - tailStart) return false;
    return isSame(this.bytes, own, bytes, start, end) && isSame(this.bytes, tail, bytes, tailStart, tailEnd);
  }

  private forget(): void {
    this.table.fill(0);
    this.count = 0;
    this.used = 0;
  }
}

/** Whether the bytes from `at` on are those of a stretch of others. */
export function isSame(bytes: Uint8Array, at: number, others: Uint8Array, from: number, to: number): boolean {
  for (let index = from, own = at; index < to; index++, own++) if (bytes[own] !== others[index]) return false;
  return true;
}

/** FNV-1a. */
function hashOf({ number }: Column, { bytes, start, end, tailStart, tailEnd }: ValueAt): number {
  let hash = 0x811c9dc5 ^ number;
  hash = Math.imul(hash, 0x01000193);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  for (let at = tailStart; at < tailEnd; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
