// What stands in the Containers view: nodes made of what the server says, without words, icons or VS Code.
import {
  listContainers,
  listEvents,
  listNotRead,
  type CaseItem,
  type ContainerItem,
  type EventItem,
  type NotReadItem,
} from '../../../server/src/protocol';
import { Lists, stateOf, type Ask, type MoreNode as MoreOf, type ViewState } from '../tree/lists';

/** A row of the view. `parent` is the row it stands under, null at the root. */
export type Node = CaseNode | OnlyFileNode | ContainerNode | EventNode | NotReadNode | NotReadFileNode | MoreNode;
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
export interface ContainerNode {
  readonly kind: 'container';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
  readonly container: ContainerItem;
}
export interface EventNode {
  readonly kind: 'event';
  readonly parent: ContainerNode;
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
export type MoreNode = MoreOf<Node>;

/** An id that stays the same for the same thing, so that a refresh keeps what is expanded and selected. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'case':
      return node.case.uri;
    case 'onlyFile':
      return `${node.case.uri}\nonlyFile`;
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
      case 'container':
        return this.#eventRows(node);
      case 'notRead':
        return this.#notReadRows(node);
      case 'event':
      case 'onlyFile':
      case 'notReadFile':
      case 'more':
        return [];
    }
  }

  /** From now on shows a page more of the list that a 'more' row ends. */
  showMore(node: MoreNode): void {
    this.#lists.showMore(node);
  }

  /** The first shown event that stands on a line (from 0) of a document; null where none is shown that does. */
  eventAt(uri: string, line: number): EventNode | null {
    for (const events of this.#events.values()) {
      const found = events.find(({ event }) => event.at.uri === uri && event.at.range.start.line === line);
      if (found) return found;
    }
    return null;
  }

  async #caseRows(item: CaseItem, parent: CaseNode | null): Promise<Node[]> {
    const rows: Node[] = item.origin === 'file' ? [{ kind: 'onlyFile', parent, case: item }] : [];
    const list = `${item.uri}\ncontainers`;
    const page = await this.#lists.read(item.uri, list, query => this.ask(listContainers, query));
    for (const container of page.items) rows.push({ kind: 'container', parent, case: item, container });
    rows.push(...this.#lists.more(list, parent, page));
    if (item.notRead + item.noLogs > 0) rows.push({ kind: 'notRead', parent, case: item });
    return rows;
  }

  async #eventRows(node: ContainerNode): Promise<Node[]> {
    const list = nodeId(node);
    const container = node.container.id;
    const page = await this.#lists.read(node.case.uri, list, query => this.ask(listEvents, { ...query, container }));
    const events = page.items.map(event => ({ kind: 'event', parent: node, event }) as const);
    this.#events.set(list, events);
    return [...events, ...this.#lists.more(list, node, page)];
  }

  async #notReadRows(node: NotReadNode): Promise<Node[]> {
    const list = nodeId(node);
    const page = await this.#lists.read(node.case.uri, list, query => this.ask(listNotRead, query));
    const files = page.items.map(file => ({ kind: 'notReadFile', parent: node, file }) as const);
    return [...files, ...this.#lists.more(list, node, page)];
  }
}
