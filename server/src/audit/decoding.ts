// The shape of the tables that say what a field means.
import type { Message } from '../message';
import type { AccountNames } from './accounts';
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
  /** Names of the node's users and groups. */
  readonly accounts: AccountNames;
}

/** What there is to say about a value; what is left out is null. */
interface Explanation {
  /** The field in words where that depends on other fields (an argument of a call); else the row's title. */
  readonly title?: Message;
  readonly meaning?: Message | null;
  /** The value for people, where the notation of ausearch is long for what it says. */
  readonly inWords?: Message | null;
  readonly note?: Message | null;
  readonly hint?: string | null;
}

/** A value with its explanation. Control characters may still be in it. */
export interface Decoding extends Explanation {
  readonly value: string;
}

/** What a hint beside a raw value tells: readers choose by kind which ones they want to see. */
export type HintKind =
  'signals' | 'syscalls' | 'commandLines' | 'results' | 'users' | 'addresses' | 'modes' | 'flags' | 'times' | 'values';

/** For values whose decoding and explanation are one thought: the arguments of calls. */
export type Decoder = (context: FieldContext) => Decoding;

/**
 * What a value may depend on besides: the architecture of the event's call (arch= of its first SYSCALL record, or that it
 * has none); the call that its own record tells of, so that the call says more (dependenceInCall); any field of its record.
 */
export type Context = 'architecture' | 'call' | 'record';

/**
 * A kind of values. The value alone is what whole logs are decoded to, so it is had without its explanation and makes
 * no object; control characters may still be in it.
 */
export interface Kind {
  readonly value: (context: FieldContext) => string;
  /** Set where the value depends on more than the written text and the names of users. */
  readonly contextual?: Context;
  /** Set where printable ASCII stands for itself but for quotes around it: always, or where it is quoted. */
  readonly verbatim?: 'always' | 'quoted';
  /** Set where pairs of hex digits stand for printable ASCII, and what a NUL stands for among these where it may. */
  readonly hex?: { readonly nul: string | null };
  /** `value` is what the method above gave. */
  readonly explain?: (context: FieldContext, value: string) => Explanation;
}

/** Value and explanation of a kind at once. */
export function decodeWith(kind: Kind, context: FieldContext): Decoding {
  const value = kind.value(context);
  return { value, ...kind.explain?.(context, value) };
}

/** A kind whose value depends on the call of its record. */
export function kindByCall(decode: Decoder): Kind {
  return { value: context => decode(context).value, contextual: 'call', explain: decode };
}

/** A field as it stands in a record (`a1=9`), its value, and the other fields of the record where they matter. */
type Example = readonly [field: string, value: string, others?: string];

/** One row of the table of fields. */
export interface FieldRow {
  readonly names: readonly string[];
  /** The record types in which the row holds, in place of the row without types; left out: in all others. */
  readonly types?: readonly string[];
  /** The field in words. */
  readonly title: Message;
  readonly kind: Kind;
  /** Where this can be read: a manual page, a kernel source file. */
  readonly reference: string;
  readonly examples: readonly Example[];
}
