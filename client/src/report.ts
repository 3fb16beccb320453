// Reports of incidents: the server writes them, here they become documents, and the map of what was redacted a file.
import * as vscode from 'vscode';
import { writeReport, type ReportText } from '../../server/src/protocol';
import type { ContainerNode } from './containers/model';
import { containerMeant } from './containers/pick';
import type { Server } from './server';

export class Reports {
  constructor(private readonly server: Server) {}

  /** Opens the report of the container of a row, at the cursor, or picked, as a document that is not saved yet. */
  async write(node: ContainerNode | undefined, redact: boolean): Promise<void> {
    const title = redact ? vscode.l10n.t('Write Redacted Incident Report') : vscode.l10n.t('Write Incident Report');
    const about = vscode.l10n.t('The container that the report is about');
    const chosen = await containerMeant(this.server, node, title, about);
    if (!chosen) return;
    const { case: uri, container } = chosen;
    const report = await this.server.ask(writeReport, { case: uri, container, redact });
    if (!report) return; // the user has ended it
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: report.markdown });
    await vscode.window.showTextDocument(document);
    if (report.unread.length > 0) {
      const files = report.unread.join('\n');
      void vscode.window.showWarningMessage(vscode.l10n.t('Not all evidence could be quoted: {0}', files));
    }
    if (report.map !== null) await offerMap(report, report.map, container);
  }
}

/** Without the map nobody can tell any more what the pseudonyms stand for: it is kept only where the user says. */
async function offerMap({ names }: ReportText, map: string, container: string): Promise<void> {
  const save = vscode.l10n.t('Save Map...');
  const said = vscode.l10n.t(
    '{0} names became pseudonyms. What stands for what is known here only as long as you keep it: save the map, and do not send it along.',
    names,
  );
  if ((await vscode.window.showInformationMessage(said, save)) !== save) return;
  const file = `pseudonyms-${container.slice(0, 12)}.json`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Where the Map of Pseudonyms is Kept'),
    // Beside the folder of the logs, not in it: that may be sent.
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, '..', file) }),
    filters: { JSON: ['json'] },
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(map));
  const open = vscode.l10n.t('Open');
  const kept = vscode.l10n.t('The map is kept in {0}.', uri.fsPath);
  if ((await vscode.window.showInformationMessage(kept, open)) === open) await vscode.window.showTextDocument(uri);
}
