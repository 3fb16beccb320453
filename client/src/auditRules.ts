// Rules that would have logged who ended a container: the server writes them, here they become a document to copy.
import * as vscode from 'vscode';
import { killerRules, listCases, listContainers, type LanguageId } from '../../server/src/protocol';
import type { ContainerNode } from './containers/model';
import type { Server } from './server';

const LANGUAGE: LanguageId = 'nodelog-audit-rules';
/** As many containers as anyone would look through; the others are found in the view. */
const MAX_CHOICES = 500;

interface Choice extends vscode.QuickPickItem {
  readonly case: string;
  readonly container: string;
}

export class AuditRules {
  constructor(private readonly server: Server) {}

  /** Shows the rules for a container's row, else for the one that the user picks. */
  async writeForKiller(node?: ContainerNode): Promise<void> {
    const choice = node ? { case: node.case.uri, container: node.container.id } : await this.#pick();
    if (!choice) return;
    const { text } = await this.server.ask(killerRules, { case: choice.case, container: choice.container });
    const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: text });
    await vscode.window.showTextDocument(document);
  }

  async #pick(): Promise<Choice | undefined> {
    const choices: Choice[] = [];
    for (const item of await this.server.ask(listCases, null)) {
      const query = { case: item.uri, offset: 0, limit: MAX_CHOICES };
      for (const container of (await this.server.ask(listContainers, query)).items) {
        const { label, description, id } = container;
        choices.push({ label, description, detail: item.name, case: item.uri, container: id });
      }
    }
    if (choices.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No case names a container yet: open a folder of logs.'));
      return undefined;
    }
    return vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Write Audit Rules for the Killer'),
      placeHolder: vscode.l10n.t('The container that was ended'),
      matchOnDescription: true,
    });
  }
}
