// Hovers as a reader sees them: their words without the markup.
import * as vscode from 'vscode';
import { cursor } from './documents';

/** All hovers at a cursor (see `cursor`) as plain text; '' where there is none. */
export function hoverAt(document: vscode.TextDocument, marked: string): Promise<string> {
  return hoverText(document, cursor(document, marked));
}

export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return (await hoversAt(document, position)).map(textOf).join('\n');
}

export function hoversAt(document: vscode.TextDocument, position: vscode.Position): Thenable<vscode.Hover[]> {
  return vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
}

function textOf({ contents }: vscode.Hover): string {
  return contents.map(part => plain(typeof part === 'string' ? part : part.value)).join('\n');
}

/** A block of code, code in a line, a mark of emphasis, or a character that a backslash escapes (CommonMark 2.4). */
const MARKUP = /(`{3,})\w*\n([^]*?)\n\1|(`+)([^]*?)\3|\*\*|\\([!-/:-@[-`{-~])/g;

/** Markdown without emphasis and code marks, its escaped characters as they are. */
function plain(markdown: string): string {
  return markdown.replace(
    MARKUP,
    (_, _fence, block?: string, _ticks?: string, span?: string, escaped?: string) => block ?? span ?? escaped ?? '',
  );
}
