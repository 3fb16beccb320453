// Which goroutines have the same stack: a tree of frames, so that each frame of a dump costs two look-ups and no text is built.
import type { Goroutine, Traceback } from './traceback';

/** A place in the tree: the frames from the root to it are those of a stack. */
export interface StackNode {
  readonly next: Map<number, StackNode>;
  /** The number of the stacks that end here; 0 until one has been counted. */
  group: number;
}

/** Numbers stacks; one for each traceback. Lines below 2^21 and 2^31 files are told apart, which no trace exceeds. */
export class StackTree {
  readonly root: StackNode = { next: new Map(), group: 0 };
  private readonly ids = new Map<string | null, number>();
  private groups = 0;

  /** The node of a stack with one frame more. */
  step(node: StackNode, name: string | null, file: string, line: number, createdBy: boolean): StackNode {
    const caller = child(node, this.id(name) * 2 + (createdBy ? 1 : 0));
    return child(caller, this.id(file) * 0x200000 + line);
  }

  /** The number of a stack, from 1 in the order in which they are first asked for. */
  group(node: StackNode): number {
    if (node.group === 0) node.group = ++this.groups;
    return node.group;
  }

  private id(text: string | null): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(text, id);
    }
    return id;
  }
}

function child(node: StackNode, key: number): StackNode {
  let next = node.next.get(key);
  if (!next) {
    next = { next: new Map(), group: 0 };
    node.next.set(key, next);
  }
  return next;
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
  for (const goroutine of goroutines) {
    const known = groups.get(goroutine.group);
    if (known) known.push(goroutine);
    else groups.set(goroutine.group, [goroutine]);
  }
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
