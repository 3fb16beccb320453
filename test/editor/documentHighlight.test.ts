// The marks on the id under the cursor, on the 137 case.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { cursor } from './documents';

/** A file, a cursor in an id, and the lines (from 1) where it is marked. */
const MARKS: readonly (readonly [file: string, at: string, lines: readonly number[]])[] = [
  ['messages-20200219', 'id=18b2fe7|23696', [1, 2]],
  ['messages-20200225', '/containers/de42a6|372c', [1, 5, 37, 38]],
  ['messages-20200225', 'exec/0f80962|a9b908', [3, 5, 18]],
  ['audit.log', 'proctitle=6E76|69', [1]],
];

describe('marks', () => {
  before(caseIsRead);

  for (const [file, at, lines] of MARKS) {
    it(`of the id at ${at} in ${file} stand in the lines ${lines.join(', ')}`, async () => {
      const marks = await marksAt(await openCaseFile(file), at);
      const found = marks.map(({ range }) => range.start.line + 1).sort((a, b) => a - b);
      assert.deepEqual(found, lines);
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
