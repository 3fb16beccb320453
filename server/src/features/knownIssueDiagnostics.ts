// Diagnostics on known issues: one on each line or traceback that shows one, with the page that tells of it.
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../findings/model';
import { messageSpan } from '../log/envelope';
import { message } from '../message';
import type { LogDocument } from '../reading/document';
import { filePath } from '../services/fileUri';
import type { VersionFact } from '../source/model';
import type { Sighting } from '../verdict/knownIssues/model';
import { KnownIssueReader } from '../verdict/knownIssues/reader';
import { knownIssues } from '../verdict/knownIssues/rows';
import { isAffected } from '../verdict/knownIssues/versions';
import { linesWith, marked } from './auditDiagnostics';
import type { Services } from './feature';

/** Requests that wait get a turn after so many lines. */
const LINES = 2048;

/** `stale` says that nobody waits for them any more: then they may be incomplete. */
export async function knownIssueDiagnostics(
  { settings, cases, documents, places }: Services,
  uri: string,
  log: LogDocument,
  stale: () => boolean,
): Promise<Diagnostic[]> {
  const { knownIssues: marking } = (await settings.get(uri)).diagnostics;
  const document = documents.open.get(uri);
  if (marking === 'off' || !document) {
    return [];
  }
  const local = cases.of(uri);
  const file = filePath(uri);
  const reader = new KnownIssueReader((await local?.issueRows()) ?? knownIssues);
  const marks = reader.lineMarks;
  const lines = marks ? linesWith(marks, document) : Array.from({ length: log.lineCount }, (_, line) => line);
  let next = 0;
  for (const [index, line] of lines.entries()) {
    reader.pass(line - next);
    reader.push(log.text(line), log.entry(line));
    next = line + 1;
    if (index % LINES === LINES - 1) {
      await new Promise(resolve => setTimeout(resolve, 0));
      if (stale()) {
        return [];
      }
    }
  }
  const versions = (await local?.versions(file)) ?? [];
  const found = reader.end(log.contents).sightings.map(seen => findingOf(seen, log, versions));
  return marked(found, () => marking, uri, places);
}

function findingOf(seen: Sighting, log: LogDocument, versions: readonly VersionFact[]): Finding {
  const { issue, line, time, module } = seen;
  const affected = isAffected(issue, versions, { at: { file: log.file, line }, time }, module);
  const id = affected === null ? '' : affected ? '.affected' : '.notAffected';
  const text = message(`known.diagnostic${id}`, { title: issue.title, explanation: issue.explanation });
  const span = messageSpan(log.text(line), log.entry(line).envelope);
  const [page] = issue.links;
  return { code: issue.id, group: 'knownIssues', text, line, span, related: [], ...(page !== undefined && { page }) };
}
