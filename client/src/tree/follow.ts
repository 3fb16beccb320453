// Selects the row of the log line that the user has gone to.
import * as vscode from 'vscode';

/**
 * Follows the cursor with the selection of a view, as far as its rows were opened; takes no focus. `find` gives the row of
 * a line (from 0) of a document.
 */
export function followCursor<Node>(
  view: vscode.TreeView<Node>,
  find: (uri: string, line: number) => Node | null | undefined,
  log: Pick<vscode.LogOutputChannel, 'debug'>,
): vscode.Disposable {
  return vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
    const byHand =
      kind === vscode.TextEditorSelectionChangeKind.Mouse || kind === vscode.TextEditorSelectionChangeKind.Keyboard;
    const line = selections[0]?.active.line;
    if (!byHand || !view.visible || line === undefined) return;
    const row = find(textEditor.document.uri.toString(), line);
    if (!row) return;
    view
      .reveal(row, { select: true, focus: false })
      .then(undefined, (error: unknown) => log.debug(`${view.title ?? ''}: ${String(error)}`));
  });
}
