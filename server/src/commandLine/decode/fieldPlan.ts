// How each field of a shape is printed: by what was printed before, as far as its decoding depends on nothing else.
import type { AccountNames } from '../../audit/accounts';
import type { AuditEvent } from '../../audit/event';
import { decodeValue, natureOf } from '../../audit/fields';
import { dependenceInCall } from '../../audit/syscallArguments';
import type { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';
import type { KeptTexts, Column, ValueAt } from './keptTexts';
import type { RecordShape } from './recordShape';
import type { ShapedRecord } from './shapedRecord';

const DOUBLE_QUOTE = 0x22;
/** Stands for a value in a template. */
const VALUE = '~value~';
/** Digits of 64 bits, as a call's arguments are written. */
const MOST_DIGITS = 16;

/** What is printed around the places where the value stands. */
type Template = readonly Uint8Array[];

/**
 * - constant: the same in all records of the shape;
 * - copied: as written, without quotes; where `unquoted` is null only what stands in quotes is, and the rest is kept;
 * - prefixed: as written with 0x before it, where it is hexadecimal;
 * - kept: as it was printed when the same was written;
 * - fresh: decoded anew, since other fields may change it.
 */
export type FieldPlan = { readonly slot: number; readonly tail: number } & (
  | { readonly way: 'constant'; readonly printed: Uint8Array }
  | { readonly way: 'copied'; readonly quoted: Template; readonly unquoted: Template | null; readonly column: Column }
  | { readonly way: 'prefixed'; readonly unquoted: Template }
  | { readonly way: 'kept'; readonly column: Column }
  | { readonly way: 'fresh' }
);

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Makes the plans of shapes, and prints fields by them. */
export class FieldPlanner {
  private readonly columns = new Map<string, Column>();
  private readonly encoder = new TextEncoder();
  private readonly value: Mutable<ValueAt> = { bytes: new Uint8Array(0), start: 0, end: 0, tailStart: 0, tailEnd: 0 };

  constructor(
    private readonly form: EventForm,
    private readonly accounts: AccountNames,
    private readonly kept: KeptTexts,
  ) {}

  /**
   * The plan of a field in all records that have its shape and, where it depends on that, its call or architecture.
   * @param record one of them
   * @param architecture as arch= of the event's call has it; '' for none
   */
  planOf(shape: RecordShape, number: number, record: ShapedRecord, event: AuditEvent, architecture: string): FieldPlan {
    const { name = '', slot = -1, tail = -1 } = shape.fields[number] ?? {};
    const place = { slot, tail };
    const { contextual, verbatim } = natureOf(name, shape.type);
    if (contextual === 'record') return { ...place, way: 'fresh' };
    if (slot === -1) {
      const printed = this.encoder.encode(this.fresh(record, number, event));
      return contextual === null ? { ...place, way: 'constant', printed } : { ...place, way: 'fresh' };
    }
    if (contextual === 'call') {
      const dependence = dependenceInCall(name, record);
      const unquoted = this.template(name, VALUE, `0x${VALUE}`);
      if (dependence === 'others') return { ...place, way: 'fresh' };
      if (dependence === 'prefixed' && tail === -1 && unquoted) return { ...place, way: 'prefixed', unquoted };
      return { ...place, way: 'kept', column: this.kept.newColumn() };
    }
    const column = this.column(shape.type, name, contextual === null ? '' : architecture);
    const quoted = this.template(name, `"${VALUE}"`, VALUE);
    if (verbatim === 'never' || tail !== -1 || quoted === null) return { ...place, way: 'kept', column };
    const unquoted = verbatim === 'always' ? this.template(name, VALUE, VALUE) : null;
    return { ...place, way: 'copied', quoted, unquoted, column };
  }

  /** Prints a field of a record whose slots stand in `bytes`. */
  print(
    plan: FieldPlan,
    bytes: Uint8Array,
    slots: Int32Array,
    record: ShapedRecord,
    number: number,
    event: AuditEvent,
    out: ByteWriter,
  ): void {
    if (plan.way === 'constant') {
      out.copy(plan.printed, 0, plan.printed.length);
      return;
    }
    const start = slots[2 * plan.slot] ?? 0;
    const end = slots[2 * plan.slot + 1] ?? 0;
    if (plan.way === 'copied') {
      const isQuoted = bytes[start] === DOUBLE_QUOTE;
      if (isQuoted) return fill(plan.quoted, bytes, start + 1, end - 1, out);
      if (plan.unquoted) return fill(plan.unquoted, bytes, start, end, out);
    }
    if (plan.way === 'prefixed' && isHex(bytes, start, end)) return fill(plan.unquoted, bytes, start, end, out);
    if (plan.way === 'prefixed' || plan.way === 'fresh') {
      out.write(this.fresh(record, number, event));
      return;
    }
    const { value } = this;
    value.bytes = bytes;
    value.start = start;
    value.end = end;
    value.tailStart = plan.tail === -1 ? 0 : (slots[2 * plan.tail] ?? 0);
    value.tailEnd = plan.tail === -1 ? 0 : (slots[2 * plan.tail + 1] ?? 0);
    if (!this.kept.write(plan.column, value, out))
      this.keep(plan.column, value, this.fresh(record, number, event), out);
  }

  private keep(column: Column, value: ValueAt, text: string, out: ByteWriter): void {
    this.kept.keep(column, value, text);
    out.write(text);
  }

  private fresh(record: ShapedRecord, number: number, event: AuditEvent): string {
    const field = record.field(number);
    return this.form.field(field, decodeValue(field, record, event, this.accounts));
  }

  /** Null where it cannot be told from what is printed where the value stands. */
  private template(name: string, raw: string, value: string): Template | null {
    const parts = this.form.field({ name, raw, enriched: undefined }, value).split(VALUE);
    const values = this.form.field({ name: '', raw, enriched: undefined }, value).split(VALUE);
    return parts.length === values.length && parts.length > 1 ? parts.map(part => this.encoder.encode(part)) : null;
  }

  private column(type: string, name: string, architecture: string): Column {
    const key = `${type} ${name} ${architecture}`;
    let column = this.columns.get(key);
    if (column === undefined) this.columns.set(key, (column = this.kept.newColumn()));
    return column;
  }
}

function fill(template: Template, bytes: Uint8Array, start: number, end: number, out: ByteWriter): void {
  for (let index = 0; index < template.length; index++) {
    const part = template[index];
    if (index > 0) out.copy(bytes, start, end);
    if (part !== undefined) out.copy(part, 0, part.length);
  }
}

function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  if (end === start || end - start > MOST_DIGITS) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const letter = byte | 0x20;
    if (!((byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return false;
  }
  return true;
}
