// Marks the other places of what is under the cursor: an id, in hex too; an audit event, a pid, a key. Without it VS Code
// marks every like word: each line's date.
import type { DocumentHighlight } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { MIN_DIGITS } from '../containers/ids';
import {
  eventSubject,
  keyForms,
  sameSubject,
  subjectsOf,
  type AuditSubject,
  type NamedSubject,
} from '../audit/subjects';
import type { LogDocument } from '../reading/document';
import { targetAt } from '../reading/target';
import type { Feature } from './feature';
import { digitsOf, namedBy } from './references';

/** More marks than fit the ruler tell nothing. */
const MAX_MARKS = 1000;

export const documentHighlight: Feature = {
  capabilities: { documentHighlightProvider: true },
  register({ connection, documents }) {
    connection.onDocumentHighlight(async ({ textDocument: { uri }, position }): Promise<DocumentHighlight[] | null> => {
      const log = await documents.log(uri);
      const document = documents.open.get(uri);
      if (!log || !document) {
        return null;
      }
      const target = targetAt(log, position.line, position.character);
      const named = namedBy(target);
      if (named) {
        return subjectMarks(log, document, position.line, named.subject);
      }
      const digits = digitsOf(target);
      // An empty answer would bring VS Code's own marks back.
      return digits === null ? [{ range: { start: position, end: position } }] : marks(document, digits);
    });
  },
};

/** Where the first digits of an id stand, plain or hex-encoded; the shortest form that tells an id is enough to find all. */
function marks(document: TextDocument, digits: string): DocumentHighlight[] {
  const text = document.getText();
  const start = digits.slice(0, MIN_DIGITS);
  const encoded = [...start].map(digit => digit.charCodeAt(0).toString(16).toUpperCase()).join('');
  return [start, encoded]
    .flatMap(needle => places(text, needle))
    .map(({ at, end }) => ({ range: { start: document.positionAt(at), end: document.positionAt(end) } }));
}

/** Where the records of the document name the same: only lines that hold its text are read, for a cursor moves often. */
function subjectMarks(
  log: LogDocument,
  document: TextDocument,
  line: number,
  subject: AuditSubject,
): DocumentHighlight[] {
  const text = document.getText();
  const lines = new Set([line, ...needles(subject).flatMap(needle => linesWith(text, needle, document))]);
  return [...lines]
    .sort((a, b) => a - b)
    .flatMap(at =>
      namedIn(log, at)
        .filter(named => sameSubject(named.subject, subject))
        .map(({ span: { start, end } }) => ({
          range: { start: { line: at, character: start }, end: { line: at, character: end } },
        })),
    );
}

function namedIn(log: LogDocument, line: number): NamedSubject[] {
  const { payload } = log.entry(line);
  if (payload.kind !== 'audit') {
    return [];
  }
  const id = eventSubject(payload.record, log.text(line));
  return [...(id ? [id] : []), ...subjectsOf(payload.record, log.auditEvent(line))];
}

/** Texts of which one stands in every line that names a subject. */
function needles(subject: AuditSubject): readonly string[] {
  switch (subject.kind) {
    case 'event':
      return [`:${String(subject.moment.serial)})`];
    case 'process':
      return [`pid=${String(subject.pid)}`, ` a0=${subject.pid.toString(16)}`];
    case 'key':
      return keyForms(subject.key);
  }
}

function linesWith(text: string, needle: string, document: TextDocument): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_MARKS; at = text.indexOf(needle, at + 1)) {
    found.push(document.positionAt(at).line);
  }
  return found;
}

function places(text: string, needle: string): { readonly at: number; readonly end: number }[] {
  const found: { at: number; end: number }[] = [];
  for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_MARKS; at = text.indexOf(needle, at + 1)) {
    let end = at + needle.length;
    while (/[0-9a-fA-F]/.test(text.charAt(end))) {
      end++;
    }
    found.push({ at, end });
  }
  return found;
}
