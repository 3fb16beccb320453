// What is said of the slice in the active editor: how many lines, whether it grows; a click pauses it, and lets it go on.
import * as vscode from 'vscode';
import { SLICE_SCHEME, type SliceState } from '../../../server/src/sliceProtocol';
import type { SliceDocuments } from './documents';

const ICONS: Readonly<Record<SliceState['state'], string>> = {
  reading: 'sync~spin',
  live: 'eye',
  paused: 'debug-pause',
  ended: 'list-flat',
};

export class SliceStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('nodelog.slice', vscode.StatusBarAlignment.Left, 9);
  readonly #listeners: vscode.Disposable;

  constructor(private readonly documents: SliceDocuments) {
    this.#item.name = vscode.l10n.t('Part of a Log');
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      documents.onDidChangeState(() => this.#show()),
    );
    this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const state = uri?.scheme === SLICE_SCHEME ? this.documents.state(uri) : undefined;
    void vscode.commands.executeCommand('setContext', 'nodelog.sliceState', state?.state);
    void vscode.commands.executeCommand('setContext', 'nodelog.slicePage', state?.isPage);
    if (!state) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(${ICONS[state.state]}) ${state.summary}${wordOf(state.state)}`;
    this.#item.tooltip = `${state.summary}\n${state.detail}`;
    this.#item.command = commandOf(state.state);
    this.#item.backgroundColor = state.warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }
}

function wordOf(state: SliceState['state']): string {
  switch (state) {
    case 'live':
      return ` · ${vscode.l10n.t('live')}`;
    case 'paused':
      return ` · ${vscode.l10n.t('paused')}`;
    case 'reading':
    case 'ended':
      return '';
  }
}

function commandOf(state: SliceState['state']): string | undefined {
  return state === 'live' ? 'nodelog.slice.pause' : state === 'paused' ? 'nodelog.slice.follow' : undefined;
}
