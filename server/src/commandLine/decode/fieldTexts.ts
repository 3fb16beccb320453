// Fields as they are printed: records and values of which a log has few, many times over, are decoded and encoded once.
import type { AccountNames } from '../../audit/accounts';
import { isDigits } from '../../audit/encoded';
import type { AuditEvent } from '../../audit/event';
import { decodeValue, natureOf, type FieldNature } from '../../audit/fields';
import type { AuditField, AuditRecord } from '../../audit/record';
import type { ByteWriter } from './byteWriter';

/** So many different texts are kept of one sort; a sort that has more, and hardly any twice, is not worth keeping. */
const MOST = 512;
const WORTH = 2 * MOST;
/** A longer text hardly comes twice (characters). */
const LONGEST = 2048;

/** Texts of one sort as they are printed, each once. */
class Kept {
  private readonly known = new Map<string, Uint8Array>();
  private found = 0;
  private worth = true;
  /** The last one that was asked for: most fields of a record are as they were in the one before. */
  private last = '';
  private lastPrinted: Uint8Array | undefined;

  get(written: string): Uint8Array | undefined {
    if (!this.worth) return undefined;
    if (this.lastPrinted === undefined || written !== this.last) {
      this.lastPrinted = this.known.get(written);
      this.last = written;
    }
    if (this.lastPrinted !== undefined) this.found++;
    return this.lastPrinted;
  }

  add(written: string, printed: Uint8Array): void {
    if (written.length > LONGEST || !this.worth) return;
    if (this.known.size < MOST) this.known.set(written, printed);
    else if (this.found < WORTH) this.drop();
  }

  /** Nothing is kept from now on. */
  drop(): void {
    this.worth = false;
    this.known.clear();
  }

  get isDropped(): boolean {
    return !this.worth;
  }
}

/** What is known of the fields of one name in the records of one type. */
interface Column extends FieldNature {
  readonly name: string;
  readonly values: Kept;
}

interface RecordType {
  readonly columns: Map<string, Column>;
  /** By the place of the field: records of a type mostly have the same fields in the same order. */
  readonly inOrder: Column[];
  /** Whole records, by all that stands behind their heads. */
  readonly records: Kept;
}

export class FieldTexts {
  private readonly types = new Map<string, RecordType>();

  /**
   * @param render how a field and its decoded value are printed, by these alone
   * @param between what is printed between two fields
   * @param accounts the names of the users of the node whose records these are
   */
  constructor(
    private readonly render: (field: AuditField, value: string) => string,
    private readonly between: string,
    private readonly accounts: AccountNames,
  ) {}

  /** Writes the fields of a record one after the other. */
  write(record: AuditRecord, event: AuditEvent, out: ByteWriter): void {
    const type = this.typeOf(record);
    const written = type.records.isDropped ? '' : record.rest;
    const known = type.records.get(written);
    if (known !== undefined) {
      out.writeBytes(known);
      return;
    }
    const start = out.size;
    const { fields } = record;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index];
      if (field === undefined) continue;
      if (index > 0) out.write(this.between);
      this.one(field, this.column(type, field.name, index, record), record, event, out);
    }
    if (!type.records.isDropped) type.records.add(written, out.copyFrom(start));
  }

  private typeOf({ type, form }: AuditRecord): RecordType {
    const name = form === 'interpreted' ? `${type} ${form}` : type;
    let known = this.types.get(name);
    if (known === undefined) this.types.set(name, (known = { columns: new Map(), inOrder: [], records: new Kept() }));
    return known;
  }

  private column(
    { columns, inOrder, records }: RecordType,
    name: string,
    place: number,
    { type }: AuditRecord,
  ): Column {
    const expected = inOrder[place];
    if (expected?.name === name) return expected;
    let column = columns.get(name);
    if (column === undefined) {
      columns.set(name, (column = { ...natureOf(name, type), name, values: new Kept() }));
      // What depends on other records than its own must be decoded anew in each event.
      if (column.contextual) records.drop();
    }
    inOrder[place] = column;
    return column;
  }

  private one(field: AuditField, column: Column, record: AuditRecord, event: AuditEvent, out: ByteWriter): void {
    const { values, contextual, plain } = column;
    if (contextual || values.isDropped || field.enriched !== undefined) {
      // A number, as nearly all values are that hardly come twice.
      const same = plain && field.enriched === undefined && isDigits(field.raw);
      out.write(same ? this.render(field, field.raw) : this.fresh(field, record, event));
      return;
    }
    const known = values.get(field.raw);
    if (known !== undefined) {
      out.writeBytes(known);
      return;
    }
    const printed = out.encode(this.fresh(field, record, event));
    values.add(field.raw, printed);
    out.writeBytes(printed);
  }

  private fresh(field: AuditField, record: AuditRecord, event: AuditEvent): string {
    return this.render(field, decodeValue(field, record, event, this.accounts));
  }
}
