// Folding on the 137 case: audit events, the panic, its goroutine; and on a made log of interleaved events.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { INTERLEAVED } from './interleaved';

/** By file: first and last line of each fold, counted from 1. */
const FOLDS: Readonly<Record<string, readonly string[]>> = {
  'audit.log': ['1-3', '4-6', '7-9', '10-12'],
  'ausearch.txt': ['3-5', '8-10', '13-15', '18-20'],
  'messages-20200219': [],
  'messages-20200225': ['22-36', '24-36'],
};

describe('folding', () => {
  const folder = useFolder({ 'audit.log': INTERLEAVED });
  before(caseIsRead);

  for (const [file, expected] of Object.entries(FOLDS)) {
    it(`of ${file} is ${expected.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await foldsOf(await openCaseFile(file)), expected);
    });
  }

  it('of interleaved events is where the first records of each stand together', async () => {
    assert.deepEqual(await foldsOf(await openFile(folder.uri('audit.log'))), ['1-2', '7-8']);
  });
});

async function foldsOf({ uri }: vscode.TextDocument): Promise<string[]> {
  const command = 'vscode.executeFoldingRangeProvider';
  const folds = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(command, uri);
  return (folds ?? []).map(({ start, end }) => `${String(start + 1)}-${String(end + 1)}`);
}
