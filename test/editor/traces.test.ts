// Tracebacks in the editor: lenses, links, problems, hovers, and the review that steps through the 137 case.
import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { makeContainerdRepository } from '../host/containerdRepository';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { useFolder } from './documents';
import { hoverAt } from './hovers';
import { resetSettings, set } from './settings';
import { until } from './wait';

const LOG = 'messages-20200225';
const MODULE = 'github.com/containerd/containerd';
/** The first line of the panic, from 0. */
const PANIC = 21;
/** The lines of the frames' sources, from 1, with the documents that show them. */
const FRAMES = ['exec.go:76', 'exec_state.go:175', 'exec.go:72', 'service.go:514', 'service.go:492', 'service.go:91'];

describe('a panic in a log', () => {
  const folder = useFolder();
  let document: vscode.TextDocument;

  before(async () => {
    await makeContainerdRepository(folder.uri('containerd.git').fsPath, { bare: true });
    await caseIsRead();
  });
  beforeEach(async () => {
    await set('nodelog.source.repositories', { [MODULE]: folder.uri('containerd.git').fsPath });
    document = await openCaseFile(LOG);
    await until(
      'the clone is found',
      () => hoverAt(document, 'proc.(*execProcess).pi|dv(...)'),
      text => text.includes('Verified'),
    );
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('nodelog.review.end');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  it('has lenses that tell the revision and why, and what can be done', async () => {
    const found = await until('the lenses are resolved', lenses, all => all.length === 4);
    // The command that asks gives them in the order in which they were resolved.
    assert.deepEqual(
      found.map(({ title, command }) => [title, command]).sort(),
      [
        ['containerd: revision 9754871 from versions.txt, line 27', 'nodelog.traces.reveal'],
        ['Open Review', 'nodelog.review.open'],
        ['Copy as Markdown', 'nodelog.traces.copyMarkdown'],
        ['in no other file that was read', ''],
      ].sort(),
    );
  });

  it('has no lenses where the setting says so', async () => {
    await set('nodelog.codeLens.enabled', false);
    await until('the lenses are gone', lenses, all => all.length === 0);
  });

  it('is counted in the other files of the case', async () => {
    const other = vscode.Uri.joinPath(caseFolder(), 'containerd.log');
    await vscode.workspace.fs.writeFile(other, await readFile(document.uri.fsPath));
    try {
      await until('the other file is read', lenses, all => all.some(({ title }) => title === 'same trace: 1'));
    } finally {
      await vscode.workspace.fs.delete(other);
    }
    await until('the other file is gone', lenses, all => all.some(({ title }) => title.startsWith('in no other file')));
  });

  it('has a link from each frame to its line', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      100,
    );
    assert.deepEqual(
      links.map(({ range, target }) => [
        document.getText(range).replace(/^.*\//, ''),
        target?.path.replace(/^.*\//, '').replace(/ .*$/, ''),
        target?.fragment,
      ]),
      FRAMES.map(frame => [frame, frame.replace(/:.*$/, ''), `L${frame.replace(/^.*:/, '')}`]),
    );
  });

  it('is one problem, with the source of its frames', async () => {
    const [panic, ...others] = await until('the problem is there', problems, all => all.length > 0);
    assert.ok(panic && others.length === 0);
    assert.equal(panic.range.start.line, PANIC);
    assert.match(panic.message, /^panic: runtime error: invalid memory address/);
    assert.deepEqual(
      panic.relatedInformation?.map(({ location, message }) => [sourcePlace(location), message.replace(/^\w+\./, '')]),
      [
        [FRAMES[0], '(*execProcess).pidv, which failed'],
        [FRAMES[1], '(*execStoppedState).Pid'],
        [FRAMES[2], '(*execProcess).Pid'],
        [FRAMES[3], '(*Service).checkProcesses'],
        [FRAMES[4], '(*Service).processExits'],
        [FRAMES[5], 'NewService'],
      ],
    );
  });

  it('is marked as the setting wants it, or not at all', async () => {
    await set('nodelog.diagnostics.panic', 'hint');
    await until('a hint', problems, ([first]) => first?.severity === vscode.DiagnosticSeverity.Hint);
    await set('nodelog.diagnostics.panic', 'off');
    await until('no mark', problems, all => all.length === 0);
  });

  it('shows five lines of source in the hover, who brought the line, and its page', async () => {
    const text = await hoverAt(document, 'exec.|go:76');
    assert.match(text, /74: [^]*75: func \(e \*execProcess\) pidv\(\) int \{\n=> 76: \treturn e\.pid\n {3}77: \}/);
    assert.match(text, /Line brought by [0-9a-f]{7} on 2019-01-15: Made stubs of v1\.2\.2/);
    assert.match(
      text,
      /\(https:\/\/github\.com\/containerd\/containerd\/blob\/[0-9a-f]{40}\/runtime\/v1\/linux\/proc\/exec\.go#L76\)/,
    );
    assert.match(text, /addr=0x78 is the offset of execProcess\.pid: e was nil/);
  });

  it('is copied as Markdown with a link to each line', async () => {
    await vscode.commands.executeCommand('nodelog.traces.copyMarkdown', trace());
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^\*\*`panic: runtime error/);
    assert.match(text, new RegExp(`\`${LOG}:22\``));
    assert.match(
      text,
      /1\. `proc\.\(\*execProcess\)\.pidv\(\.\.\.\)` \[`exec\.go:76`\]\(https:\/\/github\.com\/\S+#L76\)/,
    );
    assert.equal(text.match(/\]\(https:/g)?.length, FRAMES.length);
  });

  it('is reviewed frame by frame, in the log and beside it in the source', async () => {
    await vscode.commands.executeCommand('nodelog.review.open', trace());
    for (const [index, frame] of FRAMES.entries()) {
      if (index > 0) await vscode.commands.executeCommand('nodelog.review.nextFrame');
      await until(
        `frame ${String(index + 1)}`,
        shown,
        places => places.join() === `${LOG}:${String(25 + 2 * index)},${frame}`,
      );
    }
    await vscode.commands.executeCommand('nodelog.review.previousFrame');
    await until('the frame before', shown, places => places.includes('service.go:492'));
    await vscode.commands.executeCommand('nodelog.review.faultingFrame');
    await until('the frame that failed', shown, places => places.includes('exec.go:76'));
  });

  it('shows the arguments of the frame under review at its parameters, until the review ends', async () => {
    await vscode.commands.executeCommand('nodelog.review.open', { ...trace(), stack: 1, frame: 3 });
    const source = await until(
      'the source',
      () => sourceEditor()?.document,
      found => found !== undefined,
    );
    assert.ok(source);
    const labels = (): Thenable<string[]> => hintsIn(source);
    const hints = await until('the hints', labels, all => all.length === 2);
    assert.match(hints[1] ?? '', /^= \{Timestamp: 2020-02-25T14:07:13\.848Z\??, Pid: 17160\??, Status: 0\??\}$/);
    await vscode.commands.executeCommand('nodelog.review.end');
    await until('no hints', labels, all => all.length === 0);
  });

  it('tells above the line that failed what was nil', async () => {
    await vscode.commands.executeCommand('nodelog.review.open', trace());
    const source = await until(
      'the source',
      () => sourceEditor()?.document,
      found => found !== undefined,
    );
    assert.ok(source);
    const said = await until(
      'the lens',
      () => lenses(source),
      all => all.length > 0,
    );
    assert.match(said[0]?.title ?? '', /addr=0x78 is the offset of execProcess\.pid: e was nil/);
  });

  function trace(): { readonly uri: string; readonly line: number } {
    return { uri: document.uri.toString(), line: PANIC };
  }

  async function lenses(of = document): Promise<vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', of.uri, 20);
    // Those of containers are tested in containers.test.ts.
    return found.flatMap(({ command }) => (command && command.command !== 'nodelog.containers.explain' ? command : []));
  }

  function problems(): vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'go-panic');
  }
});

async function hintsIn(document: vscode.TextDocument): Promise<string[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    whole,
  );
  return hints.map(({ label }) => (typeof label === 'string' ? label : label.map(part => part.value).join('')));
}

/** `exec.go:76` of a source document, lines as a person counts them. */
function sourcePlace({ uri, range }: vscode.Location): string {
  return `${path.posix.basename(uri.path).replace(/ .*$/, '')}:${String(range.start.line + 1)}`;
}

function sourceEditor(): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'nodelog-source');
}

/** Where the cursors of the visible editors stand, from left to right. */
function shown(): string[] {
  return vscode.window.visibleTextEditors
    .filter(({ document }) => ['file', 'nodelog-source'].includes(document.uri.scheme))
    .sort((a, b) => (a.viewColumn ?? 0) - (b.viewColumn ?? 0))
    .map(({ document, selection }) => sourcePlace(new vscode.Location(document.uri, selection.active)));
}
