// Inlay hints: what a reader would look up, beside the raw values: signals, syscalls, command lines, times and others, by kind.
import { InlayHintKind, type InlayHint, type Position } from 'vscode-languageserver';
import type { AccountNames } from '../audit/accounts';
import { decodeField } from '../audit/fields';
import { readHint } from '../audit/hintKinds';
import type { Instant } from '../log/time';
import type { Span } from '../place';
import type { LogDocument } from '../reading/document';
import type { Feature } from './feature';
import { clockText, type Clock } from '../render/clock';
import { inBackground } from '../services/background';
import { clockOf } from '../services/clock';
import { filePath } from '../services/fileUri';
import type { Settings } from '../services/settings';
import { hoverAt } from './hover';

/** A hint stands behind its value, but before one longer than this: behind it, it would be out of sight. */
const LONG_VALUE = 40;
/** So many lines are seen at once in a small editor. */
const WITHIN_SIGHT = 20;
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
    const { connection, documents, cases, settings } = services;
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
      const log = await documents.log(uri);
      const { inlayHints } = await settings.get(uri);
      if (!log || !inlayHints.enabled) {
        return null;
      }
      const clock = await clockOf(settings, uri, log, cases.of(uri));
      const accounts = await cases.of(uri)?.accountNames(filePath(uri));
      const hints: InlayHint[] = [];
      for (let line = range.start.line; line <= Math.min(range.end.line, log.lineCount - 1); line++) {
        hints.push(...lineHints(log, uri, line, clock, accounts, inlayHints.kinds));
      }
      return hints;
    });
    // Asked when the pointer rests on a hint.
    connection.languages.inlayHint.resolve(async (hint, token) => {
      const { uri, value } = hint.data as Origin;
      const said = await hoverAt(services, uri, value, token);
      return said ? { ...hint, tooltip: said.contents } : hint;
    });
    // A client may turn them on and off while documents are open.
    settings.onChanged(() => {
      inBackground(connection, connection.languages.inlayHint.refresh());
    });
  },
};

function lineHints(
  log: LogDocument,
  uri: string,
  line: number,
  clock: Clock,
  accounts: AccountNames | undefined,
  kinds: Settings['inlayHints']['kinds'],
): InlayHint[] {
  const { payload } = log.entry(line);
  if (payload.kind !== 'audit') {
    return [];
  }
  const { record } = payload;
  const event = log.auditEvent(line);
  const hints = record.fields.flatMap(field => {
    const hint = readHint(field, record, decodeField(field, record, event, accounts));
    return hint && kinds[hint.kind] ? [inlay(hint.text, uri, line, field.span)] : [];
  });
  // All records of an event have its time: the first one shows it, but not in the journal's form, whose lines begin with it.
  const first = kinds.times && event?.records[0]?.line === line;
  if (first && event.time && record.serial !== null) {
    hints.unshift(inlay(clockText(event.time, clock, timeAbove(log, line)), uri, line, record.head));
  }
  return hints;
}

/** The time that is shown next above a line, where a reader of the line sees it too. */
function timeAbove(log: LogDocument, line: number): Instant | null {
  for (let above = line - 1; above >= Math.max(0, line - WITHIN_SIGHT); above--) {
    const event = log.auditEvent(above);
    if (event?.time && event.records[0]?.line === above) {
      return event.time;
    }
  }
  return null;
}

/** A hint behind the value at a span, or before a long one. */
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
