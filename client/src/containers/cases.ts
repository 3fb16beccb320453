// Which folders are read as cases beside the workspace: opening, closing, reading again.
import * as vscode from 'vscode';
import { closeCase, openCase, refreshCases } from '../../../server/src/protocol';
import type { Server } from '../server';
import { VIEW, type ContainersView } from './view';

export class Cases implements vscode.Disposable {
  /** The folders that the user opened: a new server has to be told again. */
  readonly #opened = new Map<string, vscode.Uri>();
  readonly #listener: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly view: ContainersView,
    log: vscode.LogOutputChannel,
  ) {
    this.#listener = server.onDidStart(() => {
      for (const folder of this.#opened.values()) {
        this.#read(folder).catch((error: unknown) => log.warn(`${folder.fsPath}: ${String(error)}`));
      }
    });
  }

  /** Reads a folder as a case of its own and shows it in the view; the workspace stays as it is. */
  async open(folder: vscode.Uri): Promise<void> {
    await this.view.showCase(await this.#read(folder));
  }

  /** Reads the folder given, else asks for one. */
  async openFolder(given?: vscode.Uri): Promise<void> {
    const folder = given ?? (await pickFolder());
    if (folder) await this.open(folder);
  }

  /** Reads the folder that a file lies in: the file given, else that of the active editor. */
  async openFolderOfFile(file = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (file?.scheme !== 'file') {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a log of the folder in an editor first.'));
      return;
    }
    await this.open(vscode.Uri.joinPath(file, '..'));
  }

  async close(uri: string): Promise<void> {
    this.#opened.delete(uri);
    await this.server.ask(closeCase, { uri });
  }

  /** Reads all cases again; ends when they have been read. */
  async refresh(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: VIEW } }, () => this.server.ask(refreshCases, null));
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #read(folder: vscode.Uri): Promise<string> {
    const { uri } = await this.server.ask(openCase, { uri: this.server.uriText(folder) });
    this.#opened.set(uri, folder);
    return uri;
  }
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('Folder with the logs of a node'),
    openLabel: vscode.l10n.t('Read Logs'),
  });
  return folders?.[0];
}
