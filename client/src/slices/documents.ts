// Read-only files that show parts of logs; the server reads them, and says when they have grown.
import * as vscode from 'vscode';
import { readSlice, sliceChanged, sliceState, SLICE_SCHEME, type SliceState } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';

interface Shown {
  readonly bytes: Uint8Array;
  /** Grows with each reading, so that the editor takes it for a new one. */
  readonly mtime: number;
}

export class SliceDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #stateChanged = new vscode.EventEmitter<SliceState>();
  /** Fires when there is something new to say of a slice. */
  readonly onDidChangeState = this.#stateChanged.event;
  readonly #states = new Map<string, SliceState>();
  readonly #languages = new Map<string, string | null>();
  readonly #shown = new Map<string, Promise<Shown>>();
  readonly #listeners: vscode.Disposable;
  #readings = 0;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(SLICE_SCHEME, this, { isReadonly: true, isCaseSensitive: true }),
      server.onNotification(sliceChanged, ({ state, text }) => this.#note(state, text)),
      vscode.workspace.onDidOpenTextDocument(document => this.#setLanguage(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      // A new server knows nothing of what was shown.
      server.onDidStart(() => this.#readAgain()),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, mtime } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  /** A slice stands alone. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  /** The server tells of changes unasked. */
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

  /** What is known of a slice that is open. */
  state(uri: vscode.Uri): SliceState | undefined {
    return this.#states.get(uri.toString());
  }

  /** The slices that are open. */
  get states(): readonly SliceState[] {
    return [...this.#states.values()];
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
    this.#stateChanged.dispose();
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
    const { text, language } = await this.server.ask(readSlice, { uri: this.server.uriText(uri) });
    this.#languages.set(uri.toString(), language);
    const state = await this.server.ask(sliceState, { uri: this.server.uriText(uri) });
    if (state) this.#note(state, false);
    return { bytes: new TextEncoder().encode(text), mtime: ++this.#readings };
  }

  #note(state: SliceState, isOtherText: boolean): void {
    const uri = this.server.uri(state.uri);
    this.#states.set(uri.toString(), state);
    this.#stateChanged.fire(state);
    if (isOtherText && this.#shown.delete(uri.toString())) {
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  }

  /** The name in the tab does not tell a language, but the log does. */
  #setLanguage(document: vscode.TextDocument): void {
    const language = this.#languages.get(document.uri.toString());
    if (!language || document.languageId === language) return;
    vscode.languages
      .setTextDocumentLanguage(document, language)
      .then(undefined, (error: unknown) => this.log.debug(`${document.uri.toString()}: ${String(error)}`));
  }

  /** A document whose language changes is closed, but the editor still shows it. */
  #closed(uri: vscode.Uri): void {
    const key = uri.toString();
    const isShown = vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(tab => uriOf(tab)?.toString() === key));
    if (isShown) return;
    this.#shown.delete(key);
    this.#states.delete(key);
  }

  #readAgain(): void {
    for (const key of [...this.#shown.keys()]) {
      this.#shown.delete(key);
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: vscode.Uri.parse(key) }]);
    }
  }
}

/** What a tab shows, where it is a text: also one that the editor hands over to nobody. */
export function uriOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  return tab?.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
}
