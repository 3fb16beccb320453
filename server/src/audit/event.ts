// Records that share (node, time, serial) are one event; where no serial is written, those that can only be of one.
import type { Instant } from '../log/time';
import { JournalGroups } from './journalGroups';
import type { AuditRecord } from './record';

/** A record with where it stands; `line` counts from 0. */
export interface PlacedRecord {
  readonly record: AuditRecord;
  readonly file: string;
  readonly line: number;
}

/** An event of the kernel or of a trusted program: all records of one (node, time, serial), in the order of the log. */
export interface AuditEvent {
  readonly node: string | null;
  /** Null where the records have a date only that lacks a year or a zone, and the log does not tell them. */
  readonly time: Instant | null;
  /** Null where the records have none (journald). */
  readonly serial: number | null;
  readonly records: readonly PlacedRecord[];
}

/** An event that tells when it was and which of its boot it is. */
export type NumberedEvent = AuditEvent & { readonly time: Instant; readonly serial: number };

export function isNumbered(event: AuditEvent): event is NumberedEvent {
  return event.time !== null && event.serial !== null;
}

/** Whether auditd has numbered an event itself (DAEMON_*): these serials are none of the kernel's (auditd-event.c). */
export function isOfDaemon({ records }: AuditEvent): boolean {
  return records.every(({ record }) => record.type.startsWith('DAEMON_'));
}

interface GrowingEvent extends AuditEvent {
  readonly records: PlacedRecord[];
}

function ownTime({ record }: PlacedRecord): Instant | null {
  return record.time;
}

/**
 * Groups records into events, in the order in which the events first appear; records of several events may be
 * interleaved (audit.log(5)). Every record comes out once, in its event, in the order it came in. `timeOf` gives the time
 * of a record, also of one that has only a stamp.
 */
export function groupAuditEvents(
  records: Iterable<PlacedRecord>,
  timeOf: (placed: PlacedRecord) => Instant | null = ownTime,
): AuditEvent[] {
  const events: GrowingEvent[] = [];
  const byIdentity = new Map<string, GrowingEvent>();
  const journal = new JournalGroups<GrowingEvent>();
  const begin = (placed: PlacedRecord): GrowingEvent => {
    const { node, serial } = placed.record;
    const event = { node, time: timeOf(placed), serial, records: [] };
    events.push(event);
    return event;
  };
  let last: GrowingEvent | undefined;
  for (const placed of records) {
    if (placed.record.serial === null) {
      journal.eventOf(placed.record, () => begin(placed)).records.push(placed);
      last = undefined;
      continue;
    }
    if (last === undefined || !isOf(last, placed.record)) {
      const identity = identityOf(placed.record);
      if (identity === null) {
        if (last === undefined || !isUndatedOf(last, placed.record)) last = begin(placed);
      } else {
        last = byIdentity.get(identity);
        if (last === undefined) byIdentity.set(identity, (last = begin(placed)));
      }
    }
    last.records.push(placed);
  }
  return events;
}

/** The quick answer for a record that follows another of its event; false where it takes the whole identity to tell. */
function isOf(event: GrowingEvent, record: AuditRecord): boolean {
  const { serial, time, node } = record;
  return time !== null && event.serial === serial && event.time?.ns === time.ns && event.node === node;
}

/** Serials begin anew with each boot: without a readable date only what stands together is of one event. */
function isUndatedOf({ records }: GrowingEvent, { serial, node }: AuditRecord): boolean {
  const before = records.at(-1)?.record;
  return before?.serial === serial && before?.node === node && identityOf(before) === null;
}

/**
 * An interpreted record has a local date in place of a time: it is never of one event with one of another form. Null
 * where its date cannot be read.
 */
function identityOf({ serial, time, stamp, node }: AuditRecord): string | null {
  if (time === null && stamp === null) return null;
  const date = time === null ? JSON.stringify(stamp) : String(time.ns);
  return `${String(serial)} ${date} ${node ?? ''}`;
}

/** The first record of that type, where the event has one. */
export function findRecord(event: AuditEvent, type: string): AuditRecord | undefined {
  return event.records.find(({ record }) => record.type === type)?.record;
}

/**
 * The lines (from 0, both inclusive) of the records that stand together with the event's first one. Records of several
 * events may be interleaved (audit.log(5)); then the rest of them stands further down, among those of others.
 */
export function firstRun({ records }: AuditEvent): { readonly first: number; readonly last: number } {
  const first = records[0]?.line ?? 0;
  let last = first;
  for (const { line } of records.slice(1)) {
    if (line !== last + 1) break;
    last = line;
  }
  return { first, last };
}
