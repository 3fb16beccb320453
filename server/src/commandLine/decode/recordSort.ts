// Records of one sort, one after the other: what is as it was in the one before is neither read nor decoded but printed again.
import type { BlockLines } from './blockLines';
import { isSame, sameLength, type Piece } from '../../casefile/bytes';
import type { ByteWriter } from './byteWriter';
import type { FieldPlanner } from './fieldPlan';
import type { RecordPlan } from './recordPlan';
import { RecordShape } from './recordShape';
import type { SentenceSort } from './sentences';
import type { ShapedEvent } from './shapedEvent';
import type { Shapes } from './shapes';
import { valueEnd } from './value';

/** A shape with what is known of all its records; all of them look alike to the runtime. */
export class KnownShape extends RecordShape {
  /** By the texts of the slots that tell the call. */
  readonly plans = new Map<string, RecordPlan<KnownShape>>();

  /**
   * @param written the type as the log writes it
   * @param head what is printed before the fields, around the line number where that is printed
   * @param ofType all shapes of its type
   */
  constructor(
    shape: RecordShape,
    readonly written: Piece,
    readonly head: { readonly before: Piece; readonly behind: Piece | null },
    readonly callSlots: readonly number[],
    readonly ofType: Shapes<KnownShape>,
  ) {
    super(shape.type, shape.writtenType, shape.slots, shape.ending, shape.fields);
  }
}

/** Records with the same plan, at the same place of events whose records before them were of one sort each. */
export class RecordSort {
  /** The sorts of the records that have come behind one of this; the more frequent ones are the first. */
  readonly next: RecordSort[] = [];
  /** The sentences of events that end with it. */
  readonly sentences: SentenceSort = { ways: [], known: 0, unknown: 0 };
  /** Where the slots of the record begin and end that was taken last, two numbers each, from its body on. */
  readonly slots: Int32Array;
  /** Where that record's body stands, in the bytes of this block, which is null where it was not printed. */
  body = 0;
  private end = 0;
  private block: Uint8Array | null = null;
  /** Whether a field may be another than in the record before. */
  private readonly changed: Uint8Array;
  /** Where the fields begin in what was printed of the record before, from the first one on, and where that stands. */
  private readonly printed: Int32Array;
  private printedAt = 0;
  /** The slots that differ from those of the record before, and where they end now. */
  private readonly slotsChanged: Int32Array;
  private readonly ends: Int32Array;

  constructor(readonly plan: RecordPlan<KnownShape>) {
    const { slots, fields } = plan.shape;
    this.slots = new Int32Array(2 * slots.length);
    this.slotsChanged = new Int32Array(slots.length);
    this.ends = new Int32Array(slots.length);
    this.changed = new Uint8Array(fields.length);
    this.printed = new Int32Array(fields.length + 1);
  }

  /** Whether a line is seen to be of this sort by the record before; takes it then. */
  takes(lines: BlockLines, index: number): boolean {
    const { written } = this.plan.shape;
    if (this.block !== lines.bytes) return false;
    const type = lines.typeStart(index);
    if (lines.typeEnd(index) - type !== written.length) return false;
    if (!isSame(lines.view, type, written.view, 0, written.length)) return false;
    const count = this.compare(lines, index);
    if (count === -1) return false;
    this.change(count, lines.body(index));
    this.body = lines.body(index);
    this.end = lines.end(index);
    return true;
  }

  /** Looks for the slots that differ in a line; returns how many do, -1 where other things do too. */
  private compare(lines: BlockLines, index: number): number {
    const { slots, slotsChanged, ends, body, end } = this;
    const { view } = lines;
    const { slots: shapeSlots, callSlots } = this.plan.shape;
    const to = lines.end(index);
    let at = lines.body(index);
    let before = body;
    let count = 0;
    for (let slot = 0; ; slot++) {
      const same = sameLength(view, at, view, before, Math.min(to - at, end - before));
      at += same;
      before += same;
      if (at === to && before === end) return count;
      // A value's end shows in the byte behind it.
      while (slot < shapeSlots.length && body + (slots[2 * slot + 1] ?? 0) < before) slot++;
      const start = body + (slots[2 * slot] ?? 0);
      if (slot === shapeSlots.length || before < start || callSlots.includes(slot)) return -1;
      at = valueEnd(view, at - before + start, to, shapeSlots[slot]?.brace === true);
      if (at === -1) return -1;
      before = body + (slots[2 * slot + 1] ?? 0);
      slotsChanged[count] = slot;
      ends[count++] = at;
    }
  }

  /** Moves the slots to where they are in a record of which so many differ, and notes the fields that do. */
  private change(count: number, body: number): void {
    const { slots, slotsChanged, ends, changed } = this;
    const { fieldOf, unsteady } = this.plan;
    for (let field = 0; field < changed.length; field++) changed[field] = unsteady[field] ?? 1;
    let moved = 0;
    for (let number = 0; number < count; number++) {
      const slot = slotsChanged[number] ?? 0;
      changed[fieldOf[slot] ?? 0] = 1;
      const grown = (ends[number] ?? 0) - body - moved - (slots[2 * slot + 1] ?? 0);
      const next = number + 1 < count ? (slotsChanged[number + 1] ?? 0) : slots.length >> 1;
      if (moved !== 0) slots[2 * slot] = (slots[2 * slot] ?? 0) + moved;
      moved += grown;
      if (moved === 0) continue;
      slots[2 * slot + 1] = (slots[2 * slot + 1] ?? 0) + moved;
      for (let at = 2 * slot + 2; at < 2 * next; at++) slots[at] = (slots[at] ?? 0) + moved;
    }
  }

  /** Takes a line that is known to be of this sort by its slots. */
  takeFound(lines: BlockLines, index: number, slots: Int32Array): void {
    this.body = lines.body(index);
    this.end = lines.end(index);
    for (let at = 0; at < this.slots.length; at++) this.slots[at] = (slots[at] ?? 0) - this.body;
    this.changed.fill(1);
  }

  /** Forgets the record that was taken last: it is not printed. */
  drop(): void {
    this.block = null;
  }

  /** Writes the fields of the record that was taken last, the event's one of that number; all of a block are written to the same `out`. */
  write(planner: FieldPlanner, event: ShapedEvent, record: number, out: ByteWriter): void {
    const { printed, changed, printedAt } = this;
    const { fields } = this.plan;
    const start = out.size;
    for (let number = 0; number < fields.length;) {
      const from = out.size - start;
      const before = printed[number] ?? 0;
      let same = number;
      while (same < fields.length && changed[same] === 0) same++;
      if (same > number) {
        out.repeat(printedAt + before, printedAt + (printed[same] ?? 0));
        if (from !== before) for (; number < same; number++) printed[number] = (printed[number] ?? 0) + from - before;
        number = same;
        continue;
      }
      const field = fields[number];
      if (field !== undefined) planner.print(field, event, record, number, out);
      printed[number++] = from;
    }
    printed[fields.length] = out.size - start;
    this.printedAt = start;
    this.block = event.lines.bytes;
  }
}
