// An audit event in one sentence, and what a record of a type is.
import { message, type Message } from '../message';
import { recordTypeMeaning } from './data/recordTypes';
import type { AuditEvent } from './event';
import type { AuditRecord } from './record';
import { SENTENCE_ROWS } from './sentences';
import type { SentenceRow } from './sentences/sentence';

/** What a record of this type tells, for a hover over its head. */
export function describeRecord({ type }: AuditRecord): Message {
  const meaning = recordTypeMeaning(type);
  return meaning === null ? message('audit.type.other', { type }) : message('audit.type.named', { type, meaning });
}

/** Who did what to whom, and whether it worked; only what the event's records say. */
export function describeEvent(event: AuditEvent): Message {
  for (let told = mostTelling(event, -1); told !== null; told = mostTelling(event, told.rank)) {
    const sentence = told.row.describe(told.record, event);
    if (sentence) return told.row.several ? withMore(sentence, told, event) : sentence;
  }
  const type = event.records[0]?.record.type ?? '?';
  const meaning = recordTypeMeaning(type);
  return meaning === null ? message('audit.event.other', { type }) : message('audit.event.only', { type, meaning });
}

interface Ranked {
  readonly row: SentenceRow;
  /** Lower tells more. */
  readonly rank: number;
}

/** One look-up a record: the summary of every event of a log of gigabytes comes from here. */
const byType: ReadonlyMap<string, Ranked> = new Map(
  SENTENCE_ROWS.flatMap((row, rank) => row.types.map(type => [type, { row, rank }] as const)),
);

/** The record whose row tells the most, of those that rank behind `after`. */
function mostTelling(event: AuditEvent, after: number): (Ranked & { readonly record: AuditRecord }) | null {
  let best: (Ranked & { readonly record: AuditRecord }) | null = null;
  for (const { record } of event.records) {
    const ranked = byType.get(record.type);
    if (ranked !== undefined && ranked.rank > after && (best === null || ranked.rank < best.rank))
      best = { ...ranked, record };
  }
  return best;
}

/** Says how many records of the row's types stand beside the one that was told. */
function withMore(sentence: Message, { row }: Ranked, event: AuditEvent): Message {
  const count = event.records.filter(({ record }) => row.types.includes(record.type)).length - 1;
  return count === 0 ? sentence : message('audit.event.more', { sentence, count });
}
