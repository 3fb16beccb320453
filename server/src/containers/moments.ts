// Things by their moments: looked up instead of looked through, since a case may have many containers.
import { firstIndex } from '../lists';

/** Things in the order of their moments (nanoseconds since the epoch); those without one are left out. */
export class Moments<T> {
  private readonly items: readonly { readonly ns: bigint; readonly value: T }[];

  constructor(values: readonly T[], momentOf: (value: T) => bigint | null | undefined) {
    this.items = values
      .flatMap(value => {
        const ns = momentOf(value);
        return ns === null || ns === undefined ? [] : [{ ns, value }];
      })
      .sort((a, b) => (a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0));
  }

  /** Those of [from, to]; null for no end. */
  between(from: bigint, to: bigint | null): T[] {
    const found: T[] = [];
    for (let at = this.firstSince(from); at < this.items.length; at++) {
      const item = this.items[at];
      if (!item || (to !== null && item.ns > to)) break;
      found.push(item.value);
    }
    return found;
  }

  private firstSince(ns: bigint): number {
    return firstIndex(this.items.length, at => (this.items[at]?.ns ?? 0n) >= ns);
  }
}

interface Life {
  readonly from: bigint;
  readonly to: bigint | null;
}

/** Things that last, asked which of them do at a moment: a tree over their beginnings whose nodes know the latest end below. */
export class Lasting<T> {
  private readonly items: readonly (Life & { readonly value: T; readonly place: number })[];
  /** Of each half that `visit` divides the items into, by its middle. */
  private readonly ends: (bigint | null)[];

  constructor(values: readonly T[], lifeOf: (value: T) => Life | null) {
    this.items = values
      .flatMap((value, place) => {
        const life = lifeOf(value);
        return life ? [{ ...life, value, place }] : [];
      })
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    this.ends = new Array<bigint | null>(this.items.length).fill(null);
    this.measure(0, this.items.length);
  }

  /** Those that last at a moment, in the order in which they were given. */
  at(ns: bigint): T[] {
    const found: { readonly value: T; readonly place: number }[] = [];
    const visit = (low: number, high: number): void => {
      if (low >= high) return;
      const middle = (low + high) >> 1;
      const end = this.ends[middle] ?? null;
      if (end !== null && end < ns) return;
      visit(low, middle);
      const item = this.items[middle];
      if (!item || item.from > ns) return;
      if (item.to === null || item.to >= ns) found.push(item);
      visit(middle + 1, high);
    };
    visit(0, this.items.length);
    return found.sort((a, b) => a.place - b.place).map(({ value }) => value);
  }

  /** Notes the latest end of the items [low, high), of which there is one at least where the result is taken. */
  private measure(low: number, high: number): bigint | null {
    if (low >= high) return 0n;
    const middle = (low + high) >> 1;
    const ends = [this.items[middle]?.to ?? null, this.measure(low, middle), this.measure(middle + 1, high)];
    const last = ends.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b));
    return (this.ends[middle] = last);
  }
}
