// The view Traces: gives VS Code the nodes of the model, shows the frame under review, and follows the editor.
import * as vscode from 'vscode';
import type { FrameRef } from '../../../server/src/traceProtocol';
import type { Server } from '../server';
import { followCursor } from '../tree/follow';
import type { ViewState } from '../tree/lists';
import { ViewProgress } from '../tree/progress';
import { dimming, treeItem } from './items';
import { nodeId, TracesModel, type MoreNode, type Node } from './model';
import type { Review } from './review';

const VIEW = 'nodelog.traces';

export class TracesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #model: TracesModel;
  readonly #view: vscode.TreeView<Node>;
  readonly #progress = new ViewProgress(VIEW);
  readonly #listeners: vscode.Disposable;
  /** The rows as VS Code knows them, by their ids: it takes no other object for the same row. */
  readonly #shown = new Map<string, Node>();
  /** The id of the row that bears the mark of the review. */
  #marked: string | null = null;

  constructor(
    server: Server,
    private readonly review: Review,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#model = new TracesModel((type, params) => server.ask(type, params));
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    // Until the server has told which cases there are, the empty view does not say that there are none.
    this.#showState('reading');
    this.#listeners = vscode.Disposable.from(
      vscode.window.registerFileDecorationProvider(dimming),
      server.onDidChangeCases(() => this.#inBackground(this.#refresh())),
      server.onDidStart(() => {
        this.#model.clear();
        this.#inBackground(this.#refresh());
      }),
      review.onDidChange(() => this.#inBackground(this.#showReview())),
      followCursor(this.#view, (uri, line) => this.#model.frameAt(uri, line), log),
    );
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItem(node, this.review.current);
  }

  getParent(node: Node): Node | null {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    try {
      const rows = await this.#model.children(node ?? null);
      for (const row of rows) this.#shown.set(nodeId(row), row);
      return rows;
    } catch (error) {
      // The server is gone, which is told elsewhere, or could not answer: the log has why, the view stays usable.
      this.log.warn(`${node ? nodeId(node) : VIEW}: ${String(error)}`);
      return [];
    }
  }

  /** Shows the next page of the list that the row ends. */
  showMore(node: MoreNode): void {
    this.#model.showMore(node);
    this.#changed.fire(node.parent ?? undefined);
  }

  /** The frame whose row is selected; null where none is. */
  get selected(): FrameRef | null {
    const [node] = this.#view.selection;
    return node?.kind === 'frame' ? node.frame.frame : null;
  }

  /** Gives the view the focus, so that its keys step. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  dispose(): void {
    this.#progress.dispose();
    this.#listeners.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.warn(`${VIEW}: ${String(error)}`));
  }

  async #refresh(): Promise<void> {
    if (!(await this.#model.refresh())) return;
    const { cases, state } = this.#model;
    this.#showState(state);
    const withTraces = cases.filter(item => item.traces > 0);
    this.#view.description = withTraces.length === 1 ? withTraces[0]?.name : undefined;
    const notRead = cases.reduce((sum, item) => sum + item.notRead, 0);
    this.#view.message = state === 'ready' && notRead > 0 ? notReadText(notRead) : undefined;
    this.#progress.show(cases.some(item => item.state === 'reading'));
    this.#shown.clear();
    this.#changed.fire(undefined);
  }

  #showState(state: ViewState): void {
    void vscode.commands.executeCommand('setContext', 'nodelog.tracesState', state);
  }

  /** Marks the frame under review and brings its row into sight where the view is; takes no focus. */
  async #showReview(): Promise<void> {
    const { current } = this.review;
    const node = current && this.#view.visible ? await this.#model.frameNode(current) : null;
    const before = this.#marked;
    this.#marked = node && nodeId(node);
    if (node) await this.#view.reveal(node, { select: true, focus: false });
    for (const id of [before, this.#marked]) {
      const row = id === null ? undefined : this.#shown.get(id);
      if (row) this.#changed.fire(row);
    }
  }
}

function notReadText(files: number): string {
  return files === 1
    ? vscode.l10n.t('1 file was not read, or not whole: the view Containers names it.')
    : vscode.l10n.t('{0} files were not read, or not whole: the view Containers names them.', files);
}
