// The times of logs: what is added to those of a file by hand, and by which clock times are shown.
import * as vscode from 'vscode';
import { checkTimeOffset, fileTime, type TimeOffset } from '../../server/src/protocol';
import { DOCUMENT_SELECTOR } from './languages';
import type { Server } from './server';

const OFFSETS = 'nodelog.time.offsets';
const DISPLAY = 'nodelog.time.display';

export class Times {
  constructor(private readonly server: Server) {}

  /** Asks what holds for the times of the file in the active editor, or of the one that is offered, and sets it. */
  async setOffset(offered?: TimeOffset): Promise<void> {
    const uri = offered ? vscode.Uri.parse(offered.uri) : this.#activeLog();
    const known = uri && (await this.server.ask(fileTime, { uri: this.server.uriText(uri) }));
    if (!known) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a log first: its times are to be corrected.'));
      return;
    }
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t('Time Offset of {0}', known.pattern),
      prompt: vscode.l10n.t('Now: {0}. Leave it empty to take a correction back.', known.reason),
      placeHolder: 'zone +08:00, year 2020, -3m 20s',
      value: offered?.value ?? known.value,
      validateInput: async typed => (await this.server.ask(checkTimeOffset, { value: typed })) ?? undefined,
    });
    if (value === undefined) return;
    const configuration = vscode.workspace.getConfiguration(undefined, uri);
    const set = Object.entries(configuration.get<Record<string, string>>(OFFSETS, {}));
    const others = set.filter(([pattern]) => pattern !== known.pattern);
    const own = value.trim() === '' ? [] : [[known.pattern, value.trim()] as const];
    const offsets = Object.fromEntries([...others, ...own]);
    await configuration.update(OFFSETS, Object.keys(offsets).length > 0 ? offsets : undefined, target());
  }

  /** Shows times in UTC where they are shown as the node's clock did, and the other way round. */
  async toggleDisplay(): Promise<void> {
    const configuration = vscode.workspace.getConfiguration();
    const shown = configuration.get<string>(DISPLAY) === 'utc' ? 'node' : 'utc';
    await configuration.update(DISPLAY, shown, target());
  }

  #activeLog(): vscode.Uri | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document && vscode.languages.match(DOCUMENT_SELECTOR, document) > 0 ? document.uri : undefined;
  }
}

/** The workspace's settings, the user's where no folder is open. */
function target(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}
