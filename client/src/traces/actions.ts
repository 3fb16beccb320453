// What can be done with a traceback: copy it, list the same trace elsewhere.
import * as vscode from 'vscode';
import { sameTraces, traceMarkdown, type TraceRef } from '../../../server/src/traceProtocol';
import type { Server } from '../server';

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
}
