// Prints records of one shape one after the other: what is as it was in the one before is not decoded but printed again.
import { natureOf } from '../../audit/fields';
import type { ByteWriter } from './byteWriter';
import type { FieldPlan, FieldPlanner } from './fieldPlan';
import { isSame } from './keptTexts';
import type { RecordShape } from './recordShape';
import type { ShapedEvent } from './shapedEvent';

/** The printing of records of one shape with the same call and architecture, as far as their fields depend on those. */
export class ShapeWriter {
  private readonly plans: readonly FieldPlan[];
  /** Where the slots of the record before stand, and its fields in what was printed; good for one block. */
  private readonly slots: Int32Array;
  private readonly printed: Int32Array;
  private block: Uint8Array | null = null;

  constructor(
    private readonly planner: FieldPlanner,
    private readonly between: Uint8Array,
    event: ShapedEvent,
    record: number,
    architecture: string,
  ) {
    const shape = event.shapeOf(record);
    this.plans = shape.fields.map((_, number) => planner.planOf(event, record, number, architecture));
    this.slots = new Int32Array(2 * shape.slots.length);
    this.printed = new Int32Array(shape.fields.length + 1);
  }

  /** Writes the fields of an event's record; all of a block are written to the same `out`. */
  write(event: ShapedEvent, record: number, out: ByteWriter): void {
    const { plans, printed } = this;
    const { bytes } = event.lines;
    const slots = event.slotsOf(record);
    const hasBefore = this.block === bytes;
    for (let number = 0; number < plans.length;) {
      let same = number;
      if (hasBefore) while (same < plans.length && this.isAsBefore(same, bytes, slots)) same++;
      if (same > number) {
        this.repeat(number, same, out);
        number = same;
        continue;
      }
      const plan = plans[number];
      printed[number] = out.size;
      if (number > 0) out.copy(this.between, 0, this.between.length);
      if (plan !== undefined) this.planner.print(plan, event, record, number, out);
      number++;
    }
    printed[plans.length] = out.size;
    for (let index = 0; index < this.slots.length; index++) this.slots[index] = slots[index] ?? 0;
    this.block = bytes;
  }

  private repeat(from: number, to: number, out: ByteWriter): void {
    const { printed } = this;
    const start = printed[from] ?? 0;
    const moved = out.size - start;
    out.repeat(start, printed[to] ?? 0);
    for (let number = from; number < to; number++) printed[number] = (printed[number] ?? 0) + moved;
  }

  private isAsBefore(number: number, bytes: Uint8Array, slots: Int32Array): boolean {
    const plan = this.plans[number];
    if (plan === undefined || plan.way === 'fresh') return false;
    if (plan.way === 'constant') return true;
    return this.isSameSlot(plan.slot, bytes, slots) && (plan.tail === -1 || this.isSameSlot(plan.tail, bytes, slots));
  }

  private isSameSlot(slot: number, bytes: Uint8Array, slots: Int32Array): boolean {
    const start = slots[2 * slot] ?? 0;
    const end = slots[2 * slot + 1] ?? 0;
    const before = this.slots[2 * slot] ?? 0;
    return end - start === (this.slots[2 * slot + 1] ?? 0) - before && isSame(bytes, before, bytes, start, end);
  }
}

/** What the printing of a shape depends on besides its own fields. */
export interface ShapeContext {
  /** The slots that tell the call: the same fields mean the same only where these are the same too. */
  readonly call: readonly number[];
  /** Whether it depends on the architecture of the event's call. */
  readonly architecture: boolean;
}

export function contextOf(shape: RecordShape): ShapeContext {
  const natures = shape.fields.map(({ name }) => natureOf(name, shape.type).contextual);
  const byCall = natures.includes('call');
  const fields = byCall ? ['arch', 'syscall'].flatMap(name => shape.fields[shape.byName.get(name) ?? -1] ?? []) : [];
  const call = fields.flatMap(({ slot, tail }) => [slot, tail]).filter(slot => slot !== -1);
  return { call, architecture: natures.includes('architecture') };
}
