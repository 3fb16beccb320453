// What stands in the lines of a large log that matter, gathered from the tables whose rows read them.
import { RECORD_MARKS } from '../audit/forms';
import { auditFacts } from '../containers/auditFacts';
import { BOOT_MARKS } from '../containers/boots';
import { EXEC_MARKS } from '../containers/execCommands';
import { NODE_MARKS, STATEMENT_MARKS } from '../containers/wordings';
import { TRACE_MARKS } from '../golang/marks';
import type { Mark } from '../log/mark';
import { KERNEL_ROWS } from '../kernel/rows';
import { banners } from '../source/versionForms';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import { KnownIssueReader } from '../verdict/knownIssues/reader';
import { knownIssues } from '../verdict/knownIssues/rows';

/**
 * What a mark in a line is worth. In an audit record of audit.log `record`: its event is read. In other lines `line`: the line
 * is read; `with-id`: it is read if a whole id stands in it too; `around`: its neighbours are read with it; `wrapped`: it is
 * read. A record that names its node is looked through for all but `wrapped`.
 */
export type MarkKind = 'record' | 'line' | 'with-id' | 'around' | 'wrapped';

/** The marks of a sieve by their kinds. */
export type Marks = Readonly<Record<MarkKind, readonly Mark[]>>;

/** No mark is shorter (characters): the search for many of them takes steps of nearly that many bytes. */
export const SHORTEST_MARK = 7;

/** What can be searched for: a shorter one of a user slows the search down. */
const SEARCHED = /^[\t -~]{3,}$/;

/** Texts as they stand in lines, ASCII; null where any line may be one of the issues. A mark in an audit record is one of its event: all records of that are read. */
export function marksOfFacts(issues: readonly KnownIssueRow[]): Marks | null {
  const ofIssues = new KnownIssueReader(issues).lineMarks;
  if (ofIssues === null || ofIssues.some(mark => !SEARCHED.test(mark))) return null;
  const ofAll = [
    ...ofIssues,
    ...banners.map(({ mark }) => mark),
    ...knownIssues.flatMap(({ signatures }) => signatures.flatMap(of => (of.on === 'entry' ? of.marks : []))),
  ];
  return {
    record: [...ofAll, ...auditFacts.flatMap(({ marks }) => marks)],
    line: [...ofAll, ...EXEC_MARKS, ...NODE_MARKS, ...KERNEL_ROWS.flatMap(({ marks }) => marks), ...BOOT_MARKS],
    'with-id': STATEMENT_MARKS,
    around: TRACE_MARKS,
    wrapped: RECORD_MARKS,
  };
}
