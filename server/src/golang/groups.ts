// Which goroutines have the same stack: a tree of calls, so that each frame of a dump costs one look-up and no text is built.
import { addTo } from '../lists';
import type { Goroutine, Traceback } from './traceback';

/** The numbers of a node: the last call that was asked for below it, where that leads, and the number of the stacks that end at it (0 for none). */
const WIDTH = 3;
const FEW = 16;
/** Odd numbers that spread the bits of node and call over the slots (Knuth's multiplicative hashing). */
const SPREAD = [0x9e3779b1, 0x85ebca6b] as const;

/** Numbers stacks; one for each traceback. Nodes are numbers too, so that a dump of any size makes no objects. */
export class StackTree {
  readonly root = 0;
  private nodes = new Int32Array(FEW * WIDTH);
  private count = 1;
  private groups = 0;
  /** Node, call and the node below it, in the slot that the first two spread to or one behind it; nothing is below in an empty slot. */
  private slots = new Int32Array(4 * FEW * WIDTH);

  /** The node of a stack with one call more. */
  step(node: number, call: number): number {
    const at = node * WIDTH;
    if (this.nodes[at] === call && this.nodes[at + 1] !== 0) return this.nodes[at + 1] ?? 0;
    const slot = this.slot(node, call);
    const below = this.slots[slot + 2] || this.add(slot, node, call);
    this.nodes[at] = call;
    this.nodes[at + 1] = below;
    return below;
  }

  /** The call that was asked for last below a node; -1 where none was. */
  lastStep(node: number): number {
    const at = node * WIDTH;
    return this.nodes[at + 1] === 0 ? -1 : (this.nodes[at] ?? -1);
  }

  /** The number of a stack, from 1 in the order in which they are first asked for. */
  group(node: number): number {
    const at = node * WIDTH + 2;
    return (this.nodes[at] ||= ++this.groups);
  }

  /** Where a node and a call stand among the slots, or would. */
  private slot(node: number, call: number): number {
    const { slots } = this;
    const last = slots.length / WIDTH - 1;
    let index = (Math.imul(node, SPREAD[0]) ^ Math.imul(call, SPREAD[1])) >>> 0;
    index ^= index >>> 15;
    for (;;) {
      index &= last;
      const at = index * WIDTH;
      if (slots[at + 2] === 0 || (slots[at] === node && slots[at + 1] === call)) return at;
      index++;
    }
  }

  private add(slot: number, node: number, call: number): number {
    const below = this.count++;
    this.put(slot, node, call, below);
    if (below * WIDTH === this.nodes.length) this.nodes = grown(this.nodes, 2);
    if (this.count * WIDTH * 2 > this.slots.length) this.rehash();
    return below;
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += WIDTH) {
      const below = old[at + 2] ?? 0;
      if (below !== 0) this.put(this.slot(old[at] ?? 0, old[at + 1] ?? 0), old[at] ?? 0, old[at + 1] ?? 0, below);
    }
  }

  private put(slot: number, node: number, call: number, below: number): void {
    const { slots } = this;
    slots[slot] = node;
    slots[slot + 1] = call;
    slots[slot + 2] = below;
  }
}

function grown(numbers: Int32Array, times: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(times * numbers.length);
  larger.set(numbers);
  return larger;
}

/** Goroutines with the same stack (functions, files, lines and creator; arguments and states apart). */
export interface GoroutineGroup {
  /** In the order of the log; never empty. */
  readonly goroutines: readonly Goroutine[];
  /**
   * The shortest and the longest wait in minutes, 0 for a goroutine of which no wait is said: the runtime says whole
   * minutes only (runtime/traceback.go, goroutineheader). Null where none is said of any.
   */
  readonly waitMinutes: { readonly least: number; readonly most: number } | null;
}

/** The groups of a traceback in the order of their first goroutines. */
export function groupsOf({ goroutines }: Pick<Traceback, 'goroutines'>): GoroutineGroup[] {
  const groups = new Map<number, Goroutine[]>();
  for (const goroutine of goroutines) addTo(groups, goroutine.group, goroutine);
  return [...groups.values()].map(members => ({ goroutines: members, waitMinutes: waitsOf(members) }));
}

function waitsOf(goroutines: readonly Goroutine[]): GoroutineGroup['waitMinutes'] {
  let least = Infinity;
  let most = 0;
  for (const { waitMinutes } of goroutines) {
    least = Math.min(least, waitMinutes ?? 0);
    most = Math.max(most, waitMinutes ?? 0);
  }
  return most === 0 ? null : { least, most };
}
