// The marks on the id, the serial, the pid or the key under the cursor, on the 137 case and on a made log.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { cursor, openFile, useFolder } from './documents';
import { INTERLEAVED } from './interleaved';

/** A file, a cursor in an id, and the lines (from 1) where it is marked. */
const MARKS: readonly (readonly [file: string, at: string, lines: readonly number[]])[] = [
  ['messages-20200219', 'id=18b2fe7|23696', [1, 2]],
  ['messages-20200225', '/containers/de42a6|372c', [1, 5, 37, 38]],
  ['messages-20200225', 'exec/0f80962|a9b908', [3, 5, 18]],
  ['audit.log', 'proctitle=6E76|69', [1]],
  ['audit.log', ':3369|619', [1, 2, 3]],
  ['audit.log', 'opid=188|48', [2, 3]],
  ['audit.log', 'a0=49|a0', [2, 3]],
  ['audit.log', 'key="trace_|kill_9"', [3, 6]],
  ['ausearch.txt', 'key="trace_|kill_9"', [5, 10]],
];

describe('marks', () => {
  const folder = useFolder({ 'audit.log': INTERLEAVED });
  before(caseIsRead);

  for (const [file, at, lines] of MARKS) {
    it(`of the id at ${at} in ${file} stand in the lines ${lines.join(', ')}`, async () => {
      const marks = await marksAt(await openCaseFile(file), at);
      const found = marks.map(({ range }) => range.start.line + 1).sort((a, b) => a - b);
      assert.deepEqual(found, lines);
    });
  }

  for (const [at, marked] of [
    ['pid=7|0', ['70', '70']],
    ['key="fi|les"', ['files', '66696C6573']],
    ['0161|6263', ['616263', 'abc']],
    [':8|)', ['8', '8']],
  ] as const) {
    it(`at ${at} stand on ${marked.join(' and ')}`, async () => {
      const document = await openFile(folder.uri('audit.log'));
      const marks = await marksAt(document, at);
      assert.deepEqual(
        marks.map(({ range }) => document.getText(range)),
        marked,
      );
    });
  }

  it('are none where no id stands', async () => {
    const marks = await marksAt(await openCaseFile('messages-20200225'), 'attach: std|in: begin');
    assert.ok(marks.every(({ range }) => range.isEmpty));
  });
});

async function marksAt(document: vscode.TextDocument, at: string): Promise<vscode.DocumentHighlight[]> {
  const [command, position] = ['vscode.executeDocumentHighlights', cursor(document, at)];
  return (
    (await vscode.commands.executeCommand<vscode.DocumentHighlight[] | undefined>(command, document.uri, position)) ??
    []
  );
}
