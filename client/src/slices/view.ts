// The view Filters: the filters that have names, and the parts of logs that are open.
import * as vscode from 'vscode';
import type { SliceState } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';
import { FAINT, GOOD, icon, row, WARNING, withId, type Look } from '../tree/rows';
import type { SliceDocuments } from './documents';
import type { NamedFilter, NamedFilters } from './namedFilters';

export const VIEW = 'nodelog.filters';

export type FilterNode =
  { readonly kind: 'filter'; readonly filter: NamedFilter } | { readonly kind: 'slice'; readonly slice: SliceState };

const LOOKS: Readonly<Record<SliceState['state'], Look>> = {
  reading: ['sync~spin', null],
  live: ['eye', GOOD],
  paused: ['debug-pause', WARNING],
  ended: ['list-flat', FAINT],
};

export class FiltersView implements vscode.TreeDataProvider<FilterNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly documents: SliceDocuments,
    private readonly filters: NamedFilters,
  ) {
    const refresh = (): void => this.#changed.fire(undefined);
    this.#disposables = vscode.Disposable.from(
      vscode.window.createTreeView(VIEW, { treeDataProvider: this }),
      filters.onDidChange(refresh),
      documents.onDidChangeState(refresh),
      vscode.window.tabGroups.onDidChangeTabs(refresh),
    );
  }

  getTreeItem(node: FilterNode): vscode.TreeItem {
    return node.kind === 'filter'
      ? filterRow(node.filter, node)
      : sliceRow(node.slice, this.server.uri(node.slice.uri));
  }

  getChildren(node?: FilterNode): FilterNode[] {
    if (node) return [];
    return [
      ...this.filters.all.map(filter => ({ kind: 'filter', filter }) as const),
      ...this.documents.states.map(slice => ({ kind: 'slice', slice }) as const),
    ];
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
  }
}

function filterRow({ name, filter }: NamedFilter, node: FilterNode): vscode.TreeItem {
  const item = row(name, {
    description: filter,
    tooltip: filter,
    iconPath: icon(['filter', null]),
    contextValue: 'filter',
    command: { command: 'nodelog.filter.apply', title: vscode.l10n.t('Apply Filter'), arguments: [node] },
  });
  return withId(item, `filter\n${name}`);
}

function sliceRow({ uri: id, summary, detail, state, warning }: SliceState, uri: vscode.Uri): vscode.TreeItem {
  const item = row(uri.path.slice(uri.path.lastIndexOf('/') + 1), {
    description: summary,
    tooltip: `${summary}\n${detail}`,
    iconPath: icon(warning && state !== 'reading' ? ['warning', WARNING] : LOOKS[state]),
    contextValue: 'slice',
    command: { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] },
  });
  return withId(item, `slice\n${id}`);
}
