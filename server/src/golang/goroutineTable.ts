// The goroutines of a traceback and their frames as numbers in a few arrays, since a dump has tens of thousands of the one
// and hundreds of thousands of the other; objects are made of them when they are asked for.
import type { FrameTable } from './frameTable';
import type { Header } from './headers';
import type { Frame, Goroutine } from './traceback';

/** Numbers of a goroutine. */
const LINE = 0;
const FIRST = 1;
const END = 2;
/** The node of its stack; once the traceback is complete, its group. */
const STACK = 3;
const WAIT = 4;
const STATE = 5;
const FLAGS = 6;
const WIDTH = 7;
const FEW = 4;

/** Flags of a goroutine. It has a header. */
export const HEADED = 1;
export const LOCKED = 2;
/** A frame has the offset of a return address, which hardly any other text has. */
export const OFFSET = 4;
/** A frame has a function. */
export const NAMED = 8;
/** A `created by` frame has ended the stack. */
export const ENDED = 16;
export const FRAMED = 32;

const NONE = -1;

/** A goroutine whose frames are [first, end) of a table; `goroutine` is a new object each time. */
export interface KeptGoroutine {
  readonly goroutine: Goroutine;
  readonly group: number;
  readonly frames: FrameTable;
  readonly first: number;
  readonly end: number;
}

export class GoroutineTable {
  private rows = new Int32Array(FEW * WIDTH);
  /** NaN where the header gives none. */
  private ids = new Float64Array(FEW);
  private readonly stateNames: string[] = [];
  private readonly stateNumbers = new Map<string, number>();
  private count = 0;
  /** Of the goroutine that was added last: its flags and the node of its stack, which change with each frame. */
  current = 0;
  node = 0;

  constructor(private readonly frames: FrameTable) {}

  get length(): number {
    return this.count;
  }

  /** Begins a goroutine; `header` is null where a stack has none. */
  add(header: Header | null, line: number, node: number): void {
    this.settle();
    if (this.count === this.ids.length) this.grow();
    const at = this.count * WIDTH;
    const { rows, frames } = this;
    rows[at + LINE] = line;
    rows[at + FIRST] = frames.length;
    rows[at + WAIT] = header?.waitMinutes ?? NONE;
    rows[at + STATE] = header === null ? NONE : this.state(header.state);
    this.current = header === null ? 0 : HEADED | (header.locked ? LOCKED : 0);
    this.node = node;
    this.ids[this.count++] = header?.id ?? NaN;
  }

  private grow(): void {
    const rows = new Int32Array(2 * this.rows.length);
    rows.set(this.rows);
    this.rows = rows;
    const ids = new Float64Array(2 * this.ids.length);
    ids.set(this.ids);
    this.ids = ids;
  }

  private state(name: string): number {
    let number = this.stateNumbers.get(name);
    if (number === undefined) {
      number = this.stateNames.push(name) - 1;
      this.stateNumbers.set(name, number);
    }
    return number;
  }

  /** The number of the goroutine that was added last; null where it has none. */
  get lastId(): number | null {
    const id = this.ids[this.count - 1] ?? NaN;
    return Number.isNaN(id) ? null : id;
  }

  private flags(index: number): number {
    return this.rows[index * WIDTH + FLAGS] ?? 0;
  }

  /** Writes down what is known of the last goroutine. */
  private settle(): void {
    const at = (this.count - 1) * WIDTH;
    if (at < 0) return;
    const { rows } = this;
    rows[at + END] = this.frames.length;
    rows[at + STACK] = this.node;
    rows[at + FLAGS] = this.current;
  }

  /** How many frames a goroutine has. */
  private depth(index: number): number {
    const at = index * WIDTH;
    return (this.rows[at + END] ?? 0) - (this.rows[at + FIRST] ?? 0);
  }

  /** Drops the goroutines that are not sound, and turns the nodes of the others into groups; returns whether one of these has a frame. */
  complete(isSound: (flags: number) => boolean, groupOf: (node: number) => number): boolean {
    this.settle();
    let kept = 0;
    let deep = false;
    for (let index = 0; index < this.count; index++) {
      if (!isSound(this.flags(index))) continue;
      deep ||= this.depth(index) > 0;
      const at = kept * WIDTH;
      this.rows.copyWithin(at, index * WIDTH, (index + 1) * WIDTH);
      this.rows[at + STACK] = groupOf(this.rows[at + STACK] ?? 0);
      this.ids[kept] = this.ids[index] ?? NaN;
      kept++;
    }
    this.count = kept;
    return deep;
  }

  /** New objects for all goroutines. */
  goroutines(): Goroutine[] {
    return Array.from({ length: this.count }, (_, index) => this.goroutine(index));
  }

  /** The same one after the other, with their frames as they are kept. */
  *kept(): Generator<KeptGoroutine> {
    const { rows, frames } = this;
    for (let index = 0; index < this.count; index++) {
      const at = index * WIDTH;
      yield new Kept(this, index, frames, rows[at + FIRST] ?? 0, rows[at + END] ?? 0);
    }
  }

  group(index: number): number {
    return this.rows[index * WIDTH + STACK] ?? 0;
  }

  /** A new object, whose frames are made when they are asked for. */
  goroutine(index: number): Goroutine {
    const { rows, frames } = this;
    const at = index * WIDTH;
    const id = this.ids[index] ?? NaN;
    const wait = rows[at + WAIT] ?? NONE;
    const first = rows[at + FIRST] ?? 0;
    const end = rows[at + END] ?? 0;
    let made: readonly Frame[] | null = null;
    return {
      id: Number.isNaN(id) ? null : id,
      state: this.stateNames[rows[at + STATE] ?? NONE] ?? null,
      waitMinutes: wait === NONE ? null : wait,
      locked: ((rows[at + FLAGS] ?? 0) & LOCKED) !== 0,
      line: rows[at + LINE] ?? 0,
      group: rows[at + STACK] ?? 0,
      get frames() {
        return (made ??= frames.frames(first, end));
      },
    };
  }
}

/** Most are asked for their frames alone. */
class Kept implements KeptGoroutine {
  constructor(
    private readonly table: GoroutineTable,
    private readonly index: number,
    readonly frames: FrameTable,
    readonly first: number,
    readonly end: number,
  ) {}

  get goroutine(): Goroutine {
    return this.table.goroutine(this.index);
  }

  get group(): number {
    return this.table.group(this.index);
  }
}
