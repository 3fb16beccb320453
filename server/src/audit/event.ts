// Records that share (node, time, serial) are one event.
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
  readonly time: AuditRecord['time'];
  readonly serial: number;
  readonly records: readonly PlacedRecord[];
}

interface GrowingEvent extends AuditEvent {
  readonly records: PlacedRecord[];
}

/**
 * Groups records into events, in the order in which the events first appear; records of several events may be
 * interleaved (audit.log(5)). Every record comes out once, in its event, in the order it came in.
 */
export function groupAuditEvents(records: Iterable<PlacedRecord>): AuditEvent[] {
  const byIdentity = new Map<string, GrowingEvent>();
  let last: GrowingEvent | undefined;
  for (const placed of records) {
    if (last === undefined || !isOf(last, placed.record)) {
      const { node, time, serial } = placed.record;
      const identity = `${String(serial)} ${String(time.ns)} ${node ?? ''}`;
      last = byIdentity.get(identity);
      if (last === undefined) byIdentity.set(identity, (last = { node, time, serial, records: [] }));
    }
    last.records.push(placed);
  }
  return [...byIdentity.values()];
}

function isOf(event: AuditEvent, record: AuditRecord): boolean {
  return event.serial === record.serial && event.time.ns === record.time.ns && event.node === record.node;
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
