// A table with stretches of bytes as keys: what has been read before is found again without making a text of it. Bytes are
// looked at four at a time, as words, whose first byte is the lowest.

/** So many bytes behind the last line have to be readable: the last word of a key may reach behind it. */
export const WORD = 4;
const FEW = 256;
/** No log can be made to have keys that all lead to one slot: the hash begins anew in each process. */
const BASIS = Math.floor(Math.random() * 0x7fffffff);
/** The golden ratio of 2^32, which spreads bits well (Knuth). */
const SPREAD = 0x9e3779b1;
/** What of a word belongs to a key of which so many bytes are left. */
const REST = [0, 0xff, 0xffff, 0xffffff, -1] as const;
const LF = 0x0a;

/** A key with what it stands for. */
export interface Entry<T> {
  /** Where the key stands in the words of all keys. */
  readonly at: number;
  /** How many bytes it has. */
  readonly length: number;
  readonly hash: number;
  readonly value: T;
}

/** Bytes with a hash of theirs. */
export interface Key {
  end: number;
  hash: number;
}

/** Bytes of which only those that are 1 in the table may stand behind a mark for it to be one. */
export type Behind = Readonly<Uint8Array>;

/**
 * Finds where a key ends that begins at `from`: with the first mark, or with the line feed.
 * @param behind what may stand behind the mark
 */
export function findKey(view: DataView, from: number, mark: number, behind: Behind, key: Key): void {
  const marks = mark * 0x01010101;
  const feeds = LF * 0x01010101;
  let hash = BASIS;
  for (let at = from; ; at += WORD) {
    const word = view.getInt32(at, true);
    if (holdsZero(word ^ marks) || holdsZero(word ^ feeds)) {
      for (let end = at + 1; end <= at + WORD; end++) {
        const code = view.getUint8(end - 1);
        if (code !== LF && !(code === mark && behind[view.getUint8(end)] === 1)) continue;
        key.end = end;
        key.hash = fold(hash, word & (REST[end - at] ?? 0));
        return;
      }
    }
    hash = fold(hash, word);
  }
}

/** Makes a key of the bytes [from, end). */
export function makeKey(view: DataView, from: number, end: number, key: Key): void {
  let hash = BASIS;
  let at = from;
  for (; end - at > WORD; at += WORD) hash = fold(hash, view.getInt32(at, true));
  key.end = end;
  key.hash = fold(hash, view.getInt32(at, true) & (REST[end - at] ?? 0));
}

function holdsZero(word: number): boolean {
  return ((word - 0x01010101) & ~word & 0x80808080) !== 0;
}

function fold(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, SPREAD);
}

export class ByteTable<T> {
  private readonly entries: Entry<T>[] = [];
  /** The words of all keys. */
  private words = new Int32Array(FEW * 16);
  private used = 0;
  /** Numbers of entries, from 1, in the slot that the hash leads to or one behind it; 0 where none is. */
  private slots = new Int32Array(2 * FEW);

  /** The entry for the bytes [from, to). */
  find(view: DataView, from: number, { end, hash }: Key): Entry<T> | null {
    const last = this.slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & last; ; slot = (slot + 1) & last) {
      const entry = this.entries[(this.slots[slot] ?? 0) - 1];
      if (!entry) return null;
      if (entry.hash === hash && entry.length === end - from && this.matches(entry, view, from)) return entry;
    }
  }

  /** Whether the bytes from a place on are those of an entry. */
  matches({ at, length }: Entry<T>, view: DataView, from: number): boolean {
    const { words } = this;
    const whole = length >> 2;
    if (from + length > view.byteLength - WORD) return false;
    for (let index = 0; index < whole; index++) {
      if (words[at + index] !== view.getInt32(from + index * WORD, true)) return false;
    }
    return words[at + whole] === (view.getInt32(from + whole * WORD, true) & (REST[length & 3] ?? 0));
  }

  /** Adds a key that is not there. */
  add(view: DataView, from: number, { end, hash }: Key, value: T): Entry<T> {
    const length = end - from;
    const whole = length >> 2;
    if (this.used + whole + 1 > this.words.length) {
      const larger = new Int32Array(2 * (this.used + whole + 1));
      larger.set(this.words);
      this.words = larger;
    }
    const entry = { at: this.used, length, hash, value };
    for (let index = 0; index <= whole; index++) {
      const word = view.getInt32(from + index * WORD, true);
      this.words[this.used++] = index < whole ? word : word & (REST[length & 3] ?? 0);
    }
    if (2 * this.entries.push(entry) > this.slots.length) this.rehash();
    else this.place(this.entries.length);
    return entry;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 1; number <= this.entries.length; number++) this.place(number);
  }

  private place(number: number): void {
    const hash = this.entries[number - 1]?.hash ?? 0;
    const last = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    while (this.slots[slot] !== 0) slot = (slot + 1) & last;
    this.slots[slot] = number;
  }
}
