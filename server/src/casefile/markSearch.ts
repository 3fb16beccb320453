// Looks for many texts at once in bytes: most bytes are never looked at (Wu and Manber, A Fast Algorithm for Multi-Pattern Searching, 1994).
import { partsOf, type Mark } from '../log/mark';

/** What is looked for, with a number of the caller's. */
export interface SearchedMark {
  readonly mark: Mark;
  readonly kind: number;
}

/** All marks that have their first text, which alone is searched for, in common. */
interface CodedMarks {
  readonly bytes: Uint8Array;
  /** The kinds, or-ed, of those that are no more than that text. */
  kinds: number;
  /** The others: what has to follow. */
  readonly longer: { readonly rest: readonly Uint8Array[]; readonly kind: number }[];
}

const TABLE = 1 << 16;
/** So many bytes are looked up at once. */
const GRAM = 3;
const NONE: readonly CodedMarks[] = [];

/**
 * Of each mark the last bytes are compared, as many as the shortest mark has: for any three bytes a table says how far off
 * the next place is where such an end can stand.
 */
export class MarkSearch {
  private readonly step = new Uint8Array(TABLE);
  private readonly byEnd: (readonly CodedMarks[])[] = [NONE];
  private readonly ends = new Uint16Array(TABLE);
  private readonly shortest: number;

  /** @param marks ASCII, of three characters and more in the first text of each */
  constructor(marks: readonly SearchedMark[]) {
    const coded = codedMarks(marks);
    this.shortest = Math.min(255, ...coded.map(({ bytes }) => bytes.length));
    this.step.fill(this.shortest - GRAM + 1);
    for (const mark of coded) this.add(mark);
  }

  private add(marks: CodedMarks): void {
    const { bytes } = marks;
    const last = bytes.length - GRAM;
    for (let at = bytes.length - this.shortest; at <= last; at++) {
      const gram = gramAt(bytes, at);
      this.step[gram] = Math.min(this.step[gram] ?? 0, last - at);
    }
    const end = gramAt(bytes, last);
    const slot = this.ends[end] ?? 0;
    if (slot > 0) this.byEnd[slot] = [...(this.byEnd[slot] ?? []), marks];
    else this.ends[end] = this.byEnd.push([marks]) - 1;
  }

  /** The kinds, or-ed, of the marks that stand in bytes[from, to); the search ends where all of `enough` are found. */
  kindsIn(bytes: Uint8Array, from: number, to: number, enough: number): number {
    const { step } = this;
    let kinds = 0;
    let at = from + this.shortest - GRAM;
    const last = to - GRAM;
    while (at <= last) {
      // As gramAt has it; a call for each step would cost more than the step.
      const far =
        step[((bytes[at] ?? 0) & 31) | (((bytes[at + 1] ?? 0) & 31) << 5) | (((bytes[at + 2] ?? 0) & 63) << 10)] ?? 0;
      if (far > 0) {
        at += far;
        continue;
      }
      kinds |= this.kindsAt(bytes, from, at, to);
      if ((kinds & enough) === enough) return kinds;
      at++;
    }
    return kinds;
  }

  /** The kinds of the marks whose last bytes stand at a column. */
  private kindsAt(bytes: Uint8Array, from: number, at: number, to: number): number {
    let found = 0;
    for (const { bytes: mark, kinds, longer } of this.byEnd[this.ends[gramAt(bytes, at)] ?? 0] ?? NONE) {
      const start = at + GRAM - mark.length;
      if (start < from || !stands(mark, bytes, start)) continue;
      found |= kinds;
      for (const { rest, kind } of longer)
        if ((found & kind) === 0 && follow(rest, bytes, at + GRAM, to)) found |= kind;
    }
    return found;
  }
}

/** Many marks have their first texts in common, and tables name one mark twice. */
function codedMarks(marks: readonly SearchedMark[]): CodedMarks[] {
  const byFirst = new Map<string, CodedMarks>();
  for (const { mark, kind } of marks) {
    const [first = '', ...rest] = partsOf(mark);
    const coded = byFirst.get(first) ?? { bytes: encoded(first), kinds: 0, longer: [] };
    byFirst.set(first, coded);
    if (rest.length === 0) coded.kinds |= kind;
    else coded.longer.push({ rest: rest.map(encoded), kind });
  }
  return [...byFirst.values()];
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether a text stands at a column; compared from its end, by which it was found. */
function stands(text: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = text.length - 1; index >= 0; index--) if (bytes[at + index] !== text[index]) return false;
  return true;
}

/** Whether texts stand one behind the other in bytes[from, to). */
function follow(texts: readonly Uint8Array[], bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  for (const text of texts) {
    const first = text[0];
    const last = to - text.length;
    while (at <= last && !(bytes[at] === first && stands(text, bytes, at))) at++;
    at += text.length;
    if (at > to) return false;
  }
  return true;
}

/** A number for three bytes; those that differ in few bits may share it. */
function gramAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) & 31) | (((bytes[at + 1] ?? 0) & 31) << 5) | (((bytes[at + 2] ?? 0) & 63) << 10);
}
