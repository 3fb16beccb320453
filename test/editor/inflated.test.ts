// Compressed logs as read-only documents.
import * as assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { hoverAt } from './hovers';
import { until } from './wait';
import { tar } from '../unit/casefile/tarBytes';
import { zip } from '../unit/casefile/zipBytes';

const AUDIT =
  'type=SYSCALL msg=audit(1582099207.232:3369619): arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9\n';

const MESSAGES = 'Feb 25 22:07:13 vm dockerd[7]: time="2020-02-25T22:07:13.374422177+08:00" level=info msg="a"\n';

describe('a compressed log', () => {
  const folder = useFolder({
    'audit.log.1.gz': gzipSync(AUDIT),
    'audit.log.2.gz': gzipSync(AUDIT).subarray(0, 20),
    'audit.log.3.gz': AUDIT,
    'report.tar.gz': gzipSync(
      tar([
        { name: 'sos/audit.log', content: AUDIT },
        { name: 'sos/messages', content: MESSAGES },
      ]),
    ),
    'download.zip': zip([
      { name: 'sos/audit.log', content: AUDIT },
      { name: 'sos/secret.log', content: AUDIT, flags: 1 },
    ]),
  });
  /** The document of a packed file bears its name without the ending, which tells its language. */
  const inflated = (name: string): vscode.Uri => folder.uri(name).with({ scheme: 'nodelog-inflated', query: 'gz' });
  const member = (name: string, archive = 'report.tar.gz'): vscode.Uri =>
    folder.uri(`${archive}/${name}`).with({ scheme: 'nodelog-inflated' });

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

  it('in an archive is shown as text, in its language, with all that is known of it', async () => {
    const document = await openFile(member('sos/audit.log'));
    assert.equal(document.getText(), AUDIT);
    assert.equal(document.languageId, 'nodelog-audit');
    assert.match(await hoverAt(document, 'a1=|9'), /SIGKILL/);
    assert.equal((await openFile(member('sos/messages'))).getText(), MESSAGES);
    assert.equal((await openFile(member('sos/audit.log', 'download.zip'))).getText(), AUDIT);
  });

  it('in an archive, or packed, has parts like any other, which lead back to it', async () => {
    for (const [path, original] of [
      ['report.tar.gz/sos/audit.log', member('sos/audit.log')],
      ['audit.log.1.gz', inflated('audit.log.1')],
      ['download.zip/sos/audit.log', member('sos/audit.log', 'download.zip')],
    ] as const) {
      const files = [folder.uri(path).fsPath];
      const query = JSON.stringify({ files, filter: 'a1=9', from: 0, count: null });
      const document = await openFile(folder.uri(`${path} · a1=9`).with({ scheme: 'nodelog-slice', query }));
      assert.equal(document.getText(), AUDIT);
      assert.match(await hoverAt(document, 'a1=|9'), /SIGKILL/);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('nodelog.slice.reveal');
      await until(
        `the original of ${path}`,
        () => vscode.window.activeTextEditor?.document.uri.toString(),
        uri => uri === original.toString(),
      );
    }
  });

  it('that was not read is named where nothing fits, with its reason', async () => {
    await vscode.commands.executeCommand('nodelog.case.openFolder', folder.uri());
    const files = [folder.uri('audit.log.1.gz').fsPath];
    const query = JSON.stringify({ files, filter: 'nowhere-at-all', from: 0, count: null });
    const document = await openFile(folder.uri('audit.log.1.gz · nowhere').with({ scheme: 'nodelog-slice', query }));
    const text = await until(
      'what was not read',
      () => document.getText(),
      shown => shown.includes('secret.log'),
    );
    assert.match(text, /^No line fits\.\n/);
    assert.match(text, /Read: .*audit\.log\.1\.gz, lines 1 to 1\n/);
    assert.match(text, /Not read in this case: .*download\.zip\/sos\/secret\.log: encrypted/);
    assert.match(text, /Not read in this case: .*audit\.log\.2\.gz: cannot be inflated/);
    await vscode.commands.executeCommand('nodelog.case.close', { case: { uri: folder.uri().toString() } });
  });

  it('that is cut fails to open, and the server lives on', async () => {
    await assert.rejects(openFile(inflated('audit.log.2')));
    assert.notEqual(await hoverAt(await openCaseFile('audit.log'), 'ar|ch=c000003e'), '');
  });
});
