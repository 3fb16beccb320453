// The lines of a block's events: the first and the last one of each, by the event's key.

const MULTIPLIER = 0x9e3779b1;
const LOW = 2 ** 32;

/** As a Map of numbers would have it, which makes an object for every key that is no small integer. */
export class EventLines {
  /** How many events there are; they are numbered in the order in which they came. */
  count = 0;
  private keys = new Float64Array(1024);
  private firsts = new Int32Array(1024);
  private lasts = new Int32Array(1024);
  /** The numbers of events, from 1, by the hashes of their keys; twice as long as the others. */
  private table = new Int32Array(2048);
  /** The number of the last line's event. */
  private last = -1;

  clear(): void {
    this.count = 0;
    this.last = -1;
    this.table.fill(0);
  }

  /** Takes the next line of an event; returns the one before it, -1 where it is the event's first. */
  add(key: number, line: number): number {
    // The records of an event mostly follow each other.
    const number = this.last !== -1 && this.keys[this.last] === key ? this.last : this.numberOf(key);
    const isNew = number === this.count;
    const before = isNew ? -1 : (this.lasts[number] ?? -1);
    if (isNew) {
      this.keys[number] = key;
      this.firsts[number] = line;
      this.count++;
    }
    this.lasts[number] = line;
    this.last = number;
    return before;
  }

  key(number: number): number {
    return this.keys[number] ?? NaN;
  }

  first(number: number): number {
    return this.firsts[number] ?? 0;
  }

  /** The number of the event with a key; that of the next one, which is put into the table, where there is none. */
  private numberOf(key: number): number {
    if (this.count === this.keys.length) this.grow();
    const { table, keys } = this;
    let at = this.placeOf(key);
    for (let number = table[at] ?? 0; number !== 0; number = table[at] ?? 0) {
      if (keys[number - 1] === key) return number - 1;
      at = (at + 1) & (table.length - 1);
    }
    table[at] = this.count + 1;
    return this.count;
  }

  private placeOf(key: number): number {
    const low = key - Math.floor(key / LOW) * LOW;
    return (Math.imul(low | 0, MULTIPLIER) >>> 8) & (this.table.length - 1);
  }

  private grow(): void {
    const { keys, firsts, lasts, count } = this;
    this.keys = new Float64Array(2 * count);
    this.keys.set(keys);
    this.firsts = new Int32Array(2 * count);
    this.firsts.set(firsts);
    this.lasts = new Int32Array(2 * count);
    this.lasts.set(lasts);
    const table = new Int32Array(4 * count);
    this.table = table;
    for (let number = 0; number < count; number++) {
      let at = this.placeOf(keys[number] ?? 0);
      while (table[at] !== 0) at = (at + 1) & (table.length - 1);
      table[at] = number + 1;
    }
  }
}
