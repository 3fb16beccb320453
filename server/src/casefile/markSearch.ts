// Looks for many texts at once in bytes: most bytes are never looked at (Wu and Manber, A Fast Algorithm for Multi-Pattern Searching, 1994).

/** A text that is looked for, with a number of the caller's. */
export interface SearchedMark {
  readonly text: string;
  readonly kind: number;
}

interface CodedMark {
  readonly bytes: Uint8Array;
  readonly kind: number;
}

/** Two bytes that follow each other. */
const PAIRS = 1 << 16;
const NONE: readonly CodedMark[] = [];

/**
 * Of each mark the last bytes are compared, as many as the shortest mark has: for any two bytes a table says how far off
 * the next place is where such an end can stand.
 */
export class MarkSearch {
  private readonly step = new Uint8Array(PAIRS);
  private readonly byEnd: (readonly CodedMark[])[] = [NONE];
  private readonly ends = new Uint16Array(PAIRS);
  private readonly shortest: number;

  /** @param marks ASCII, of two characters and more each */
  constructor(marks: readonly SearchedMark[]) {
    const coded = marks.map(({ text, kind }) => ({ bytes: new TextEncoder().encode(text), kind }));
    this.shortest = Math.min(255, ...coded.map(({ bytes }) => bytes.length));
    this.step.fill(this.shortest - 1);
    for (const mark of coded) this.add(mark);
  }

  private add(mark: CodedMark): void {
    const { bytes } = mark;
    const from = bytes.length - this.shortest;
    for (let at = from; at + 1 < bytes.length; at++) {
      const pair = pairAt(bytes, at);
      this.step[pair] = Math.min(this.step[pair] ?? 0, bytes.length - 2 - at);
    }
    const end = pairAt(bytes, bytes.length - 2);
    const slot = this.ends[end] ?? 0;
    if (slot > 0) this.byEnd[slot] = [...(this.byEnd[slot] ?? []), mark];
    else this.ends[end] = this.byEnd.push([mark]) - 1;
  }

  /** The kinds, or-ed, of the marks that stand in bytes[from, to); the search ends where all of `enough` are found. */
  kindsIn(bytes: Uint8Array, from: number, to: number, enough: number): number {
    const { step } = this;
    let kinds = 0;
    let at = from + this.shortest - 2;
    const last = to - 1;
    while (at < last) {
      const far = step[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0;
      if (far > 0) {
        at += far;
        continue;
      }
      kinds |= this.kindsAt(bytes, from, at);
      if ((kinds & enough) === enough) return kinds;
      at++;
    }
    return kinds;
  }

  /** The kinds of the marks whose last two bytes stand at a column. */
  private kindsAt(bytes: Uint8Array, from: number, at: number): number {
    let kinds = 0;
    for (const { bytes: mark, kind } of this.byEnd[this.ends[pairAt(bytes, at)] ?? 0] ?? NONE) {
      const start = at + 2 - mark.length;
      if (start >= from && stands(mark, bytes, start)) kinds |= kind;
    }
    return kinds;
  }
}

function pairAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function stands(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}
