// A table with stretches of bytes as keys: what has been read before is found again without making a text of it.

const FEW = 256;
/** FNV-1a. */
export const HASH_BASIS = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** A key with what it stands for. */
export interface Entry<T> {
  /** Where the key stands in the bytes of all keys. */
  readonly at: number;
  readonly length: number;
  readonly hash: number;
  readonly value: T;
}

export class ByteTable<T> {
  private readonly entries: Entry<T>[] = [];
  /** The bytes of all keys. */
  private keys = new Uint8Array(FEW * 64);
  private used = 0;
  /** Numbers of entries, from 1, in the slot that the hash leads to or one behind it; 0 where none is. */
  private slots = new Int32Array(2 * FEW);

  /** The entry for the bytes [from, to), whose hash (FNV-1a) is given. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): Entry<T> | null {
    const last = this.slots.length - 1;
    for (let slot = spread(hash) & last; ; slot = (slot + 1) & last) {
      const entry = this.entries[(this.slots[slot] ?? 0) - 1];
      if (!entry) return null;
      if (entry.hash === hash && entry.length === to - from && this.matches(entry, bytes, from)) return entry;
    }
  }

  /** Whether the bytes from a place on are those of an entry. */
  matches({ at, length }: Entry<T>, bytes: Uint8Array, from: number): boolean {
    const { keys } = this;
    // The last byte first: names in the same package begin alike.
    for (let index = length - 1; index >= 0; index--) if (keys[at + index] !== bytes[from + index]) return false;
    return true;
  }

  /** Adds a key that is not there. */
  add(bytes: Uint8Array, from: number, to: number, hash: number, value: T): Entry<T> {
    const length = to - from;
    if (this.used + length > this.keys.length) {
      const larger = new Uint8Array(2 * Math.max(this.keys.length, length));
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys.set(bytes.subarray(from, to), this.used);
    const entry = { at: this.used, length, hash, value };
    this.used += length;
    if (2 * this.entries.push(entry) > this.slots.length) this.rehash();
    else this.place(this.entries.length);
    return entry;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 1; number <= this.entries.length; number++) this.place(number);
  }

  private place(number: number): void {
    const last = this.slots.length - 1;
    let slot = spread(this.entries[number - 1]?.hash ?? 0) & last;
    while (this.slots[slot] !== 0) slot = (slot + 1) & last;
    this.slots[slot] = number;
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
