// What stands in the lines of a large log that matter, gathered from the tables whose rows read them.
import { RECORD_MARKS } from '../audit/forms';
import { auditFacts } from '../containers/auditFacts';
import { EXEC_MARKS } from '../containers/execCommands';
import { STATEMENT_MARKS } from '../containers/wordings';
import { TRACE_MARKS } from '../golang/marks';
import { KERNEL_ROWS } from '../kernel/rows';
import { banners } from '../source/versionForms';

/** What a mark in a line is worth: the line is read; it is read if a whole id stands in it too; its neighbours are read with it. */
export type MarkKind = 'line' | 'with-id' | 'around';

/** No mark is shorter (characters): the search for many of them takes steps of nearly that many bytes. */
export const SHORTEST_MARK = 7;

/** Texts as they stand in lines, ASCII. A mark in an audit record is one of its event: all records of that are read. */
export function marksOfFacts(): Record<MarkKind, readonly string[]> {
  return {
    line: [
      ...auditFacts.flatMap(({ marks }) => marks),
      ...RECORD_MARKS,
      ...EXEC_MARKS,
      ...KERNEL_ROWS.flatMap(({ marks }) => marks),
      ...banners.map(({ mark }) => mark),
    ],
    'with-id': STATEMENT_MARKS,
    around: TRACE_MARKS,
  };
}
