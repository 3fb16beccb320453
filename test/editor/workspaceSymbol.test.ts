// Go to Symbol in Workspace, as the editor asks for it.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead } from './case';

describe('workspace symbols', () => {
  before(caseIsRead);

  it('are the containers and execs that a query names', async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'de42a6372c1d',
    );
    assert.deepEqual(
      found.map(({ name, containerName }) => [name, containerName]),
      [['de42a6372c1d', 'shim panicked (likely)']],
    );
  });
});
