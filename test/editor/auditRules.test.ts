// Audit rules in VS Code: hover, completion, problems with their fixes, the way from a log's key to its rule and back, and
// the rules that are written for a killer.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseFolder, caseIsRead, openCaseFile } from './case';
import { cursor, openFile, place, useFolder } from './documents';
import { hoverAt } from './hovers';
import { until } from './wait';

const RULES = '-a always,exit -F arch=b64 -S kill,tgkill -F a1=0x9 -k k\n-a always,exit -S kill -F nosuch=1\n';

type Link = vscode.Location | vscode.LocationLink;

function codesOf(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .map(({ code }) => String(code))
    .sort();
}

async function asked<T>(command: string, document: vscode.TextDocument, marked: string): Promise<T> {
  return vscode.commands.executeCommand<T>(command, document.uri, cursor(document, marked));
}

describe('audit rules', () => {
  const folder = useFolder({ 'kill.audit.rules': RULES });
  before(caseIsRead);

  it('are explained in a sentence', async () => {
    const document = await openCaseFile('audit.rules');
    assert.match(
      await hoverAt(document, '-|a always,exit'),
      /logs every kill, tkill, tgkill, on 64-bit calls, with second argument SIGKILL \(9\)/,
    );
    assert.match(await hoverAt(document, 'a1=0x|F'), /SIGTERM: asks the process to end/);
    assert.match(await hoverAt(document, 'key=trace_|kill_9'), /Events with this key in the case: \d/);
  });

  it('are completed', async () => {
    const document = await openFile(folder.uri('kill.audit.rules'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor(document, 'a1=|0x9'),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('SIGKILL'), labels.join(' '));
  });

  it('have what is refused and what is not seen among the problems, and are mended by a quick fix', async () => {
    const document = await openFile(folder.uri('kill.audit.rules'));
    const expected = ['one-abi', 'signal-argument', 'signal-calls', 'unknown-field'];
    await until(
      'problems',
      () => codesOf(document),
      codes => codes.join() === expected.join(),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(cursor(document, 'tg|kill'), cursor(document, 'tg|kill')),
    );
    const fix = actions.find(({ title }) => title.startsWith('Add rules for SIGKILL'));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /-S tgkill,rt_tgsigqueueinfo -F a2=0x9 -F key=k\n/);
    await until(
      'problems',
      () => codesOf(document),
      codes => !codes.includes('signal-calls'),
    );
  });

  it('are where the key of a record leads to', async () => {
    const links = await asked<Link[]>(
      'vscode.executeDefinitionProvider',
      await openCaseFile('audit.log'),
      'key="trace_|kill_9"',
    );
    const places = links.map(link =>
      'targetUri' in link ? place(new vscode.Location(link.targetUri, link.targetRange)) : place(link),
    );
    assert.deepEqual(places, ['audit.rules:2']);
  });

  it('have the events of their key as references', async () => {
    const found = await asked<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      await openCaseFile('audit.rules'),
      'key=trace_|kill_9',
    );
    const files = new Set(found.map(location => place(location).replace(/:.*/, '')));
    assert.ok(files.has('audit.log'), [...files].join(' '));
  });

  it('are written for the killer of a container, as a document of their own', async () => {
    const id = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
    const row = { case: { uri: caseFolder().toString() }, container: { id } };
    await vscode.commands.executeCommand('nodelog.auditRules.writeForKiller', row);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'nodelog-audit-rules');
    assert.match(document.getText(), /nvidia-container-runtime sent SIGKILL by kill/);
    assert.match(document.getText(), /-F arch=b64 -S kill,tkill,pidfd_send_signal,rt_sigqueueinfo -F a1=0x9/);
    await until(
      'no problems',
      () => codesOf(document),
      codes => codes.length === 0,
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
