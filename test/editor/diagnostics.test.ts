// Diagnostics: what audit events and kernel lines tell that should not be overlooked; a frame whose function does not
// enclose its line in the revision that is shown.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';
import { caseIsRead, openCaseFile } from './case';
import { openFile, place, useFolder } from './documents';
import { INTERLEAVED } from './interleaved';
import { hoverAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const LOG = 'messages-20200225';
const MODULE = 'github.com/containerd/containerd';

const FLOOD = 250;

const MADE: Readonly<Record<string, string>> = {
  'audit.log': INTERLEAVED,
  'crashes/audit.log': Array.from(
    { length: FLOOD },
    (_, at) => `type=ANOM_ABEND msg=audit(1582099207.232:${String(at + 1)}): auid=0 pid=7 comm="sh" sig=6 res=1\n`,
  ).join(''),
  'gap/audit.log': Array.from(
    { length: 100 },
    (_, at) => `type=USER_AUTH msg=audit(1582099207.232:${String(at < 50 ? at : at + 5)}): pid=7 res=success\n`,
  ).join(''),
  messages: [
    'Feb 19 16:00:07 node kernel: audit: audit_backlog=65 > audit_backlog_limit=64',
    'Feb 19 16:00:07 node kernel: audit: audit_lost=17 audit_rate_limit=0 audit_backlog_limit=64',
    'Feb 19 16:00:07 node kernel: audit: backlog limit exceeded',
    '',
  ].join('\n'),
};

describe('what should not be overlooked', () => {
  const folder = useFolder(MADE);
  before(caseIsRead);
  afterEach(resetSettings);

  it("is a kill of a container's init, with the line that names the container", async () => {
    const document = await openCaseFile('audit.log');
    const found = await marks(document, 'killed-init', all => all[0]?.relatedInformation !== undefined);
    assert.deepEqual(
      found.map(({ range, message, severity }) => [range.start.line + 1, message, severity]),
      [
        [
          3,
          'SIGKILL to the init of container 18b2fe723696, by nvidia-container-runtime delete',
          vscode.DiagnosticSeverity.Warning,
        ],
        [
          6,
          'SIGKILL to the init of container ff1a37ba009b, by nvidia-container-runtime delete',
          vscode.DiagnosticSeverity.Warning,
        ],
      ],
    );
    assert.deepEqual(
      found[0]?.relatedInformation?.map(({ location }) => place(location)),
      ['messages-20200219:2'],
    );
    assert.equal(found[0].source, 'Nodelog');
  });

  it('is the death of a container, on the line that proves it, with what other files tell of it', async () => {
    const document = await openCaseFile('messages-20200219');
    const [death, ...others] = await marks(document, 'container-death', found => found.length > 0);
    assert.equal(death?.range.start.line, 1);
    assert.match(death.message, /^Container 18b2fe723696: containerd cleaned up after the shim/);
    assert.deepEqual(others, []);
    const related = death.relatedInformation ?? [];
    assert.ok(related.map(({ location }) => place(location)).includes('audit.log:3'), JSON.stringify(related));
    assert.match(related[0]?.message ?? '', /^The SIGKILL comes from the clean-up behind the lost shim/);
    await set('nodelog.diagnostics.deaths', 'off');
    await marks(document, 'container-death', found => found.length === 0);
  });

  it('is a known issue, with the page that tells of it', async () => {
    const document = await openCaseFile(LOG);
    const [issue] = await marks(document, 'shim-execpidv-race', found => found.length > 0);
    assert.match(issue?.message ?? '', /^Known issue: a containerd-shim dies as an exec ends \(containerd#2969\)/);
    assert.match(issue?.message ?? '', /The version that ran has it\.$/);
    await set('nodelog.diagnostics.knownIssues', 'off');
    await marks(document, 'shim-execpidv-race', found => found.length === 0);
  });

  it('is marked as the setting wants it, or not at all', async () => {
    const document = await openCaseFile('audit.log');
    await set('nodelog.diagnostics.killedInit', 'off');
    await marks(document, 'killed-init', found => found.length === 0);
    await set('nodelog.diagnostics.killedInit', 'hint');
    const found = await marks(document, 'killed-init', all => all.length > 0);
    assert.ok(found.every(({ severity }) => severity === vscode.DiagnosticSeverity.Hint));
  });

  it('is a call that was refused', async () => {
    const document = await openFile(folder.uri('audit.log'));
    const [refused] = await marks(document, 'failed-permission', found => found.length === 1);
    assert.equal(document.getText(refused?.range), 'exit=-13');
    assert.match(refused?.message ?? '', /^nine \(pid 90\) tried to open \/etc\/shadow: failed, EACCES/);
  });

  it('is an anomaly, and of a flood the first hundred and how many more there are', async () => {
    const document = await openFile(folder.uri('crashes/audit.log'));
    const found = await marks(document, 'anomaly', all => all.length > 0);
    assert.equal(found.length, 101);
    assert.equal(found[0]?.message, 'ANOM_ABEND: sh (pid 7) died of SIGABRT');
    assert.equal(found.at(-1)?.message, '150 more of this kind in this document are not marked');
  });

  it('is one loss that the kernel tells in three lines', async () => {
    const found = await marks(await openFile(folder.uri('messages')), 'audit-lost', all => all.length > 0);
    assert.deepEqual(
      found.map(({ range }) => range.start.line + 1),
      [2],
    );
    assert.match(found[0]?.message ?? '', /^The kernel has lost 17 audit records/);
  });

  it('is a gap in the serials of a log that is whole otherwise', async () => {
    const found = await marks(await openFile(folder.uri('gap/audit.log')), 'serial-gap', all => all.length > 0);
    assert.deepEqual(
      found.map(({ range }) => range.start.line + 1),
      [51],
    );
    assert.match(found[0]?.message ?? '', /^5 audit events, serials 50 to 54, are missing: they may be lost/);
  });

  function marks(
    document: vscode.TextDocument,
    code: string,
    holds: (found: vscode.Diagnostic[]) => boolean,
  ): Promise<vscode.Diagnostic[]> {
    const found = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(document.uri).filter(mark => codeOf(mark) === code);
    return until(`the marks ${code} are as they should be`, found, holds);
  }
});

/** The code, which may come with the page that tells of it. */
function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

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
