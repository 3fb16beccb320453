// Reports of incidents from the editor: the page of the command line as a document, plain and redacted.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call } from '../unit/commandLine/call';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { cursor } from './documents';
import { until } from './wait';

const PANICKED = 'de42a6372c1d';

describe('the report of an incident', () => {
  before(caseIsRead);
  // Closing a document that is not saved would ask.
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('is the page of the command line, as a document that is not saved yet', async () => {
    await vscode.commands.executeCommand('nodelog.report.write', row());
    const document = await shown(PANICKED);
    assert.equal(document.languageId, 'markdown');
    assert.equal(document.getText(), (await call(['report', PANICKED, caseFolder().fsPath])).out);
  });

  it('is that of the container at the cursor where no row is meant', async () => {
    const document = await openCaseFile('messages-20200219');
    const at = cursor(document, 'id=18b2fe7|23696');
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('nodelog.report.write');
    await shown('18b2fe723696');
  });

  it('names nobody where it is redacted', async () => {
    // The command ends when its offer to save the map is answered, which nobody does here.
    void vscode.commands.executeCommand('nodelog.report.writeRedacted', row());
    const text = (await shown(PANICKED)).getText();
    assert.ok(!/gpu-ser/.test(text), text);
  });

  it('says so where the case knows the container no more', async () => {
    await vscode.commands.executeCommand('nodelog.report.write', row('0'.repeat(64)));
    assert.notEqual(vscode.window.activeTextEditor?.document.isUntitled, true);
  });

  function row(id = PANICKED): object {
    return { kind: 'container', case: { uri: caseFolder().toString() }, container: { id, label: 'a label' } };
  }

  /** Waits until the report of a container is in the active editor. */
  async function shown(id: string): Promise<vscode.TextDocument> {
    const document = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document;
    const isIt = (found?: vscode.TextDocument): boolean =>
      found?.isUntitled === true && found.getText().startsWith(`# Why container ${id} ended\n`);
    return (await until(`the report on ${id} is shown`, document, isIt)) as vscode.TextDocument;
  }
});
