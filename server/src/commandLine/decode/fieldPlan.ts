// How each field of a shape is printed: by what was printed before, as far as its decoding depends on nothing else.
import type { AccountNames } from '../../audit/accounts';
import { decodeValue, natureOf } from '../../audit/fields';
import { dependenceInCall } from '../../audit/syscallArguments';
import { encoded } from './bytes';
import type { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';
import { decodeHex, isHex } from './hex';
import { KeptTexts, LONGEST_KEPT, type Column } from './keptTexts';
import type { ShapedEvent } from './shapedEvent';

const DOUBLE_QUOTE = 0x22;
/** Digits of 64 bits, as a call's arguments are written. */
const MOST_DIGITS = 16;
/** Stand in a template for what is written, without quotes, and for what it decodes to. */
const WRITTEN = '~written~';
const DECODED = '~decoded~';
const MARKS = /(~written~|~decoded~)/;

/** What is printed around the places where the written or the decoded value stands, each with what stands behind it. */
type Template = readonly { readonly before: DataView; readonly place: 'written' | 'decoded' | null }[];

/** How a field is printed: in the first of these ways that can be gone; all are null where it is decoded anew each time. */
export interface FieldPlan {
  readonly slot: number;
  readonly tail: number;
  /** Whether it is another field's matter too what is printed: it may change though the field stays as it is. */
  readonly unsteady: boolean;
  /** The same in all records of the shape. */
  readonly constant: DataView | null;
  /** As written, where that stands in quotes. */
  readonly quoted: Template | null;
  /** As written, where that stands in no quotes. */
  readonly bare: Template | null;
  /** As written with something before it, where it is one number in hexadecimal. */
  readonly prefixed: Template | null;
  /** Decoded from pairs of hex digits. */
  readonly hex: Template | null;
  /** The byte that a NUL stands for there; -1 where it may not stand. */
  readonly nul: number;
  /** As it was printed when the same was written, in events of the same architecture if this is a text. */
  readonly column: Column | string | null;
}

/** A plan is asked for every field of a log: all of them look alike to the runtime. */
const FRESH: FieldPlan = {
  slot: -1,
  tail: -1,
  unsteady: true,
  constant: null,
  quoted: null,
  bare: null,
  prefixed: null,
  hex: null,
  nul: -1,
  column: null,
};

/** Makes the plans of shapes, and prints fields by them. */
export class FieldPlanner {
  private readonly columns = new Map<string, Column>();
  private readonly kept = new KeptTexts();
  private readonly between: DataView;
  private readonly decoded = new DataView(new ArrayBuffer(LONGEST_KEPT));

  constructor(
    private readonly form: EventForm,
    private readonly accounts: AccountNames,
  ) {
    this.between = encoded(form.between);
  }

  /**
   * The plan of a field in all records that have its shape and, where it depends on that, its call.
   * @param event one with such a record, by its number; its other records are not asked for
   * @param number that of the field
   */
  planOf(event: ShapedEvent, record: number, number: number): FieldPlan {
    const shape = event.shapeOf(record);
    const { name = '', slot = -1, tail = -1 } = shape.fields[number] ?? {};
    const { contextual, verbatim, hex } = natureOf(name, shape.type);
    if (contextual === 'record' || (slot === -1 && contextual !== null)) return FRESH;
    const steady = { ...FRESH, slot, tail, unsteady: false };
    if (slot === -1) return { ...steady, constant: encoded(this.fresh(event, record, number)) };
    if (contextual === 'call') {
      const dependence = dependenceInCall(name, event.record(record));
      if (dependence === 'others') return FRESH;
      const prefixed = dependence === 'prefixed' && tail === -1 ? this.template(name, WRITTEN, `0x${WRITTEN}`) : null;
      return prefixed === null ? { ...steady, column: this.kept.newColumn() } : { ...steady, prefixed };
    }
    const key = `${shape.type} ${name}`;
    if (contextual === 'architecture') return { ...steady, unsteady: true, column: key };
    const column = this.column(key);
    if (tail !== -1) return { ...steady, column };
    return {
      ...steady,
      quoted: verbatim === 'never' ? null : this.template(name, `"${WRITTEN}"`, WRITTEN),
      bare: verbatim === 'always' ? this.template(name, WRITTEN, WRITTEN) : null,
      hex: hex === null ? null : this.template(name, WRITTEN, DECODED),
      nul: hex?.nul?.charCodeAt(0) ?? -1,
      column,
    };
  }

  /** Prints a field of a record, both by their numbers, and what stands before it. */
  print(plan: FieldPlan, event: ShapedEvent, record: number, number: number, out: ByteWriter): void {
    if (number > 0) out.append(this.between);
    if (plan.constant !== null) return out.append(plan.constant);
    const bytes = event.lines.view;
    const start = event.startOf(record, plan.slot);
    const end = event.endOf(record, plan.slot);
    if (bytes.getUint8(start) === DOUBLE_QUOTE) {
      if (plan.quoted !== null) return this.fill(plan.quoted, bytes, start + 1, end - 1, 0, out);
    } else {
      if (plan.bare !== null) return this.fill(plan.bare, bytes, start, end, 0, out);
      if (plan.prefixed !== null && end - start <= MOST_DIGITS && isHex(bytes, start, end))
        return this.fill(plan.prefixed, bytes, start, end, 0, out);
      const length = plan.hex === null ? -1 : decodeHex(bytes, start, end, plan.nul, this.decoded);
      if (plan.hex !== null && length !== -1) return this.fill(plan.hex, bytes, start, end, length, out);
    }
    if (plan.column === null) return out.write(this.fresh(event, record, number));
    const column = typeof plan.column === 'string' ? this.column(`${plan.column} ${event.architecture}`) : plan.column;
    const tailStart = plan.tail === -1 ? 0 : event.startOf(record, plan.tail);
    const tailEnd = plan.tail === -1 ? 0 : event.endOf(record, plan.tail);
    const found = this.kept.find(column, bytes, start, end, tailStart, tailEnd);
    if (found !== -1) return out.copy(this.kept.bytes, this.kept.startOf(found), this.kept.endOf(found));
    const printed = encoded(this.fresh(event, record, number));
    this.kept.keep(column, bytes, start, end, tailStart, tailEnd, printed);
    out.append(printed);
  }

  private fresh(event: ShapedEvent, record: number, number: number): string {
    const read = event.record(record);
    const field = read.field(number);
    return field === undefined ? '' : this.form.field(field, decodeValue(field, read, event, this.accounts));
  }

  /** Fills a template with what stands in the bytes, and with so many bytes that were decoded. */
  private fill(
    template: Template,
    bytes: DataView,
    start: number,
    end: number,
    decoded: number,
    out: ByteWriter,
  ): void {
    for (const { before, place } of template) {
      out.append(before);
      if (place === 'written') out.copy(bytes, start, end);
      else if (place === 'decoded') out.copy(this.decoded, 0, decoded);
    }
  }

  /** Null where it cannot be told from what is printed where the values stand. */
  private template(name: string, raw: string, value: string): Template | null {
    const parts = this.form.field({ name, raw, enriched: undefined }, value).split(MARKS);
    const nameless = this.form.field({ name: '', raw, enriched: undefined }, value).split(MARKS);
    if (parts.length !== nameless.length || parts.length === 1) return null;
    return parts.flatMap((before, index) => {
      const mark = parts[index + 1];
      const place = mark === undefined ? null : mark === WRITTEN ? 'written' : 'decoded';
      return index % 2 === 0 ? [{ before: encoded(before), place }] : [];
    });
  }

  private column(key: string): Column {
    let column = this.columns.get(key);
    if (column === undefined) this.columns.set(key, (column = this.kept.newColumn()));
    return column;
  }
}
