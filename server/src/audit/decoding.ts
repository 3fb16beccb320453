// The shape of the tables that say what a field means.
import type { Message } from '../message';
import type { AuditEvent } from './event';
import type { AuditRecord } from './record';

/** A field with what its meaning depends on. */
export interface FieldContext {
  readonly name: string;
  /** The value as written, quotes included. */
  readonly raw: string;
  /** auditd's own decoding; null where there is none, or where auditd did not know either. */
  readonly enriched: string | null;
  readonly record: AuditRecord;
  /** Null where only the record is at hand. */
  readonly event: AuditEvent | null;
}

/** What a row makes of a value; what is left out is null. Control characters may still be in it. */
export interface Decoding {
  readonly value: string;
  /** The field in words where that depends on other fields (an argument of a call); else the row's title. */
  readonly title?: Message;
  readonly meaning?: Message | null;
  readonly note?: Message | null;
  readonly hint?: string | null;
}

/** What a hint beside a raw value tells: readers choose by kind which ones they want to see. */
export type HintKind =
  'signals' | 'syscalls' | 'commandLines' | 'results' | 'users' | 'addresses' | 'modes' | 'flags' | 'times' | 'values';

export type Decoder = (context: FieldContext) => Decoding;

/** A field as it stands in a record (`a1=9`), its value, and the other fields of the record where they matter. */
export type Example = readonly [field: string, value: string, others?: string];

/** One row of the table of fields. */
export interface FieldRow {
  readonly names: readonly string[];
  /** The record types in which the row holds, in place of the row without types; left out: in all others. */
  readonly types?: readonly string[];
  /** The field in words. */
  readonly title: Message;
  readonly decode: Decoder;
  /** Where this can be read: a manual page, a kernel source file. */
  readonly reference: string;
  readonly examples: readonly Example[];
}
