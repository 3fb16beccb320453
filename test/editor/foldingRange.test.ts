// Folding on the 137 case: audit events, the panic, its goroutine.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';

/** By file: first and last line of each fold, counted from 1. */
const FOLDS: Readonly<Record<string, readonly string[]>> = {
  'audit.log': ['1-3', '4-6', '7-9', '10-12'],
  'ausearch.txt': ['3-5', '8-10', '13-15', '18-20'],
  'messages-20200219': [],
  'messages-20200225': ['22-36', '24-36'],
};

describe('folding', () => {
  before(caseIsRead);

  for (const [file, expected] of Object.entries(FOLDS)) {
    it(`of ${file} is ${expected.join(', ') || 'none'}`, async () => {
      const { uri } = await openCaseFile(file);
      const command = 'vscode.executeFoldingRangeProvider';
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(command, uri);
      const found = (folds ?? []).map(({ start, end }) => `${String(start + 1)}-${String(end + 1)}`);
      assert.deepEqual(found, expected);
    });
  }
});
