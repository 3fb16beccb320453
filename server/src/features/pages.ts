// Pages about a case: Markdown that the client shows, with the places that its links lead to.
import type { Case } from '../casefile/case';
import { lacking } from '../casefile/notRead';
import type { Container } from '../containers/model';
import { containerAt, readPage, type PageQuestion } from '../protocol';
import { targetAt } from '../reading/target';
import { fleetPage } from '../render/pages/fleet';
import { PlaceLinks } from '../render/pages/page';
import { timelinesPage } from '../render/pages/timelines';
import { whyPage } from '../render/pages/why';
import type { Place } from '../place';
import { filePath } from '../services/fileUri';
import { clockInCase } from '../services/clock';
import { explain } from '../verdict/explain';
import { knownIssuesOf } from '../verdict/knownIssues/tie';
import { caseAsked, containerAsked } from './asked';
import type { Feature, Services } from './feature';
import { digitsOf } from './references';

export const pages: Feature = {
  capabilities: {},
  register(services) {
    const { connection, cases, places, settings } = services;
    connection.onRequest(readPage, async question => {
      const from = await caseAsked(cases, question.case);
      const links = new PlaceLinks();
      const markdown = await pageOf(settings, from, question, links);
      return {
        markdown,
        places: links.places.map(place => places.line(place)),
        claims: links.claims.map(({ text, at }) => ({ text, at: places.line(at) })),
      };
    });
    connection.onRequest(containerAt, ({ uri, line, character }) => meantAt(services, uri, line, character));
  },
};

const ALL = Number.MAX_SAFE_INTEGER;

function fileOf({ events: [event] }: Container): string | null {
  return event?.at.file ?? null;
}

async function pageOf(
  settings: Services['settings'],
  from: Case,
  { case: uri, kind, containers: ids }: PageQuestion,
  links: PlaceLinks,
): Promise<string> {
  const notRead = lacking((await from.notRead(0, ALL)).items).map(({ name }) => name);
  if (kind === 'fleet') return fleetPage(await from.fleet(), notRead, links);
  const [container, ...others] = await Promise.all(ids.map(id => containerAsked(from, id)));
  if (!container) return '';
  const clock = await clockInCase(settings, uri, from, fileOf(container));
  if (kind === 'timelines') return timelinesPage([container, ...others], clock, links);
  const { items: all } = await from.containers(0, ALL);
  const issues = knownIssuesOf(container, await from.sightings(), await from.versions(fileOf(container)));
  return whyPage({ container, explanation: explain(container, all), issues, clock, notRead }, links);
}

/** The container whose id, or an exec's of which, stands at a position of a log, else the only one that the line tells of. */
async function meantAt(
  { positions, cases }: Services,
  uri: string,
  line: number,
  character: number,
): Promise<{ readonly case: string; readonly container: string } | null> {
  const at = await positions.at(uri, line);
  const owner = at && cases.uriOf(at.uri);
  const from = owner ? cases.get(owner) : null;
  if (!at || !owner || !from) return null;
  const digits = digitsOf(targetAt(at.log, at.line, character));
  const meant = digits && (await from.lookUp(digits));
  const container = meant ? meant.container : await onlyOneAt(from, { file: filePath(at.uri) ?? '', line: at.line });
  return container && { case: owner, container: container.id };
}

/** The container that a line tells of; null where it tells of none or of several. */
async function onlyOneAt(from: Case, { file, line }: Place): Promise<Container | null> {
  const told = (await from.containersOfNode(file)).filter(({ events }) =>
    events.some(event => [event.at, ...event.also].some(at => at.file === file && at.line === line)),
  );
  return told.length === 1 ? (told[0] ?? null) : null;
}
