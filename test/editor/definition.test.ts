// F12 on the frames of the 137 case, into a made repository that stands for containerd's.
import * as assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';
import { caseIsRead, openCaseFile } from './case';
import { cursor, openFile, useFolder } from './documents';
import { hoverAt, hoversAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const LOG = 'messages-20200225';
const MODULE = 'github.com/containerd/containerd';

/** The two lines of a frame with a cursor in each, and the source line that both lead to. */
interface Row {
  readonly upper: string;
  readonly lower: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const FRAMES: readonly [Row, ...Row[]] = [
  { upper: 'proc.(*execProcess).pi|dv(...)', lower: 'exec.|go:76', file: 'exec.go', line: 76, text: 'return e.pid' },
  {
    upper: '(*execStoppedState).Pid|(0x8d8cf0',
    lower: 'exec_state.go:1|75',
    file: 'exec_state.go',
    line: 175,
    text: 'return s.p.pidv()',
  },
  {
    upper: '|github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).Pid(',
    lower: '/|go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:72',
    file: 'exec.go',
    line: 72,
    text: 'return e.execState.Pid()',
  },
  {
    upper: 'shim.(*Service).check|Processes',
    lower: 'service|.go:514',
    file: 'service.go',
    line: 514,
    text: 'if p.Pid() == e.Pid {',
  },
  {
    upper: 'shim.(*Service).process|Exits',
    lower: 'service.go:49|2 +0xd0',
    file: 'service.go',
    line: 492,
    text: 's.checkProcesses(e)',
  },
  {
    upper: 'created by github.com/containerd/containerd/runtime/v1/shim.New|Service',
    lower: 'service.go:|91',
    file: 'service.go',
    line: 91,
    text: 'go s.processExits()',
  },
];

const BARE_TRACE = [
  'goroutine 5 [running]:',
  `${MODULE}/runtime/v1/linux/proc.(*execProcess).pidv(...)`,
  `\t/go/src/${MODULE}/runtime/v1/linux/proc/exec.go:76`,
  '',
].join('\n');

describe('F12 on a frame', () => {
  const folder = useFolder({ 'goroutine-stacks-1.log': BARE_TRACE });
  const bare = (): string => folder.uri('containerd.git').fsPath;
  const ahead = (): string => folder.uri('containerd').fsPath;
  const checkedOut = (): string => folder.uri('containerd-1.2.2').fsPath;

  before(async () => {
    await makeContainerdRepository(bare(), { bare: true });
    await makeContainerdRepository(ahead());
    await makeContainerdRepository(checkedOut(), { checkout: 'v1.2.2' });
    await caseIsRead();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  it('leads from either line of all six to the source in the revision that ran', async () => {
    await useRepository(bare());
    const document = await openCaseFile(LOG);
    for (const { upper, lower, file, line, text } of FRAMES) {
      for (const at of [upper, lower]) {
        const target = await definitionAt(document, at);
        const source = await openFile(target.targetUri);
        assert.equal(path.posix.basename(target.targetUri.path), `${file} · containerd 1.2.2`, at);
        assert.equal(target.targetRange.start.line + 1, line, at);
        assert.equal(source.lineAt(target.targetRange.start.line).text.trim(), text, at);
        assert.equal(source.languageId, 'go', at);
      }
    }
  });

  it('opens the document in a tab that tells file and revision, at the line', async () => {
    await useRepository(bare());
    const document = await openCaseFile(LOG);
    const editor = await vscode.window.showTextDocument(document);
    const at = cursor(document, 'proc.(*execProcess).pi|dv(...)');
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('editor.action.revealDefinition');
    const shown = await until('the source is shown', activeSource, found => found !== undefined);
    assert.equal(shown?.label, 'exec.go · containerd 1.2.2');
    assert.equal(shown.line, 76);
  });

  it('stands beside arguments that are named after their parameters, word by word', async () => {
    await useRepository(bare());
    const document = await openCaseFile(LOG);
    const all = 's = 0xc42000e0c0, e = {Timestamp: 2020-02-25T14:07:13.848Z, Pid: 17160, Status: 0}';
    for (const [at, word, says] of [
      ['(0xc420|00e0c0, 0xbf8d', '0xc42000e0c0', 's *Service = 0xc42000e0c0'],
      ['0xbf8d6864|7291f929', '0xbf8d68647291f929', 'e.Timestamp time.Time = 2020-02-25T14:07:13.848Z'],
      ['0xbec8|633ef91e', '0xbec8633ef91e', 'e.Timestamp time.Time = 2020-02-25T14:07:13.848Z'],
      ['|0x4308', '0x4308', 'e.Pid int = 17160'],
      ['0x4308, 0x|0', '0x0', 'e.Status int = 0'],
    ] as const) {
      const [hover] = await hoversAt(document, cursor(document, at));
      assert.equal(document.getText(hover?.range), word, at);
      const said = await hoverAt(document, at);
      assert.ok(said.includes(says) && said.includes(all), `${at}: ${said}`);
    }
  });

  it('underlines the whole name or place under the cursor', async () => {
    await useRepository(bare());
    const document = await openCaseFile(LOG);
    const [upper, lower] = [
      await definitionAt(document, FRAMES[0].upper),
      await definitionAt(document, FRAMES[0].lower),
    ];
    assert.equal(document.getText(upper.originSelectionRange), `${MODULE}/runtime/v1/linux/proc.(*execProcess).pidv`);
    assert.equal(document.getText(lower.originSelectionRange), `/go/src/${MODULE}/runtime/v1/linux/proc/exec.go:76`);
  });

  it('works without a syslog prefix, in the revision of the setting', async () => {
    await set('nodelog.source.revisions', { [MODULE]: 'v1.2.2' });
    await useRepository(bare());
    const document = await openFile(folder.uri('goroutine-stacks-1.log'));
    await until(
      'the setting is heard of',
      () => hoverAt(document, 'exec.|go:76'),
      text => text.includes('Verified'),
    );
    const target = await definitionAt(document, '(*execProcess).pi|dv');
    const source = await openFile(target.targetUri);
    assert.equal(source.lineAt(target.targetRange.start.line).text.trim(), 'return e.pid');
  });

  it('shows the revision that ran where the clone has another one checked out', async () => {
    await useRepository(ahead());
    const target = await definitionAt(await openCaseFile(LOG), FRAMES[0].lower);
    assert.equal(target.targetUri.scheme, 'nodelog-source');
    assert.equal((await openFile(target.targetUri)).lineAt(75).text.trim(), 'return e.pid');
  });

  it('opens the file itself where the clone has the revision checked out', async () => {
    await useRepository(checkedOut());
    const target = await definitionAt(await openCaseFile(LOG), FRAMES[0].lower);
    assert.equal(target.targetUri.scheme, 'file');
    assert.equal(target.targetUri.fsPath, path.join(checkedOut(), 'runtime/v1/linux/proc/exec.go'));
    assert.equal(target.targetRange.start.line + 1, 76);
  });

  it('says in the hover that the function encloses the line', async () => {
    await useRepository(bare());
    const text = await hoverAt(await openCaseFile(LOG), FRAMES[0].upper);
    assert.match(text, /return e\.pid[^]*Verified: \(\*execProcess\)\.pidv encloses this line/);
  });

  it('without a repository leads to a document that explains what is missing', async () => {
    const document = await openCaseFile(LOG);
    const target = await definitionAt(document, FRAMES[0].lower);
    const explanation = await openFile(target.targetUri);
    assert.equal(explanation.languageId, 'go');
    const said = explanation.getText().replaceAll('\n// ', ' ');
    for (const piece of ['runtime/v1/linux/proc/exec.go, line 76', `No clone of ${MODULE}`, 'versions.txt, line 27']) {
      assert.ok(said.includes(piece), `${piece} in:\n${explanation.getText()}`);
    }
    assert.ok(
      explanation
        .getText()
        .split('\n')
        .every(line => /^(?:\/\/|$)/.test(line)),
      'all of it is comments',
    );
  });

  it('goes nowhere from what is no frame', async () => {
    const document = await openCaseFile(LOG);
    assert.deepEqual(await definitionsAt(document, 'attach: std|in: begin'), []);
    assert.deepEqual(await definitionsAt(document, 'shim rea|ped'), []);
  });

  /** Names the clone in the settings, and waits until the server knows of it. */
  async function useRepository(repository: string): Promise<void> {
    await set('nodelog.source.repositories', { [MODULE]: repository });
    const document = await openCaseFile(LOG);
    await until(
      'the clone is found',
      () => hoverAt(document, FRAMES[0].upper),
      text => text.includes('Verified'),
    );
  }
});

function definitionsAt(document: vscode.TextDocument, at: string): Thenable<vscode.LocationLink[]> {
  const position = cursor(document, at);
  return vscode.commands.executeCommand<vscode.LocationLink[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    position,
  );
}

async function definitionAt(document: vscode.TextDocument, at: string): Promise<vscode.LocationLink> {
  const [target, ...others] = await definitionsAt(document, at);
  assert.ok(target && others.length === 0, `one definition at ${at}`);
  return target;
}

/** The source document in the active tab and the line of its cursor, from 1; undefined while another one is shown. */
function activeSource(): { readonly label: string; readonly line: number } | undefined {
  const [editor, tab] = [vscode.window.activeTextEditor, vscode.window.tabGroups.activeTabGroup.activeTab];
  if (editor?.document.uri.scheme !== 'nodelog-source' || !tab) return undefined;
  const line = editor.selection.active.line + 1;
  return line > 1 ? { label: tab.label, line } : undefined;
}
