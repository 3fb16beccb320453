// An event whose records have known shapes: where they stand in the bytes of a block, and as an event that can be described.
import type { AuditEvent, PlacedRecord } from '../../audit/event';
import { readEventId } from '../../audit/heads';
import type { Repeatable } from '../../audit/record';
import type { Instant } from '../../log/time';
import type { BlockLines } from './blockLines';
import type { ByteWriter } from './byteWriter';
import { isInet, writeInet } from './hex';
import { fieldOf, type RecordShape } from './recordShape';
import { ShapedRecord } from './shapedRecord';
import type { ShortTexts } from './shortTexts';
import type { Trace } from './trace';

const DOUBLE_QUOTE = 0x22;
const SLASH = 0x2f;
const ZERO = 0x30;
const NINE = 0x39;
/** As many digits as a double holds. */
const MOST_DIGITS = 15;

/** A record's shape, and where its slots begin and end, two numbers each, counted from a place in the bytes of the block. */
interface FoundRecord {
  readonly plan: { readonly shape: RecordShape };
  readonly slots: Int32Array;
  readonly body: number;
}

/** Good until the next event is read: it shares the slots with it. */
export class ShapedEvent implements AuditEvent {
  private placed: readonly PlacedRecord[] | null = null;

  /**
   * @param indices its lines
   * @param found its records, as many or more
   * @param trace is told what is read; null for nobody
   */
  constructor(
    readonly lines: BlockLines,
    private readonly file: string,
    private readonly indices: readonly number[],
    private readonly found: readonly FoundRecord[],
    private readonly texts: ShortTexts,
    readonly trace: Trace | null = null,
  ) {}

  /** The same event with what is read of it told. */
  tracedBy(trace: Trace): ShapedEvent {
    return new ShapedEvent(this.lines, this.file, this.indices, this.found, this.texts, trace);
  }

  get count(): number {
    return this.indices.length;
  }

  private get first(): number {
    return this.indexOf(0);
  }

  get node(): string | null {
    this.trace?.readRest();
    const { lines, first } = this;
    const node = lines.node(first);
    return node === null || typeof node === 'string' ? node : this.texts.of(lines.bytes, node.from, node.to);
  }

  /** SECONDS.FRACTION:SERIAL, as written. */
  get id(): string {
    const { lines, first } = this;
    return this.texts.of(lines.bytes, lines.idStart(first), lines.idEnd(first));
  }

  get serial(): number {
    this.trace?.readRest();
    return Number(this.id.slice(this.id.indexOf(':') + 1));
  }

  get time(): Instant | null {
    this.trace?.readRest();
    return readEventId(`${this.id})`, 0)?.time ?? null;
  }

  get records(): readonly PlacedRecord[] {
    return (this.placed ??= this.indices.map((index, number) => ({
      record: new ShapedRecord(this, number),
      file: this.file,
      line: this.lines.number(index),
    })));
  }

  /** As arch= of the event's call has it; a blank, which is no value, where there is none. */
  get architecture(): string {
    for (let number = 0; number < this.count; number++) {
      const shape = this.shapeOf(number);
      if (shape.type !== 'SYSCALL') continue;
      const arch = fieldOf(shape, 'arch');
      return arch === undefined ? ' ' : arch.slot === -1 ? arch.read.raw : this.textOf(number, arch.slot);
    }
    return ' ';
  }

  /** The record of that number. */
  record(number: number): ShapedRecord {
    return this.records[number]?.record as ShapedRecord;
  }

  indexOf(number: number): number {
    return this.indices[number] ?? 0;
  }

  shapeOf(number: number): RecordShape {
    return (this.found[number] as FoundRecord).plan.shape;
  }

  startOf(number: number, slot: number): number {
    const { slots, body } = this.found[number] as FoundRecord;
    return body + (slots[2 * slot] ?? 0);
  }

  endOf(number: number, slot: number): number {
    const { slots, body } = this.found[number] as FoundRecord;
    return body + (slots[2 * slot + 1] ?? 0);
  }

  textOf(number: number, slot: number): string {
    return this.texts.of(this.lines.bytes, this.startOf(number, slot), this.endOf(number, slot));
  }

  /** Whether a slot holds a text that can be repeated. */
  holds(what: Repeatable, number: number, slot: number): boolean {
    const { bytes } = this.lines;
    const start = this.startOf(number, slot);
    const end = this.endOf(number, slot);
    if (what === 'number') return isNumber(bytes, start, end);
    if (what === 'inet') return isInet(this.lines.view, start, end);
    // Quotes stand around a whole value only, and an empty one would not be repeated everywhere.
    return bytes[start] === DOUBLE_QUOTE && end - start > 2 && (what === 'quoted' || bytes[start + 1] === SLASH);
  }

  /** Writes what a slot holds that can be repeated. */
  repeat(what: Repeatable, number: number, slot: number, out: ByteWriter): void {
    const bytes = this.lines.view;
    const start = this.startOf(number, slot);
    const end = this.endOf(number, slot);
    if (what === 'inet') return writeInet(bytes, start, out);
    const quote = what === 'number' ? 0 : 1;
    out.copy(bytes, start + quote, end - quote);
  }
}

/** Whether bytes are a number as String writes it. */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > MOST_DIGITS || (end - start > 1 && bytes[start] === ZERO)) return false;
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) < ZERO || (bytes[at] ?? 0) > NINE) return false;
  return true;
}
