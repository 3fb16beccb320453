// Folds audit events, tracebacks and goroutines.
import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import { lastLine } from '../golang/traceback';
import type { LogDocument } from '../reading/document';
import type { Feature } from './feature';

/** VS Code keeps 5,000 folds at most (editor.foldingMaximumRegions): tracebacks come before audit events. */
const MAX_FOLDS = 5000;

export const foldingRange: Feature = {
  capabilities: { foldingRangeProvider: true },
  register({ connection, documents }) {
    connection.onFoldingRanges(async ({ textDocument }) => {
      const log = await documents.log(textDocument.uri);
      return log && [...tracebackFolds(log), ...auditFolds(log)].slice(0, MAX_FOLDS);
    });
  },
};

function tracebackFolds(log: LogDocument): FoldingRange[] {
  return log.contents.tracebacks.flatMap(({ traceback }) => [
    ...fold(traceback.line, traceback.endLine),
    ...traceback.goroutines.flatMap(goroutine => fold(goroutine.line, lastLine(goroutine))),
  ]);
}

/** An event whose records stand together folds; interleaved ones cannot. */
function auditFolds(log: LogDocument): FoldingRange[] {
  return log.contents.auditEvents.flatMap(({ records }) => {
    const lines = records.map(record => record.line);
    const [first, last] = [Math.min(...lines), Math.max(...lines)];
    return last - first === records.length - 1 ? fold(first, last) : [];
  });
}

function fold(startLine: number, endLine: number): FoldingRange[] {
  return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Region }] : [];
}
