// An audit event in one sentence, and what a record of a type is.
import { message, type Message, type MessageArgument } from '../message';
import { NO_ACCOUNTS, type AccountNames } from './accounts';
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

/**
 * Who did what to whom, and whether it worked; only what the event's records say. `accounts` names the node's users and
 * groups, where auditd has not (ENRICHED).
 */
export function describeEvent(event: AuditEvent, accounts: AccountNames = NO_ACCOUNTS): Message {
  const sentence = sentenceOf(event);
  return accounts.users.size === 0 && accounts.groups.size === 0 ? sentence : named(sentence, accounts);
}

function sentenceOf(event: AuditEvent): Message {
  for (let told = mostTelling(event, -1); told !== null; told = mostTelling(event, told.rank)) {
    const sentence = told.row.describe(told.record, event);
    if (sentence) return told.row.several ? withMore(sentence, told, event) : sentence;
  }
  const type = event.records[0]?.record.type ?? '?';
  const meaning = recordTypeMeaning(type);
  return meaning === null ? message('audit.event.other', { type }) : message('audit.event.only', { type, meaning });
}

/** The sentence with the names of those users and groups of which it has only the number. */
function named(sentence: Message, accounts: AccountNames): Message {
  const args: [string, MessageArgument][] = [];
  for (const [name, argument] of Object.entries(sentence.args))
    args.push([
      name,
      typeof argument === 'object' ? (nameOf(argument, accounts) ?? named(argument, accounts)) : argument,
    ]);
  return { id: sentence.id, args: Object.fromEntries(args) };
}

/** The name of a message that stands for a user or group by its number; null for other messages, and where none is known. */
function nameOf({ id, args }: Message, accounts: AccountNames): string | null {
  if (id === 'audit.user.id' || id === 'audit.user.bare') return accounts.users.get(Number(args['id']))?.name ?? null;
  return id === 'audit.group.id' || id === 'audit.group.bare'
    ? (accounts.groups.get(Number(args['id']))?.name ?? null)
    : null;
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

interface Telling extends Ranked {
  readonly record: AuditRecord;
}

/** The record whose row tells the most, of those that rank behind `after`. */
function mostTelling(event: AuditEvent, after: number): Telling | null {
  let best: Ranked | null = null;
  let telling: AuditRecord | null = null;
  for (const { record } of event.records) {
    const ranked = byType.get(record.type);
    if (ranked === undefined || ranked.rank <= after || (best !== null && ranked.rank >= best.rank)) continue;
    best = ranked;
    telling = record;
  }
  return best === null || telling === null ? null : { row: best.row, rank: best.rank, record: telling };
}

/** Says how many records of the row's types stand beside the one that was told. */
function withMore(sentence: Message, { row }: Ranked, event: AuditEvent): Message {
  const count = event.records.filter(({ record }) => row.types.includes(record.type)).length - 1;
  return count === 0 ? sentence : message('audit.event.more', { sentence, count });
}
