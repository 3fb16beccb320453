// The language status item: what the server makes of the document in the active editor.
import * as vscode from 'vscode';
import { documentStatus } from '../../server/src/protocol';
import { DOCUMENT_SELECTOR } from './languages';
import type { Server } from './server';

/** How long an edit may rest before the status is asked again, in milliseconds. */
const REST = 400;

/** Shows format and counts, busy and warnings; a click opens the log. */
export class DocumentStatusItem implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('nodelog.document', DOCUMENT_SELECTOR);
  readonly #listeners: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  /** Counts the questions, so that an answer that a later question has overtaken is dropped. */
  #asked = 0;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#item.name = 'Nodelog';
    this.#item.command = { title: vscode.l10n.t('Show Log'), command: 'nodelog.output.show' };
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon(0)),
      vscode.workspace.onDidChangeTextDocument(change => {
        if (change.document === vscode.window.activeTextEditor?.document) this.#soon(REST);
      }),
      // A language that changes closes the document and opens it again.
      vscode.workspace.onDidOpenTextDocument(() => this.#soon(0)),
      server.onDidChangeCases(() => this.#soon(0)),
      server.onDidStart(() => this.#soon(0)),
    );
    this.#soon(0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #soon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#update().catch((error: unknown) => this.log.warn(`status: ${String(error)}`));
    }, milliseconds);
  }

  async #update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !vscode.languages.match(DOCUMENT_SELECTOR, document)) return;
    const question = ++this.#asked;
    this.#item.busy = true;
    try {
      const status = await this.server.ask(documentStatus, { uri: this.server.uriText(document.uri) });
      if (question !== this.#asked) return;
      this.#item.text = status?.summary ?? vscode.l10n.t('not read');
      this.#item.detail = status?.detail;
      this.#item.severity = status?.warning
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    } finally {
      if (question === this.#asked) this.#item.busy = false;
    }
  }
}
