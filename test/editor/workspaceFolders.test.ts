// Several workspace folders are one case each.
import * as assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { hoverAt } from './hovers';
import { until } from './wait';

const WHOLE = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const AT = 'proctitle=6E76|69';

describe('a second workspace folder', () => {
  const folder = useFolder({ 'node2/audit.log': '' });

  before(async () => {
    await caseIsRead();
    const audit = await readFile(vscode.Uri.joinPath(caseFolder(), 'audit.log').fsPath);
    await writeFile(folder.uri('node2/audit.log').fsPath, audit);
  });
  afterEach(removeFolders);

  it('is a case of its own that knows nothing of the first one', async () => {
    await addFolder(folder.uri('node2'));
    const [ours, theirs] = [await openCaseFile('audit.log'), await openFile(folder.uri('node2/audit.log'))];
    const hover = (): Promise<string> => hoverAt(theirs, AT);
    const text = await until(
      'the folder is read',
      hover,
      said => said.includes('Container') || said.includes('incomplete'),
    );
    assert.ok(text.includes('incomplete id, 27 of 64 digits seen') && !text.includes(WHOLE), text);
    assert.ok((await hoverAt(ours, AT)).includes(WHOLE));
  });

  it('is a case no longer when it is removed', async () => {
    await addFolder(folder.uri('node2'));
    const document = await openFile(folder.uri('node2/audit.log'));
    const hover = (): Promise<string> => hoverAt(document, AT);
    await until('the folder is read', hover, text => text.includes('incomplete'));
    await removeFolders();
    await until('the folder is forgotten', hover, text => text !== '' && !text.includes('incomplete'));
  });
});

async function addFolder(uri: vscode.Uri): Promise<void> {
  // Only behind the first folder, and in a workspace file, does VS Code add one without starting anew.
  assert.ok(vscode.workspace.workspaceFile, 'the suite runs in a workspace file');
  await change(() => vscode.workspace.updateWorkspaceFolders(1, 0, { uri }));
}

async function removeFolders(): Promise<void> {
  const more = (vscode.workspace.workspaceFolders?.length ?? 0) - 1;
  if (more > 0) await change(() => vscode.workspace.updateWorkspaceFolders(1, more));
}

/** Ends when the change is done: before that VS Code takes no other one. */
async function change(run: () => boolean): Promise<void> {
  const changed = new Promise<void>(resolve => {
    const listener = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      listener.dispose();
      resolve();
    });
  });
  assert.ok(run(), 'VS Code takes the change');
  await changed;
}
