// Diagnostics: a frame whose function does not enclose its line in the revision that is shown.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';
import { caseIsRead, openCaseFile } from './case';
import { useFolder } from './documents';
import { hoverAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const LOG = 'messages-20200225';
const MODULE = 'github.com/containerd/containerd';

describe('a frame that another revision ran', () => {
  const folder = useFolder();
  let document: vscode.TextDocument;

  before(async () => {
    await makeContainerdRepository(folder.uri('containerd').fsPath);
    await caseIsRead();
    document = await openCaseFile(LOG);
  });
  beforeEach(() => set('nodelog.source.repositories', { [MODULE]: folder.uri('containerd').fsPath }));
  afterEach(resetSettings);

  it('is marked, and says which function stands there', async () => {
    await set('nodelog.source.revisions', { [MODULE]: 'v1.3.0' });
    const [first] = await driftAt(count => count > 0);
    assert.equal(document.getText(first?.range), `/go/src/${MODULE}/runtime/v1/linux/proc/exec.go:76`);
    assert.match(first?.message ?? '', /exec\.go:76 lies in \(\*execProcess\)\.Pid/);
    assert.match(first?.message ?? '', /revision that ran differs/);
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('says the same in its hover', async () => {
    await set('nodelog.source.revisions', { [MODULE]: 'v1.3.0' });
    const hover = (): Promise<string> => hoverAt(document, 'exec.|go:76');
    const text = await until('the hover tells', hover, found => found.includes('lies in'));
    assert.match(text, /Another revision ran[^]*exec\.go:76 lies in \(\*execProcess\)\.Pid/);
    assert.ok(!text.includes('Verified'));
  });

  it('is marked as the setting wants it, or not at all', async () => {
    await set('nodelog.source.revisions', { [MODULE]: 'v1.3.0' });
    await driftAt(count => count > 0);
    await set('nodelog.diagnostics.sourceDrift', 'off');
    await driftAt(count => count === 0);
    await set('nodelog.diagnostics.sourceDrift', 'hint');
    const [first] = await driftAt(count => count > 0);
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Hint);
  });

  it('is marked no longer when the right revision is named', async () => {
    await set('nodelog.source.revisions', { [MODULE]: 'v1.3.0' });
    await driftAt(count => count > 0);
    await set('nodelog.source.revisions', { [MODULE]: 'v1.2.2' });
    await driftAt(count => count === 0);
  });

  /** The marks of the log, when there are as many as wanted. */
  function driftAt(holds: (count: number) => boolean): Promise<vscode.Diagnostic[]> {
    const marks = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'source-drift');
    return until('the marks are there or gone', marks, found => holds(found.length));
  }
});
