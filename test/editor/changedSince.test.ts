// What has changed a frame's function since, on the 137 case and a made repository that stands for containerd's.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';
import { openCaseFile } from './case';
import { cursor, useFolder } from './documents';
import { hoverAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const LOG = 'messages-20200225';
const MODULE = 'github.com/containerd/containerd';
const PID = 'proc.(*execProcess).Pi|d(0xc4201e0000';

describe('Show What Changed This Function Since', () => {
  const folder = useFolder();
  let commits: Readonly<Record<'v1.2.2' | 'v1.2.3', string>>;
  before(async () => {
    commits = (await makeContainerdRepository(folder.uri('containerd.git').fsPath, { bare: true })).commits;
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  it('lets a commit be picked and shows what it changed in the file', async () => {
    await set('nodelog.source.repositories', { [MODULE]: folder.uri('containerd.git').fsPath });
    const document = await openCaseFile(LOG);
    await until(
      'the clone is found',
      () => hoverAt(document, PID),
      text => text.includes('Verified'),
    );
    const position = cursor(document, PID);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
    const shown = vscode.commands.executeCommand('nodelog.source.changedSince');
    // A list without its rows takes no choice: it is asked until the diff is there.
    const diff = await until(
      'the diff of the newest commit',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.window.tabGroups.activeTabGroup.activeTab;
      },
      tab => tab?.input instanceof vscode.TabInputTextDiff,
    );
    await shown;
    assert.equal(diff?.label, `Made: a lock for pid (${commits['v1.2.3'].slice(0, 9)}, first in v1.2.3)`);
    const { original, modified } = diff.input as vscode.TabInputTextDiff;
    const [before, after] = await Promise.all(
      [original, modified].map(async uri => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.match(before ?? '', /func \(e \*execProcess\) Pid\(\) int \{\n\treturn e\.pid\n/);
    assert.match(after ?? '', /func \(e \*execProcess\) Pid\(\) int \{\n\treturn e\.pid\.get\(\)\n/);
  });
});
