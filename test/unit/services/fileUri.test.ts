// Files of a case and the uris of their documents.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filePath, fileUri } from '../../../server/src/services/fileUri';

describe('fileUri', () => {
  for (const [path, uri] of [
    ['/case/audit.log', 'file:///case/audit.log'],
    ['/case/audit.log.2.gz', 'nodelog-inflated:/case/audit.log.2?gz'],
    ['/case/messages.XZ', 'nodelog-inflated:/case/messages?XZ'],
    ['/case/sos.tar.xz/var/log/messages', 'nodelog-inflated:/case/sos.tar.xz/var/log/messages'],
    ['/case/sos.tar.xz/a?b#c/syslog.2.gz', 'nodelog-inflated:/case/sos.tar.xz/a%3Fb%23c/syslog.2?gz'],
    ['/case/sos.tar', 'file:///case/sos.tar'],
    ['/a b/100%/messages#1', 'file:///a%20b/100%25/messages%231'],
  ] as const) {
    it(`leads from ${path} to ${uri} and back`, () => {
      assert.equal(fileUri(path), uri);
      assert.equal(filePath(uri), path);
    });
  }

  it('knows no file of a document that shows none', () => {
    assert.equal(filePath('untitled:Untitled-1'), null);
    assert.equal(filePath('nodelog-source:/a/exec.go'), null);
  });
});
