// Diagnostics on audit events and kernel lines: the findings of a document, as many as a reader can use, as LSP has them.
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AuditEvent } from '../audit/event';
import { findInEvent, findInLine, LINE_MARKS, withoutRepeats } from '../findings/find';
import { KilledInits } from '../findings/killedInit';
import type { Finding, FindingGroup } from '../findings/model';
import { findSerialGaps } from '../findings/serialGaps';
import { message } from '../message';
import type { Span } from '../place';
import { AUSEARCH } from '../reading/detect';
import type { LogDocument } from '../reading/document';
import { text } from '../render/text';
import { filePath } from '../services/fileUri';
import { parseSliceUri } from '../services/sliceUri';
import type { Marking } from '../services/settings';
import { lineRange } from './definition';
import type { Services } from './feature';

const SEVERITY = { hint: DiagnosticSeverity.Hint, warning: DiagnosticSeverity.Warning } as const;
/** More marks of one kind than this are a flood: the next one says how many there are. */
const MAX_OF_A_KIND = 100;
/** Requests that wait get a turn after this much work. */
const SLICE_MS = 20;

/** The findings of a document. `stale` says that nobody waits for them any more: then they may be incomplete. */
export async function auditDiagnostics(
  services: Services,
  uri: string,
  log: LogDocument,
  stale: () => boolean,
): Promise<Diagnostic[]> {
  const { diagnostics: markings } = await services.settings.get(uri);
  const wanted = (group: FindingGroup): boolean => markings[group] !== 'off';
  const document = services.documents.open.get(uri);
  if (!document) {
    return [];
  }
  const events = log.contents.auditEvents;
  const found = [
    ...(await findInEvents(events, wanted, await killedInits(services, uri), stale)),
    ...(wanted('lostRecords') ? findInLines(log, document) : []),
    ...(wanted('lostRecords') && events.length > 0 && isWhole(document) ? findSerialGaps(events) : []),
  ].sort((a, b) => a.line - b.line);
  return marked(found, finding => markings[finding.group], uri, services.places);
}

/** Findings as diagnostics, of each kind as many as a reader can use. */
export function marked(
  found: readonly Finding[],
  markingOf: (finding: Finding) => Marking,
  uri: string,
  places: Services['places'],
): Diagnostic[] {
  return [...new Set(found.map(({ code }) => code))].flatMap(code =>
    ofOneKind(
      found.filter(finding => finding.code === code),
      markingOf,
      uri,
      places,
    ),
  );
}

/** Whether a document has all events between its first and last: what ausearch printed and what a filter shows has not. */
function isWhole(document: TextDocument): boolean {
  return (parseSliceUri(document.uri)?.filter ?? '') === '' && !AUSEARCH.test(document.getText());
}

/** A diagnostic of ours. */
export function diagnostic(
  line: number,
  { start, end }: Span,
  said: string,
  code: string,
  marking: Exclude<Marking, 'off'>,
): Diagnostic {
  const range = { start: { line, character: start }, end: { line, character: end } };
  return { range, message: said, severity: SEVERITY[marking], source: 'Nodelog', code };
}

async function killedInits({ cases }: Services, uri: string): Promise<KilledInits> {
  return new KilledInits((await cases.of(uri)?.containersOfNode(filePath(uri))) ?? []);
}

async function findInEvents(
  events: readonly AuditEvent[],
  wanted: (group: FindingGroup) => boolean,
  inits: KilledInits,
  stale: () => boolean,
): Promise<Finding[]> {
  const found: Finding[] = [];
  let turn = Date.now();
  for (const event of events) {
    if (Date.now() - turn > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve, 0));
      turn = Date.now();
      if (stale()) {
        return found;
      }
    }
    const killed = wanted('killedInit') ? inits.push(event) : null;
    found.push(...(killed ? [killed] : []), ...findInEvent(event, wanted));
  }
  return found;
}

function findInLines(log: LogDocument, document: TextDocument): Finding[] {
  const lines = linesWith(LINE_MARKS, document);
  return withoutRepeats(lines.flatMap(line => findInLine(log.text(line), log.entry(line), line) ?? []));
}

/** The lines that hold one of some texts, in their order: only these are read. */
export function linesWith(marks: readonly string[], document: TextDocument): number[] {
  const whole = document.getText();
  const lines = new Set<number>();
  for (const mark of marks) {
    for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + 1)) {
      lines.add(document.positionAt(at).line);
    }
  }
  return [...lines].sort((a, b) => a - b);
}

function ofOneKind(
  found: readonly Finding[],
  markingOf: (finding: Finding) => Marking,
  uri: string,
  places: Services['places'],
): Diagnostic[] {
  const rest = found.length - MAX_OF_A_KIND;
  return found.slice(0, MAX_OF_A_KIND + 1).flatMap((finding, index) => {
    const marking = markingOf(finding);
    if (marking === 'off') {
      return [];
    }
    const said = text(index < MAX_OF_A_KIND ? finding.text : message('finding.more', { count: rest }));
    const page = finding.page === undefined ? {} : { codeDescription: { href: finding.page } };
    const shown = diagnostic(finding.line, finding.span, said, finding.code, marking);
    return [{ ...shown, ...page, ...relatedOf(finding, uri, places) }];
  });
}

function relatedOf(
  { related }: Finding,
  uri: string,
  places: Services['places'],
): Pick<Diagnostic, 'relatedInformation'> {
  const relatedInformation = related.map(({ at, text: said }) => {
    const { uri: place, range } = places.line(at);
    // A document without a file calls itself by its uri.
    const location =
      at.file === uri ? { uri, range: lineRange(at.line + 1) } : { uri: place, range: { ...range, end: range.start } };
    return { location, message: text(said) };
  });
  return relatedInformation.length > 0 ? { relatedInformation } : {};
}
