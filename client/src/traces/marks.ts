// The marks of a review: the lines of the frame in its log and in its source, and the call on it.
import * as vscode from 'vscode';
import type { Server } from '../server';
import type { ReviewedFrame } from '../../../server/src/traceProtocol';

/** The colours in which a debugger shows its frames: the one that failed is where it would have stopped. */
const FAILED_LINE = lineType('editor.stackFrameHighlightBackground');
const OTHER_LINE = lineType('editor.focusedStackFrameHighlightBackground');
const CALL = vscode.window.createTextEditorDecorationType({
  backgroundColor: new vscode.ThemeColor('editorBracketMatch.background'),
  borderColor: new vscode.ThemeColor('editorBracketMatch.border'),
  borderStyle: 'solid',
  borderWidth: '1px',
});

function lineType(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(color),
    overviewRulerColor: new vscode.ThemeColor(color),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
}

export class Marks implements vscode.Disposable {
  #frame: ReviewedFrame | null = null;
  readonly #listener: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.#listener = vscode.window.onDidChangeVisibleTextEditors(() => this.#mark());
  }

  /** Marks a frame, and nothing else; null takes all marks away. */
  show(frame: ReviewedFrame | null): void {
    this.#frame = frame;
    this.#mark();
  }

  dispose(): void {
    this.#listener.dispose();
    for (const type of [FAILED_LINE, OTHER_LINE, CALL]) type.dispose();
  }

  #mark(): void {
    const lineMark = this.#frame?.failed ? FAILED_LINE : OTHER_LINE;
    const lines = this.#places(this.#frame?.log, sourcePlace(this.#frame, 'line'));
    const calls = this.#places(sourcePlace(this.#frame, 'call'));
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      const within = (places: readonly vscode.Location[]): vscode.Range[] =>
        places.filter(place => place.uri.toString() === uri).map(({ range }) => range);
      for (const type of [FAILED_LINE, OTHER_LINE]) editor.setDecorations(type, type === lineMark ? within(lines) : []);
      editor.setDecorations(CALL, within(calls));
    }
  }

  #places(...places: readonly (ReviewedFrame['log'] | null | undefined)[]): vscode.Location[] {
    return places.flatMap(place => (place ? [this.server.location(place)] : []));
  }
}

function sourcePlace(frame: ReviewedFrame | null, what: 'line' | 'call'): ReviewedFrame['log'] | null {
  const range = frame?.source?.[what];
  return frame?.source && range ? { uri: frame.source.uri, range } : null;
}
