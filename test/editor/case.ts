// The case that the suite's workspace holds: a copy of the bundled 137 case.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFile } from './documents';
import { hoverAt } from './hovers';
import { until } from './wait';

export function caseFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the suite has a workspace folder');
  return folder.uri;
}

export function openCaseFile(name: string): Promise<vscode.TextDocument> {
  return openFile(vscode.Uri.joinPath(caseFolder(), name));
}

/** Ends when the server answers and has read the case: for a `before` of suites that ask what the case knows. */
export async function caseIsRead(): Promise<void> {
  const document = await openCaseFile('messages-20200219');
  const hover = (): Promise<string> => hoverAt(document, 'id=18b2fe7|23696');
  await until('the case is read', hover, text => text.includes('Container'));
}
