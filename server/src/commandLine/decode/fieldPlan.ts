// How each field of a shape is printed: by what was printed before, as far as its decoding depends on nothing else.
import type { AccountNames } from '../../audit/accounts';
import { decodeValue, natureOf } from '../../audit/fields';
import { dependenceInCall } from '../../audit/syscallArguments';
import { encoded, type Piece } from '../../casefile/bytes';
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
const NOTHING = encoded('');
const MARKS = /(~written~|~decoded~)/;

/** What is printed around the places where the written or the decoded value stands, each with what stands behind it. */
type Template = readonly { readonly before: Piece; readonly place: 'written' | 'decoded' | null }[];

/**
 * How a field is printed: in the first of these ways that can be gone; all are null where it is decoded anew each time. What
 * stands between it and the field before is in all but the last.
 */
export class FieldPlan {
  /** Whether it is another field's matter too what is printed: it may change though the field stays as it is. */
  unsteady = false;
  /** The same in all records of the shape. */
  constant: Piece | null = null;
  /** As written, where that stands in quotes. */
  quoted: Template | null = null;
  /** As written, where that stands in no quotes. */
  bare: Template | null = null;
  /** As written with something before it, where it is one number in hexadecimal. */
  prefixed: Template | null = null;
  /** Decoded from pairs of hex digits. */
  hex: Template | null = null;
  /** The byte that a NUL stands for there; -1 where it may not stand. */
  nul = -1;
  /** As it was printed when the same was written, in events of the same architecture if this is a text. */
  column: Column | string | null = null;

  constructor(
    readonly slot: number,
    readonly tail: number,
  ) {}
}

/** Makes the plans of shapes, and prints fields by them. */
export class FieldPlanner {
  private readonly columns = new Map<string, Column>();
  private readonly kept = new KeptTexts();
  private readonly between: Piece;
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
    const between = number === 0 ? '' : this.form.between;
    const plan = new FieldPlan(slot, tail);
    const dependence = contextual === 'call' ? dependenceInCall(name, event.record(record)) : null;
    if (contextual === 'record' || dependence === 'others' || (slot === -1 && contextual !== null)) {
      plan.unsteady = true;
    } else if (slot === -1) {
      plan.constant = encoded(between + this.fresh(event, record, number));
    } else if (contextual === 'call') {
      if (dependence === 'prefixed' && tail === -1) {
        plan.prefixed = this.template(between, name, WRITTEN, `0x${WRITTEN}`);
      }
      if (plan.prefixed === null) plan.column = this.kept.newColumn();
    } else if (contextual === 'architecture') {
      plan.unsteady = true;
      plan.column = `${shape.type} ${name}`;
    } else {
      plan.column = this.column(`${shape.type} ${name}`);
      if (tail !== -1) return plan;
      if (verbatim !== 'never') plan.quoted = this.template(between, name, `"${WRITTEN}"`, WRITTEN);
      if (verbatim === 'always') plan.bare = this.template(between, name, WRITTEN, WRITTEN);
      if (hex !== null) plan.hex = this.template(between, name, WRITTEN, DECODED);
      plan.nul = hex?.nul?.charCodeAt(0) ?? -1;
    }
    return plan;
  }

  /** Prints a field of a record, both by their numbers, and what stands before it. */
  print(plan: FieldPlan, event: ShapedEvent, record: number, number: number, out: ByteWriter): void {
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
      const length = plan.hex === null ? -1 : decodeHex(bytes, start, end, plan.nul, this.decoded, LONGEST_KEPT);
      if (plan.hex !== null && length !== -1) return this.fill(plan.hex, bytes, start, end, length, out);
    }
    out.append(number === 0 ? NOTHING : this.between);
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
  private template(between: string, name: string, raw: string, value: string): Template | null {
    const parts = (between + this.form.field({ name, raw, enriched: undefined }, value)).split(MARKS);
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
