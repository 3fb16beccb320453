// Inlay hints on the 137 case: times, signal names and decoded command lines in place, by kind.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { resetSettings, set } from './settings';
import { until } from './wait';

/** Line (from 1) of audit.log, the value that the hint stands beside, and what it says. */
const HINTS: readonly (readonly [line: number, value: string, label: string])[] = [
  [3, '62', 'kill'],
  [3, '9', 'SIGKILL'],
  [6, '9', 'SIGKILL'],
  [9, 'f', 'SIGTERM'],
  [12, 'f', 'SIGTERM'],
];

const COMMAND =
  'nvidia-container-runtime --root /var/run/docker/runtime-nvidia/moby --log-format json delete --force 18b2fe723696358fb06317c427a';

describe('inlay hints', () => {
  before(caseIsRead);
  afterEach(resetSettings);

  for (const [line, value, label] of HINTS) {
    it(`say ${label} beside ${value} in line ${String(line)}`, async () => {
      const document = await openCaseFile('audit.log');
      const hints = await hintsOf(document, line);
      assert.deepEqual(
        hints.filter(hint => labelOf(hint) === label).map(hint => beside(document, hint)),
        [value],
      );
    });
  }

  it('show a hex command line decoded', async () => {
    const document = await openCaseFile('audit.log');
    const hint = (await hintsOf(document, 1)).find(found => labelOf(found) === COMMAND);
    assert.ok(hint);
    assert.match(beside(document, hint), /^6E76696469612D63/);
  });

  it("give the time of an event on its first record, by the node's clock, and its date where it is a new one", async () => {
    const document = await openCaseFile('audit.log');
    const lines = await Promise.all([1, 2, 4, 7].map(line => hintsOf(document, line)));
    const times = lines.map(hints => hints.map(labelOf).filter(label => label.endsWith('+08')));
    assert.deepEqual(times, [
      ['2020-02-19 16:00:07.232 +08'],
      [],
      ['2020-02-20 22:47:19.403 +08'],
      ['22:47:26.181 +08'],
    ]);
  });

  it('leave a command line alone that stands in plain text', async () => {
    const labels = (await hintsOf(await openCaseFile('audit.log'), 10)).map(labelOf);
    assert.deepEqual(labels, ['22:47:42.620 +08']);
  });

  it('go and come by their kind', async () => {
    const document = await openCaseFile('audit.log');
    const labels = async (): Promise<string> => (await hintsOf(document, 3)).map(labelOf).join(' ');
    await until('all are there', labels, found => found === 'kill 18848 SIGKILL');
    await set('nodelog.inlayHints.kinds', { syscalls: false });
    await until('the call is gone', labels, found => found === '18848 SIGKILL');
    await set('nodelog.inlayHints.kinds', { values: false, signals: false });
    await until('only the call is left', labels, found => found === 'kill');
  });

  it('go and come with the setting', async () => {
    const document = await openCaseFile('audit.log');
    const count = async (): Promise<number> => (await hintsOf(document, 3)).length;
    await set('nodelog.inlayHints.enabled', false);
    await until('the hints are gone', count, hints => hints === 0);
    await set('nodelog.inlayHints.enabled', true);
    await until('the hints are back', count, hints => hints > 0);
  });
});

/** The hints of one line, counted from 1. */
function hintsOf(document: vscode.TextDocument, line: number): Thenable<vscode.InlayHint[]> {
  const { range } = document.lineAt(line - 1);
  return vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, range);
}

function labelOf({ label }: vscode.InlayHint): string {
  return typeof label === 'string' ? label : label.map(part => part.value).join('');
}

/** The value that begins or ends where the hint stands. */
function beside(document: vscode.TextDocument, { position }: vscode.InlayHint): string {
  const range = document.getWordRangeAtPosition(position, /[^\s=]+/);
  assert.ok(range && (range.start.isEqual(position) || range.end.isEqual(position)), 'the hint cuts no value in two');
  return document.getText(range);
}
