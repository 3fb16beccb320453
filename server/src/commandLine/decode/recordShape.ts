// What records have in common that differ in the values of their fields alone, as the parser has read one of them.
import type { AuditField, AuditRecord } from '../../audit/record';
import type { Span } from '../../place';
import { viewOf } from '../../casefile/bytes';
import { isBrace, isPlainText, valueEnd } from './value';

/** A place of a line whose text differs from record to record. */
export interface Slot {
  /** What stands between the slot before, or the record's head, and this one. */
  readonly glue: Uint8Array;
  /** Whether the value stands in braces. */
  readonly brace: boolean;
}

export interface ShapeField {
  readonly name: string;
  /** The number of its slot; -1 where its value is the same in all records of the shape. */
  readonly slot: number;
  /** How many bytes in front of its slot its name begins. */
  readonly nameBefore: number;
  /** The slot of auditd's own decoding of it; -1 where there is none. */
  readonly tail: number;
  /** The field as it was read, for one without a slot. */
  readonly read: AuditField;
}

export class RecordShape {
  /** The number of the first field of a name. */
  readonly byName: ReadonlyMap<string, number>;

  /** @param ending what stands behind the last slot */
  constructor(
    readonly type: string,
    readonly writtenType: string,
    readonly slots: readonly Slot[],
    readonly ending: Uint8Array,
    readonly fields: readonly ShapeField[],
  ) {
    this.byName = new Map(fields.map(({ name }, index) => [name, index] as const).reverse());
  }
}

/** The first field of that name. */
export function fieldOf({ fields, byName }: RecordShape, name: string): ShapeField | undefined {
  return fields[byName.get(name) ?? -1];
}

interface Candidate {
  readonly span: Span;
  readonly brace: boolean;
}

const encoder = new TextEncoder();

/**
 * The shape of a record that the parser has read from the line `text`; null for one that holds what may change how others
 * of its shape are read. In all lines with the same glue, and values that valueEnd takes, the parser finds the same fields:
 * it goes through a line once, from the left to the right, and looks for quotes, braces and marks only, all of which then
 * stand in the glue or around values.
 */
export function shapeOf(record: AuditRecord, text: string): RecordShape | null {
  const isWritten = record.form === 'log' || record.form === 'kernel';
  if (!isWritten || !isPlainText(text)) return null;
  const bytes = encoder.encode(text);
  const view = viewOf(bytes);
  const candidates: Candidate[] = [];
  const numberOf = (span: Span | undefined): number => {
    if (span === undefined || text[span.start - 1] !== '=') return -1;
    const brace = isBrace(bytes[span.start]);
    if (valueEnd(view, span.start, bytes.length, brace) !== span.end) return -1;
    return candidates.push({ span, brace }) - 1;
  };
  const values = record.fields.map(({ span }) => numberOf(span));
  const tails = record.fields.map(({ enrichedSpan }) => numberOf(enrichedSpan));
  // auditd's decodings may stand in another order than the fields.
  const order = candidates.map((_, index) => index).sort((a, b) => startOf(candidates, a) - startOf(candidates, b));
  const slots: Slot[] = [];
  let at = record.head.end;
  for (const index of order) {
    const candidate = candidates[index];
    if (candidate === undefined || candidate.span.start < at) return null;
    slots.push({ glue: bytes.slice(at, candidate.span.start), brace: candidate.brace });
    at = candidate.span.end;
  }
  const ending = bytes.slice(at);
  // A brace in the glue that nothing closes there would be closed by one of a value.
  const open = [...slots.map(({ glue }) => glue), ending].some(glue => glue.some(isBrace));
  if (open && slots.some(({ brace }) => brace)) return null;
  const place = (candidate: number | undefined): number => (candidate === undefined ? -1 : order.indexOf(candidate));
  const fields = record.fields.map((read, index): ShapeField => {
    const { name, nameSpan, span } = read;
    const nameBefore = span.start - nameSpan.start;
    return { name, slot: place(values[index]), nameBefore, tail: place(tails[index]), read };
  });
  // What auditd decoded must be a slot with its decoding, or none of both.
  if (fields.some(({ tail, slot, read }) => read.enriched !== undefined && (tail === -1 || slot === -1))) return null;
  return new RecordShape(record.type, record.writtenType, slots, ending, fields);
}

function startOf(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.span.start ?? 0;
}
