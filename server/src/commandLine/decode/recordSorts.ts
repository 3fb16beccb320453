// The sorts of records that a log has had so far: found by the record before, else by shape, else learnt from the parser.
import { readLine } from '../../reading/line';
import { encoded, isSame, Piece } from '../../casefile/bytes';
import type { BlockLines } from './blockLines';
import type { EventForm } from './eventText';
import type { FieldPlanner } from './fieldPlan';
import { callSlotsOf, RecordPlan } from './recordPlan';
import { shapeOf } from './recordShape';
import { KnownShape, RecordSort } from './recordSort';
import { ShapedEvent } from './shapedEvent';
import { Shapes } from './shapes';
import type { ShortTexts } from './shortTexts';

/** A longer line is read by the parser alone (bytes). */
const LONGEST = 1 << 16;
const MOST_SLOTS = 512;
/** So many sorts and plans are remembered; then all of them are forgotten, and learnt anew. */
const MOST = 4096;
/** So many sorts are tried by their last record before a record's shape is looked for. */
const TRIED = 12;
/** The kernel and auditd know some two hundred types of records. */
const MOST_TYPES = 512;

interface RecordType {
  readonly written: Piece;
  readonly shapes: Shapes<KnownShape>;
}

export class RecordSorts {
  private readonly types: RecordType[] = [];
  /** The sorts of the first records of events. */
  private readonly firsts: RecordSort[] = [];
  private made = 0;
  private readonly slots = new Int32Array(2 * MOST_SLOTS);

  constructor(
    private readonly form: EventForm,
    private readonly planner: FieldPlanner,
    private readonly texts: ShortTexts,
    private readonly file: string,
  ) {}

  /**
   * The sort of the record in a line, its slots found.
   * @param after that of the event's record before; undefined for its first one
   */
  find(lines: BlockLines, index: number, after: RecordSort | undefined): RecordSort | null {
    const candidates = after === undefined ? this.firsts : after.next;
    const tried = Math.min(candidates.length, TRIED);
    for (let number = 0; number < tried; number++) {
      const sort = candidates[number];
      if (sort?.takes(lines, index) !== true) continue;
      sort.plan.shape.ofType.earn();
      const better = candidates[number - 1];
      if (better !== undefined) {
        candidates[number - 1] = sort;
        candidates[number] = better;
      }
      return sort;
    }
    const plan = this.planOf(lines, index);
    if (plan === null) return null;
    let sort = candidates.find(known => known.plan === plan);
    if (sort === undefined) {
      this.made++;
      candidates.push((sort = new RecordSort(plan)));
    }
    sort.takeFound(lines, index, this.slots);
    return sort;
  }

  /** Forgets all where there is too much; good between two events. */
  tidy(): void {
    if (this.made < MOST) return;
    this.made = 0;
    this.firsts.length = 0;
    for (const { shapes } of this.types) for (const { plans } of shapes.all) plans.clear();
  }

  /** The plan of the record in a line, whose slots are put into `slots`; null for one that only the parser can tell. */
  private planOf(lines: BlockLines, index: number): RecordPlan<KnownShape> | null {
    const shape = this.shapeOf(lines, index);
    if (shape === null) return null;
    const event = new ShapedEvent(
      lines,
      this.file,
      [index],
      [{ plan: { shape }, slots: this.slots, body: 0 }],
      this.texts,
    );
    const call = shape.callSlots.map(slot => event.textOf(0, slot)).join('\n');
    let plan = shape.plans.get(call);
    if (plan === undefined) {
      this.made++;
      plan = new RecordPlan(
        shape,
        shape.fields.map((_, number) => this.planner.planOf(event, 0, number)),
      );
      shape.plans.set(call, plan);
    }
    return plan;
  }

  /** The shape of a line; one that is not known is learnt from the parser. */
  private shapeOf(lines: BlockLines, index: number): KnownShape | null {
    if (lines.end(index) - lines.start(index) > LONGEST) return null;
    const type = this.typeOf(lines, index);
    if (type === null) return null;
    const { written, shapes } = type;
    const known = shapes.find(lines.view, lines.body(index), lines.end(index), this.slots);
    if (known !== null || !shapes.learns) return known;
    shapes.spend();
    const line = lines.text(index);
    const { payload } = readLine(line);
    const shape = payload.kind === 'audit' ? shapeOf(payload.record, line) : null;
    if (shape === null) return null;
    const { before, behind } = this.form.beginRecord(shape.type, this.file);
    const head = { before: encoded(before), behind: behind === null ? null : encoded(behind) };
    shapes.add(new KnownShape(shape, written, head, callSlotsOf(shape), shapes));
    return shapes.find(lines.view, lines.body(index), lines.end(index), this.slots);
  }

  private typeOf(lines: BlockLines, index: number): RecordType | null {
    const { types } = this;
    const start = lines.typeStart(index);
    const end = lines.typeEnd(index);
    for (const type of types) {
      if (type.written.length === end - start && isSame(type.written.view, 0, lines.view, start, end)) return type;
    }
    if (types.length === MOST_TYPES) return null;
    const type = {
      written: new Piece(Uint8Array.from(lines.bytes.subarray(start, end))),
      shapes: new Shapes<KnownShape>(),
    };
    types.push(type);
    return type;
  }
}
