// Changed since? The commits that changed a frame's function after the revision that ran, to pick one and see what it changed.
import * as vscode from 'vscode';
import { changedSince, type ChangedSince as Found, type ChangeItem } from '../../../server/src/protocol';
import type { Server } from '../server';
import type { FramePlace } from './framePlace';

type Row = vscode.QuickPickItem & { readonly change: ChangeItem };

export class ChangedSince {
  constructor(private readonly server: Server) {}

  /** Shows what has changed since for a frame; asks for one where there is none. */
  async show(place: FramePlace | undefined): Promise<void> {
    const found = place && (await this.#ask(place));
    if (!found) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Put the cursor on a frame of a goroutine in a log to see what has changed its function since.'),
      );
      return;
    }
    if (found.changes.length === 0) {
      void vscode.window.showInformationMessage(found.nothing);
      return;
    }
    const change = await pick(found.title, found.changes);
    if (!change) return;
    const [before, after] = [this.server.uri(change.before), this.server.uri(change.after)];
    await vscode.commands.executeCommand('vscode.diff', before, after, `${change.label} (${change.description})`);
  }

  /** The line of the cursor, where a log is active. */
  atCursor(): FramePlace | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'nodelog-daemon') return undefined;
    return { uri: this.server.uriText(editor.document.uri), line: editor.selection.active.line };
  }

  #ask(place: FramePlace): Thenable<Found | null> {
    const location = vscode.ProgressLocation.Notification;
    const title = vscode.l10n.t('Looking for what has changed since');
    return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
      const found = await this.server.ask(changedSince, place, token).catch((error: unknown) => {
        if (!token.isCancellationRequested) throw error;
        return null;
      });
      // What the server says of a look that was ended is not that there is no frame.
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      return found;
    });
  }
}

/** Lets one commit be picked; its button opens the forge's page of it. */
function pick(title: string, changes: readonly ChangeItem[]): Promise<ChangeItem | undefined> {
  const web: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Open the web page of the commit'),
  };
  const list = vscode.window.createQuickPick<Row>();
  list.title = title;
  list.placeholder = vscode.l10n.t('A commit shows what it changed in the file');
  list.matchOnDescription = true;
  list.items = changes.map(change => ({
    label: escapeIcons(change.label),
    description: change.description,
    detail: change.detail,
    buttons: change.webUrl === null ? [] : [web],
    change,
  }));
  return new Promise(resolve => {
    list.onDidTriggerItemButton(({ item: { change } }) => {
      if (change.webUrl !== null) void vscode.env.openExternal(vscode.Uri.parse(change.webUrl, true));
    });
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.change);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

/** A commit's subject may hold what VS Code takes for an icon. */
function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
