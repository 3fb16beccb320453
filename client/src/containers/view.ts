// The view Containers: gives VS Code the nodes of the model, shows that it is busy, and follows the editor.
import * as vscode from 'vscode';
import type { CaseItem } from '../../../server/src/protocol';
import type { Server } from '../server';
import { treeItem } from './items';
import { followCursor } from '../tree/follow';
import type { ViewState } from '../tree/lists';
import { ViewProgress } from '../tree/progress';
import { pickEndWindow, pickFacets, pickOrder } from './arrange';
import { ALL_CONTAINERS, ContainersModel, nodeId, type Arrangement, type MoreNode, type Node } from './model';

export const VIEW = 'nodelog.containers';
const ARRANGEMENT = 'nodelog.containers.arrangement';

export class ContainersView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #model: ContainersModel;
  readonly #view: vscode.TreeView<Node>;
  readonly #listeners: vscode.Disposable;
  readonly #progress = new ViewProgress(VIEW);

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
    /** Where the arrangement is kept. */
    private readonly memory: vscode.Memento,
  ) {
    this.#model = new ContainersModel((type, params) => server.ask(type, params));
    this.#model.arrangement = { ...ALL_CONTAINERS, ...memory.get<Partial<Arrangement>>(ARRANGEMENT) };
    this.#showArrangement();
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    // Until the server has told which cases there are, the empty view does not say that there are none.
    this.#showState('reading');
    this.#listeners = vscode.Disposable.from(
      server.onDidChangeCases(() => this.#refreshSoon()),
      server.onDidStart(() => {
        this.#model.clear();
        this.#refreshSoon();
      }),
      followCursor(this.#view, (uri, line) => this.#model.eventAt(uri, line), log),
    );
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItem(node);
  }

  getParent(node: Node): Node | null {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    try {
      return await this.#model.children(node ?? null);
    } catch (error) {
      // The server is gone, which is told elsewhere, or could not answer: the log has why, the view stays usable.
      this.log.warn(`${node ? nodeId(node) : VIEW}: ${String(error)}`);
      return [];
    }
  }

  /** Lets the user choose which containers are shown. */
  async filter(): Promise<void> {
    const facets = await pickFacets(this.server, this.#model.arrangement.facets);
    if (facets) this.#arrange({ facets });
  }

  /** Lets the user choose when those that are shown have died. */
  async filterByTime(): Promise<void> {
    const ended = await pickEndWindow(this.server);
    if (ended) this.#arrange({ ended });
  }

  /** Shows all containers again. */
  clearFilter(): void {
    this.#arrange({ facets: [], ended: null });
  }

  /** Lets the user choose in which order they are shown. */
  async sort(): Promise<void> {
    const order = await pickOrder(this.#model.arrangement.order);
    if (order) this.#arrange({ order });
  }

  /** Shows containers below their nodes where there are several, or no longer. */
  groupByNode(byNode: boolean): void {
    this.#arrange({ byNode });
  }

  #arrange(change: Partial<Arrangement>): void {
    this.#model.arrangement = { ...this.#model.arrangement, ...change };
    void this.memory.update(ARRANGEMENT, this.#model.arrangement);
    this.#showArrangement();
    this.#view.message = this.#message();
    this.#changed.fire(undefined);
  }

  #showArrangement(): void {
    const { byNode } = this.#model.arrangement;
    void vscode.commands.executeCommand(
      'setContext',
      'nodelog.containersFiltered',
      isFiltered(this.#model.arrangement),
    );
    void vscode.commands.executeCommand('setContext', 'nodelog.containersByNode', byNode);
  }

  /** Shows the next page of the list that the row ends. */
  showMore(node: MoreNode): void {
    this.#model.showMore(node);
    this.#changed.fire(node.parent ?? undefined);
  }

  /** Brings a case into view and the focus to it. */
  async showCase(uri: string): Promise<void> {
    await this.#refresh();
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    const rows = await this.#model.children(null);
    const node = rows.find(row => row.kind === 'case' && row.case.uri === uri);
    if (node) await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.#progress.dispose();
    this.#listeners.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #refreshSoon(): void {
    this.#refresh().catch((error: unknown) => this.log.warn(`${VIEW}: ${String(error)}`));
  }

  async #refresh(): Promise<void> {
    if (!(await this.#model.refresh())) return;
    const { cases, state } = this.#model;
    this.#showState(state);
    const only = cases.length === 1 ? cases[0] : undefined;
    this.#view.description = only?.name;
    this.#view.message = this.#message();
    this.#view.badge = badgeOf(cases);
    this.#progress.show(cases.some(item => item.state === 'reading'));
    this.#changed.fire(undefined);
  }

  /** A sentence above rows that would otherwise stand without the answer; an empty view has its welcome text. */
  #message(): string | undefined {
    const { cases, state, arrangement } = this.#model;
    if (state === 'ready' && isFiltered(arrangement)) {
      return vscode.l10n.t('A filter is set: not all containers are shown.');
    }
    const rows = cases.length > 1 || cases.some(item => item.origin === 'file' || item.notRead + item.noLogs > 0);
    if (!rows || state !== 'empty') return undefined;
    return cases.some(item => item.notRead > 0)
      ? vscode.l10n.t('No containers in what was read. Some files were not read.')
      : vscode.l10n.t('No containers in what was read.');
  }

  #showState(state: ViewState): void {
    void vscode.commands.executeCommand('setContext', 'nodelog.caseState', state);
  }
}

/** Whether some containers are not to be shown. */
function isFiltered({ facets, ended }: Arrangement): boolean {
  return facets.length > 0 || Boolean(ended);
}

/** Counts what died, on the icon of the view. */
function badgeOf(cases: readonly CaseItem[]): vscode.ViewBadge | undefined {
  const value = cases.reduce((sum, { failed }) => sum + failed, 0);
  if (value === 0) return undefined;
  return {
    value,
    tooltip: value === 1 ? vscode.l10n.t('1 container died') : vscode.l10n.t('{0} containers died', value),
  };
}
