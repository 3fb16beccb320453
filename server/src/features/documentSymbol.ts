// The outline of a log: audit events, tracebacks and their goroutines with their frames.
import { SymbolKind, type DocumentSymbol, type Range } from 'vscode-languageserver';
import { describeEvent } from '../audit/describe';
import { firstRun, type AuditEvent } from '../audit/event';
import { lastLine, type Goroutine, type Traceback } from '../golang/traceback';
import { message } from '../message';
import type { LogDocument } from '../reading/document';
import { describeGoroutine, describeTraceback, shortFile, shortFunction } from '../render/traceback';
import { text } from '../render/text';
import { isoText, type Clock } from '../render/clock';
import { clockOf } from '../services/clock';
import type { Feature } from './feature';

/** An outline of more is no outline, and the editor would wait seconds for it: the rest is one row that says so. */
const MAX_SYMBOLS = 2000;

export const documentSymbol: Feature = {
  capabilities: { documentSymbolProvider: true },
  register({ connection, documents, settings, cases }) {
    connection.onDocumentSymbol(async ({ textDocument }) => {
      const log = await documents.log(textDocument.uri);
      if (!log) {
        return null;
      }
      const { auditEvents, tracebacks } = log.contents;
      const clock = await clockOf(settings, textDocument.uri, log, cases.of(textDocument.uri));
      const symbols = [
        ...auditEvents.slice(0, MAX_SYMBOLS).map(event => auditSymbol(event, log, clock)),
        ...tracebacks.slice(0, MAX_SYMBOLS).map(({ traceback }) => tracebackSymbol(traceback, log)),
        ...restSymbol(auditEvents.slice(MAX_SYMBOLS), log),
      ];
      return symbols.sort((a, b) => a.range.start.line - b.range.start.line);
    });
  },
};

/**
 * An event has one node, which lies where its first records stand together: the editor takes the first node around the
 * cursor for the cursor's own, so nodes of interleaved events must not overlap.
 */
function auditSymbol(event: AuditEvent, log: LogDocument, clock: Clock): DocumentSymbol {
  const { first, last } = firstRun(event);
  const args = { time: event.time ? isoText(event.time, clock) : '-', count: event.records.length };
  const detail = message('audit.outline.records', args);
  return symbol(text(describeEvent(event)), text(detail), SymbolKind.Event, first, last, log, []);
}

function restSymbol(rest: readonly AuditEvent[], log: LogDocument): DocumentSymbol[] {
  const line = rest[0]?.records[0]?.line;
  const name = text(message('audit.outline.rest', { count: rest.length }));
  return line === undefined ? [] : [symbol(name, '', SymbolKind.Event, line, log.lineCount - 1, log, [])];
}

function tracebackSymbol(traceback: Traceback, log: LogDocument): DocumentSymbol {
  const goroutines = traceback.goroutines.map(goroutine => goroutineSymbol(goroutine, log));
  const name = describeTraceback(traceback);
  return symbol(name, traceback.program ?? '', SymbolKind.Class, traceback.line, traceback.endLine, log, goroutines);
}

function goroutineSymbol(goroutine: Goroutine, log: LogDocument): DocumentSymbol {
  const frames = goroutine.frames.map(frame => {
    const first = frame.functionAt?.line ?? frame.fileAt.line;
    return symbol(shortFunction(frame), shortFile(frame), SymbolKind.Function, first, frame.fileAt.line, log, []);
  });
  return symbol(describeGoroutine(goroutine), '', SymbolKind.Method, goroutine.line, lastLine(goroutine), log, frames);
}

function symbol(
  name: string,
  detail: string,
  kind: SymbolKind,
  first: number,
  last: number,
  log: LogDocument,
  children: DocumentSymbol[],
): DocumentSymbol {
  const range: Range = { start: { line: first, character: 0 }, end: { line: last, character: log.text(last).length } };
  const selection: Range = { start: range.start, end: { line: first, character: log.text(first).length } };
  return { name: name === '' ? '?' : name, detail, kind, range, selectionRange: selection, children };
}
