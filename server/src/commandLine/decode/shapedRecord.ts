// A record and an event read by shape: their fields become texts when they are asked for.
import type { AuditEvent, PlacedRecord } from '../../audit/event';
import { ScannedField } from '../../audit/fieldScan';
import { readEventId } from '../../audit/heads';
import { parseAuditRecord, type AuditField, type AuditRecord } from '../../audit/record';
import type { Instant } from '../../log/time';
import type { Span } from '../../place';
import type { BlockLines } from './blockLines';
import type { RecordShape } from './recordShape';
import type { ShortTexts } from './shortTexts';

/** Good as long as the slots and the block are: until the next event is read. */
export class ShapedRecord implements AuditRecord {
  readonly form = 'log';
  readonly stamp = null;
  private parsed: readonly AuditField[] | null = null;

  /** @param slots where the shape's slots begin and end in the bytes of the block, two numbers each */
  constructor(
    private readonly shape: RecordShape,
    private readonly event: ShapedEvent,
    private readonly index: number,
    private readonly slots: Int32Array,
  ) {}

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
    return { start: 0, end: lines.body(this.index) - lines.start(this.index) };
  }

  get body(): string {
    return this.parse()?.body ?? '';
  }

  get fields(): readonly AuditField[] {
    return (this.parsed ??= this.shape.fields.every(({ slot }) => slot !== -1)
      ? this.shape.fields.map((_, number) => this.field(number))
      : (this.parse()?.fields ?? []));
  }

  find(name: string): AuditField | undefined {
    const number = this.shape.byName.get(name);
    return number === undefined ? undefined : this.field(number);
  }

  /** The field of that number, as the parser reads it. */
  field(number: number): AuditField {
    const { name = '', slot = -1, nameBefore = 0, tail = -1 } = this.shape.fields[number] ?? {};
    if (slot === -1) return this.fields[number] as AuditField;
    const { lines } = this.event;
    const start = (this.slots[2 * slot] ?? 0) - lines.start(this.index);
    const decoded = tail === -1 ? undefined : new ScannedField('', 0, this.textOf(tail), this.startOf(tail));
    return new ScannedField(name, start - nameBefore, this.textOf(slot), start, decoded);
  }

  /** The text of a slot. */
  textOf(slot: number): string {
    const { lines, texts } = this.event;
    return texts.of(lines.bytes, this.slots[2 * slot] ?? 0, this.slots[2 * slot + 1] ?? 0);
  }

  private startOf(slot: number): number {
    return (this.slots[2 * slot] ?? 0) - this.event.lines.start(this.index);
  }

  private parse(): AuditRecord | null {
    return parseAuditRecord(this.event.lines.text(this.index), 0);
  }
}

export class ShapedEvent implements AuditEvent {
  readonly records: PlacedRecord[] = [];

  /** @param first its first line */
  constructor(
    readonly lines: BlockLines,
    readonly texts: ShortTexts,
    readonly first: number,
    readonly node: string | null,
    readonly serial: number,
  ) {}

  get time(): Instant | null {
    const { lines, first } = this;
    return readEventId(lines.bytes.toString('latin1', lines.idStart(first), lines.body(first)), 0)?.time ?? null;
  }
}
