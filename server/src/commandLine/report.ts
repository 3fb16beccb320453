// nodelog report: why a container ended, as a page for the incident's ticket; redacted where it leaves the house.
import type { Case } from '../casefile/case';
import { FileLines } from '../casefile/fileLines';
import type { Container } from '../containers/model';
import type { Host } from '../host';
import { message } from '../message';
import type { Place } from '../place';
import { problemText } from '../render/problem';
import { placeText, reportMarkdown } from '../render/report';
import { text } from '../render/text';
import { Redactor } from '../report/redact';
import { explain } from '../verdict/explain';
import { knownIssuesOf } from '../verdict/knownIssues/tie';
import { UsageError, type Command, type CommandInput } from './context';
import { containerMeant, versionsOf } from './explain';

/** So many lines are quoted: those of the first claims tell most. */
const MAX_QUOTED = 60;

export const report: Command = {
  name: 'report',
  usage: 'nodelog report [--redact [--redaction-map FILE]] ID PATH...',
  options: ['redaction-map'],
  flags: ['redact'],
  takesSubject: true,
  async run(input, terminal) {
    const map = input.values('redaction-map').at(-1);
    if (map !== undefined && !input.flag('redact')) throw new UsageError(text(message('cli.map-without-redact')));
    if (input.subject === null) throw new UsageError(text(message('cli.report-needs-id')));
    const opened = await input.openCase();
    const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
    const container = containerMeant(input.subject, items);
    const versions = await versionsOf(opened, container);
    const explanation = explain(container, items);
    const issues = knownIssuesOf(container, await opened.sightings(), versions);
    const places = [...explanation.claims.flatMap(({ evidence }) => evidence), ...issues.flatMap(({ at }) => at)];
    const read = await linesAt(places, terminal.host, input);
    const redactor = input.flag('redact') ? await redactorFor(opened, container) : null;
    // A line may teach a name that another one has: all are learned from before one is shown.
    if (redactor) for (const line of read.values()) redactor.line(line);
    const lines = new Map([...read].map(([place, line]) => [place, redactor?.line(line) ?? line]));
    const offset = (await opened.zone(container.events[0]?.at.file ?? null))?.offset ?? null;
    const redact = (said: string): string => redactor?.text(said) ?? said;
    const redactPlace = (place: string): string => redactor?.place(place) ?? place;
    terminal.write(reportMarkdown({ container, explanation, issues, versions, offset, lines, redact, redactPlace }));
    if (map !== undefined && redactor) {
      await terminal.host.writeFile(map, `${JSON.stringify(redactor.map, null, 2)}\n`);
    }
    return 1;
  },
};

/** The lines at some places, by how a place is written; what cannot be read is said on stderr. */
async function linesAt(
  places: readonly Place[],
  host: Host,
  input: CommandInput,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, FileLines>();
  const lines = new Map<string, string>();
  for (const place of places) {
    const key = placeText(place);
    if (lines.has(key) || lines.size === MAX_QUOTED) continue;
    const file = files.get(place.file) ?? new FileLines(host, place.file);
    files.set(place.file, file);
    try {
      const [line] = await file.read(place.line, 1);
      if (line !== undefined) lines.set(key, line);
    } catch (error) {
      input.unread(`${place.file}: ${problemText(error)}`);
    }
  }
  return lines;
}

/** A redactor that knows the hosts of the case and the names of the container and of its pod. */
async function redactorFor(opened: Case, { names, node, events }: Container): Promise<Redactor> {
  const redactor = new Redactor();
  const hosts = (await opened.files()).map(({ facts }) => facts.host);
  for (const host of new Set([...hosts, node, ...events.map(event => event.node)])) redactor.learn('host', host);
  for (const name of names) {
    redactor.learn('pod', name);
    // namespace/pod/container
    for (const part of name.split('/')) redactor.learn('pod', part);
  }
  return redactor;
}
