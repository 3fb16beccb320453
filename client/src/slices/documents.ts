// Read-only files that show parts of logs; the server reads them, and says when they have grown.
import * as vscode from 'vscode';
import { readSlice, sliceChanged, sliceState, SLICE_SCHEME, type SliceState } from '../../../server/src/sliceProtocol';
import { ReadOnlyFiles } from '../readOnlyFiles';
import type { Server } from '../server';

export class SliceDocuments extends ReadOnlyFiles {
  readonly #stateChanged = new vscode.EventEmitter<SliceState>();
  /** Fires when there is something new to say of a slice. */
  readonly onDidChangeState = this.#stateChanged.event;
  readonly #states = new Map<string, SliceState>();
  readonly #languages = new Map<string, string | null>();
  readonly #listeners: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super(SLICE_SCHEME);
    this.#listeners = vscode.Disposable.from(
      server.onNotification(sliceChanged, ({ state, text }) => this.#note(state, text)),
      vscode.workspace.onDidOpenTextDocument(document => this.#setLanguage(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      // A new server knows nothing of what was shown.
      server.onDidStart(() => this.shown.forEach(uri => this.replace(uri))),
    );
  }

  /** What is known of a slice that is open. */
  state(uri: vscode.Uri): SliceState | undefined {
    return this.#states.get(uri.toString());
  }

  /** The slices that are open. */
  get states(): readonly SliceState[] {
    return [...this.#states.values()];
  }

  override dispose(): void {
    this.#listeners.dispose();
    this.#stateChanged.dispose();
    super.dispose();
  }

  protected async ask(uri: vscode.Uri): Promise<string> {
    const { text, language } = await this.server.ask(readSlice, { uri: this.server.uriText(uri) });
    this.#languages.set(uri.toString(), language);
    const state = await this.server.ask(sliceState, { uri: this.server.uriText(uri) });
    if (state) this.#note(state, false);
    return text;
  }

  #note(state: SliceState, isOtherText: boolean): void {
    const uri = this.server.uri(state.uri);
    this.#states.set(uri.toString(), state);
    this.#stateChanged.fire(state);
    if (isOtherText && this.isShown(uri)) this.replace(uri);
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
    this.forget(uri);
    this.#states.delete(key);
  }
}

/** What a tab shows, where it is a text: also one that the editor hands over to nobody. */
export function uriOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  return tab?.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
}
