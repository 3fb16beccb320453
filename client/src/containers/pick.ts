// Asks for a container of the open cases.
import * as vscode from 'vscode';
import { listCases, listContainers } from '../../../server/src/protocol';
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
