// Reads a text as the lines of one file and gives what is seen of known issues.
import { LogReader } from '../../../../server/src/reading/log';
import { KnownIssueReader } from '../../../../server/src/verdict/knownIssues/reader';
import type { KnownIssueRow, Sighting } from '../../../../server/src/verdict/knownIssues/model';

export function see(text: string, rows: readonly KnownIssueRow[]): readonly Sighting[] {
  const issues = new KnownIssueReader(rows);
  const log = new LogReader(
    '/case/messages',
    (line, entry) => {
      issues.push(line, entry);
    },
    line => issues.tellsNothing(line),
  );
  for (const line of text.split('\n')) {
    log.push(line);
  }
  return issues.end(log.end()).sightings;
}
