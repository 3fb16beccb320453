// An audit event as a line of JSON, or as lines for people.
import type { AccountNames } from '../../audit/accounts';
import { describeEvent } from '../../audit/describe';
import type { AuditEvent } from '../../audit/event';
import { decodeValue } from '../../audit/fields';
import type { AuditField } from '../../audit/record';
import type { Placed } from '../../containers/identity';
import type { Place } from '../../place';
import { text } from '../../render/text';
import { also, at, styled, time } from '../output';
import type { ByteWriter } from './byteWriter';

export interface DecodeStyle {
  readonly json: boolean;
  readonly colour: boolean;
}

/** What is printed of a field besides its decoded value. */
type WrittenField = Pick<AuditField, 'name' | 'raw' | 'enriched'>;

/** What is printed of an event before its records; `when` is ISO 8601. */
interface EventHead {
  readonly when: string | null;
  /** In digits; null where the event has none. */
  readonly serial: string | null;
  readonly node: string | null;
  readonly at: Place;
  readonly also: readonly Place[];
}

/** How the parts of an event are printed, line breaks included, in their order. */
export interface EventForm {
  begin(head: EventHead): string;
  /** A summary, or a piece of one. */
  summary(text: string): string;
  readonly behindSummary: string;
  /** What stands before the line number of a record, and behind it; before its fields where `behind` is null. */
  beginRecord(type: string, file: string): { readonly before: string; readonly behind: string | null };
  readonly betweenRecords: string;
  field(field: WrittenField, value: string): string;
  /** Stands between two fields. */
  readonly between: string;
  readonly endRecord: string;
  readonly end: string;
}

export function formOf({ json, colour }: DecodeStyle): EventForm {
  return json ? new JsonForm() : new TextForm(colour);
}

/** Writes what stdout gets of an event. */
export type WriteEvent = (event: Placed<AuditEvent>, out: ByteWriter) => void;

/** @param accounts the names of the users of the events' node */
export function eventWriter(style: DecodeStyle, accounts: AccountNames): WriteEvent {
  const form = formOf(style);
  return ({ value: event, at: place, also: others }, out) => {
    const serial = event.serial === null ? null : String(event.serial);
    out.write(form.begin({ when: time(event.time), serial, node: event.node, at: place, also: others }));
    out.write(form.summary(text(describeEvent(event, accounts))));
    out.write(form.behindSummary);
    event.records.forEach((placed, index) => {
      const { record } = placed;
      const { before, behind } = form.beginRecord(record.type, placed.file);
      if (index > 0) out.write(form.betweenRecords);
      out.write(before);
      if (behind !== null) out.write(String(at(placed).line) + behind);
      record.fields.forEach((field, number) => {
        if (number > 0) out.write(form.between);
        out.write(form.field(field, decodeValue(field, record, event, accounts)));
      });
      out.write(form.endRecord);
    });
    out.write(form.end);
  };
}

class TextForm implements EventForm {
  readonly betweenRecords = '';
  readonly behindSummary = '\n';
  readonly between = ' ';
  readonly endRecord = '\n';
  readonly end = '';
  private readonly style;

  constructor(colour: boolean) {
    this.style = styled(colour);
  }

  begin({ when, serial, node }: EventHead): string {
    const where = node === null ? '' : `  ${node}`;
    return `${this.style.paint('dim', `${when ?? '-'}  ${serial ?? '-'}${where}`)}  `;
  }

  summary(text: string): string {
    return this.style.paint('bold', text);
  }

  beginRecord(type: string): { before: string; behind: null } {
    return { before: `  ${this.style.paint('cyan', type)} `, behind: null };
  }

  field({ name }: WrittenField, value: string): string {
    const { paint, plain } = this.style;
    return `${paint('blue', name)}=${plain(value)}`;
  }
}

/**
 * The same as JSON.stringify of the contract's object, built by hand: most of it are texts that need no escape, and
 * making and visiting an object for every field costs more than all that was decoded.
 */
class JsonForm implements EventForm {
  readonly betweenRecords = ',';
  readonly behindSummary = '","records":[';
  readonly between = ',';
  readonly endRecord = ']}';
  readonly end = ']}\n';

  begin({ when, serial, node, at: place, also: others }: EventHead): string {
    const { also: copies } = also(others);
    const { file, line } = at(place);
    const event = `"time":${when === null ? 'null' : quote(when)},"serial":${serial ?? 'null'}`;
    const where = `"node":${node === null ? 'null' : quote(node)},"file":${quote(file)},"line":${String(line)}`;
    const elsewhere = copies === undefined ? '' : `,"also":${JSON.stringify(copies)}`;
    return `{${event},${where}${elsewhere},"summary":"`;
  }

  summary(text: string): string {
    return quote(text).slice(1, -1);
  }

  beginRecord(type: string, file: string): { before: string; behind: string } {
    return { before: `{"type":${quote(type)},"file":${quote(file)},"line":`, behind: ',"fields":[' };
  }

  field({ name, raw, enriched }: WrittenField, value: string): string {
    const written = quote(raw);
    const field = `{"name":${quote(name)},"raw":${written},"value":${value === raw ? written : quote(value)}`;
    return enriched === undefined ? `${field}}` : `${field},"enriched":${quote(enriched)}}`;
  }
}

/** A JSON string. */
function quote(value: string): string {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || code > 0x7e) return JSON.stringify(value);
  }
  return `"${value}"`;
}
