// Looks for many texts at once in bytes: most bytes are never looked at (Wu and Manber, A Fast Algorithm for Multi-Pattern Searching, 1994).
import { partsOf, type Mark } from '../log/mark';
import { stands } from './auditHead';

/** What is looked for, with a number of the caller's. */
export interface SearchedMark {
  readonly mark: Mark;
  readonly kind: number;
}

interface CodedMark {
  /** The first text of it, which alone is searched for, and those that have to follow. */
  readonly bytes: Uint8Array;
  readonly rest: readonly Uint8Array[];
  readonly kind: number;
}

const TABLE = 1 << 16;
/** So many bytes are looked up at once. */
const GRAM = 3;
const NONE: readonly CodedMark[] = [];

/**
 * Of each mark the last bytes are compared, as many as the shortest mark has: for any three bytes a table says how far off
 * the next place is where such an end can stand.
 */
export class MarkSearch {
  private readonly step = new Uint8Array(TABLE);
  private readonly byEnd: (readonly CodedMark[])[] = [NONE];
  private readonly ends = new Uint16Array(TABLE);
  private readonly shortest: number;

  /** @param marks ASCII, of three characters and more in the first text of each */
  constructor(marks: readonly SearchedMark[]) {
    const coded = marks.map(({ mark, kind }): CodedMark => {
      const [bytes = new Uint8Array(0), ...rest] = partsOf(mark).map(text => new TextEncoder().encode(text));
      return { bytes, rest, kind };
    });
    this.shortest = Math.min(255, ...coded.map(({ bytes }) => bytes.length));
    this.step.fill(this.shortest - GRAM + 1);
    for (const mark of coded) this.add(mark);
  }

  private add(mark: CodedMark): void {
    const { bytes } = mark;
    const last = bytes.length - GRAM;
    for (let at = bytes.length - this.shortest; at <= last; at++) {
      const gram = gramAt(bytes, at);
      this.step[gram] = Math.min(this.step[gram] ?? 0, last - at);
    }
    const end = gramAt(bytes, last);
    const slot = this.ends[end] ?? 0;
    if (slot > 0) this.byEnd[slot] = [...(this.byEnd[slot] ?? []), mark];
    else this.ends[end] = this.byEnd.push([mark]) - 1;
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
    let kinds = 0;
    for (const { bytes: mark, rest, kind } of this.byEnd[this.ends[gramAt(bytes, at)] ?? 0] ?? NONE) {
      const start = at + GRAM - mark.length;
      if (start >= from && stands(mark, bytes, start) && follow(rest, bytes, at + GRAM, to)) kinds |= kind;
    }
    return kinds;
  }
}

/** Whether texts stand one behind the other in bytes[from, to). */
function follow(texts: readonly Uint8Array[], bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  for (const text of texts) {
    const [first] = text;
    while (at + text.length <= to && !(bytes[at] === first && stands(text, bytes, at))) at++;
    at += text.length;
    if (at > to) return false;
  }
  return true;
}

/** A number for three bytes; those that differ in few bits may share it. */
function gramAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) & 31) | (((bytes[at + 1] ?? 0) & 31) << 5) | (((bytes[at + 2] ?? 0) & 63) << 10);
}
