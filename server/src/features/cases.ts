// The requests of the Containers view: cases, containers, events, and what was not read, by pages.
import type { Case, CasePage, Reference } from '../casefile/case';
import { lastRun, type Container } from '../containers/model';
import {
  closeCase,
  containerReferences,
  listCases,
  listContainers,
  listEvents,
  listNotRead,
  openCase,
  refreshCases,
  type ContainerItem,
  type EventItem,
  type Location,
  type NotReadItem,
  type Page,
  type PageQuery,
} from '../protocol';
import { containerRow, distinctDigits, eventRow } from '../render/items';
import { text } from '../render/text';
import type { Feature } from './feature';
import { clockInCase } from '../services/clock';
import { fileUri } from '../services/fileUri';
import type { SettingsStore } from '../services/settings';

const NO_PAGE = { items: [], total: 0, generation: 0 };

export const cases: Feature = {
  capabilities: {},
  register({ connection, cases, settings }) {
    connection.onRequest(listCases, () => cases.items());
    connection.onRequest(openCase, ({ uri }) => cases.openFolder(uri, 'opened'));
    connection.onRequest(closeCase, async ({ uri }) => {
      await cases.close(uri);
      return null;
    });
    connection.onRequest(refreshCases, async () => {
      await cases.refresh();
      return null;
    });
    connection.onRequest(listContainers, query => containerPage(settings, cases.get(query.case), query));
    connection.onRequest(listEvents, query => eventPage(settings, cases.get(query.case), query));
    connection.onRequest(listNotRead, query => notReadPage(cases.get(query.case), query));
    connection.onRequest(containerReferences, async query => {
      const references = (await cases.get(query.case)?.references(query.container)) ?? [];
      const whole = references.filter(({ span }) => span.end - span.start === query.container.length);
      return [...new Set([...whole, ...references])].map(referenceLocation);
    });
  },
};

async function containerPage(
  settings: SettingsStore,
  from: Case | null,
  { case: uri, offset, limit }: PageQuery,
): Promise<Page<ContainerItem>> {
  if (!from) {
    return NO_PAGE;
  }
  const digits = distinctDigits(await from.containerIds());
  return mapPage(await from.containers(offset, limit), async container => ({
    ...containerRow(container, digits, await clockInCase(settings, uri, from, container.events[0]?.at.file ?? null)),
    id: container.id,
    complete: container.complete,
    fate: fateOf(container),
    events: container.events.length,
  }));
}

async function eventPage(
  settings: SettingsStore,
  from: Case | null,
  query: PageQuery & { readonly container: string },
): Promise<Page<EventItem>> {
  if (!from) {
    return NO_PAGE;
  }
  return mapPage(await from.events(query.container, query.offset, query.limit), async event => ({
    ...eventRow(event, await clockInCase(settings, query.case, from, event.at.file)),
    key: `${event.at.file}:${String(event.at.line)}:${event.kind}`,
    kind: event.kind,
    at: lineLocation(event.at),
  }));
}

async function notReadPage(from: Case | null, { offset, limit }: PageQuery): Promise<Page<NotReadItem>> {
  return from
    ? mapPage(await from.notRead(offset, limit), ({ path, name, kind, reason }) => ({
        uri: fileUri(path),
        name,
        reason: text(reason),
        missing: kind !== 'foreign',
      }))
    : NO_PAGE;
}

export async function mapPage<A, B>(page: CasePage<A>, map: (item: A) => B | Promise<B>): Promise<Page<B>> {
  return { ...page, items: await Promise.all(page.items.map(map)) };
}

function fateOf(container: Container): ContainerItem['fate'] {
  const { cause } = lastRun(container);
  const failed = cause !== 'unknown' && cause !== 'exited' && cause !== 'stopped' && cause !== 'running';
  return failed ? 'failed' : container.state === 'exited' ? 'ended' : container.state;
}

/** More than any line has (LSP's uinteger); the editor takes the line's end for it. */
const LINE_END = 2 ** 31 - 1;

/** The whole line of a place. */
export function lineLocation({ file, line }: { readonly file: string; readonly line: number }): Location {
  return { uri: fileUri(file), range: wholeLines(line, line) };
}

/** Lines (from 0, both inclusive) from their first to their last column. */
export function wholeLines(first: number, last: number): Location['range'] {
  return { start: { line: first, character: 0 }, end: { line: last, character: LINE_END } };
}

/** The span of a reference. */
export function referenceLocation({ at, span }: Reference): Location {
  const [start, end] = [span.start, span.end].map(character => ({ line: at.line, character })) as [
    Location['range']['start'],
    Location['range']['end'],
  ];
  return { uri: fileUri(at.file), range: { start, end } };
}
