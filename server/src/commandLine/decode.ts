// nodelog decode: one object or block per audit event, every field decoded.
import { type AccountNames } from '../audit/accounts';
import { describeEvent } from '../audit/describe';
import type { AuditEvent, PlacedRecord } from '../audit/event';
import { decodeValue } from '../audit/fields';
import { mergeAuditEvents, type Placed } from '../containers/identity';
import { text } from '../render/text';
import type { Command, Terminal } from './context';
import { also, at, time, writeJson, writeLine, type Part } from './output';

export const decode: Command = {
  name: 'decode',
  usage: 'nodelog decode [--json] [--passwd FILE] [--group FILE] PATH...',
  options: ['passwd', 'group'],
  async run(input, terminal) {
    const files = await input.case.files();
    const events = mergeAuditEvents(
      files.map(({ found, contents }) => ({ group: found.group, events: contents.auditEvents })),
    );
    const accounts = new Map<string, AccountNames>();
    for (const { found } of files) {
      accounts.set(found.path, await input.case.accountNames(found.path));
    }
    for (const event of events) {
      const names = accounts.get(event.at.file);
      if (input.json) {
        writeJson(terminal, eventJson(event, names));
      } else {
        writeEvent(event.value, terminal, names);
      }
    }
    return events.length;
  },
};

function eventJson(
  { value: event, at: place, also: others }: Placed<AuditEvent>,
  names: AccountNames | undefined,
): object {
  return {
    time: time(event.time),
    serial: event.serial,
    node: event.node,
    ...at(place),
    ...also(others),
    summary: text(describeEvent(event, names)),
    records: event.records.map(placed => ({
      type: placed.record.type,
      ...at(placed),
      fields: fields(placed, event, names),
    })),
  };
}

function fields({ record }: PlacedRecord, event: AuditEvent, names: AccountNames | undefined): object[] {
  return record.fields.map(field => ({
    name: field.name,
    raw: field.raw,
    value: decodeValue(field, record, event, names),
    ...(field.enriched === undefined ? {} : { enriched: field.enriched }),
  }));
}

function writeEvent(event: AuditEvent, terminal: Terminal, names: AccountNames | undefined): void {
  const head = [time(event.time), String(event.serial), ...(event.node === null ? [] : [event.node])].join('  ');
  writeLine(terminal, ['dim', head], '  ', ['bold', text(describeEvent(event, names))]);
  for (const { record } of event.records) {
    const values = record.fields.flatMap((field): Part[] => {
      return [' ', ['blue', field.name], `=${decodeValue(field, record, event, names)}`];
    });
    writeLine(terminal, '  ', ['cyan', record.type], ...values);
  }
}
