// What fields look like in print, kept by what they look like in the log: a log has few different values, many times over.
import { copyBytes, hashOf, isSame, type Piece } from '../../casefile/bytes';

/** So many texts are kept, of so many bytes in all with what they stand for; then all of them are forgotten. */
const MOST = 1 << 14;
const BYTES = 4 << 20;
const TABLE = 2 * MOST;
/** A longer value hardly comes twice (bytes). */
export const LONGEST_KEPT = 2048;
/** Of a column whose values came so often without half as many that were known, nothing is kept any more. */
const TRIALS = 8192;

/** Fields that look alike in print where they look alike in the log. */
export interface Column {
  readonly number: number;
  found: number;
  missed: number;
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
  readonly bytes = new DataView(new ArrayBuffer(BYTES));

  /** @param like a column that is left, whose counts go on */
  newColumn({ found, missed }: Pick<Column, 'found' | 'missed'> = { found: 0, missed: 0 }): Column {
    return { number: this.columns++, found, missed };
  }

  /**
   * The number of the text that is kept for a value, good until the next one is kept; -1 where none is.
   * @param tailStart where auditd's decoding of it stands; tailEnd is the same where there is none
   */
  find(column: Column, value: DataView, start: number, end: number, tailStart: number, tailEnd: number): number {
    const hash = columnHash(column, value, start, end, tailStart, tailEnd);
    for (let at = hash & (TABLE - 1); ; at = (at + 1) & (TABLE - 1)) {
      const index = (this.table[at] ?? 0) - 1;
      if (index === -1) break;
      if (this.hashes[index] !== hash || this.ofColumn[index] !== column.number) continue;
      if (!this.isOf(index, value, start, end, tailStart, tailEnd)) continue;
      column.found++;
      return index;
    }
    column.missed++;
    return -1;
  }

  /** Where in `bytes` a text begins and ends. */
  startOf(index: number): number {
    return this.places[4 * index + 2] ?? 0;
  }

  endOf(index: number): number {
    return this.places[4 * index + 3] ?? 0;
  }

  /** Keeps a text for a value that has none; returns its number, -1 where it is not worth to be kept. */
  keep(
    column: Column,
    value: DataView,
    start: number,
    end: number,
    tailStart: number,
    tailEnd: number,
    text: Piece,
  ): number {
    const length = end - start + tailEnd - tailStart;
    if (length > LONGEST_KEPT || (column.missed > TRIALS && column.missed > 2 * column.found)) return -1;
    const size = length + text.length;
    if (size > BYTES) return -1;
    if (this.count === MOST || this.used + size > BYTES) this.forget();
    const tail = this.used + end - start;
    const printed = this.used + length;
    copyBytes(value, start, end, this.bytes, this.used);
    copyBytes(value, tailStart, tailEnd, this.bytes, tail);
    copyBytes(text.view, 0, text.length, this.bytes, printed);
    const index = this.count++;
    const hash = columnHash(column, value, start, end, tailStart, tailEnd);
    this.places.set([this.used, tail, printed, printed + text.length], 4 * index);
    this.used += size;
    this.hashes[index] = hash;
    this.ofColumn[index] = column.number;
    let at = hash & (TABLE - 1);
    while (this.table[at] !== 0) at = (at + 1) & (TABLE - 1);
    this.table[at] = index + 1;
    return index;
  }

  private isOf(
    index: number,
    value: DataView,
    start: number,
    end: number,
    tailStart: number,
    tailEnd: number,
  ): boolean {
    const own = this.places[4 * index] ?? 0;
    const tail = this.places[4 * index + 1] ?? 0;
    if (tail - own !== end - start || this.startOf(index) - tail !== tailEnd - tailStart) return false;
    return isSame(this.bytes, own, value, start, end) && isSame(this.bytes, tail, value, tailStart, tailEnd);
  }

  private forget(): void {
    this.table.fill(0);
    this.count = 0;
    this.used = 0;
  }
}

function columnHash(
  { number }: Column,
  value: DataView,
  start: number,
  end: number,
  tailStart: number,
  tailEnd: number,
): number {
  return hashOf(hashOf(SEED ^ number, value, start, end), value, tailStart, tailEnd);
}

const SEED = 0x811c9dc5;
