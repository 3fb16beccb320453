// Pages about a case: Markdown that the client shows, with the places that its links lead to.
import { ResponseError } from 'vscode-languageserver';
import type { Case } from '../casefile/case';
import type { Container } from '../containers/model';
import { message } from '../message';
import { containerAt, readPage, type PageQuestion } from '../protocol';
import { targetAt } from '../reading/target';
import type { Clock } from '../render/clock';
import { PlaceLinks } from '../render/pages/page';
import { timelinesPage } from '../render/pages/timelines';
import { whyPage } from '../render/pages/why';
import { text } from '../render/text';
import { clockInCase } from '../services/clock';
import { explain } from '../verdict/explain';
import { knownIssuesOf } from '../verdict/knownIssues/tie';
import type { Feature, Services } from './feature';
import { digitsOf } from './references';

/** JSON-RPC's range for errors of an application begins above -32000. */
const NOT_THERE = 1;

export const pages: Feature = {
  capabilities: {},
  register(services) {
    const { connection, cases, places, settings } = services;
    connection.onRequest(readPage, async question => {
      const from = await cases.readyCase(question.case);
      if (!from) return new ResponseError(NOT_THERE, text(message('page.no-case')));
      const meant = await Promise.all(question.containers.map(id => from.lookUp(id)));
      const containers = meant.flatMap(found => (found ? [found.container] : []));
      const [first] = containers;
      if (!first) return new ResponseError(NOT_THERE, text(message('page.no-container')));
      const clock = await clockInCase(settings, question.case, from, fileOf(first));
      const links = new PlaceLinks();
      const markdown = await pageOf(question.kind, from, containers, clock, links);
      return { markdown, places: links.places.map(place => places.line(place)) };
    });
    connection.onRequest(containerAt, ({ uri, line, character }) => meantAt(services, uri, line, character));
  },
};

function fileOf({ events: [event] }: Container): string | null {
  return event?.at.file ?? null;
}

async function pageOf(
  kind: PageQuestion['kind'],
  from: Case,
  containers: readonly Container[],
  clock: Clock,
  links: PlaceLinks,
): Promise<string> {
  const [container] = containers;
  if (kind === 'timelines' || !container) return timelinesPage(containers, clock, links);
  const { items: all } = await from.containers(0, Number.MAX_SAFE_INTEGER);
  const issues = knownIssuesOf(container, await from.sightings(), await from.versions(fileOf(container)));
  return whyPage({ container, explanation: explain(container, all), issues, clock }, links);
}

/** The container whose id, or an exec's of which, stands at a position of a log. */
async function meantAt(
  { positions, cases }: Services,
  uri: string,
  line: number,
  character: number,
): Promise<{ readonly case: string; readonly container: string } | null> {
  const at = await positions.at(uri, line);
  const digits = at && digitsOf(targetAt(at.log, at.line, character));
  const owner = at && cases.uriOf(at.uri);
  const meant = digits && owner ? await cases.get(owner)?.lookUp(digits) : null;
  return meant && owner ? { case: owner, container: meant.container.id } : null;
}
