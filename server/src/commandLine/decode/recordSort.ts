// Records of one sort, one after the other: what is as it was in the one before is neither read nor decoded but printed again.
import type { BlockLines } from './blockLines';
import type { ByteWriter } from './byteWriter';
import type { FieldPlanner } from './fieldPlan';
import { isSame } from './keptTexts';
import type { RecordPlan } from './recordPlan';
import type { RecordShape } from './recordShape';
import type { SentenceSort } from './sentences';
import type { ShapedEvent } from './shapedEvent';
import { valueEnd } from './value';

/** What a shape has besides what it is found by. */
export interface KnownShape extends RecordShape {
  /** The type as the log writes it. */
  readonly written: Uint8Array;
  /** What is printed before the fields, around the line number where that is printed. */
  readonly head: { readonly before: Uint8Array; readonly behind: Uint8Array | null };
  readonly callSlots: readonly number[];
  /** By the texts of the slots that tell the call. */
  readonly plans: Map<string, RecordPlan<KnownShape>>;
}

/** Records with the same plan, at the same place of events whose records before them were of one sort each. */
export class RecordSort {
  /** The sorts of the records that have come behind one of this; the more frequent ones are the first. */
  readonly next: RecordSort[] = [];
  /** The sentences of events that end with it. */
  readonly sentences: SentenceSort = { ways: [], known: 0, unknown: 0 };
  /** Where the slots of the record begin and end that was found last, two numbers each. */
  slots: Int32Array;
  /** Whether a slot, and what RecordPlan.dependences has behind them, is another than in the record before. */
  private readonly changed: Uint8Array;
  /** The record before: the bytes it stands in, its slots, its end, and its fields in what was printed. */
  private block: Uint8Array | null = null;
  private before: Int32Array;
  private body = 0;
  private end = 0;
  private readonly printed: Int32Array;

  constructor(readonly plan: RecordPlan<KnownShape>) {
    const { slots, fields } = plan.shape;
    this.slots = new Int32Array(2 * slots.length);
    this.before = new Int32Array(2 * slots.length);
    this.changed = new Uint8Array(slots.length + 2).fill(1);
    this.printed = new Int32Array(fields.length + 1);
  }

  /** Whether a line is seen to be of this sort by the record before; finds its slots then. */
  finds(lines: BlockLines, index: number): boolean {
    const { bytes } = lines;
    const { written, slots: shapeSlots, callSlots } = this.plan.shape;
    if (this.block !== bytes) return false;
    const type = lines.typeStart(index);
    if (lines.typeEnd(index) - type !== written.length || !isSame(bytes, type, written, 0, written.length))
      return false;
    const { before, slots, changed, end } = this;
    const to = lines.end(index);
    let at = lines.body(index);
    let own = this.body;
    for (let slot = 0; ; slot++) {
      const moved = at - own;
      const same = sameLength(lines.view, at, own, Math.min(to - at, end - own));
      at += same;
      own += same;
      const done = at === to && own === end;
      // Slots that end before the first byte that differs are the same, whatever that is: a value's end shows in the byte behind it.
      for (; slot < shapeSlots.length && (done || (before[2 * slot + 1] ?? 0) < own); slot++) {
        slots[2 * slot] = (before[2 * slot] ?? 0) + moved;
        slots[2 * slot + 1] = (before[2 * slot + 1] ?? 0) + moved;
        changed[slot] = 0;
      }
      if (done) break;
      const start = before[2 * slot] ?? 0;
      if (slot === shapeSlots.length || own < start || callSlots.includes(slot)) return false;
      const last = valueEnd(bytes, start + moved, to, shapeSlots[slot]?.brace === true);
      if (last === -1) return false;
      slots[2 * slot] = start + moved;
      slots[2 * slot + 1] = at = last;
      own = before[2 * slot + 1] ?? 0;
      changed[slot] = 1;
    }
    changed[shapeSlots.length] = 0;
    return true;
  }

  /** Takes a record that is known to be of this sort by its slots. */
  take(slots: Int32Array): void {
    for (let index = 0; index < this.slots.length; index++) this.slots[index] = slots[index] ?? 0;
    this.changed.fill(1);
  }

  /** Writes the fields of the record that was found last, the event's one of that number; all of a block are written to the same `out`. */
  write(planner: FieldPlanner, event: ShapedEvent, record: number, out: ByteWriter): void {
    const { printed, changed } = this;
    const { fields, dependences } = this.plan;
    for (let number = 0; number < fields.length;) {
      let same = number;
      while (
        same < fields.length &&
        changed[dependences[2 * same] ?? 0] === 0 &&
        changed[dependences[2 * same + 1] ?? 0] === 0
      )
        same++;
      if (same > number) {
        this.repeat(number, same, out);
        number = same;
        continue;
      }
      const field = fields[number];
      printed[number] = out.size;
      if (field !== undefined) planner.print(field, event, record, number, out);
      number++;
    }
    printed[fields.length] = out.size;
  }

  private repeat(from: number, to: number, out: ByteWriter): void {
    const { printed } = this;
    const start = printed[from] ?? 0;
    const moved = out.size - start;
    out.repeat(start, printed[to] ?? 0);
    for (let number = from; number < to; number++) printed[number] = (printed[number] ?? 0) + moved;
  }

  /** Makes the record that was found last, which is that line, the one before. */
  settle(lines: BlockLines, index: number): void {
    const { before } = this;
    this.before = this.slots;
    this.slots = before;
    this.block = lines.bytes;
    this.body = lines.body(index);
    this.end = lines.end(index);
  }
}

/** How many bytes are the same from two places on, `most` at most; four at a time, as long as that goes. */
function sameLength(view: DataView, one: number, other: number, most: number): number {
  let same = 0;
  while (same + 4 <= most && view.getInt32(one + same) === view.getInt32(other + same)) same += 4;
  while (same < most && view.getUint8(one + same) === view.getUint8(other + same)) same++;
  return same;
}
