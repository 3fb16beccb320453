// Logs of any size: parts of them as documents in which everything works, and the way back.
import * as assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { hoverAt } from './hovers';
import { cursor, openFile } from './documents';
import { CONTAINER, writeLargeLog } from './largeLog';
import { until } from './wait';

const SCHEME = 'nodelog-slice';

/** The uri of a slice; services/sliceUri.ts reads its query. */
function sliceOf(files: readonly string[], filter: string, from = 0, count: number | null = null): vscode.Uri {
  const query = JSON.stringify({ files, filter, from, count });
  return vscode.Uri.file(`${files[0] ?? ''} · ${filter.replace(/\//g, '|')}`).with({ scheme: SCHEME, query });
}

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const editor = await until(
    `an editor of ${uri.path}`,
    () => vscode.window.activeTextEditor,
    active => active?.document.uri.toString() === uri.toString() && active.document.languageId.startsWith('nodelog-'),
  );
  assert.ok(editor);
  return editor.document;
}

/** The text of a document when it has come to an end. */
async function filled(document: vscode.TextDocument, lines: number): Promise<string[]> {
  const text = await until(
    `${String(lines)} lines of ${document.fileName}`,
    () => document.getText().split('\n').slice(0, -1),
    shown => shown.length === lines,
  );
  return text;
}

function activeTab(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

describe('a log of 200 MB', function () {
  let folder = '';
  let file = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nodelog-large-'));
    file = await writeLargeLog(folder, 200_000_000);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('is opened without an error, and parts of it are offered', async () => {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    await until('its tab', activeTab, uri => uri?.fsPath === file);
    await assert.rejects(async () => vscode.workspace.openTextDocument(file), /50MB|too large|cannot open/i);
    void vscode.commands.executeCommand('nodelog.slice.choose');
    await until(
      'the choice',
      () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      () => activeTab()?.scheme === SCHEME,
    );
    await until(
      'the page',
      () => vscode.window.activeTextEditor?.document.lineCount,
      lines => lines === 10_001,
    );
  });

  it('has a slice of a container, with colours, hovers and an outline', async () => {
    const document = await show(sliceOf([file], `container:${CONTAINER}`));
    const text = document.getText();
    assert.match(text, /stream copy error/);
    assert.doesNotMatch(text, /Calling GET/);
    assert.equal(document.languageId, 'nodelog-daemon');
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    assert.ok(tokens.data.length > 0);
  });

  it('has hovers that know the whole event, though one record is shown', async () => {
    const document = await show(sliceOf([file], 'audispd lines:alone'));
    assert.match(await hoverAt(document, 'a1=|9'), /SIGKILL/);
  });

  it('leads from a frame in a slice to its source', async () => {
    const document = await show(sliceOf([file], 'pidv'));
    await until(
      'the frame',
      () => document.getText(),
      text => text.includes('pidv('),
    );
    const [link] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      cursor(document, 'execProcess).pi|dv'),
    );
    assert.ok(link);
    const uri = 'targetUri' in link ? link.targetUri : link.uri;
    assert.equal(uri.scheme, 'nodelog-source');
    assert.match(document.getText(), /panic: runtime error/);
  });

  it('is where a slice leads back to: to the page around the line', async () => {
    const document = await show(sliceOf([file], 'pidv'));
    await until(
      'the frame',
      () => document.getText(),
      text => text.includes('pidv('),
    );
    const at = cursor(document, 'execProcess).pi|dv');
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    const line = document.lineAt(at).text;
    await vscode.commands.executeCommand('nodelog.slice.reveal');
    await until(
      'the page',
      () => vscode.window.activeTextEditor,
      editor => editor?.document.lineCount !== document.lineCount,
    );
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor.document.uri.scheme, SCHEME);
    await until(
      'the line',
      () => editor.document.lineAt(editor.selection.start.line).text,
      text => text === line,
    );
  });

  it('is looked through for what is in no line, and that is said', async () => {
    const document = await show(sliceOf([file], 'nowhere-at-all'));
    await until(
      'what was read',
      () => document.getText(),
      text => /lines 1 to [\d,]{7,}/.test(text) && text.includes('nowhere-at-all'),
    );
  });
});

describe('a log of 25 MB', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nodelog-middle-'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('is given the colours of what is in sight, and of no more', async () => {
    const document = await openFile(vscode.Uri.file(await writeLargeLog(folder, 25_000_000)));
    const lines: number[] = [];
    for (let line = 0; line < document.lineCount; line++)
      if (document.lineAt(line).text.includes(CONTAINER)) lines.push(line);
    const [line = 0] = lines;
    const ask = (kind: string, range?: vscode.Range): Thenable<vscode.SemanticTokens | undefined> =>
      vscode.commands.executeCommand(`vscode.provideDocument${kind}SemanticTokens`, document.uri, range);
    assert.equal(document.languageId, 'nodelog-daemon');
    await until(
      'the colours of a line',
      async () => (await ask('Range', document.lineAt(line).range))?.data.length,
      length => length !== undefined && length > 0,
    );
    assert.equal((await ask(''))?.data.length ?? 0, 0);
  });
});

describe('a log that is written', () => {
  let folder = '';
  const line = (minute: number, said: string): string =>
    `Feb 25 14:${String(minute).padStart(2, '0')}:13 gpu-1 dockerd[7]: time="2020-02-25T14:${String(minute).padStart(2, '0')}:13.000000000Z" level=error msg="${said}"\n`;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nodelog-live-'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('is followed by its slice, paused, and followed again', async () => {
    const file = path.join(folder, 'docker.log');
    await writeFile(file, line(1, 'one') + line(2, 'other'));
    const document = await show(sliceOf([file], 'msg="one"'));
    await filled(document, 1);
    await appendFile(file, line(3, 'other') + line(4, 'one'));
    assert.deepEqual(
      (await filled(document, 2)).map(text => text.slice(7, 12)),
      ['14:01', '14:04'],
    );
    await vscode.commands.executeCommand('nodelog.slice.pause');
    await appendFile(file, line(5, 'one'));
    await vscode.commands.executeCommand('nodelog.slice.follow');
    await filled(document, 3);
  });

  it('is merged with another in order of time', async () => {
    const [a, b] = [path.join(folder, 'docker.log.1'), path.join(folder, 'containerd.log')];
    await writeFile(a, line(1, 'a') + line(3, 'a') + line(5, 'a'));
    await writeFile(b, line(2, 'b') + line(4, 'b'));
    const document = await show(sliceOf([a, b], ''));
    const lines = await filled(document, 5);
    assert.deepEqual(
      lines.map(text => /msg="(\w)"/.exec(text)?.[1]),
      ['a', 'b', 'a', 'b', 'a'],
    );
    const at = new vscode.Position(1, 0);
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('nodelog.slice.reveal');
    await until(
      'the log',
      () => vscode.window.activeTextEditor?.document.uri.fsPath,
      shown => shown === b,
    );
    assert.equal(vscode.window.activeTextEditor.selection.start.line, 0);
  });
});
