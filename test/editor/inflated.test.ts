// Compressed logs as read-only documents.
import * as assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { hoverAt } from './hovers';

const AUDIT =
  'type=SYSCALL msg=audit(1582099207.232:3369619): arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9\n';

describe('a compressed log', () => {
  const folder = useFolder({
    'audit.log.1.gz': gzipSync(AUDIT),
    'audit.log.2.gz': gzipSync(AUDIT).subarray(0, 20),
    'audit.log.3.gz': AUDIT,
  });
  /** The document of a packed file bears its name without the ending, which tells its language. */
  const inflated = (name: string): vscode.Uri => folder.uri(name).with({ scheme: 'nodelog-inflated' });

  before(caseIsRead);

  it('is shown as text, in its language, with all that is known of it', async () => {
    const document = await openFile(inflated('audit.log.1'));
    assert.equal(document.getText(), AUDIT);
    assert.equal(document.languageId, 'nodelog-audit');
    assert.match(await hoverAt(document, 'a1=|9'), /SIGKILL/);
  });

  it('that was never packed is shown as it is', async () => {
    assert.equal((await openFile(inflated('audit.log.3'))).getText(), AUDIT);
  });

  it('that is cut fails to open, and the server lives on', async () => {
    await assert.rejects(openFile(inflated('audit.log.2')));
    assert.notEqual(await hoverAt(await openCaseFile('audit.log'), 'ar|ch=c000003e'), '');
  });
});
