// Whose turn it is among many in order of time: a binary heap. What merges logs, in the editor and on the command line, asks here.

/** Something that waits for its turn. */
export interface Turn {
  /** Nanoseconds; BEFORE_ALL for what has no time. */
  readonly ns: bigint;
  /** Tells who comes first of those with the same time. */
  readonly index: number;
}

/** Before any time: nothing tells what it would wait for. */
export const BEFORE_ALL = -(1n << 80n);

export class Turns<T extends Turn> {
  private readonly items: T[] = [];

  get first(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let at = items.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = items[above] as T;
      if (compare(parent, item) <= 0) break;
      items[at] = parent;
      at = above;
    }
    items[at] = item;
  }

  /** Takes the least away; null where there is none. */
  pop(): T | null {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (first === undefined || last === undefined) return null;
    if (items.length > 0) this.sink(last);
    return first;
  }

  /** Puts an item in the first one's place. */
  private sink(item: T): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && compare(items[below + 1] as T, items[below] as T) < 0) below++;
      const child = items[below] as T;
      if (compare(item, child) <= 0) break;
      items[at] = child;
      at = below;
    }
    items[at] = item;
  }
}

function compare(a: Turn, b: Turn): number {
  return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : a.index - b.index;
}
