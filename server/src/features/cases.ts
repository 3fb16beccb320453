// The requests of the Containers view: cases, containers, events, and what was not read, by pages.
import type { Case, CasePage, Reference } from '../casefile/case';
import { facetsOf, fateOf, selectContainers, type ContainerSelection } from '../containers/selection';
import { timelineOf, type TimelineRow } from '../containers/timeline';
import {
  closeCase,
  containerReferences,
  listCases,
  listContainers,
  listEvents,
  listFacets,
  listNotRead,
  openCase,
  refreshCases,
  type ContainerItem,
  type EventItem,
  type FacetItem,
  type NotReadItem,
  type Page,
  type PageQuery,
} from '../protocol';
import { containerRow, distinctDigits, facetLabel } from '../render/items';
import { text } from '../render/text';
import { timelineRow } from '../render/timeline';
import { endedIn } from './endWindow';
import type { Feature, Services } from './feature';
import { clockInCase } from '../services/clock';
import { fileUri } from '../services/fileUri';
import type { SettingsStore } from '../services/settings';

const NO_PAGE = { items: [], total: 0, generation: 0 };

export const cases: Feature = {
  capabilities: {},
  register({ connection, cases, settings, places, sources }) {
    connection.onRequest(listCases, () => cases.items());
    connection.onRequest(openCase, ({ uri }) => cases.openFolder(uri, 'opened'));
    connection.onRequest(closeCase, async ({ uri }) => {
      await cases.close(uri);
      return null;
    });
    connection.onRequest(refreshCases, async () => {
      sources.forget();
      await cases.refresh();
      return null;
    });
    connection.onRequest(listContainers, query => containerPage(settings, cases.get(query.case), query));
    connection.onRequest(listFacets, query => facetItems(cases.get(query.case)));
    connection.onRequest(listEvents, query => eventPage(settings, cases.get(query.case), query, places));
    connection.onRequest(listNotRead, query => notReadPage(cases.get(query.case), query));
    connection.onRequest(containerReferences, async query => {
      const references = (await cases.get(query.case)?.references(query.container)) ?? [];
      return wholeFirst(references, query.container).map(reference => places.span(reference));
    });
  },
};

const ALL = Number.MAX_SAFE_INTEGER;

async function containerPage(
  settings: SettingsStore,
  from: Case | null,
  { case: uri, offset, limit, selection }: PageQuery & { readonly selection?: ContainerSelection },
): Promise<Page<ContainerItem>> {
  if (!from) {
    return NO_PAGE;
  }
  const { items: all, generation } = await from.containers(0, ALL);
  const digits = distinctDigits(all.map(({ id }) => id));
  const ended = selection?.ended ? endedIn(all, selection.ended) : all;
  const shown = selection ? selectContainers(ended, selection) : all;
  const page = { items: shown.slice(offset, offset + limit), total: shown.length, generation };
  return mapPage(page, async container => ({
    ...containerRow(container, digits, await clockInCase(settings, uri, from, container.events[0]?.at.file ?? null)),
    id: container.id,
    complete: container.complete,
    fate: fateOf(container),
    events: container.events.length,
  }));
}

async function facetItems(from: Case | null): Promise<FacetItem[]> {
  const containers = from ? (await from.containers(0, ALL)).items : [];
  return facetsOf(containers).map(facet => ({ ...facet, label: facetLabel(facet) }));
}

/** So many lines at most lead to a row that stands for more. */
const MAX_OTHERS = 20;

async function eventPage(
  settings: SettingsStore,
  from: Case | null,
  { case: uri, container, within, offset, limit }: PageQuery & { readonly container: string; readonly within?: string },
  places: Services['places'],
): Promise<Page<EventItem>> {
  if (!from) {
    return NO_PAGE;
  }
  const { items: events, generation } = await from.events(container, 0, ALL);
  const rows = timelineOf(events);
  const open = within === undefined ? null : rows.find(row => keyOf(row) === within);
  const shown = open === null ? rows : (open?.events.flatMap(event => timelineOf([event])) ?? []);
  const page = { items: shown.slice(offset, offset + limit), total: shown.length, generation };
  return mapPage(page, async row => {
    const [first, ...others] = row.events;
    return {
      ...timelineRow(row, await clockInCase(settings, uri, from, first.at.file)),
      key: keyOf(row),
      kind: row.exec && row.events.length > 1 ? EXEC_KINDS[row.exec.asker ?? 'api'] : first.kind,
      at: places.line(first.at),
      events: row.events.length,
      others: others.slice(0, MAX_OTHERS).map(({ at }) => places.line(at)),
    };
  });
}

/** How a row of several events of an exec looks. */
const EXEC_KINDS = { api: 'exec-started', kubelet: 'exec-started', 'health-check': 'health-check' } as const;

function keyOf({ events: [{ at, kind }] }: TimelineRow): string {
  return `${at.file}:${String(at.line)}:${kind}`;
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

/** References to an id, those first where it stands in full. */
export function wholeFirst(references: readonly Reference[], id: string): Reference[] {
  const whole = references.filter(({ span }) => span.end - span.start === id.length);
  return [...new Set([...whole, ...references])];
}
