// What stands in the Traces view: nodes made of what the server says, without words, icons or VS Code.
import type { CaseItem } from '../../../server/src/protocol';
import {
  listFrames,
  listStacks,
  listTraces,
  type FrameItem,
  type FrameRef,
  type StackItem,
  type StackRef,
  type TraceItem,
  type TraceRef,
} from '../../../server/src/traceProtocol';
import { Lists, stateOf, type Ask, type MoreNode as MoreOf, type ViewState } from '../tree/lists';

/** A row of the view. `parent` is the row it stands under, null at the root. */
export type Node = CaseNode | TraceNode | StackNode | FrameNode | MoreNode;
export interface CaseNode {
  readonly kind: 'case';
  readonly parent: null;
  readonly case: CaseItem;
}
export interface TraceNode {
  readonly kind: 'trace';
  readonly parent: CaseNode | null;
  readonly case: CaseItem;
  readonly trace: TraceItem;
  /** Whether it is the only one that the view has to show. */
  readonly only: boolean;
}
export interface StackNode {
  readonly kind: 'stack';
  readonly parent: TraceNode;
  readonly stack: StackItem;
}
export interface FrameNode {
  readonly kind: 'frame';
  readonly parent: StackNode;
  readonly frame: FrameItem;
}
export type MoreNode = MoreOf<Node>;

/** An id that stays the same for the same thing, so that a refresh keeps what is expanded and selected. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'case':
      return node.case.uri;
    case 'trace':
      return traceId(node.case.uri, node.trace.trace);
    case 'stack':
      return `${nodeId(node.parent)}\n${String(node.stack.stack.stack)}`;
    case 'frame':
      return `${nodeId(node.parent)}\n${String(node.frame.frame.frame)}`;
    case 'more':
      return `${node.list}\nmore`;
  }
}

function traceId(caseUri: string, { uri, line }: TraceRef): string {
  return `${caseUri}\n${uri}\n${String(line)}`;
}

/** The cases and the rows below them, as far as they were asked for. */
export class TracesModel {
  readonly #lists: Lists<Node>;
  /** The frames that the view has shown, by the id of their stack's node. */
  readonly #frames = new Map<string, readonly FrameNode[]>();

  constructor(private readonly ask: Ask) {
    this.#lists = new Lists(ask);
  }

  get cases(): readonly CaseItem[] {
    return this.#lists.cases;
  }

  get state(): ViewState {
    return stateOf(this.cases, item => item.traces);
  }

  /** Asks which cases there are; false where a later call has overtaken this one, whose answer is then dropped. */
  async refresh(): Promise<boolean> {
    if (!(await this.#lists.refresh())) return false;
    this.#frames.clear();
    return true;
  }

  /** Forgets all, as after the end of a server. */
  clear(): void {
    this.#lists.clear();
    this.#frames.clear();
  }

  /** The rows below a row, or at the root. */
  async children(node: Node | null): Promise<Node[]> {
    if (node === null) {
      const cases = this.cases.filter(item => item.traces > 0);
      const [only, another] = cases;
      if (only && !another) return this.#traceRows(only, null);
      return cases.map(item => ({ kind: 'case', parent: null, case: item }));
    }
    switch (node.kind) {
      case 'case':
        return this.#traceRows(node.case, node);
      case 'trace':
        return this.#stackRows(node);
      case 'stack':
        return this.#frameRows(node);
      case 'frame':
      case 'more':
        return [];
    }
  }

  /** From now on shows a page more of the list that a 'more' row ends. */
  showMore(node: MoreNode): void {
    this.#lists.showMore(node);
  }

  /** The first shown frame that has a line (from 0) of a document; null where none is shown that does. */
  frameAt(uri: string, line: number): FrameNode | null {
    for (const frames of this.#frames.values()) {
      const found = frames.find(({ frame: { at } }) => {
        const { start, end } = at.range;
        return at.uri === uri && start.line <= line && line <= end.line;
      });
      if (found) return found;
    }
    return null;
  }

  /** The node of a frame, as far as its rows are shown or can be reached through shown ones; null where they cannot. */
  async frameNode(ref: FrameRef): Promise<FrameNode | null> {
    for (const root of await this.children(null)) {
      const traces = root.kind === 'case' ? await this.children(root) : [root];
      const trace = traces.find(node => node.kind === 'trace' && isSame(node.trace.trace, ref));
      const stacks = trace ? await this.children(trace) : [];
      const stack = stacks.find(node => node.kind === 'stack' && node.stack.stack.stack === ref.stack);
      const frames = stack ? await this.children(stack) : [];
      const frame = frames.find(node => node.kind === 'frame' && node.frame.frame.frame === ref.frame);
      if (frame?.kind === 'frame') return frame;
    }
    return null;
  }

  async #traceRows(item: CaseItem, parent: CaseNode | null): Promise<Node[]> {
    const list = `${item.uri}\ntraces`;
    const page = await this.#lists.read(item.uri, list, query => this.ask(listTraces, query));
    const only = page.total === 1 && parent === null;
    const traces = page.items.map(trace => ({ kind: 'trace', parent, case: item, trace, only }) as const);
    return [...traces, ...this.#lists.more(list, parent, page)];
  }

  async #stackRows(node: TraceNode): Promise<Node[]> {
    const list = nodeId(node);
    const { trace } = node.trace;
    const page = await this.#lists.read(node.case.uri, list, query => this.ask(listStacks, { ...query, trace }));
    const stacks = page.items.map(stack => ({ kind: 'stack', parent: node, stack }) as const);
    return [...stacks, ...this.#lists.more(list, node, page)];
  }

  async #frameRows(node: StackNode): Promise<Node[]> {
    const list = nodeId(node);
    const { stack } = node.stack;
    const page = await this.#lists.read(node.parent.case.uri, list, query => this.ask(listFrames, { ...query, stack }));
    const frames = page.items.map(frame => ({ kind: 'frame', parent: node, frame }) as const);
    this.#frames.set(list, frames);
    return [...frames, ...this.#lists.more(list, node, page)];
  }
}

function isSame(a: TraceRef | StackRef, b: TraceRef | StackRef): boolean {
  return a.uri === b.uri && a.line === b.line;
}
