// One audit record: type, event id and fields with their places in the line.
import type { Instant } from '../log/time';
import type { Span } from '../place';

/** One name=value pair of a record. Doubled names stay two fields. */
export interface AuditField {
  readonly name: string;
  /** The value as written, quotes included. */
  readonly raw: string;
  readonly nameSpan: Span;
  /** Where `raw` stands. */
  readonly span: Span;
  /** auditd's own decoding, from the tail behind 0x1d (log_format=ENRICHED), without its quotes. */
  readonly enriched?: string;
}

/** A record of the audit log (audit.log(5), "msg=audit(SECONDS.MILLISECONDS:SERIAL):"). */
export interface AuditRecord {
  readonly type: string;
  /** From `node=` (auditd.conf name_format); null where the record has none. */
  readonly node: string | null;
  readonly time: Instant;
  readonly serial: number;
  /** From `type=` (or `node=`) to the colon behind the event id. */
  readonly head: Span;
  readonly fields: readonly AuditField[];
}
