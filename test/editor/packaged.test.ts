// What runs against the installed package: it has all it needs in it to decode a record and to reach a source line.
import * as assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';

const MODULE = 'github.com/containerd/containerd';

describe('the installed package', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nodelog-packaged-'));
  });

  after(async () => {
    await vscode.workspace.getConfiguration('nodelog').update('source.repositories', undefined, true);
    await rm(folder, { recursive: true, force: true });
  });

  it('is not the folder under development', async () => {
    const extension = vscode.extensions.getExtension('nodelog.nodelog');
    assert.ok(extension, 'nodelog.nodelog is installed');
    await extension.activate();
    assert.equal(path.basename(path.dirname(extension.extensionPath)), 'extensions');
  });

  it('shows the command line over a hex proctitle', async () => {
    const { uri, position } = await find('audit.log', 'proctitle=6E76', 'proctitle='.length);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    const text = hovers.flatMap(hover => hover.contents.map(part => (typeof part === 'string' ? part : part.value)));
    assert.match(text.join('\n'), /nvidia-container-runtime/);
  });

  it('jumps from a frame to its line in the revision that ran', async () => {
    const { folder: repository } = await makeContainerdRepository(path.join(folder, 'containerd'));
    const configuration = vscode.workspace.getConfiguration('nodelog');
    await configuration.update('source.repositories', { [MODULE]: repository }, true);
    const { uri, position } = await find('messages-20200225', 'linux/proc/exec.go:76', 0);
    const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      position,
    );
    assert.ok(link, 'the frame has a definition');
    const source = await vscode.workspace.openTextDocument(link.targetUri);
    assert.match(source.lineAt(link.targetRange.start.line).text, /return e\.pid/);
  });
});

/** Opens a file of the case and finds a text in it. */
async function find(
  name: string,
  text: string,
  offset: number,
): Promise<{ uri: vscode.Uri; position: vscode.Position }> {
  const root = vscode.workspace.workspaceFolders?.[0];
  assert.ok(root, 'the case is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root.uri, name));
  await vscode.window.showTextDocument(document);
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${name} holds ${text}`);
  return { uri: document.uri, position: document.positionAt(start + offset) };
}
