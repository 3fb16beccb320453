// How a node of the Traces view looks: words, icon and colour, and what a screen reader says.
import * as vscode from 'vscode';
import type { FrameRef, TraceItem } from '../../../server/src/traceProtocol';
import { FAILED, FAINT, icon, markdown, moreRow, row, WARNING, withId, type Look } from '../tree/rows';
import { nodeId, type CaseNode, type FrameNode, type Node, type StackNode, type TraceNode } from './model';

const KINDS: Readonly<Record<TraceItem['kind'], Look>> = {
  panic: ['flame', FAILED],
  fatal: ['flame', FAILED],
  signal: ['flame', FAILED],
  'http-panic': ['flame', WARNING],
  race: ['warning', WARNING],
  dump: ['list-tree', null],
};

/** The scheme of what stands for a dimmed row: VS Code colours rows by their resource alone. */
const DIMMED = 'nodelog-dimmed';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** The row of a node; `current` is the frame that a review shows. */
export function treeItem(node: Node, current: FrameRef | null): vscode.TreeItem {
  return withId(rowOf(node, current), nodeId(node));
}

function rowOf(node: Node, current: FrameRef | null): vscode.TreeItem {
  switch (node.kind) {
    case 'case':
      return caseRow(node);
    case 'trace':
      return traceRow(node);
    case 'stack':
      return stackRow(node);
    case 'frame':
      return frameRow(node, current);
    case 'more':
      return moreRow(node, 'nodelog.traces.showMore');
  }
}

function caseRow({ case: item }: CaseNode): vscode.TreeItem {
  return row(item.name, {
    description: item.traces === 1 ? vscode.l10n.t('1 traceback') : vscode.l10n.t('{0} tracebacks', item.traces),
    tooltip: vscode.Uri.parse(item.uri).fsPath,
    iconPath: icon([item.origin === 'file' ? 'file' : 'folder', null]),
    collapsibleState: Expanded,
  });
}

function traceRow({ trace, only }: TraceNode): vscode.TreeItem {
  return row(trace.label, {
    description: trace.description,
    tooltip: markdown(trace.tooltip),
    iconPath: icon(KINDS[trace.kind]),
    contextValue: 'trace',
    collapsibleState: only ? Expanded : Collapsed,
    command: revealCommand(trace.at),
  });
}

function stackRow({ stack }: StackNode): vscode.TreeItem {
  return row(stack.label, {
    description: stack.description,
    tooltip: markdown(stack.tooltip),
    iconPath: icon([stack.goroutines > 1 ? 'layers' : 'debug-line-by-line', stack.failed ? FAILED : null]),
    collapsibleState: stack.failed ? Expanded : Collapsed,
    command: revealCommand(stack.at),
  });
}

/** The log's line of what has no source of its own. */
function revealCommand(at: TraceItem['at']): vscode.Command {
  return { command: 'nodelog.traces.reveal', title: vscode.l10n.t('Go to Log'), arguments: [{ at }] };
}

function frameRow({ frame }: FrameNode, current: FrameRef | null): vscode.TreeItem {
  const { label, description, origin, failed } = frame;
  const shown = isSameFrame(frame.frame, current);
  const words = [label, description, failed ? vscode.l10n.t('failed') : '', originWord(origin)];
  return row(label, {
    description,
    tooltip: markdown(frame.tooltip),
    iconPath: frameIcon(frame.createdBy, failed, shown),
    // The resource is there for its colour alone; the label and the icon are the row's own.
    ...(origin !== 'own' && !failed && { resourceUri: vscode.Uri.from({ scheme: DIMMED, path: `/${origin}` }) }),
    contextValue: 'frame',
    collapsibleState: None,
    accessibilityInformation: { label: vscode.l10n.t('Frame {0}', words.filter(Boolean).join(', ')) },
    command: { command: 'nodelog.review.open', title: vscode.l10n.t('Show Frame'), arguments: [frame.frame] },
  });
}

function frameIcon(createdBy: boolean, failed: boolean, shown: boolean): vscode.ThemeIcon {
  if (shown)
    return icon([
      'debug-stackframe',
      failed ? 'debugIcon.breakpointCurrentStackframeForeground' : 'debugIcon.breakpointStackframeForeground',
    ]);
  if (failed) return icon(['flame', FAILED]);
  return icon([createdBy ? 'git-branch' : 'circle-small', FAINT]);
}

function originWord(origin: 'own' | 'library' | 'runtime'): string {
  switch (origin) {
    case 'own':
      return '';
    case 'library':
      return vscode.l10n.t('library');
    case 'runtime':
      return vscode.l10n.t('Go runtime');
  }
}

function isSameFrame(a: FrameRef, b: FrameRef | null): boolean {
  return a.uri === b?.uri && a.line === b.line && a.stack === b.stack && a.frame === b.frame;
}

/** Dims the rows of frames that are not the program's own code. */
export const dimming: vscode.FileDecorationProvider = {
  provideFileDecoration: uri =>
    uri.scheme === DIMMED ? { color: new vscode.ThemeColor('disabledForeground'), propagate: false } : undefined,
};
