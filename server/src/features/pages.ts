// Pages about a case: Markdown that the client shows, with the places that its links lead to.
import { ResponseError } from 'vscode-languageserver';
import type { Case } from '../casefile/case';
import { message } from '../message';
import { readPage, type PageQuestion } from '../protocol';
import { PlaceLinks } from '../render/pages/page';
import { timelinesPage } from '../render/pages/timelines';
import { text } from '../render/text';
import { clockInCase } from '../services/clock';
import type { SettingsStore } from '../services/settings';
import type { Feature } from './feature';

/** JSON-RPC's range for errors of an application begins above -32000. */
const NO_CASE = 1;

export const pages: Feature = {
  capabilities: {},
  register({ connection, cases, places, settings }) {
    connection.onRequest(readPage, async question => {
      const from = await cases.readyCase(question.case);
      if (!from) return new ResponseError(NO_CASE, text(message('page.no-case')));
      const links = new PlaceLinks();
      const markdown = await pageOf(settings, from, question, links);
      return { markdown, places: links.places.map(place => places.line(place)) };
    });
  },
};

async function pageOf(
  settings: SettingsStore,
  from: Case,
  { case: uri, containers: ids }: PageQuestion,
  links: PlaceLinks,
): Promise<string> {
  const found = await Promise.all(ids.map(id => from.lookUp(id)));
  const containers = found.flatMap(meant => (meant ? [meant.container] : []));
  const file = containers[0]?.events[0]?.at.file ?? null;
  return timelinesPage(containers, await clockInCase(settings, uri, from, file), links);
}
