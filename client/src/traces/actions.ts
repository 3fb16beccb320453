// What can be done with a traceback or a frame: copy it, list the same trace elsewhere, list what changed its function since.
import * as vscode from 'vscode';
import {
  frameChanges,
  sameTraces,
  traceMarkdown,
  type FrameRef,
  type TraceRef,
} from '../../../server/src/traceProtocol';
import type { Server } from '../server';

/** How many digits git shows of a commit. */
const SHORT = 9;

interface ChangeChoice extends vscode.QuickPickItem {
  readonly commit: string;
}

export class TraceActions {
  constructor(private readonly server: Server) {}

  /** Puts a traceback on the clipboard as Markdown. */
  async copyMarkdown(trace: TraceRef): Promise<void> {
    const text = await this.server.ask(traceMarkdown, trace);
    if (text === '') {
      void vscode.window.showInformationMessage(vscode.l10n.t('The log no longer has this traceback.'));
      return;
    }
    await vscode.env.clipboard.writeText(text);
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Traceback copied as Markdown'), 5000);
  }

  /** Peeks at the same trace in the other files of the case. */
  async showSame(trace: TraceRef): Promise<void> {
    const places = await this.server.ask(sameTraces, trace);
    const locations = places.map(place => this.server.location(place));
    const at = new vscode.Position(trace.line, 0);
    await vscode.commands.executeCommand('editor.action.showReferences', this.server.uri(trace.uri), at, locations);
  }

  /** Lists the commits that changed a frame's function after the revision that ran; Enter copies the commit's id. */
  async showChanges(frame: FrameRef): Promise<void> {
    const asked = vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Looking for later changes of the function'),
        cancellable: true,
      },
      (_, token) =>
        this.server.ask(frameChanges, frame, token).then(found => (token.isCancellationRequested ? null : found)),
    );
    const found = await asked;
    if (!found) return;
    if (found.problem !== null || found.changes.length === 0) {
      void vscode.window.showInformationMessage(
        found.problem ?? vscode.l10n.t('No later commit of this clone changed the function.'),
      );
      return;
    }
    const choices = found.changes.map(({ commit, subject, description }): ChangeChoice => ({
      label: `$(git-commit) ${commit.slice(0, SHORT)} ${escapeIcons(subject)}`,
      detail: description,
      commit,
    }));
    const choice = await vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Commits That Changed the Function Since'),
      placeHolder: vscode.l10n.t('Newest first; Enter copies the id of a commit'),
      matchOnDetail: true,
    });
    if (choice) await vscode.env.clipboard.writeText(choice.commit);
  }
}

/** A subject may hold what VS Code takes for an icon. */
function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
