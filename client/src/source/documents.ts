// Read-only documents that show a source file in the revision that ran; the server gives their text.
import * as vscode from 'vscode';
import { readSource, SOURCE_SCHEME, type MissingSource } from '../../../server/src/protocol';
import type { Server } from '../server';

export class SourceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  /** What is missing of the documents whose text is only an explanation, by their uri. */
  readonly #missing = new Map<string, MissingSource>();
  readonly #listeners: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SOURCE_SCHEME, this),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('nodelog.source')) this.#readAgain();
      }),
      server.onDidStart(() => this.#readAgain()),
      vscode.workspace.onDidCloseTextDocument(document => this.#missing.delete(document.uri.toString())),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const { text, missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) }, token);
    if (missing) this.#missing.set(uri.toString(), missing);
    else this.#missing.delete(uri.toString());
    return text;
  }

  /** What a document's text only explains to be missing; undefined where it shows the source. */
  missing(uri: vscode.Uri): MissingSource | undefined {
    return this.#missing.get(uri.toString());
  }

  /** Asks anew what is missing of a document, null where nothing is; its text follows. */
  async missingNow(uri: vscode.Uri): Promise<MissingSource | null> {
    const { missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) });
    this.#changed.fire(uri);
    return missing;
  }

  /** Reads a document again whose text was `explanation`; ends when the source stands in it, or when it is closed. */
  async replaced(uri: vscode.Uri, explanation: string): Promise<void> {
    const document = openDocument(uri);
    if (!document || document.getText() !== explanation) return;
    const listeners: vscode.Disposable[] = [];
    await new Promise<void>(resolve => {
      const look = (touched: vscode.TextDocument): void => {
        if (touched === document && (document.isClosed || document.getText() !== explanation)) resolve();
      };
      listeners.push(vscode.workspace.onDidChangeTextDocument(change => look(change.document)));
      listeners.push(vscode.workspace.onDidCloseTextDocument(look));
      this.#changed.fire(uri);
    });
    listeners.forEach(listener => listener.dispose());
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  /** Source that is shown stays shown: only explanations are asked for again. */
  #readAgain(): void {
    for (const uri of this.#missing.keys()) this.#changed.fire(vscode.Uri.parse(uri));
  }
}

/** The document of a uri, if it is open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
}
