// What a reader should not overlook in a log: statements about places in it.
import type { AuditEvent, PlacedRecord } from '../audit/event';
import type { Message } from '../message';
import type { Place, Span } from '../place';

/** The settings nodelog.diagnostics.* that say how findings are marked. */
export type FindingGroup = 'killedInit' | 'failedPermission' | 'anomaly' | 'lostRecords' | 'knownIssues';

export interface Finding {
  /** Stable: users filter by it. */
  readonly code: string;
  readonly group: FindingGroup;
  readonly text: Message;
  readonly line: number;
  readonly span: Span;
  /** Lines that prove it, or that tell of the same thing. */
  readonly related: readonly { readonly at: Place; readonly text: Message }[];
  /** A page that tells more, https. */
  readonly page?: string;
}

/** A finding that one audit event gives by itself. */
export interface EventRow {
  readonly code: string;
  readonly group: FindingGroup;
  readonly find: (
    event: AuditEvent,
  ) => { readonly placed: PlacedRecord; readonly span: Span; readonly text: Message } | null;
  /** Events, as lines. */
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}

/** A finding that one line of a daemon or of the kernel gives by itself. */
export interface LineRow {
  readonly code: string;
  readonly group: FindingGroup;
  /** A line that is found has one of these in it: only such lines are read. */
  readonly marks: readonly string[];
  /** Takes the payload of a line, without the kernel's seconds since boot. */
  readonly find: (payload: string, program: string | null) => Message | null;
  /** Whole lines. */
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
  /** Where the wording comes from. */
  readonly reference: string;
}
