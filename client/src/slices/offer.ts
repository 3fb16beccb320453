// Offers parts of a log that the editor hands over to no extension: its tab is all that is known of it.
import * as vscode from 'vscode';
import { largeLog, MOST_SYNCED } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';
import { uriOf } from './documents';

export class Offer implements vscode.Disposable {
  /** The large logs that were seen, by uri. */
  readonly #large = new Set<string>();
  readonly #looked = new Set<string>();
  readonly #item = vscode.window.createStatusBarItem('nodelog.largeLog', vscode.StatusBarAlignment.Left, 9);
  readonly #listeners: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#item.name = vscode.l10n.t('Large Log');
    this.#item.text = `$(list-selection) ${vscode.l10n.t('Show Part of Log')}`;
    this.#item.tooltip = vscode.l10n.t('This log is too large for VS Code to hand over. Nodelog shows parts of it.');
    this.#item.command = 'nodelog.slice.choose';
    this.#listeners = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(() => this.#look()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#look()),
    );
    this.#look();
  }

  /** The uris of the large logs that were seen. */
  get seen(): readonly string[] {
    return [...this.#large];
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #look(): void {
    const uri = uriOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    this.#show(uri);
    if (uri?.scheme !== 'file' || this.#looked.has(uri.toString())) return;
    this.#looked.add(uri.toString());
    this.#ask(uri).catch((error: unknown) => this.log.debug(`${uri.fsPath}: ${String(error)}`));
  }

  async #ask(uri: vscode.Uri): Promise<void> {
    if ((await vscode.workspace.fs.stat(uri)).size <= MOST_SYNCED) return;
    const found = await this.server.ask(largeLog, { uri: this.server.uriText(uri) });
    if (!found) return;
    this.#large.add(uri.toString());
    void vscode.commands.executeCommand('setContext', 'nodelog.largeLogs', this.seen);
    this.#show(uriOf(vscode.window.tabGroups.activeTabGroup.activeTab));
    if (!vscode.workspace.getConfiguration('nodelog', uri).get('slice.offer', true)) return;
    const choose = vscode.l10n.t('Show Part...');
    const filter = vscode.l10n.t('Filter...');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has {1} MB, which is too much for VS Code to hand over. Nodelog reads it from disk and shows parts of it.',
        found.name,
        found.megabytes,
      ),
      choose,
      filter,
    );
    const command = choice === choose ? 'nodelog.slice.choose' : choice === filter ? 'nodelog.filter.open' : null;
    if (command) await vscode.commands.executeCommand(command, uri);
  }

  /** The item stands while such a log is in sight. */
  #show(uri: vscode.Uri | undefined): void {
    if (uri && this.#large.has(uri.toString())) this.#item.show();
    else this.#item.hide();
  }
}
