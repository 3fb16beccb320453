// What a review says in the source itself: the frame's arguments at the parameters, and what was nil above the line.
import * as vscode from 'vscode';
import { SOURCE_SCHEME } from '../../../server/src/protocol';
import type { ReviewedFrame } from '../../../server/src/traceProtocol';
import type { Server } from '../server';

/** Where source stands: in documents of ours, or in a work tree that has the revision checked out. */
const SOURCES: vscode.DocumentSelector = [{ scheme: SOURCE_SCHEME }, { scheme: 'file', language: 'go' }];

export class Values implements vscode.InlayHintsProvider, vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #source: ReviewedFrame['source'] = null;

  constructor(private readonly server: Server) {
    this.#listener = vscode.Disposable.from(
      vscode.languages.registerInlayHintsProvider(SOURCES, this),
      vscode.languages.registerCodeLensProvider(SOURCES, this),
    );
  }

  /** Shows what is known of a frame, and nothing else; null takes all away. */
  show(frame: ReviewedFrame | null): void {
    this.#source = frame?.source ?? null;
    this.#changed.fire();
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    const { hints = [] } = this.#shownIn(document) ?? {};
    return hints
      .map(({ position: { line, character }, label }) => {
        const hint = new vscode.InlayHint(new vscode.Position(line, character), label, vscode.InlayHintKind.Parameter);
        hint.paddingLeft = true;
        return hint;
      })
      .filter(({ position }) => range.contains(position));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const source = this.#shownIn(document);
    if (!source?.line || source.lens === null) return [];
    const { start } = source.line;
    const at = new vscode.Range(start.line, start.character, start.line, start.character);
    return [new vscode.CodeLens(at, { title: source.lens, command: '' })];
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #shownIn(document: vscode.TextDocument): ReviewedFrame['source'] {
    const source = this.#source;
    const shown = source && this.server.uri(source.uri).toString() === document.uri.toString();
    return shown ? source : null;
  }
}
