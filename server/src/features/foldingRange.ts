// Folds audit events, tracebacks and goroutines.
import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import { firstRun } from '../audit/event';
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
      return log && [...tracebackFolds(log, MAX_FOLDS), ...auditFolds(log)].slice(0, MAX_FOLDS);
    });
  },
};

/** The folds of tracebacks and their goroutines, as far as more than `most` would do nobody good. */
function tracebackFolds(log: LogDocument, most: number): FoldingRange[] {
  const folds: FoldingRange[] = [];
  for (const { traceback } of log.contents.tracebacks) {
    folds.push(...fold(traceback.line, traceback.endLine));
    for (const goroutine of traceback.goroutines) {
      if (folds.length >= most) return folds;
      folds.push(...fold(goroutine.line, lastLine(goroutine)));
    }
  }
  return folds;
}

/**
 * One fold per event. Folds must nest, and those of interleaved events would cross: such an event folds where its first
 * records stand together.
 */
function auditFolds(log: LogDocument): FoldingRange[] {
  return log.contents.auditEvents.flatMap(event => {
    const { first, last } = firstRun(event);
    return fold(first, last);
  });
}

function fold(startLine: number, endLine: number): FoldingRange[] {
  return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Region }] : [];
}
