// nodelog decode: one object or block per audit event, every field decoded.
import { describeEvent } from '../audit/describe';
import type { AuditEvent, PlacedRecord } from '../audit/event';
import { decodeField } from '../audit/fields';
import { mergeAuditEvents, type Placed } from '../containers/identity';
import { text } from '../render/text';
import type { Command, Terminal } from './context';
import { also, at, time, writeJson, writeLine, type Part } from './output';

export const decode: Command = {
  name: 'decode',
  usage: 'nodelog decode [--json] PATH...',
  options: [],
  async run(input, terminal) {
    const files = await input.case.files();
    const events = mergeAuditEvents(
      files.map(({ found, contents }) => ({ group: found.group, events: contents.auditEvents })),
    );
    for (const event of events) {
      if (input.json) {
        writeJson(terminal, eventJson(event));
      } else {
        writeEvent(event.value, terminal);
      }
    }
    return events.length;
  },
};

function eventJson({ value: event, at: place, also: others }: Placed<AuditEvent>): object {
  return {
    time: time(event.time),
    serial: event.serial,
    node: event.node,
    ...at(place),
    ...also(others),
    summary: text(describeEvent(event)),
    records: event.records.map(placed => ({ type: placed.record.type, ...at(placed), fields: fields(placed, event) })),
  };
}

function fields({ record }: PlacedRecord, event: AuditEvent): object[] {
  return record.fields.map(field => ({
    name: field.name,
    raw: field.raw,
    value: decodeField(field, record, event).value,
    ...(field.enriched === undefined ? {} : { enriched: field.enriched }),
  }));
}

function writeEvent(event: AuditEvent, terminal: Terminal): void {
  const head = [
    time(event.time) ?? '-',
    String(event.serial ?? '-'),
    ...(event.node === null ? [] : [event.node]),
  ].join('  ');
  writeLine(terminal, ['dim', head], '  ', ['bold', text(describeEvent(event))]);
  for (const { record } of event.records) {
    const values = record.fields.flatMap((field): Part[] => {
      const { value } = decodeField(field, record, event);
      return [' ', ['blue', field.name], `=${value}`];
    });
    writeLine(terminal, '  ', ['cyan', record.type], ...values);
  }
}
