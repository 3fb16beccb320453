// The documents that the suites work on: the files of the workspace's case, made files, and places in them.
import * as assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { hoverAt } from './hovers';
import { until } from './wait';

/** The folder of the case: the suite's workspace holds a copy of the bundled 137 case. */
export function caseFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the suite has a workspace folder');
  return folder.uri;
}

export function openCaseFile(name: string): Promise<vscode.TextDocument> {
  return openFile(vscode.Uri.joinPath(caseFolder(), name));
}

export async function openFile(uri: vscode.Uri): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(uri);
}

/** Ends when the server answers and has read the case: for a `before` of suites that ask what the case knows. */
export async function caseIsRead(): Promise<void> {
  const document = await openCaseFile('messages-20200219');
  const hover = (): Promise<string> => hoverAt(document, 'id=18b2fe7|23696');
  await until('the case is read', hover, text => text.includes('Container'));
}

/**
 * The place of a cursor that is written as a bar into a piece of the text: `ar|ch=c000003e`. Where the piece stands
 * several times, the first one counts.
 */
export function cursor(document: vscode.TextDocument, marked: string): vscode.Position {
  const piece = marked.replace('|', '');
  const start = document.getText().indexOf(piece);
  assert.ok(start >= 0 && piece.length === marked.length - 1, `${document.fileName} has ${marked}`);
  return document.positionAt(start + marked.indexOf('|'));
}

/** `audit.log:3`, lines as a person counts them. */
export function place({ uri, range }: vscode.Location): string {
  return `${path.posix.basename(uri.path)}:${String(range.start.line + 1)}`;
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder that is there while the tests of the surrounding `describe` run; file names may hold sub-folders. */
export function useFolder(files: Files = {}): { uri(name?: string): vscode.Uri } {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nodelog-editor-'));
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return { uri: (name = '') => vscode.Uri.file(path.join(folder, name)) };
}
