// The settings that tests change, and how all of them come back.
import * as vscode from 'vscode';

const changed = new Set<string>();

/** Sets a setting of the workspace; the server hears of it a moment later. */
export async function set(name: string, value: unknown): Promise<void> {
  changed.add(name);
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Takes back all that `set` did: for an `afterEach`. */
export async function resetSettings(): Promise<void> {
  for (const name of changed) {
    await vscode.workspace.getConfiguration().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
  changed.clear();
}
