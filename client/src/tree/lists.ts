// The cases of a tree and its long lists: how much of each is shown, and which state of a case was seen last.
import type { RequestType } from 'vscode-languageclient';
import { listCases, type CaseItem, type Page, type PageQuery } from '../../../server/src/protocol';
import { PAGE_ROWS, readRows } from './pages';

/** Asks the server. */
export type Ask = <P, R>(type: RequestType<P, R, void>, params: P) => Promise<R>;

/**
 * What an empty view says, by a context key; undefined without any case. Each is the `when` of a welcome text in
 * package.json, `ready` apart.
 */
export type ViewState = 'reading' | 'empty' | 'ready' | 'failed' | undefined;

/** The state of a view whose rows the cases have, `count` of them each. */
export function stateOf(cases: readonly CaseItem[], count: (item: CaseItem) => number): ViewState {
  if (cases.length === 0) return undefined;
  if (cases.some(item => count(item) > 0)) return 'ready';
  if (cases.some(item => item.state === 'reading')) return 'reading';
  return cases.every(item => item.state === 'failed') ? 'failed' : 'empty';
}

/** Stands after the rows that are shown where more are to be had; `N` are the rows that lists stand under. */
export interface MoreNode<N> {
  readonly kind: 'more';
  readonly parent: N | null;
  /** The id of the list that goes on. */
  readonly list: string;
  /** How many rows it adds. */
  readonly next: number;
  readonly left: number;
}

/** The lists of one view. */
export class Lists<N> {
  /** Rows that are shown of a list, by the list's id, where they are more than a page. */
  readonly #wanted = new Map<string, number>();
  /** The newest generation that was seen of a case, by its uri. */
  readonly #generations = new Map<string, number>();
  #cases: readonly CaseItem[] = [];
  #refreshes = 0;

  constructor(private readonly ask: Ask) {}

  get cases(): readonly CaseItem[] {
    return this.#cases;
  }

  /** Asks which cases there are; false where a later call has overtaken this one, whose answer is then dropped. */
  async refresh(): Promise<boolean> {
    const refresh = ++this.#refreshes;
    const cases = await this.ask(listCases, null);
    if (refresh !== this.#refreshes) return false;
    this.#cases = cases;
    for (const item of cases) this.#saw(item.uri, item.generation);
    return true;
  }

  /** Forgets the cases, as after the end of a server: the next one counts its generations from the beginning. */
  clear(): void {
    this.#refreshes++;
    this.#cases = [];
    this.#generations.clear();
  }

  /** Reads what is to be shown of a list of a case; `ask` asks for one page of it. */
  async read<T>(uri: string, list: string, ask: (page: PageQuery) => Promise<Page<T>>): Promise<Page<T>> {
    const known = this.#generations.get(uri) ?? 0;
    const page = (offset: number, limit: number) => ask({ case: uri, offset, limit });
    const rows = await readRows(page, this.#wantedOf(list), known);
    this.#saw(uri, rows.generation);
    return rows;
  }

  /** The row that ends a list of which not all is shown. */
  more(list: string, parent: N | null, { items, total }: Page<unknown>): MoreNode<N>[] {
    const left = total - items.length;
    return left > 0 ? [{ kind: 'more', parent, list, left, next: Math.min(PAGE_ROWS, left) }] : [];
  }

  /** From now on shows a page more of the list that the row ends. */
  showMore({ list, next }: Pick<MoreNode<N>, 'list' | 'next'>): void {
    this.#wanted.set(list, this.#wantedOf(list) + next);
  }

  #wantedOf(list: string): number {
    return this.#wanted.get(list) ?? PAGE_ROWS;
  }

  #saw(uri: string, generation: number): void {
    this.#generations.set(uri, Math.max(generation, this.#generations.get(uri) ?? 0));
  }
}
