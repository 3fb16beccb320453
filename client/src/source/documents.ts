// Read-only files that show source in the revision that ran; the server gives their text. (Files, not virtual documents:
// only these have breadcrumbs, which tell repository, path and revision.)
import * as vscode from 'vscode';
import { readSource, SOURCE_SCHEME, type MissingSource } from '../../../server/src/protocol';
import type { Server } from '../server';

/** A file as it was read last. */
interface Shown {
  readonly bytes: Uint8Array;
  /** Grows with each reading, so that the editor takes it for a new one. */
  readonly mtime: number;
}

export class SourceDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** What was read and is still good, by uri. */
  readonly #shown = new Map<string, Promise<Shown>>();
  /** What is missing of the documents whose text is only an explanation, by their uri. */
  readonly #missing = new Map<string, MissingSource>();
  readonly #listeners: vscode.Disposable;
  #readings = 0;

  constructor(private readonly server: Server) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(SOURCE_SCHEME, this, { isReadonly: true, isCaseSensitive: true }),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('nodelog.source')) this.#readAgain();
      }),
      server.onDidStart(() => this.#readAgain()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#missing.delete(uri.toString());
        this.#shown.delete(uri.toString());
      }),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, mtime } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  /** Nothing of a repository is listed: only what frames lead to is shown. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  /** A commit does not change; what only explains is told of by #replace. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** What a document's text only explains to be missing; undefined where it shows the source. */
  missing(uri: vscode.Uri): MissingSource | undefined {
    return this.#missing.get(uri.toString());
  }

  /** Asks anew what is missing of a document, null where nothing is; its text follows. */
  async missingNow(uri: vscode.Uri): Promise<MissingSource | null> {
    const { missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) });
    this.#replace(uri);
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
      this.#replace(uri);
    });
    listeners.forEach(listener => listener.dispose());
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  /** The editor asks for a file's size before its bytes: one reading serves both. */
  #read(uri: vscode.Uri): Promise<Shown> {
    const key = uri.toString();
    const known = this.#shown.get(key);
    if (known) return known;
    const reading = this.#ask(uri);
    this.#shown.set(key, reading);
    reading.catch(() => this.#shown.delete(key));
    return reading;
  }

  async #ask(uri: vscode.Uri): Promise<Shown> {
    const { text, missing } = await this.server.ask(readSource, { uri: this.server.uriText(uri) });
    if (missing) this.#missing.set(uri.toString(), missing);
    else this.#missing.delete(uri.toString());
    return { bytes: new TextEncoder().encode(text), mtime: ++this.#readings };
  }

  /** Source that is shown stays shown: only explanations are asked for again. */
  #readAgain(): void {
    for (const uri of this.#missing.keys()) this.#replace(vscode.Uri.parse(uri));
  }

  #replace(uri: vscode.Uri): void {
    this.#shown.delete(uri.toString());
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }
}

/** The document of a uri, if it is open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
}
