// How each field of a shape is printed: by what was printed before, as far as its decoding depends on nothing else.
import type { AccountNames } from '../../audit/accounts';
import { decodeValue, natureOf } from '../../audit/fields';
import { dependenceInCall } from '../../audit/syscallArguments';
import type { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';
import { KeptTexts, type Column } from './keptTexts';
import type { ShapedEvent } from './shapedEvent';

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
 * - byArchitecture: the same, in events of calls of the same architecture;
 * - fresh: decoded anew, since other fields may change it.
 */
export type FieldPlan = { readonly slot: number; readonly tail: number } & (
  | { readonly way: 'constant'; readonly printed: Uint8Array }
  | { readonly way: 'copied'; readonly quoted: Template; readonly unquoted: Template | null; readonly column: Column }
  | { readonly way: 'prefixed'; readonly unquoted: Template }
  | { readonly way: 'kept'; readonly column: Column }
  | { readonly way: 'byArchitecture'; readonly column: string }
  | { readonly way: 'fresh' }
);

/** Makes the plans of shapes, and prints fields by them. */
export class FieldPlanner {
  private readonly columns = new Map<string, Column>();
  private readonly encoder = new TextEncoder();
  private readonly kept = new KeptTexts();
  private readonly between: Uint8Array;

  constructor(
    private readonly form: EventForm,
    private readonly accounts: AccountNames,
  ) {
    this.between = this.encoder.encode(form.between);
  }

  /**
   * The plan of a field in all records that have its shape and, where it depends on that, its call.
   * @param event one with such a record, by its number; its other records are not asked for
   * @param number that of the field
   */
  planOf(event: ShapedEvent, record: number, number: number): FieldPlan {
    const shape = event.shapeOf(record);
    const { name = '', slot = -1, tail = -1 } = shape.fields[number] ?? {};
    const place = { slot, tail };
    const { contextual, verbatim } = natureOf(name, shape.type);
    if (contextual === 'record') return { ...place, way: 'fresh' };
    if (slot === -1) {
      const printed = this.encoder.encode(this.fresh(event, record, number));
      return contextual === null ? { ...place, way: 'constant', printed } : { ...place, way: 'fresh' };
    }
    if (contextual === 'call') {
      const dependence = dependenceInCall(name, event.record(record));
      const unquoted = this.template(name, VALUE, `0x${VALUE}`);
      if (dependence === 'others') return { ...place, way: 'fresh' };
      if (dependence === 'prefixed' && tail === -1 && unquoted) return { ...place, way: 'prefixed', unquoted };
      return { ...place, way: 'kept', column: this.kept.newColumn() };
    }
    const column = `${shape.type} ${name}`;
    if (contextual === 'architecture') return { ...place, way: 'byArchitecture', column };
    const quoted = this.template(name, `"${VALUE}"`, VALUE);
    if (verbatim === 'never' || tail !== -1 || quoted === null)
      return { ...place, way: 'kept', column: this.column(column) };
    const unquoted = verbatim === 'always' ? this.template(name, VALUE, VALUE) : null;
    return { ...place, way: 'copied', quoted, unquoted, column: this.column(column) };
  }

  /** Prints a field of a record, both by their numbers, and what stands before it. */
  print(plan: FieldPlan, event: ShapedEvent, record: number, number: number, out: ByteWriter): void {
    if (number > 0) out.copy(this.between, 0, this.between.length);
    if (plan.way === 'constant') {
      out.copy(plan.printed, 0, plan.printed.length);
      return;
    }
    const { bytes } = event.lines;
    const start = event.startOf(record, plan.slot);
    const end = event.endOf(record, plan.slot);
    if (plan.way === 'copied') {
      if (bytes[start] === DOUBLE_QUOTE) return fill(plan.quoted, bytes, start + 1, end - 1, out);
      if (plan.unquoted) return fill(plan.unquoted, bytes, start, end, out);
    }
    if (plan.way === 'prefixed' && isHex(bytes, start, end)) return fill(plan.unquoted, bytes, start, end, out);
    if (plan.way === 'prefixed' || plan.way === 'fresh') return out.write(this.fresh(event, record, number));
    const column = plan.way === 'byArchitecture' ? this.column(`${plan.column} ${event.architecture}`) : plan.column;
    const tailStart = plan.tail === -1 ? 0 : event.startOf(record, plan.tail);
    const tailEnd = plan.tail === -1 ? 0 : event.endOf(record, plan.tail);
    const found = this.kept.find(column, bytes, start, end, tailStart, tailEnd);
    if (found !== -1) return out.copy(this.kept.bytes, this.kept.startOf(found), this.kept.endOf(found));
    const printed = this.encoder.encode(this.fresh(event, record, number));
    this.kept.keep(column, bytes, start, end, tailStart, tailEnd, printed);
    out.copy(printed, 0, printed.length);
  }

  private fresh(event: ShapedEvent, record: number, number: number): string {
    const read = event.record(record);
    const field = read.field(number);
    return field === undefined ? '' : this.form.field(field, decodeValue(field, read, event, this.accounts));
  }

  /** Null where it cannot be told from what is printed where the value stands. */
  private template(name: string, raw: string, value: string): Template | null {
    const parts = this.form.field({ name, raw, enriched: undefined }, value).split(VALUE);
    const values = this.form.field({ name: '', raw, enriched: undefined }, value).split(VALUE);
    return parts.length === values.length && parts.length > 1 ? parts.map(part => this.encoder.encode(part)) : null;
  }

  private column(key: string): Column {
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
