// Semantic tokens for what a grammar cannot know: decoded values, container ids, the killing signal, the panicking frame.
import { SemanticTokensBuilder, type Range, type SemanticTokens } from 'vscode-languageserver';
import { isHex } from '../audit/encoded';
import { decodeField, decodeValue } from '../audit/fields';
import type { AuditField, AuditRecord } from '../audit/record';
import { hexRuns, isId } from '../containers/ids';
import type { Span } from '../place';
import type { LogDocument } from '../reading/document';
import type { Feature } from './feature';

const TYPES = ['containerId', 'decoded', 'killSignal', 'panicFrame'] as const;
const FULL_TURN_LINES = 2000;
const SIGNAL_FIELD = /^(?:a[0-3]|sig)$/;
const ENDING_SIGNALS = new Set(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT']);
/** Shorter hex values are numbers, not encoded text. */
const MIN_ENCODED = 16;

interface Token extends Span {
  readonly type: (typeof TYPES)[number];
}

export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: { legend: { tokenTypes: [...TYPES], tokenModifiers: [] }, full: true, range: true },
  },
  register({ connection, documents }) {
    connection.languages.semanticTokens.on(async ({ textDocument }, cancel) => {
      const log = await documents.log(textDocument.uri);
      if (log && isLarge(log, documents.open.get(textDocument.uri)?.getText().length ?? 0)) return NONE;
      return log ? build(log, 0, log.lineCount - 1, cancel) : { data: [] };
    });
    connection.languages.semanticTokens.onRange(async ({ textDocument, range }, cancel) => {
      const log = await documents.log(textDocument.uri);
      return log ? build(log, ...lines(log, range), cancel) : { data: [] };
    });
  },
};

/** Where the editor colours nothing by grammar (editor.largeFileOptimizations), it is given what is in sight only. */
function isLarge({ lineCount }: LogDocument, characters: number): boolean {
  return characters > 20 * 1024 * 1024 || lineCount > 300_000;
}

/** LSP's null: the editor then asks for what is in sight, which it does not once it has all tokens, though they be none. */
const NONE = null as unknown as SemanticTokens;

function lines(log: LogDocument, { start, end }: Range): [number, number] {
  return [start.line, Math.min(end.line, log.lineCount - 1)];
}

async function build(
  log: LogDocument,
  first: number,
  last: number,
  cancel: { isCancellationRequested: boolean },
): Promise<SemanticTokens> {
  const builder = new SemanticTokensBuilder();
  for (let line = first; line <= last; line++) {
    for (const { start, end, type } of lineTokens(log, line)) {
      builder.push(line, start, end - start, TYPES.indexOf(type), 0);
    }
    if (line % FULL_TURN_LINES === FULL_TURN_LINES - 1) {
      await new Promise(resolve => setImmediate(resolve)); // lets a cancellation and other requests in
      if (cancel.isCancellationRequested) {
        break;
      }
    }
  }
  return builder.build();
}

/** The tokens of a line in order of their columns, none overlapping another. */
function lineTokens(log: LogDocument, line: number): Token[] {
  const { payload, envelope } = log.entry(line);
  if (payload.kind === 'audit') {
    const { record } = payload;
    return record.fields.flatMap(field => {
      const type = auditType(field, record);
      return type === null ? [] : [{ ...field.span, type }];
    });
  }
  const frame = log.frame(line);
  const at = frame?.frame.functionAt;
  if (at?.line === line && frame?.goroutine.frames[0] === frame?.frame) {
    return [{ start: at.start, end: at.end, type: 'panicFrame' }];
  }
  return hexRuns(log.text(line), envelope.payload)
    .filter(run => isId(run.digits))
    .map(run => ({ ...run.span, type: 'containerId' }));
}

function auditType(field: AuditField, record: AuditRecord): Token['type'] | null {
  if (SIGNAL_FIELD.test(field.name) && ENDING_SIGNALS.has(decodeValue(field, record))) {
    return 'killSignal';
  }
  return field.raw.length >= MIN_ENCODED && isHex(field.raw) && decodeField(field, record).hint !== null
    ? 'decoded'
    : null;
}
