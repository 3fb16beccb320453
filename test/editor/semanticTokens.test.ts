// Semantic tokens on the 137 case: what only the server knows, in the whole document and in a part of it.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';

/** Line (from 1), type, and the beginning of the text. */
type Row = readonly [line: number, type: string, text: string];

const TOKENS: Readonly<Record<string, readonly Row[]>> = {
  'audit.log': [
    [1, 'decoded', '6E76696469612D63'],
    [3, 'killSignal', '9'],
    [4, 'decoded', '6E76696469612D63'],
    [6, 'killSignal', '9'],
    [9, 'killSignal', 'f'],
    [12, 'killSignal', 'f'],
  ],
  'messages-20200219': [
    [1, 'containerId', '18b2fe723696'],
    [2, 'containerId', '18b2fe723696'],
  ],
  'messages-20200225': [
    [1, 'containerId', 'de42a6372c1d'],
    [3, 'containerId', '0f80962a9b90'],
    [5, 'containerId', '0f80962a9b90'],
    [5, 'containerId', 'de42a6372c1d'],
    [18, 'containerId', '0f80962a9b90'],
    [25, 'panicFrame', 'github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv'],
    [37, 'containerId', 'de42a6372c1d'],
    [38, 'containerId', 'de42a6372c1d'],
  ],
};

describe('semantic tokens', () => {
  before(caseIsRead);

  for (const [file, rows] of Object.entries(TOKENS)) {
    it(`mark what is known in ${file}`, async () => {
      const document = await openCaseFile(file);
      assertTokens(await tokensOf(document), rows);
    });

    it(`are the same for each line of ${file} by itself`, async () => {
      const document = await openCaseFile(file);
      const byLine: Row[] = [];
      for (let line = 0; line < document.lineCount; line++) {
        byLine.push(...(await tokensOf(document, document.lineAt(line).range)));
      }
      assertTokens(byLine, rows);
    });
  }
});

function assertTokens(found: readonly Row[], expected: readonly Row[]): void {
  const begun = found.map(([line, type, text], index) => [line, type, text.slice(0, expected[index]?.[2].length)]);
  assert.deepEqual(begun, expected);
}

/** The tokens of a range, else of the whole document. */
async function tokensOf(document: vscode.TextDocument, range?: vscode.Range): Promise<Row[]> {
  const kind = range ? 'Range' : '';
  const ask = <T>(command: string): Thenable<T> =>
    vscode.commands.executeCommand<T>(`vscode.provideDocument${kind}SemanticTokens${command}`, document.uri, range);
  const [legend, { data }] = [await ask<vscode.SemanticTokensLegend>('Legend'), await ask<vscode.SemanticTokens>('')];
  const rows: Row[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
    line += down;
    character = right + (down === 0 ? character : 0);
    const text = document.lineAt(line).text.slice(character, character + length);
    rows.push([line + 1, legend.tokenTypes[type] ?? '?', text]);
  }
  return rows;
}
