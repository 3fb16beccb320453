// Read-only files that show source in the revision that ran; their breadcrumbs tell repository, path and revision.
import * as vscode from 'vscode';
import { readSource, SOURCE_SCHEME, type MissingSource } from '../../../server/src/protocol';
import { ReadOnlyFiles } from '../readOnlyFiles';
import type { Server } from '../server';

export class SourceDocuments extends ReadOnlyFiles {
  /** What is missing of the documents whose text is only an explanation, by their uri. */
  readonly #missing = new Map<string, MissingSource>();
  readonly #listeners: vscode.Disposable;

  constructor(private readonly server: Server) {
    super(SOURCE_SCHEME);
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('nodelog.source')) this.#readAgain();
      }),
      server.onDidStart(() => this.#readAgain()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#missing.delete(uri.toString());
        this.forget(uri);
      }),
    );
  }

  /** What a document's text only explains to be missing; undefined where it shows the source. */
  missing(uri: vscode.Uri): MissingSource | undefined {
    return this.#missing.get(uri.toString());
  }

  /** Asks anew what is missing of a document, null where nothing is; its text follows. */
  async missingNow(uri: vscode.Uri): Promise<MissingSource | null> {
    const { missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) });
    this.replace(uri);
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
      this.replace(uri);
    });
    listeners.forEach(listener => listener.dispose());
  }

  override dispose(): void {
    this.#listeners.dispose();
    super.dispose();
  }

  protected async ask(uri: vscode.Uri): Promise<string> {
    const { text, missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) });
    if (missing) this.#missing.set(uri.toString(), missing);
    else this.#missing.delete(uri.toString());
    return text;
  }

  /** Source that is shown stays shown, for a commit does not change: only explanations are asked for again. */
  #readAgain(): void {
    for (const uri of this.#missing.keys()) this.replace(vscode.Uri.parse(uri));
  }
}

/** The document of a uri, if it is open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
}
