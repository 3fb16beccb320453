// What stands in the Containers view: nodes made of what the server says, without words, icons or VS Code.
import {
  listContainers,
  listEvents,
  listFacets,
  listNotRead,
  type CaseItem,
  type ContainerItem,
  type EventItem,
  type FacetItem,
  type NotReadItem,
} from '../../../server/src/protocol';
import type { ContainerSelection } from '../../../server/src/containers/selection';
import { Lists, stateOf, type Ask, type MoreNode as MoreOf, type ViewState } from '../tree/lists';

/** A row of the view. `parent` is the row it stands under, null at the root. */
export type Node =
  | CaseNode
  | HostNode
  | OnlyFileNode
  | CancelledNode
  | ContainerNode
  | EventNode
  | NotReadNode
  | NotReadFileNode
  | MoreNode;
export interface CaseNode {
  readonly kind: 'case';
  readonly parent: null;
  readonly case: CaseItem;
}
/** Says that the case is one open file, and leads to its folder. */
interface OnlyFileNode {
  readonly kind: 'onlyFile';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
}
/** Says that not all of the case was read, since the user has ended that, and goes on with it. */
interface CancelledNode {
  readonly kind: 'cancelled';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
}
export interface ContainerNode {
  readonly kind: 'container';
  readonly parent: CaseNode | HostNode | null;
  readonly case: CaseItem;
  readonly container: ContainerItem;
}
export interface EventNode {
  readonly kind: 'event';
  /** The container, or the row that tells this event and others as one. */
  readonly parent: ContainerNode | EventNode;
  readonly container: ContainerNode;
  readonly event: EventItem;
}
interface NotReadNode {
  readonly kind: 'notRead';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
}
interface NotReadFileNode {
  readonly kind: 'notReadFile';
  readonly parent: NotReadNode;
  readonly file: NotReadItem;
}
/** The containers of a node of the case. */
interface HostNode {
  readonly kind: 'host';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
  readonly host: FacetItem & { readonly kind: 'node' };
}
export type MoreNode = MoreOf<Node>;

/** A selection, and whether containers stand below their nodes where there are several. */
export interface Arrangement extends ContainerSelection {
  readonly byNode: boolean;
}
export const ALL_CONTAINERS: Arrangement = { facets: [], order: 'first', byNode: false, ended: null };

/** An id that stays the same for the same thing, so that a refresh keeps what is expanded and selected. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'case':
      return node.case.uri;
    case 'host':
      return `${node.case.uri}\nhost\n${node.host.value}`;
    case 'onlyFile':
      return `${node.case.uri}\nonlyFile`;
    case 'cancelled':
      return `${node.case.uri}\ncancelled`;
    case 'container':
      return `${node.case.uri}\ncontainer\n${node.container.id}`;
    case 'event':
      return `${nodeId(node.parent)}\n${node.event.key}`;
    case 'notRead':
      return `${node.case.uri}\nnotRead`;
    case 'notReadFile':
      return `${nodeId(node.parent)}\n${node.file.uri}`;
    case 'more':
      return `${node.list}\nmore`;
  }
}

/** The cases and the rows below them, as far as they were asked for. */
export class ContainersModel {
  readonly #lists: Lists<Node>;
  /** The events that the view has shown, by the id of their container's node. */
  readonly #events = new Map<string, readonly EventNode[]>();

  /** Which containers are shown, and how. */
  arrangement: Arrangement = ALL_CONTAINERS;

  constructor(private readonly ask: Ask) {
    this.#lists = new Lists(ask);
  }

  get cases(): readonly CaseItem[] {
    return this.#lists.cases;
  }

  get state(): ViewState {
    return stateOf(this.cases, item => item.containers);
  }

  /** Asks which cases there are; false where a later call has overtaken this one, whose answer is then dropped. */
  async refresh(): Promise<boolean> {
    if (!(await this.#lists.refresh())) return false;
    this.#events.clear();
    return true;
  }

  /** Forgets all, as after the end of a server. */
  clear(): void {
    this.#lists.clear();
    this.#events.clear();
  }

  /** The rows below a row, or at the root. */
  async children(node: Node | null): Promise<Node[]> {
    if (node === null) {
      const [only, another] = this.cases;
      // A case that the user opened has a row even where it is alone: its row is where it can be closed.
      if (only && !another && only.origin !== 'opened') return this.#caseRows(only, null);
      return this.cases.map(item => ({ kind: 'case', parent: null, case: item }));
    }
    switch (node.kind) {
      case 'case':
        return this.#caseRows(node.case, node);
      case 'host':
        return this.#containerRows(node.case, node, [node.host]);
      case 'container':
        return this.#eventRows(node, node);
      case 'event':
        return node.event.events > 1 ? this.#eventRows(node.container, node, node.event.key) : [];
      case 'notRead':
        return this.#notReadRows(node);
      case 'onlyFile':
      case 'cancelled':
      case 'notReadFile':
      case 'more':
        return [];
    }
  }

  /** From now on shows a page more of the list that a 'more' row ends. */
  showMore(node: MoreNode): void {
    this.#lists.showMore(node);
  }

  /** The first shown event that stands on a line (from 0) of a document, else the row that tells it with others; null where none is shown that does. */
  eventAt(uri: string, line: number): EventNode | null {
    const isThere = (at: EventItem['at']): boolean => at.uri === uri && at.range.start.line === line;
    const shown = [...this.#events.values()].flat();
    const alone = shown.find(({ event }) => event.events === 1 && isThere(event.at));
    return alone ?? shown.find(({ event }) => [event.at, ...event.others].some(isThere)) ?? null;
  }

  async #caseRows(item: CaseItem, parent: CaseNode | null): Promise<Node[]> {
    const rows: Node[] = item.origin === 'file' ? [{ kind: 'onlyFile', parent, case: item }] : [];
    if (item.cancelled) rows.push({ kind: 'cancelled', parent, case: item });
    const hosts = this.arrangement.byNode ? await this.#hosts(item) : [];
    if (hosts.length > 1) {
      for (const host of hosts) rows.push({ kind: 'host', parent, case: item, host });
    } else {
      rows.push(...(await this.#containerRows(item, parent, [])));
    }
    if (item.notRead + item.noLogs > 0) rows.push({ kind: 'notRead', parent, case: item });
    return rows;
  }

  /** The nodes of a case that have containers. */
  async #hosts(item: CaseItem): Promise<HostNode['host'][]> {
    const chosen = this.arrangement.facets.filter(({ kind }) => kind === 'node');
    const facets = await this.ask(listFacets, { case: item.uri });
    return facets
      .filter(facet => facet.kind === 'node')
      .filter(({ value }) => chosen.length === 0 || chosen.some(facet => facet.value === value));
  }

  /** Containers of the selection, of those the ones that one of the facets `only` names. */
  async #containerRows(
    item: CaseItem,
    parent: CaseNode | HostNode | null,
    only: readonly HostNode['host'][],
  ): Promise<Node[]> {
    const list = parent?.kind === 'host' ? nodeId(parent) : `${item.uri}\ncontainers`;
    const { order, facets, ended } = this.arrangement;
    const chosen = only.length > 0 ? facets.filter(({ kind }) => kind !== 'node') : facets;
    const selection = { order, facets: [...chosen, ...only], ...(ended && { ended }) };
    const page = await this.#lists.read(item.uri, list, query => this.ask(listContainers, { ...query, selection }));
    const rows = page.items.map(container => ({ kind: 'container', parent, case: item, container }) as const);
    return [...rows, ...this.#lists.more(list, parent, page)];
  }

  /** The rows of a container's timeline, or below one of them the events that it tells as one. */
  async #eventRows(node: ContainerNode, parent: ContainerNode | EventNode, within?: string): Promise<Node[]> {
    const list = nodeId(parent);
    const asked = { container: node.container.id, ...(within !== undefined && { within }) };
    const page = await this.#lists.read(node.case.uri, list, query => this.ask(listEvents, { ...query, ...asked }));
    const events = page.items.map(event => ({ kind: 'event', parent, container: node, event }) as const);
    this.#events.set(list, events);
    return [...events, ...this.#lists.more(list, parent, page)];
  }

  async #notReadRows(node: NotReadNode): Promise<Node[]> {
    const list = nodeId(node);
    const page = await this.#lists.read(node.case.uri, list, query => this.ask(listNotRead, query));
    const files = page.items.map(file => ({ kind: 'notReadFile', parent: node, file }) as const);
    return [...files, ...this.#lists.more(list, node, page)];
  }
}
