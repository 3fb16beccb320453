// What rows of all our trees share: how they are made, their icons and their tooltips.
import * as vscode from 'vscode';
import type { MoreNode } from './lists';

/** Codicon and theme colour; null is the colour of the text. */
export type Look = readonly [icon: string, color: string | null];

export const FAILED = 'problemsErrorIcon.foreground';
export const WARNING = 'problemsWarningIcon.foreground';
export const GOOD = 'testing.iconPassed';
export const FAINT = 'descriptionForeground';

export function row(label: string, rest: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label), rest);
}

/** The row with its id; without a label of its own a screen reader would be given the tooltip instead of what stands in it. */
export function withId(item: vscode.TreeItem, id: string): vscode.TreeItem {
  item.id = id;
  item.accessibilityInformation ??= { label: [item.label, item.description].filter(Boolean).join(', ') };
  return item;
}

export function icon([name, color]: Look): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === null ? undefined : new vscode.ThemeColor(color));
}

/** The server has escaped it; a command link or HTML in it would be a mistake and stays dead. */
export function markdown(text: string): vscode.MarkdownString {
  const value = new vscode.MarkdownString(text);
  value.isTrusted = false;
  value.supportHtml = false;
  return value;
}

/** The row that ends a list; `command` shows more of it. */
export function moreRow(node: MoreNode<unknown>, command: string): vscode.TreeItem {
  const title = vscode.l10n.t('Show {0} more', node.next);
  return row(title, {
    description: vscode.l10n.t('{0} not shown', node.left),
    iconPath: new vscode.ThemeIcon('more'),
    command: { command, title, arguments: [node] },
  });
}
