// The cases behind the view Containers: its commands, and what the case of a folder knows. (The rows that a person
// sees are tested in test/ui.)
import * as assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { cursor, openFile, useFolder } from './documents';
import { hoverAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const WHOLE = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const INCOMPLETE = 'incomplete id, 27 of 64 digits seen';

describe('the commands of package.json', () => {
  before(caseIsRead);

  it('are all there', async () => {
    const known = await vscode.commands.getCommands(true);
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter(command => !known.includes(command)),
      [],
    );
  });
});

describe('a folder beside the workspace', () => {
  const folder = useFolder({ 'audit.log': '' });
  let document: vscode.TextDocument;

  before(async () => {
    await caseIsRead();
    const audit = await readFile(vscode.Uri.joinPath(caseFolder(), 'audit.log').fsPath);
    await writeFile(folder.uri('audit.log').fsPath, audit);
    document = await openFile(folder.uri('audit.log'));
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('nodelog.case.close', { case: { uri: folder.uri().toString() } });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is no case before it is opened as one', async () => {
    const text = await hoverAt(document, 'proctitle=6E76|69');
    assert.ok(text.includes('nvidia-container-runtime') && !text.includes('Container'), text);
  });

  it('is read as a case by the command', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    await knows(INCOMPLETE);
  });

  it('is read as a case by the command for the file in the editor', async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('nodelog.case.openFolderOfFile');
    await knows(INCOMPLETE);
  });

  it('is a case no longer when it is closed', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    await knows(INCOMPLETE);
    await vscode.commands.executeCommand('nodelog.case.close', { case: { uri: folder.uri().toString() } });
    const hover = (): Promise<string> => hoverAt(document, 'proctitle=6E76|69');
    await until('the case is closed', hover, text => !text.includes(INCOMPLETE));
  });

  it('is read again when a file is added to it', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    await knows(INCOMPLETE);
    const messages = await readFile(vscode.Uri.joinPath(caseFolder(), 'messages-20200219').fsPath);
    await writeFile(folder.uri('messages-20200219').fsPath, messages);
    await knows(WHOLE);
  });

  it('is read again by the command', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    await vscode.commands.executeCommand('nodelog.case.refresh');
    await knows(WHOLE);
  });

  /** Waits until the hover over the first command line tells this of its container. */
  function knows(what: string): Promise<string> {
    const hover = (): Promise<string> => hoverAt(document, 'proctitle=6E76|69');
    return until(`the case knows ${what}`, hover, text => text.includes(what));
  }
});

describe('the commands of a row', () => {
  before(caseIsRead);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('reveal the line of an event', async () => {
    const uri = vscode.Uri.joinPath(caseFolder(), 'audit.log');
    const range = new vscode.Range(2, 0, 2, 40);
    await vscode.commands.executeCommand('nodelog.event.reveal', { kind: 'kill', at: { uri: uri.toString(), range } });
    await until('the line is selected', selected, line => line === 'audit.log:3');
  });

  it('copy the whole id of a container', async () => {
    await vscode.commands.executeCommand('nodelog.containers.copyId', row());
    assert.equal(await vscode.env.clipboard.readText(), WHOLE);
  });

  it('find the references of a container from a line that names it in full', async () => {
    await vscode.commands.executeCommand('nodelog.containers.findReferences', row());
    await until('the first reference is shown', selected, line => line === 'messages-20200219:1');
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    assert.ok(document && selection?.active.isEqual(cursor(document, `id=|${WHOLE}`)));
  });

  function row(): object {
    return { kind: 'container', case: { uri: caseFolder().toString() }, container: { id: WHOLE, label: 'a label' } };
  }
});

describe('the lenses of containers', () => {
  before(caseIsRead);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  it('tell above the first line and above that of the end what became of one; a click explains it', async () => {
    const document = await openCaseFile('messages-20200219');
    const found = await until(
      'the lenses are there',
      () => lenses(document),
      all => all.length > 0,
    );
    assert.deepEqual(
      found.map(({ range, command }) => [range.start.line + 1, command?.title]),
      [
        [1, '18b2fe723696: shim died – why?'],
        [2, '18b2fe723696: shim died – why?'],
      ],
    );
    // What a click hands over is a number: nothing of it comes from the log.
    const { command, arguments: given } = found[1]?.command ?? {};
    assert.deepEqual(given, [{ uri: document.uri.toString(), lens: 1 }]);
    await vscode.commands.executeCommand(command ?? '', ...(given as unknown[]));
    const tab = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    await until('the page is shown', tab, label => label === '18b2fe723696');
  });

  it('are those of all containers, or none, where the setting says so', async () => {
    const document = await openCaseFile('audit.log');
    await set('nodelog.codeLens.containers', 'all');
    const isOf = (id: string) => (all: vscode.CodeLens[]) =>
      all.some(({ command }) => command?.title.startsWith(`${id}: `));
    await until('a container that did not fail is told of', () => lenses(document), isOf('ff1a37ba009b'));
    await set('nodelog.codeLens.containers', 'off');
    await until(
      'the lenses are gone',
      () => lenses(document),
      all => all.length === 0,
    );
  });

  async function lenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  }
});

describe('the lesson', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens the case that ships with the extension', async () => {
    await vscode.commands.executeCommand('nodelog.lesson.openCase');
    const shown = vscode.window.activeTextEditor?.document;
    assert.match(shown?.uri.path ?? '', /\/client\/media\/cases\/exec-panic-137\/audit\.log$/);
    const bundled = vscode.Uri.joinPath(shown?.uri ?? caseFolder(), '..').toString();
    await vscode.commands.executeCommand('nodelog.case.close', { case: { uri: bundled } });
    assert.ok((await hoverAt(await openCaseFile('audit.log'), 'proctitle=6E76|69')).includes(WHOLE));
  });
});

/** `audit.log:3`: the file in the active editor and the line of its selection, from 1. */
function selected(): string {
  const editor = vscode.window.activeTextEditor;
  const file = editor?.document.uri.path.replace(/^.*\//, '') ?? 'nothing';
  return `${file}:${String((editor?.selection.start.line ?? -1) + 1)}`;
}
