// Decodes a field of a record: its value, its name in words and what the value means.
import { message, type Message } from '../message';
import { NO_ACCOUNTS, type AccountNames } from './accounts';
import { isKnown } from './call';
import type { Context, FieldContext, FieldRow } from './decoding';
import { escapeControls } from './encoded';
import type { AuditEvent } from './event';
import { EXECVE_ARGUMENT, FIELDS, TRUSTED_APP_FIELD } from './fieldTable';
import { plain } from './kinds';
import { unquote } from './fieldScan';
import type { AuditField, AuditRecord } from './record';

/** A field for people and scripts. */
export interface DecodedField {
  /** What ausearch -i prints, except where it errs; equal to the raw value without quotes where nothing is to decode. */
  readonly value: string;
  /** The value in words, where `value` is long for what it says; else null. */
  readonly inWords: Message | null;
  /** The field in words: "process id". */
  readonly title: Message;
  /** What the value means here; null where it says it all, or where its meaning is not known. */
  readonly meaning: Message | null;
  /** What a reader must know of the value's completeness; null where there is nothing to say. */
  readonly note: Message | null;
  /** Where the field is documented. */
  readonly reference: string;
  /** A short text to stand beside the raw value; null where that can be read as it is. */
  readonly hint: string | null;
}

/**
 * Decodes one field of a record; the whole event, where it is at hand, tells more of some (the pid of a kill, the byte
 * order of an address). `accounts` names the node's users and groups, where auditd has not (ENRICHED).
 */
export function decodeField(
  field: AuditField,
  record: AuditRecord,
  event: AuditEvent | null = null,
  accounts: AccountNames = NO_ACCOUNTS,
): DecodedField {
  const row = rowOf(field.name, record.type);
  if (record.form === 'interpreted') return interpretedField(field, row);
  const kind = row?.kind ?? plain;
  const context = contextOf(field, record, event, accounts);
  const value = context.enriched ?? kind.value(context);
  const explained = kind.explain?.(context, value);
  return {
    value: escapeControls(value),
    inWords: explained?.inWords ?? null,
    title: explained?.title ?? titleOf(field, row),
    meaning: explained?.meaning ?? null,
    note: explained?.note ?? null,
    reference: row?.reference ?? REFERENCE,
    hint: explained?.hint ? escapeControls(explained.hint) : null,
  };
}

/** What is known of a field's values before one is seen. */
interface FieldNature {
  /** What they depend on besides what is written and the names of users; null for nothing. */
  readonly contextual: Context | null;
  /** Whether printable ASCII stands for itself but for quotes around it. */
  readonly verbatim: 'always' | 'quoted' | 'never';
  /** As in Kind. */
  readonly hex: { readonly nul: string | null } | null;
}

export function natureOf(name: string, type: string): FieldNature {
  const { contextual = null, verbatim = 'never', hex = null } = rowOf(name, type)?.kind ?? plain;
  return { contextual, verbatim, hex };
}

const REFERENCE = 'audit.log(5)';

function titleOf({ name }: AuditField, row: FieldRow | undefined): Message {
  return row?.title ?? message('audit.field.other', { name });
}

/** What ausearch -i has decoded stands as it is: a name of its reader's machine or a guess, and not ours to decode again. */
function interpretedField(field: AuditField, row: FieldRow | undefined): DecodedField {
  const reference = row?.reference ?? REFERENCE;
  const title = titleOf(field, row);
  return { value: field.raw, inWords: null, title, meaning: null, note: null, reference, hint: null };
}

/** The value of decodeField alone, for whole logs: it costs a fraction, and nothing is made where nothing is decoded. */
export function decodeValue(
  field: AuditField,
  record: AuditRecord,
  event: AuditEvent | null = null,
  accounts: AccountNames = NO_ACCOUNTS,
): string {
  if (record.form === 'interpreted') return field.raw;
  const enriched = knownEnriched(field);
  if (enriched !== null) return escapeControls(enriched);
  const kind = rowOf(field.name, record.type)?.kind ?? plain;
  const value = kind === plain ? unquote(field.raw) : kind.value(contextOf(field, record, event, accounts));
  return escapeControls(value);
}

function contextOf(
  field: AuditField,
  record: AuditRecord,
  event: AuditEvent | null,
  accounts: AccountNames,
): FieldContext {
  return { name: field.name, raw: field.raw, enriched: knownEnriched(field), record, event, accounts };
}

/** auditd's own decoding; null where there is none or where it did not know either. */
function knownEnriched({ enriched }: AuditField): string | null {
  return enriched !== undefined && isKnown(enriched) ? enriched : null;
}

const general = new Map<string, FieldRow>();
const byType = new Map<string, Map<string, FieldRow>>();
for (const row of FIELDS)
  for (const name of row.names) {
    if (row.types === undefined) general.set(name, row);
    for (const type of row.types ?? []) {
      const known = byType.get(type) ?? new Map<string, FieldRow>();
      byType.set(type, known.set(name, row));
    }
  }

function rowOf(name: string, type: string): FieldRow | undefined {
  if (type === 'EXECVE' && isArgument(name)) return EXECVE_ARGUMENT;
  if (type === 'TRUSTED_APP' && name !== 'acct') return TRUSTED_APP_FIELD;
  return byType.get(type)?.get(name) ?? general.get(name);
}

const LETTER_A = 0x61;

/** a0, a1[2], but not argc or a1_len. */
function isArgument(name: string): boolean {
  return name.charCodeAt(0) === LETTER_A && /^a\d+(?:\[\d+\])?$/.test(name);
}
