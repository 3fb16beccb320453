// A record read by its shape: its fields become texts when they are asked for.
import { ScannedField } from '../../audit/fieldScan';
import { parseAuditRecord, type AuditField, type AuditRecord, type Repeatable } from '../../audit/record';
import type { Instant } from '../../log/time';
import type { Span } from '../../place';
import type { ShapedEvent } from './shapedEvent';
import { fieldOf, type ShapeField } from './recordShape';

/** Good until the next event is read. */
export class ShapedRecord implements AuditRecord {
  readonly form = 'log';
  readonly stamp = null;
  private known: readonly AuditField[] | null = null;

  /** @param number that of the record in its event, from 0 */
  constructor(
    private readonly event: ShapedEvent,
    private readonly number: number,
  ) {}

  private get shape() {
    return this.event.shapeOf(this.number);
  }

  get type(): string {
    return this.shape.type;
  }

  get writtenType(): string {
    return this.shape.writtenType;
  }

  get node(): string | null {
    return this.event.node;
  }

  get time(): Instant | null {
    return this.event.time;
  }

  get serial(): number {
    return this.event.serial;
  }

  get head(): Span {
    const { lines } = this.event;
    const index = this.event.indexOf(this.number);
    const start = lines.start(index);
    return { start: lines.record(index) - start, end: lines.body(index) - start };
  }

  get body(): string {
    this.event.trace?.readRest();
    return this.parse()?.body ?? '';
  }

  get fields(): readonly AuditField[] {
    const { fields } = this.shape;
    for (const field of fields) this.trace(field);
    return (this.known ??= fields.every(({ slot }) => slot !== -1)
      ? fields.map(field => this.fieldAt(field))
      : (this.parse()?.fields ?? []));
  }

  find(name: string): AuditField | undefined {
    const number = this.shape.byName.get(name);
    return number === undefined ? undefined : this.field(number);
  }

  /** The field of that number, as the parser reads it. */
  field(number: number): AuditField | undefined {
    const field = this.shape.fields[number];
    if (field === undefined) return undefined;
    if (field.slot === -1) return this.fields[number];
    this.trace(field);
    return this.fieldAt(field);
  }

  get names(): readonly string[] {
    return this.shape.fields.map(({ name }) => name);
  }

  repeat(name: string, what: Repeatable): string | undefined {
    const { trace } = this.event;
    if (trace === null) return undefined;
    const { slot = -1, tail = -1 } = fieldOf(this.shape, name) ?? {};
    const holds = slot !== -1 && tail === -1 && this.event.holds(what, this.number, slot);
    return holds ? trace.repeat(this.number, slot, what) : undefined;
  }

  private fieldAt({ name, slot, nameBefore, tail }: ShapeField): AuditField {
    const start = this.startOf(slot);
    const decoded = tail === -1 ? undefined : new ScannedField('', 0, this.textOf(tail), this.startOf(tail));
    return new ScannedField(name, start - nameBefore, this.textOf(slot), start, decoded);
  }

  private trace({ slot, tail }: ShapeField): void {
    const { trace } = this.event;
    if (trace === null) return;
    if (slot !== -1) trace.read(this.number, slot);
    if (tail !== -1) trace.read(this.number, tail);
  }

  private textOf(slot: number): string {
    return this.event.textOf(this.number, slot);
  }

  /** The column of a slot in its line, which is ASCII. */
  private startOf(slot: number): number {
    return this.event.startOf(this.number, slot) - this.event.lines.start(this.event.indexOf(this.number));
  }

  private parse(): AuditRecord | null {
    return parseAuditRecord(this.event.lines.text(this.event.indexOf(this.number)), this.head.start);
  }
}
