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
