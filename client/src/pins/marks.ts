// The marks of pins: an icon in the gutter, whose line tells the note in a hover.
import * as vscode from 'vscode';
import type { PinItem } from '../../../server/src/protocol';

export class PinMarks implements vscode.Disposable {
  readonly #type: vscode.TextEditorDecorationType;

  constructor(extensionUri: vscode.Uri) {
    this.#type = vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.joinPath(extensionUri, 'client/media/pin.svg'),
      gutterIconSize: 'contain',
      overviewRulerColor: new vscode.ThemeColor('charts.blue'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      isWholeLine: true,
    });
  }

  /** Marks these pins in an editor, and no others. */
  show(editor: vscode.TextEditor, pins: readonly { readonly line: number; readonly item: PinItem }[]): void {
    const marks = pins.map(({ line, item }) => ({
      range: new vscode.Range(line, 0, line, 0),
      hoverMessage: hover(item),
    }));
    editor.setDecorations(this.#type, marks);
  }

  dispose(): void {
    this.#type.dispose();
  }
}

/** The note as text: nothing in it means anything. */
function hover({ pin, place, state }: PinItem): vscode.MarkdownString {
  const said = new vscode.MarkdownString('$(pinned) ', true).appendText(pin.note);
  return state === 'here' ? said : said.appendMarkdown('\n\n').appendText(place);
}
