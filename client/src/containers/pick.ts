// Asks for a container of the open cases.
import * as vscode from 'vscode';
import { containerAt, listCases, listContainers, type CaseItem } from '../../../server/src/protocol';
import { DOCUMENT_SELECTOR } from '../languages';
import type { Server } from '../server';
import type { ContainerNode } from './model';

/** As many containers as anyone would look through; the others are found in the view. */
const MAX_CHOICES = 500;

/** A container that a person has chosen. */
export interface ContainerChoice {
  readonly case: string;
  readonly container: string;
  readonly label: string;
}

export function choiceOf({ case: { uri }, container: { id, label } }: ContainerNode): ContainerChoice {
  return { case: uri, container: id, label };
}

/** The container that a command is about: that of a row, else the one at the cursor, else the one that the user picks. */
export async function containerMeant(
  server: Server,
  node: ContainerNode | undefined,
  title: string,
  placeHolder: string,
): Promise<Pick<ContainerChoice, 'case' | 'container'> | undefined> {
  return node ? choiceOf(node) : ((await atCursor(server)) ?? pickContainer(server, title, placeHolder));
}

async function atCursor(server: Server): Promise<Pick<ContainerChoice, 'case' | 'container'> | null> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !vscode.languages.match(DOCUMENT_SELECTOR, editor.document)) return null;
  const { line, character } = editor.selection.active;
  return server.ask(containerAt, { uri: server.uriText(editor.document.uri), line, character });
}

/** The case that a command is about: the only one, else the one that the user picks; says so where there is none. */
export async function caseMeant(server: Server, title: string): Promise<CaseItem | undefined> {
  const cases = await server.ask(listCases, null);
  if (cases.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder of logs first.'));
  if (cases.length < 2) return cases[0];
  const choices = cases.map(item => ({ label: item.name, description: vscode.Uri.parse(item.uri).fsPath, item }));
  return (await vscode.window.showQuickPick(choices, { title }))?.item;
}

/** Lets the user pick one of the containers that `offered` lets through; says so where there is none. */
export async function pickContainer(
  server: Server,
  title: string,
  placeHolder: string,
  offered: (choice: ContainerChoice) => boolean = () => true,
): Promise<ContainerChoice | undefined> {
  const all: (vscode.QuickPickItem & ContainerChoice)[] = [];
  for (const item of await server.ask(listCases, null)) {
    const query = { case: item.uri, offset: 0, limit: MAX_CHOICES };
    for (const { id, label, description } of (await server.ask(listContainers, query)).items) {
      all.push({ label, description, detail: item.name, case: item.uri, container: id });
    }
  }
  const choices = all.filter(offered);
  if (choices.length > 0) return vscode.window.showQuickPick(choices, { title, placeHolder, matchOnDescription: true });
  void vscode.window.showInformationMessage(
    all.length === 0
      ? vscode.l10n.t('No case names a container yet: open a folder of logs.')
      : vscode.l10n.t('The case names no other container.'),
  );
  return undefined;
}
