// Inlay hints: decoded command lines, signals and syscalls beside their raw values.
import { InlayHintKind, type InlayHint, type Position } from 'vscode-languageserver';
import type { AccountNames } from '../audit/accounts';
import { decodeField } from '../audit/fields';
import type { Span } from '../place';
import type { LogDocument } from '../reading/document';
import type { Feature } from './feature';
import { inBackground } from '../services/background';
import { filePath } from '../services/fileUri';
import { hoverAt } from './hover';

/** A hint stands behind its value, but before one longer than this: behind it, it would be out of sight. */
const LONG_VALUE = 40;
/** As much as the kernel keeps of a command line (128 bytes) and some; of a longer hint the hover has all. */
const MAX_LABEL = 140;

/** What a hint keeps for later: where the value stands whose hover is the hint's own. */
interface Origin {
  readonly uri: string;
  readonly value: Position;
}

export const inlayHint: Feature = {
  capabilities: { inlayHintProvider: { resolveProvider: true } },
  register(services) {
    const { connection, documents, settings, cases } = services;
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
      const log = await documents.log(uri);
      const { inlayHints } = await settings.get(uri);
      if (!log || !inlayHints.enabled) {
        return null;
      }
      const accounts = await cases.of(uri)?.accountNames(filePath(uri));
      const hints: InlayHint[] = [];
      for (let line = range.start.line; line <= Math.min(range.end.line, log.lineCount - 1); line++) {
        hints.push(...lineHints(log, uri, line, accounts));
      }
      return hints;
    });
    // Asked when the pointer rests on a hint.
    connection.languages.inlayHint.resolve(async hint => {
      const { uri, value } = hint.data as Origin;
      const said = await hoverAt(services, uri, value);
      return said ? { ...hint, tooltip: said.contents } : hint;
    });
    // A client may turn them on and off while documents are open.
    settings.onChanged(() => {
      inBackground(connection, connection.languages.inlayHint.refresh());
    });
  },
};

function lineHints(log: LogDocument, uri: string, line: number, accounts: AccountNames | undefined): InlayHint[] {
  const { payload } = log.entry(line);
  if (payload.kind !== 'audit') {
    return [];
  }
  const event = log.auditEvent(line);
  return payload.record.fields.flatMap(field => {
    const { hint } = decodeField(field, payload.record, event, accounts);
    return hint === null ? [] : [inlay(hint, uri, line, field.span)];
  });
}

function inlay(text: string, uri: string, line: number, { start, end }: Span): InlayHint {
  const cut = text.length > MAX_LABEL;
  const before = end - start > LONG_VALUE;
  return {
    position: { line, character: before ? start : end },
    label: cut ? `${text.slice(0, MAX_LABEL - 1)}…` : text,
    kind: InlayHintKind.Type,
    paddingLeft: !before,
    paddingRight: before,
    data: { uri, value: { line, character: start } } satisfies Origin,
  };
}
