// How a node of the Containers view looks: words, icon and colour, and what a screen reader says.
import * as vscode from 'vscode';
import type { CaseItem, ContainerItem, EventItem } from '../../../server/src/protocol';
import { nodeId, type ContainerNode, type EventNode, type Node } from './model';
import { FAILED, FAINT, GOOD, icon, markdown, moreRow, row, WARNING, withId, type Look } from '../tree/rows';
import type { EventTarget } from './navigation';

const FATES: Readonly<Record<ContainerItem['fate'], Look>> = {
  failed: ['error', FAILED],
  ended: ['stop-circle', null],
  running: ['play-circle', GOOD],
  unknown: ['question', FAINT],
};

const EVENTS: Readonly<Record<EventItem['kind'], Look>> = {
  kill: ['target', FAILED],
  panic: ['flame', FAILED],
  'forced-delete': ['target', WARNING],
  'stop-escalated': ['target', WARNING],
  'signal-asked': ['target', null],
  'signal-missed': ['target', FAINT],
  'exec-created': ['terminal', null],
  'exec-start-asked': ['terminal', null],
  'exec-started': ['terminal', null],
  'exec-inspected': ['eye', FAINT],
  inspected: ['eye', FAINT],
  'api-call': ['globe', FAINT],
  'shim-started': ['plug', GOOD],
  'shim-reaped': ['debug-disconnect', WARNING],
  'shim-disconnected': ['debug-disconnect', WARNING],
  'shim-cleaned-up': ['trash', WARNING],
  'task-deleted': ['trash', null],
  'found-dead': ['search', null],
  'runtime-command': ['gear', null],
  'sandbox-started': ['package', null],
  created: ['add', null],
  started: ['play', null],
  'start-failed': ['error', FAILED],
  'stop-asked': ['debug-stop', null],
  'task-exit': ['stop-circle', null],
  died: ['stop-circle', null],
  'exit-told': ['stop-circle', null],
  'task-oom': ['flame', FAILED],
  'exec-asked': ['terminal', null],
  'exec-ended': ['terminal', FAINT],
  'exec-answered': ['terminal', FAINT],
  'stop-failed': ['error', WARNING],
  removed: ['trash', null],
  'kill-reason': ['comment', WARNING],
  'container-died': ['stop-circle', FAINT],
  'probe-failed': ['heart', WARNING],
  'back-off': ['clock', WARNING],
  evicted: ['flame', WARNING],
  log: ['output', FAINT],
  'start-asked': ['play', null],
  'policy-start': ['play', null],
  'restart-asked': ['debug-restart', null],
  'kill-asked': ['target', WARNING],
  'remove-asked': ['trash', null],
  'start-refused': ['error', FAILED],
  'shutting-down': ['debug-stop', null],
  restored: ['pass', GOOD],
  'health-check': ['heart', FAINT],
  'health-check-failed': ['heart', WARNING],
  'exec-failed': ['terminal', WARNING],
  'host-kill': ['target', FAILED],
  'inner-kill': ['target', null],
  'shim-kill': ['target', FAILED],
  crash: ['flame', FAILED],
  'oom-kill': ['flame', FAILED],
  'dockerd-started': ['server-process', null],
  'dockerd-stopping': ['server-process', WARNING],
  'containerd-started': ['server-process', null],
  'containerd-gone': ['server-process', FAILED],
  'events-resumed': ['server-process', FAINT],
  'containerd-killed': ['target', FAILED],
  'dockerd-killed': ['target', FAILED],
  'clean-up-ended': ['trash', FAINT],
  'oom-notice': ['flame', WARNING],
  'node-booted': ['vm', WARNING],
  'pleg-unhealthy': ['server-process', FAILED],
  'node-pressure': ['server-process', WARNING],
  'node-oom': ['flame', FAILED],
  xid: ['circuit-board', FAILED],
};

/** The row of a node. */
export function treeItem(node: Node): vscode.TreeItem {
  return withId(rowOf(node), nodeId(node));
}

function rowOf(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case 'case':
      return caseRow(node.case);
    case 'host':
      return row(node.host.label, {
        iconPath: icon(['server', null]),
        contextValue: 'host',
        collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
      });
    case 'onlyFile':
      return onlyFileRow(node.case);
    case 'cancelled':
      return cancelledRow();
    case 'container':
      return containerRow(node);
    case 'event':
      return eventRow(node);
    case 'notRead':
      return notReadRow(node.case);
    case 'notReadFile':
      return row(node.file.name, {
        description: node.file.reason,
        tooltip: `${node.file.name}\n${node.file.reason}`,
        iconPath: icon(node.file.missing ? ['warning', WARNING] : ['file', FAINT]),
        command: { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(node.file.uri)] },
      });
    case 'more':
      return moreRow(node, 'nodelog.containers.showMore');
  }
}

function caseRow(item: CaseItem): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const description = caseDescription(item);
  return row(item.name, {
    description,
    tooltip: `${vscode.Uri.parse(item.uri).fsPath}\n${description}`,
    iconPath:
      item.state === 'failed' ? icon(['error', FAILED]) : icon([item.origin === 'file' ? 'file' : 'folder', null]),
    contextValue: item.origin === 'opened' ? 'openedCase' : 'case',
    collapsibleState: item.state === 'failed' ? None : Expanded,
  });
}

function caseDescription(item: CaseItem): string {
  switch (item.state) {
    case 'reading':
      return item.progress ?? vscode.l10n.t('reading…');
    case 'failed':
      return item.problem ?? vscode.l10n.t('could not be read');
    case 'ready':
      return containersText(item.containers);
  }
}

function containersText(count: number): string {
  if (count === 0) return vscode.l10n.t('no containers');
  return count === 1 ? vscode.l10n.t('1 container') : vscode.l10n.t('{0} containers', count);
}

function onlyFileRow(item: CaseItem): vscode.TreeItem {
  return row(vscode.l10n.t('Only this file is read'), {
    description: vscode.l10n.t('Read its folder…'),
    tooltip: vscode.l10n.t(
      'The case is the file in the editor alone. Events of the same containers may stand in other files of its folder.',
    ),
    iconPath: icon(['info', null]),
    command: {
      command: 'nodelog.case.openFolderOfFile',
      title: vscode.l10n.t('Read its folder…'),
      arguments: [vscode.Uri.parse(item.uri)],
    },
  });
}

function cancelledRow(): vscode.TreeItem {
  return row(vscode.l10n.t('Reading was cancelled'), {
    description: vscode.l10n.t('Read on…'),
    tooltip: vscode.l10n.t('What stands below comes from the files that had been read. The others are under Not read.'),
    iconPath: icon(['warning', WARNING]),
    command: { command: 'nodelog.case.refresh', title: vscode.l10n.t('Read on…') },
  });
}

function containerRow({ container }: ContainerNode): vscode.TreeItem {
  const words = [container.label, fateWord(container.fate), container.description];
  return row(container.complete ? container.label : `${container.label}…`, {
    description: container.description,
    tooltip: markdown(container.tooltip),
    iconPath: icon(FATES[container.fate]),
    contextValue: 'container',
    collapsibleState:
      container.events > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    accessibilityInformation: { label: vscode.l10n.t('Container {0}', words.filter(Boolean).join(', ')) },
  });
}

function eventRow({ event }: EventNode): vscode.TreeItem {
  return row(event.label, {
    description: event.description,
    tooltip: markdown(event.tooltip),
    iconPath: icon(EVENTS[event.kind]),
    contextValue: 'event',
    ...(event.events > 1 && { collapsibleState: vscode.TreeItemCollapsibleState.Collapsed }),
    command: {
      command: 'nodelog.event.reveal',
      title: vscode.l10n.t('Go to Event'),
      arguments: [{ kind: event.kind, at: event.at } satisfies EventTarget],
    },
  });
}

function notReadRow({ notRead, noLogs }: CaseItem): vscode.TreeItem {
  const collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  if (notRead === 0) {
    return row(vscode.l10n.t('Other files: {0}', noLogs), {
      tooltip: vscode.l10n.t('These files were looked at and are no logs.'),
      iconPath: icon(['info', FAINT]),
      collapsibleState,
    });
  }
  return row(vscode.l10n.t('Not read: {0}', notRead), {
    ...(noLogs > 0 && { description: vscode.l10n.t('other files: {0}', noLogs) }),
    tooltip: vscode.l10n.t('What stands in these files is missing above. Each is named with the reason.'),
    iconPath: icon(['warning', WARNING]),
    collapsibleState,
  });
}

function fateWord(fate: ContainerItem['fate']): string {
  switch (fate) {
    case 'failed':
      return vscode.l10n.t('failed');
    case 'ended':
      return vscode.l10n.t('ended');
    case 'running':
      return vscode.l10n.t('running');
    case 'unknown':
      return vscode.l10n.t('end unknown');
  }
}
