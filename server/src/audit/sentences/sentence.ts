// The shape of the tables that put an event into words.
import type { Message } from '../../message';
import type { AuditEvent } from '../event';
import type { AuditRecord } from '../record';

/** The sentence of an event, told by one of its records; null where that lacks what the sentence needs. */
export type Describe = (record: AuditRecord, event: AuditEvent) => Message | null;

/**
 * The sentence expected, and the records of an event. A line that begins with `type=` or `node=` is real, as a node wrote
 * it; others are made in the form that the comment of the table names (`TYPE fields`), and the test puts the event's id into them.
 */
export type Sample = readonly [sentence: string, ...records: string[]];

/** One row: how an event is told by records of these types. */
export interface SentenceRow {
  readonly types: readonly string[];
  readonly describe: Describe;
  /** True where an event may hold several records of the type that each tell something of their own. */
  readonly several?: true;
  readonly samples: readonly Sample[];
}
