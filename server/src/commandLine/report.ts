// nodelog report: why a container ended, as a page for the incident's ticket; redacted where it leaves the house.
import { incidentReport, mapText } from '../incidentReport';
import { message } from '../message';
import { text } from '../render/text';
import { UsageError, type Command } from './context';
import { containerMeant } from './explain';

export const report: Command = {
  name: 'report',
  usage: 'nodelog report [--redact [--redaction-map FILE]] ID PATH...',
  options: ['redaction-map'],
  flags: ['redact'],
  takesSubject: true,
  async run(input, { host, write }) {
    const map = input.values('redaction-map').at(-1);
    const redact = input.flag('redact');
    if (map !== undefined && !redact) throw new UsageError(text(message('cli.map-without-redact')));
    if (input.subject === null) throw new UsageError(text(message('cli.report-needs-id')));
    const opened = await input.openCase();
    const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
    const made = await incidentReport(opened, containerMeant(input.subject, items), {
      host,
      folders: input.roots,
      redact,
    });
    made.unread.forEach(input.unread);
    write(made.markdown);
    if (map !== undefined) await host.writeFile(map, mapText(made.map));
    return 1;
  },
};
