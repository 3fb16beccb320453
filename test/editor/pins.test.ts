// Pins: kept in a file of the folder, found again when the log has changed, and part of the report.
import * as assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { cursor } from './documents';
import { until } from './wait';

interface Kept {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly note: string;
}

const LOG = 'messages-20200219';

describe('a pin', () => {
  const file = (): string => vscode.Uri.joinPath(caseFolder(), '.nodelog/pins.json').fsPath;
  before(caseIsRead);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(file(), { force: true });
  });

  it('is kept with its line, its text and its note, in a file that people can read', async () => {
    const document = await pin('shim reaped', 'the shim went first');
    const [kept] = await pins();
    const { line } = cursor(document, 'shim |reaped');
    assert.deepEqual(kept, {
      file: LOG,
      line: line + 1,
      text: document.lineAt(line).text,
      note: 'the shim went first',
    });
  });

  it('gets another note where the line is pinned already, and goes when it is removed', async () => {
    await pin('shim reaped', 'first');
    await pin('shim reaped', 'second');
    assert.deepEqual(
      (await pins()).map(({ note }) => note),
      ['second'],
    );
    await vscode.commands.executeCommand('nodelog.pins.remove');
    assert.deepEqual(await pins(), []);
  });

  it('stands in the report as a note', async () => {
    await pin('shim reaped', 'ask the owner');
    const container = { id: '18b2fe723696', label: 'a label' };
    await vscode.commands.executeCommand('nodelog.report.write', {
      kind: 'container',
      case: { uri: caseFolder().toString() },
      container,
    });
    const shown = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';
    await until('the report is shown', shown, text => /^## Notes\n\nask the owner/m.test(text));
  });

  it('is not set over a file that cannot be understood', async () => {
    await pin('shim reaped', 'first');
    await writeFile(file(), 'not JSON');
    await pin('shim reaped', 'second');
    await vscode.commands.executeCommand('nodelog.pins.remove');
    assert.equal(await readFile(file(), 'utf8'), 'not JSON');
  });

  /** Puts the cursor on the line that holds a text, and pins it. (A person types the note in test/ui.) */
  async function pin(text: string, note: string): Promise<vscode.TextDocument> {
    const document = await openCaseFile(LOG);
    const at = cursor(document, `|${text}`);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('nodelog.pins.pin', { uri: document.uri, lineNumber: at.line + 1, note });
    return document;
  }

  async function pins(): Promise<readonly Kept[]> {
    const text = await readFile(file(), 'utf8').catch(() => '{"pins": []}');
    return (JSON.parse(text) as { readonly pins: readonly Kept[] }).pins;
  }
});
