// A page beside the logs that goes along with the cursor: why the container of the line died.
import * as vscode from 'vscode';
import { containerAt, readPage, type PageQuestion } from '../../../server/src/protocol';
import { DOCUMENT_SELECTOR } from '../languages';
import type { Server } from '../server';
import { PANEL_OPTIONS, pagePanel, VIEW_TYPE, type PageActions, type PagePanel } from './panel';

export class FollowingPage implements vscode.Disposable {
  #page: PagePanel | null = null;
  /** What it shows; null until a line told of a container. */
  #shown: PageQuestion | null = null;
  #reading = false;
  /** What is to be looked for when what is being read is there: another container, or whatever is there now. */
  #wanted: 'other' | 'anew' | null = null;
  /** Where the log is that it follows. */
  #column = vscode.ViewColumn.One;
  readonly #listeners: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly actions: PageActions,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(() => this.#look(false)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#look(false)),
      server.onDidChangeCases(() => this.#look(true)),
    );
  }

  /** Opens the page beside the editor, which keeps the focus, or brings it back into sight. */
  show(): void {
    if (this.#page) {
      this.#page.panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, TITLE, column, PANEL_OPTIONS);
    const page = pagePanel(panel, { ...this.actions, open: at => this.actions.open(at, this.#column) });
    this.#page = page;
    panel.onDidDispose(() => {
      this.#page = null;
      this.#shown = null;
    });
    const hint = vscode.l10n.t('Put the cursor on a line of a log that tells of a container.');
    void page.show({ markdown: hint, places: [], claims: [] }).then(() => this.#look(false));
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#page?.panel.dispose();
  }

  /** Looks at the cursor; `anew` reads also a page that is shown already. */
  #look(anew: boolean): void {
    if (!this.#page) return;
    this.#wanted = anew || this.#wanted === 'anew' ? 'anew' : 'other';
    if (!this.#reading) void this.#readOn();
  }

  async #readOn(): Promise<void> {
    this.#reading = true;
    while (this.#page && this.#wanted) {
      const page = this.#page;
      const anew = this.#wanted === 'anew';
      this.#wanted = null;
      try {
        await this.#read(page, anew);
      } catch (error) {
        this.log.warn(`${TITLE}: ${String(error)}`);
        // A page that was closed meanwhile can show nothing; of another one it is not known that what it shows still holds.
        if (page === this.#page) await this.#showFailure(page);
      }
    }
    this.#reading = false;
  }

  async #showFailure(page: PagePanel): Promise<void> {
    this.#shown = null;
    const failed = vscode.l10n.t('This page could not be read; the log of Nodelog says why.');
    await page.show({ markdown: failed, places: [], claims: [] });
  }

  async #read(page: PagePanel, anew: boolean): Promise<void> {
    const meant = (await this.#atCursor()) ?? this.#shown;
    if (!meant || (!anew && JSON.stringify(meant) === JSON.stringify(this.#shown))) return;
    const text = await this.server.ask(readPage, meant);
    if (page !== this.#page) return;
    this.#shown = meant;
    page.panel.title = meant.containers[0]?.slice(0, 12) ?? TITLE;
    await page.show(text);
  }

  async #atCursor(): Promise<PageQuestion | null> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !vscode.languages.match(DOCUMENT_SELECTOR, editor.document)) return null;
    this.#column = editor.viewColumn ?? this.#column;
    const { line, character } = editor.selection.active;
    const meant = await this.server.ask(containerAt, {
      uri: this.server.uriText(editor.document.uri),
      line,
      character,
    });
    return meant && { case: meant.case, kind: 'why', containers: [meant.container] };
  }
}

const TITLE = vscode.l10n.t('Why Did It Die?');
