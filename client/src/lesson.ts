// The first lesson: opens the bundled case, and ticks the walkthrough's steps as the user does them by working.
import * as vscode from 'vscode';
import { lessonStepDone, type LessonStep } from '../../server/src/protocol';
import type { Cases } from './containers/cases';
import type { Server } from './server';

const CASE = 'client/media/cases/exec-panic-137';
const WALKTHROUGH = 'nodelog.nodelog#exec-panic-137';

/** package.json's walkthrough completes its steps by the context keys that are set here. */
export class Lesson implements vscode.Disposable {
  readonly #listener: vscode.Disposable;

  constructor(
    server: Server,
    private readonly cases: Cases,
    private readonly extension: vscode.Uri,
  ) {
    this.#listener = server.onNotification(lessonStepDone, ({ step }) => this.done(step));
  }

  /** Shows two files of the bundled case, and reads it as a case beside what the workspace holds. */
  async openCase(): Promise<void> {
    const folder = vscode.Uri.joinPath(this.extension, CASE);
    let viewColumn: vscode.ViewColumn | undefined = besideWalkthrough();
    for (const name of ['messages-20200225', 'audit.log']) {
      const file = vscode.Uri.joinPath(folder, name);
      ({ viewColumn } = await vscode.window.showTextDocument(file, { viewColumn, preview: false }));
    }
    await this.cases.open(folder);
    this.done('caseOpened');
  }

  async open(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
  }

  done(step: LessonStep | 'caseOpened'): void {
    void vscode.commands.executeCommand('setContext', `nodelog.lesson.${step}`, true);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

/** The walkthrough, whose tab has no input that extensions know, stays in sight while its steps are done. */
function besideWalkthrough(): vscode.ViewColumn {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab && tab.input === undefined ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}
