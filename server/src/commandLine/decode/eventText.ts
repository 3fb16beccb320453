// An audit event as a line of JSON, or as lines for people.
import type { AccountNames } from '../../audit/accounts';
import { describeEvent } from '../../audit/describe';
import type { AuditEvent, PlacedRecord } from '../../audit/event';
import { decodeValue } from '../../audit/fields';
import type { Placed } from '../../containers/identity';
import { text } from '../../render/text';
import { also, at, styled, time } from '../output';

export interface DecodeStyle {
  readonly json: boolean;
  readonly colour: boolean;
}

/** Turns events into what stdout gets of them, line breaks included; `accounts` names the users of their node. */
export function eventRenderer(
  { json, colour }: DecodeStyle,
  accounts: AccountNames,
): (event: Placed<AuditEvent>) => string {
  if (json) return event => eventJson(event, accounts);
  const style = styled(colour);
  return ({ value: event }) => {
    const head = [
      time(event.time) ?? '-',
      String(event.serial ?? '-'),
      ...(event.node === null ? [] : [event.node]),
    ].join('  ');
    let lines = style.line(`${style.paint('dim', head)}  ${style.paint('bold', text(describeEvent(event, accounts)))}`);
    for (const { record } of event.records) {
      let line = `  ${style.paint('cyan', record.type)}`;
      for (const field of record.fields) {
        line += ` ${style.paint('blue', field.name)}=${style.plain(decodeValue(field, record, event, accounts))}`;
      }
      lines += style.line(line);
    }
    return lines;
  };
}

/**
 * The same as JSON.stringify of the contract's object, built by hand: most of it are texts that need no escape, and
 * making and visiting an object for every field costs more than all that was decoded.
 */
function eventJson({ value: event, at: place, also: others }: Placed<AuditEvent>, accounts: AccountNames): string {
  const { also: copies } = also(others);
  let json = `{"time":${JSON.stringify(time(event.time))},"serial":${JSON.stringify(event.serial)},`;
  json += `"node":${JSON.stringify(event.node)},${placeJson(place)},`;
  json += `${copies === undefined ? '' : `"also":${JSON.stringify(copies)},`}`;
  json += `"summary":${quote(text(describeEvent(event, accounts)))},"records":[`;
  event.records.forEach((placed, index) => {
    json += `${index === 0 ? '' : ','}{"type":${quote(placed.record.type)},${placeJson(placed)},`;
    json += `"fields":[${fieldsJson(placed, event, accounts)}]}`;
  });
  return `${json}]}\n`;
}

function placeJson(place: { readonly file: string; readonly line: number }): string {
  const { file, line } = at(place);
  return `"file":${quote(file)},"line":${String(line)}`;
}

function fieldsJson({ record }: PlacedRecord, event: AuditEvent, accounts: AccountNames): string {
  let json = '';
  for (const field of record.fields) {
    const value = decodeValue(field, record, event, accounts);
    json += `${json === '' ? '' : ','}{"name":${quote(field.name)},"raw":${quote(field.raw)},"value":${quote(value)}`;
    json += field.enriched === undefined ? '}' : `,"enriched":${quote(field.enriched)}}`;
  }
  return json;
}

/** A JSON string. */
function quote(value: string): string {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || code > 0x7e) return JSON.stringify(value);
  }
  return `"${value}"`;
}
