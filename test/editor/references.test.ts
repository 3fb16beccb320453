// Find all references on the 137 case: every line that means an id, those where it stands in hex or cut too; and what
// audit records name: an event by its serial, a process, a key.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { cursor, place } from './documents';

const KILLED = ['audit.log:1', 'ausearch.txt:3', 'messages-20200219:1', 'messages-20200219:2'];
const CUT_ALONE = ['audit.log:4', 'ausearch.txt:8'];
const PANICKED = ['messages-20200225:1', 'messages-20200225:5', 'messages-20200225:37', 'messages-20200225:38'];
const EXEC = ['messages-20200225:3', 'messages-20200225:5', 'messages-20200225:18'];

const REFERENCES: readonly (readonly [what: string, file: string, at: string, places: readonly string[]])[] = [
  ['a whole id', 'messages-20200219', 'id=18b2fe7|23696', KILLED],
  ['the hex command line that holds its first digits', 'audit.log', 'proctitle=6E76|69', KILLED],
  ['the same in what ausearch printed', 'ausearch.txt', 'proctitle=6E76|69', KILLED],
  ['a cut id that nothing completes', 'audit.log', '2649702): proctitle=6E76|69', CUT_ALONE],
  ['an id in the path of a call', 'messages-20200225', '/containers/de42a6|372c', PANICKED],
  ['the id of an exec', 'messages-20200225', 'exec/0f80962|a9b908', EXEC],
  ['the serial of an event', 'audit.log', ':3369|619', [...at('audit.log', 1, 2, 3), ...at('ausearch.txt', 3, 4, 5)]],
  ['the pid of a target', 'audit.log', 'opid=188|48', at('audit.log', 2, 3)],
  ['a first argument that is proved to be a pid', 'audit.log', 'a0=49|a0', at('audit.log', 2, 3)],
  ['a first argument of another pid namespace', 'audit.log', 'a0=b|f', []],
  ['the pid of a sender', 'ausearch.txt', 'pid=234|13', at('ausearch.txt', 5)],
  ['a key', 'audit.log', 'key="trace_|kill_9"', at('audit.log', 3, 6)],
  ['the name of a field', 'audit.log', 'pp|id=14134', []],
];

describe('references', () => {
  before(caseIsRead);

  for (const [what, file, at, places] of REFERENCES) {
    it(`of ${what} in ${file} are ${String(places.length)} lines`, async () => {
      assert.deepEqual((await referencesAt(file, at)).map(place).sort(byLine), places);
    });
  }

  it('mark the id itself, and the digits of one that is cut in hex', async () => {
    const marked = new Set<string>();
    for (const { uri, range } of await referencesAt('messages-20200219', 'id=18b2fe7|23696')) {
      const text = (await vscode.workspace.openTextDocument(uri)).getText(range);
      marked.add(/^[0-9A-F]+$/.test(text) ? Buffer.from(text, 'hex').toString().replaceAll('\0', ' ') : text);
    }
    const whole = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
    assert.ok(marked.delete(whole));
    const [inHex = ''] = marked;
    assert.ok(inHex.endsWith(whole.slice(0, 27)), inHex);
  });

  it('mark the value that names a process or a key', async () => {
    for (const [cursorAt, marked] of [
      ['opid=188|48', ['18848', '49a0']],
      ['key="trace_|kill_9"', ['trace_kill_9', 'trace_kill_9']],
    ] as const) {
      const found = await referencesAt('audit.log', cursorAt);
      const texts = found.map(async ({ uri, range }) => (await vscode.workspace.openTextDocument(uri)).getText(range));
      assert.deepEqual(await Promise.all(texts), marked);
    }
  });

  it('are none where no id stands', async () => {
    assert.deepEqual(await referencesAt('messages-20200225', 'attach: std|in: begin'), []);
  });
});

async function referencesAt(file: string, at: string): Promise<vscode.Location[]> {
  const document = await openCaseFile(file);
  const [command, position] = ['vscode.executeReferenceProvider', cursor(document, at)];
  return (await vscode.commands.executeCommand<vscode.Location[] | undefined>(command, document.uri, position)) ?? [];
}

/** Lines of a file, as `place` writes them. */
function at(file: string, ...lines: readonly number[]): string[] {
  return lines.map(line => `${file}:${String(line)}`);
}

function byLine(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
