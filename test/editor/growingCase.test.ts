// A case whose logs are written while it is open: what is appended shows, and is there when the case is opened again.
import * as assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { caseFolder, caseIsRead } from './case';
import { useFolder } from './documents';
import { until } from './wait';

/** A container that no line names before it is appended. */
const NEW = 'ab12cd34'.repeat(8);
/** Of a log that is smaller nothing is kept for the next time (readService.ts): it would be read anew. */
const KEPT_BYTES = 400_000;

describe('a log of a case', () => {
  const folder = useFolder({ messages: '' });
  const item = (): object => ({ case: { uri: folder.uri().toString() } });

  before(async () => {
    await caseIsRead();
    const text = await readFile(vscode.Uri.joinPath(caseFolder(), 'messages-20200225').fsPath, 'utf8');
    await writeFile(folder.uri('messages').fsPath, text.repeat(Math.ceil(KEPT_BYTES / text.length)));
  });
  after(() => vscode.commands.executeCommand('nodelog.case.close', item()));

  it('shows a line that is appended to it', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    assert.deepEqual(await symbols(), []);
    const stamp = 'Feb 25 22:10:00 node dockerd: time="2020-02-25T22:10:00.000000000+08:00" level=debug';
    await appendFile(folder.uri('messages').fsPath, `${stamp} msg="Calling POST /v1.39/containers/${NEW}/start"\n`);
    const found = await until('the new container is known', symbols, all => all.length > 0);
    assert.equal(found[0]?.name, NEW.slice(0, 12));
  });

  it('has that line still when the case is closed and opened again', async () => {
    await vscode.commands.executeCommand('nodelog.case.close', item());
    await until('the container is forgotten', symbols, all => all.length === 0);
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    await until('the container is known again', symbols, all => all.length > 0);
  });
});

function symbols(): Thenable<vscode.SymbolInformation[]> {
  return vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', NEW.slice(0, 12));
}
