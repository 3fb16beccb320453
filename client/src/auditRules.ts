// Rules that would have logged who ended a container: the server writes them, here they become a document to copy.
import * as vscode from 'vscode';
import { killerRules, type LanguageId } from '../../server/src/protocol';
import type { ContainerNode } from './containers/model';
import { pickContainer } from './containers/pick';
import type { Server } from './server';

const LANGUAGE: LanguageId = 'nodelog-audit-rules';
export class AuditRules {
  constructor(private readonly server: Server) {}

  /** Shows the rules for a container's row, else for the one that the user picks. */
  async writeForKiller(node?: ContainerNode): Promise<void> {
    const choice = node
      ? { case: node.case.uri, container: node.container.id }
      : await pickContainer(
          this.server,
          vscode.l10n.t('Write Audit Rules for the Killer'),
          vscode.l10n.t('The container that was ended'),
        );
    if (!choice) return;
    const { text } = await this.server.ask(killerRules, { case: choice.case, container: choice.container });
    const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: text });
    await vscode.window.showTextDocument(document);
  }
}
