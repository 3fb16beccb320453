// nodelog export: events, verdicts, panics and known issues as flat records, one a line, for a fleet's own engine.
import { message } from '../message';
import { eventRecords, issueRecord, panicRecord, verdictRecords } from '../render/exportRecords';
import { text } from '../render/text';
import { knownIssuesOf } from '../verdict/knownIssues/tie';
import { UsageError, type Command } from './context';
import { writeJson } from './output';

export const exportCommand: Command = {
  name: 'export',
  usage: 'nodelog export --format ndjson PATH...',
  options: ['format'],
  async run(input, terminal) {
    const formats = input.values('format');
    if (formats.length !== 1 || formats[0] !== 'ndjson') {
      throw new UsageError(text(message('cli.bad-format', { value: formats.join(', ') })));
    }
    const opened = await input.openCase();
    const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
    const sightings = await opened.sightings();
    let records = 0;
    const write = (record: object): void => {
      records++;
      writeJson(terminal, record);
    };
    for (const container of items) {
      const versions = await opened.versions(container.events[0]?.at.file ?? null);
      eventRecords(container).forEach(write);
      verdictRecords(container, knownIssuesOf(container, sightings, versions), versions).forEach(write);
    }
    for (const placed of (await opened.traces(0, Number.MAX_SAFE_INTEGER)).items) {
      if (placed.value.traceback.kind !== 'dump') write(panicRecord(placed));
    }
    sightings.map(issueRecord).forEach(write);
    return records;
  },
};
