// Decodes a field of a record: its value, its name in words and what the value means.
import { message, type Message } from '../message';
import type { FieldContext, FieldRow } from './decoding';
import { printable } from './encoded';
import type { AuditEvent } from './event';
import { EXECVE_ARGUMENT, FIELDS } from './fieldTable';
import { isKnown, plain } from './kinds';
import type { AuditField, AuditRecord } from './record';

/** A field for people and scripts. */
export interface DecodedField {
  /** What ausearch -i prints, except where it errs; equal to the raw value without quotes where nothing is to decode. */
  readonly value: string;
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

/** Decodes one field of a record; the whole event, where it is at hand, tells more of some (the pid of a kill). */
export function decodeField(field: AuditField, record: AuditRecord, event: AuditEvent | null = null): DecodedField {
  const row = rowOf(field.name, record.type);
  if (record.form === 'interpreted') return interpretedField(field, row);
  const enriched = field.enriched !== undefined && isKnown(field.enriched) ? field.enriched : null;
  const context: FieldContext = { name: field.name, raw: field.raw, enriched, record, event };
  const decoding = (row?.decode ?? plain)(context);
  return {
    value: printable(enriched ?? decoding.value),
    title: decoding.title ?? titleOf(field, row),
    meaning: decoding.meaning ?? null,
    note: decoding.note ?? null,
    reference: row?.reference ?? REFERENCE,
    hint: decoding.hint ? printable(decoding.hint) : null,
  };
}

const REFERENCE = 'audit.log(5)';

function titleOf({ name }: AuditField, row: FieldRow | undefined): Message {
  return row?.title ?? message('audit.field.other', { name });
}

/** What ausearch -i has decoded stands as it is: a name of its reader's machine or a guess, and not ours to decode again. */
function interpretedField(field: AuditField, row: FieldRow | undefined): DecodedField {
  const reference = row?.reference ?? REFERENCE;
  return { value: field.raw, title: titleOf(field, row), meaning: null, note: null, reference, hint: null };
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
  if (type === 'EXECVE' && /^a\d+(?:\[\d+\])?$/.test(name)) return EXECVE_ARGUMENT;
  return byType.get(type)?.get(name) ?? general.get(name);
}
