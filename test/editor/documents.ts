// Documents, made files, and places in them.
import * as assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

export async function openFile(uri: vscode.Uri): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(uri);
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
