// What runs against the installed package: it has all it needs in it.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the installed package', () => {
  it('is the packaged extension and activates', async () => {
    const extension = vscode.extensions.getExtension('nodelog.nodelog');
    assert.ok(extension, 'nodelog.nodelog is installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
