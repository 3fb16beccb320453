// The column beside a slice: where each line in sight comes from. It is no text, so that all that reads the lines goes on.
import * as vscode from 'vscode';
import { lineOrigins, SLICE_SCHEME } from '../../../server/src/sliceProtocol';
import type { Server } from '../server';
import type { SliceDocuments } from './documents';

/** Lines above and below those in sight that have it too, for those who scroll. */
const MARGIN = 50;
/** As much of a file's name as is shown. */
const LONGEST_NAME = 16;
const BLANK = '\u00a0';

export class Origins implements vscode.Disposable {
  readonly #type = vscode.window.createTextEditorDecorationType({});
  readonly #listeners: vscode.Disposable;
  /** The newest question of an editor: an answer to an older one is dropped. */
  readonly #asked = new WeakMap<vscode.TextEditor, number>();

  constructor(
    private readonly server: Server,
    private readonly documents: SliceDocuments,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const all = (): void => vscode.window.visibleTextEditors.forEach(editor => this.#update(editor));
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(all),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#update(textEditor)),
      vscode.workspace.onDidChangeTextDocument(all),
      documents.onDidChangeState(all),
    );
    all();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#type.dispose();
  }

  #update(editor: vscode.TextEditor): void {
    if (editor.document.uri.scheme !== SLICE_SCHEME) return;
    this.#decorate(editor).catch((error: unknown) => this.log.debug(`${editor.document.fileName}: ${String(error)}`));
  }

  async #decorate(editor: vscode.TextEditor): Promise<void> {
    const question = (this.#asked.get(editor) ?? 0) + 1;
    this.#asked.set(editor, question);
    const { document, visibleRanges } = editor;
    const first = Math.max(0, Math.min(...visibleRanges.map(({ start }) => start.line)) - MARGIN);
    const end = Math.min(document.lineCount, Math.max(...visibleRanges.map(range => range.end.line)) + MARGIN);
    const places = await this.server.ask(lineOrigins, { uri: this.server.uriText(document.uri), first, end });
    if (this.#asked.get(editor) !== question) return;
    const isMerged = this.documents.state(document.uri)?.isMerged ?? false;
    const digits = Math.max(...places.map(({ line }) => String(line + 1).length), 1);
    const width = isMerged ? Math.min(LONGEST_NAME, Math.max(...places.map(({ file }) => file.length))) : 0;
    const shown = places.flatMap(({ file, line }, index) => {
      if (line < 0) return [];
      const name = isMerged ? `${shortened(file, width).padEnd(width, BLANK)}${BLANK}` : '';
      const contentText = `${name}${String(line + 1).padStart(digits, BLANK)}${BLANK}${BLANK}`;
      const color = new vscode.ThemeColor('editorLineNumber.foreground');
      const range = new vscode.Range(first + index, 0, first + index, 0);
      return [{ range, renderOptions: { before: { contentText, color } } }];
    });
    editor.setDecorations(this.#type, shown);
  }
}

function shortened(name: string, width: number): string {
  return name.length > width ? `${name.slice(0, width - 1)}…` : name;
}
