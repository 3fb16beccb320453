// The extension is there and wakes up.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('finds the extension and activates it', async () => {
    const extension = vscode.extensions.getExtension('nodelog.nodelog');
    assert.ok(extension, 'nodelog.nodelog is installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
