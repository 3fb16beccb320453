// An audit event as a line of JSON, or as lines for people.
import type { AccountNames } from '../../audit/accounts';
import { describeEvent } from '../../audit/describe';
import type { AuditEvent } from '../../audit/event';
import type { AuditField } from '../../audit/record';
import type { Placed } from '../../containers/identity';
import { text } from '../../render/text';
import { also, at, styled, time } from '../output';
import type { ByteWriter } from './byteWriter';
import { FieldTexts } from './fieldTexts';

export interface DecodeStyle {
  readonly json: boolean;
  readonly colour: boolean;
}

/** Writes what stdout gets of an event, line breaks included. */
export type WriteEvent = (event: Placed<AuditEvent>, out: ByteWriter) => void;

/** @param accounts the names of the users of the events' node */
export function eventWriter({ json, colour }: DecodeStyle, accounts: AccountNames): WriteEvent {
  return json ? jsonWriter(accounts) : textWriter(colour, accounts);
}

function textWriter(colour: boolean, accounts: AccountNames): WriteEvent {
  const { paint, plain } = styled(colour);
  const fields = new FieldTexts(({ name }, value) => `${paint('blue', name)}=${plain(value)}`, ' ', accounts);
  return ({ value: event }, out) => {
    const node = event.node === null ? '' : `  ${event.node}`;
    const head = `${time(event.time) ?? '-'}  ${String(event.serial ?? '-')}${node}`;
    out.write(`${paint('dim', head)}  ${paint('bold', text(describeEvent(event, accounts)))}\n`);
    for (const { record } of event.records) {
      out.write(`  ${paint('cyan', record.type)} `);
      fields.write(record, event, out);
      out.write('\n');
    }
  };
}

/**
 * The same as JSON.stringify of the contract's object, built by hand: most of it are texts that need no escape, and
 * making and visiting an object for every field costs more than all that was decoded.
 */
function jsonWriter(accounts: AccountNames): WriteEvent {
  const fields = new FieldTexts(fieldJson, ',', accounts);
  return ({ value: event, at: place, also: others }, out) => {
    const { also: copies } = also(others);
    out.write(`{"time":${JSON.stringify(time(event.time))},"serial":${String(event.serial)},`);
    out.write(`"node":${event.node === null ? 'null' : quote(event.node)},${placeJson(place)},`);
    if (copies !== undefined) out.write(`"also":${JSON.stringify(copies)},`);
    out.write(`"summary":${quote(text(describeEvent(event, accounts)))},"records":[`);
    event.records.forEach((placed, index) => {
      const { record } = placed;
      out.write(`${index === 0 ? '' : ','}{"type":${quote(record.type)},${placeJson(placed)},"fields":[`);
      fields.write(record, event, out);
      out.write(']}');
    });
    out.write(']}\n');
  };
}

function placeJson(place: { readonly file: string; readonly line: number }): string {
  const { file, line } = at(place);
  return `"file":${quote(file)},"line":${String(line)}`;
}

function fieldJson({ name, raw, enriched }: AuditField, value: string): string {
  const written = quote(raw);
  const field = `{"name":${quote(name)},"raw":${written},"value":${value === raw ? written : quote(value)}`;
  return enriched === undefined ? `${field}}` : `${field},"enriched":${quote(enriched)}}`;
}

/** A JSON string. */
function quote(value: string): string {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || code > 0x7e) return JSON.stringify(value);
  }
  return `"${value}"`;
}
