// How records are printed that have one shape and tell of the same call: a plan for each of their fields.
import { natureOf } from '../../audit/fields';
import type { FieldPlan } from './fieldPlan';
import type { RecordShape } from './recordShape';

export class RecordPlan<Shape extends RecordShape = RecordShape> {
  /**
   * Of each field two slots that what is printed of it depends on. The two numbers behind those of the slots stand for what
   * never changes and for what may always do so.
   */
  readonly dependences: Int32Array;

  constructor(
    readonly shape: Shape,
    readonly fields: readonly FieldPlan[],
  ) {
    const never = shape.slots.length;
    const always = never + 1;
    this.dependences = Int32Array.from(
      fields.flatMap(({ unsteady, constant, slot, tail }) => {
        if (unsteady) return [always, always];
        return constant === null ? [slot, tail === -1 ? slot : tail] : [never, never];
      }),
    );
  }
}

/** The slots that tell the call: the same fields mean the same only where these are the same too. */
export function callSlotsOf(shape: RecordShape): readonly number[] {
  if (!shape.fields.some(({ name }) => natureOf(name, shape.type).contextual === 'call')) return [];
  const fields = ['arch', 'syscall'].flatMap(name => shape.fields[shape.byName.get(name) ?? -1] ?? []);
  return fields.flatMap(({ slot, tail }) => [slot, tail]).filter(slot => slot !== -1);
}
