// How records are printed that have one shape and tell of the same call: a plan for each of their fields.
import { natureOf } from '../../audit/fields';
import type { FieldPlan } from './fieldPlan';
import type { RecordShape } from './recordShape';

export class RecordPlan<Shape extends RecordShape = RecordShape> {
  /** The field that a slot belongs to, both by their numbers. */
  readonly fieldOf: Int32Array;
  /** By field: 1 where it is printed anew in every record. */
  readonly unsteady: Uint8Array;

  constructor(
    readonly shape: Shape,
    readonly fields: readonly FieldPlan[],
  ) {
    this.fieldOf = Int32Array.from(shape.slots, (_, slot) =>
      shape.fields.findIndex(field => field.slot === slot || field.tail === slot),
    );
    this.unsteady = Uint8Array.from(fields, ({ unsteady }) => (unsteady ? 1 : 0));
  }
}

/** The slots that tell the call: the same fields mean the same only where these are the same too. */
export function callSlotsOf(shape: RecordShape): readonly number[] {
  if (!shape.fields.some(({ name }) => natureOf(name, shape.type).contextual === 'call')) return [];
  const fields = ['arch', 'syscall'].flatMap(name => shape.fields[shape.byName.get(name) ?? -1] ?? []);
  return fields.flatMap(({ slot, tail }) => [slot, tail]).filter(slot => slot !== -1);
}
