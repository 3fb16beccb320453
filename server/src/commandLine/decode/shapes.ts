// The shapes that the records of a log have had so far, found again by the bytes of a line.
import { viewOf } from '../../casefile/bytes';
import type { RecordShape, Slot } from './recordShape';
import { isBrace, valueEnd } from './value';

/** Where one or several shapes go on: behind their common beginning. */
interface Fork {
  readonly branches: Branch[];
  readonly ends: { readonly ending: Uint8Array; readonly shape: number }[];
}

interface Branch extends Slot, Fork {}

/** To learn a shape costs as much as to decode some dozens of records by it. */
const COST = 50;
/** So much may be spent beyond what was saved. */
const CREDIT = 100 * COST;

/** The shapes of the records of one type. */
export class Shapes<Shape extends RecordShape> {
  private readonly root: Fork = { branches: [], ends: [] };
  readonly all: Shape[] = [];
  private credit = CREDIT;

  /** Whether it is worth while to look at another shape: in logs whose records all differ it is not. */
  get learns(): boolean {
    return this.credit >= COST;
  }

  /** Counts that a record was looked at whose shape was not known. */
  spend(): void {
    this.credit -= COST;
  }

  /** Counts that a record had a known shape. */
  earn(): void {
    if (this.credit < CREDIT) this.credit++;
  }

  add(shape: Shape): void {
    let fork = this.root;
    for (const { glue, brace } of shape.slots) {
      let branch = fork.branches.find(other => other.brace === brace && isSame(other.glue, glue));
      if (branch === undefined) fork.branches.push((branch = { glue, brace, branches: [], ends: [] }));
      fork = branch;
    }
    fork.ends.push({ ending: shape.ending, shape: this.all.push(shape) - 1 });
  }

  /**
   * The shape of the record whose head ends at `from`; null for one that is not known. Where its slots begin and end is
   * written to `slots`, two numbers each.
   */
  find(bytes: DataView, from: number, to: number, slots: Int32Array): Shape | null {
    let fork = this.root;
    let at = from;
    let count = 0;
    for (let branch = branchAt(fork, bytes, at, to); branch !== null; branch = branchAt(fork, bytes, at, to)) {
      const start = at + branch.glue.length;
      const end = valueEnd(bytes, start, to, branch.brace);
      if (end === -1 || count === slots.length) return null;
      slots[count++] = start;
      slots[count++] = end;
      at = end;
      fork = branch;
    }
    for (const { ending, shape } of fork.ends) {
      if (at + ending.length !== to || !stands(ending, bytes, at)) continue;
      this.earn();
      return this.all[shape] ?? null;
    }
    return null;
  }
}

function branchAt({ branches }: Fork, bytes: DataView, at: number, to: number): Branch | null {
  for (const branch of branches) {
    const start = at + branch.glue.length;
    if (start >= to || !stands(branch.glue, bytes, at)) continue;
    if (branch.brace === isBrace(bytes.getUint8(start))) return branch;
  }
  return null;
}

function stands(glue: Uint8Array, bytes: DataView, at: number): boolean {
  for (let index = 0; index < glue.length; index++) if (bytes.getUint8(at + index) !== glue[index]) return false;
  return true;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && stands(one, viewOf(other), 0);
}
