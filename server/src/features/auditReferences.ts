// References on what audit records name, as locations: for the log, and for whoever knows a subject from elsewhere (a rule's key).
import type { CancellationToken } from 'vscode-languageserver';
import type { AuditSubject } from '../audit/subjects';
import { findAuditReferences, type AuditReferences } from '../casefile/auditReferences';
import { message } from '../message';
import type { Location } from '../protocol';
import { text } from '../render/text';
import { untilCancelled } from '../services/cancellation';
import { filePath } from '../services/fileUri';
import type { LogDocument } from '../reading/document';
import type { Services } from './feature';

/** The places of a subject in the case that a document belongs to; without a case, in the document itself. */
export async function auditReferences(
  { connection, cases, places }: Services,
  { uri, log }: { readonly uri: string; readonly log: LogDocument | null },
  subject: AuditSubject,
  token: CancellationToken,
): Promise<Location[]> {
  const inCase = cases.of(uri);
  const found = await untilCancelled(token, signal =>
    inCase ? inCase.auditReferences(subject, filePath(uri), signal) : inDocument(log, subject, signal),
  );
  if (found === null) {
    return [];
  }
  if (found.items.length < found.total) {
    const cut = message('audit.references.cut', { shown: found.items.length, total: found.total });
    connection.window.showInformationMessage(text(cut));
  }
  return found.items.map(item =>
    inCase || filePath(uri) !== null ? places.span(item) : { ...places.span(item), uri },
  );
}

function inDocument(log: LogDocument | null, subject: AuditSubject, signal: AbortSignal): Promise<AuditReferences> {
  const files = log ? [{ file: log.file, group: '', events: log.contents.auditEvents }] : [];
  return findAuditReferences(files, subject, null, signal);
}
