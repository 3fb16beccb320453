// What stands at a position of a log: the one place that decides what hover, definition and references are about.
import type { AuditEvent } from '../audit/event';
import { readFields, TAIL_MARK } from '../audit/fieldScan';
import type { AuditField, AuditRecord } from '../audit/record';
import { eventSubject, subjectsOf, type NamedSubject } from '../audit/subjects';
import { encodedIds } from '../containers/encodedIds';
import { hexRuns } from '../containers/ids';
import { parseApiCall, parseFormData, type ApiCall } from '../daemon/dockerApi';
import { describeReport, type KernelDescription } from '../kernel/describe';
import type { Instant } from '../log/time';
import type { LineTimes } from '../log/timeEvidence';
import type { Span } from '../place';
import type { FrameContext, LogDocument } from './document';
import { resolveTimes, timesOf } from './log';
import type { Payload } from './payload';

export type Target =
  | { readonly kind: 'frame'; readonly span: Span; readonly context: FrameContext }
  | {
      readonly kind: 'audit-head';
      readonly span: Span;
      readonly record: AuditRecord;
      readonly event: AuditEvent | null;
      /** What the value at the very position names that other records may name too: the event by its serial. */
      readonly named: NamedSubject | null;
    }
  | {
      readonly kind: 'audit-field';
      readonly span: Span;
      readonly field: AuditField;
      readonly record: AuditRecord;
      readonly event: AuditEvent | null;
      /** The same: a process by its pid on the host, a key of a rule. */
      readonly named: NamedSubject | null;
      /** The id at the very position, else the last one in a value that is hex-encoded. */
      readonly digits: string | null;
    }
  | { readonly kind: 'id'; readonly span: Span; readonly digits: string }
  | { readonly kind: 'kernel'; readonly span: Span; readonly description: KernelDescription }
  | { readonly kind: 'form-data'; readonly span: Span; readonly json: unknown }
  | { readonly kind: 'api-call'; readonly span: Span; readonly call: ApiCall }
  /** When a line was written, and what it has of that time by itself. */
  | { readonly kind: 'time'; readonly span: Span; readonly time: Instant | null; readonly times: LineTimes };

/** An instruction pointer of a crash has up to 16 digits, a container's id 64. */
const ID_DIGITS = 64;

/** What stands at a column of a line (both from 0); null where nothing is known of it. */
export function targetAt(document: LogDocument, line: number, column: number): Target | null {
  if (line >= document.lineCount) {
    return null;
  }
  return (
    frameAt(document, line, column) ?? payloadTargetAt(document, line, column) ?? timeTargetAt(document, line, column)
  );
}

/** The stamp of a line: all that stands before its message, and the time inside. */
function timeTargetAt(document: LogDocument, line: number, column: number): Target | null {
  const entry = document.entry(line);
  const times = timesOf(entry);
  const { envelope, payload } = entry;
  const inner = payload.kind === 'logrus' ? payload.entry.fields.find(({ name }) => name === 'time')?.span : undefined;
  const outer = { start: envelope.start, end: Math.min(envelope.payload, document.text(line).length) };
  const span = inner && inside(inner, column) ? inner : outer;
  if (!inside(span, column) || span.start === span.end) return null;
  if (!times.own && !times.instant && !times.uptime) return null;
  return { kind: 'time', span, times, time: resolveTimes(times, document.contents.timeline.at(line)) };
}

function frameAt(document: LogDocument, line: number, column: number): Target | null {
  const context = document.frame(line);
  const spans = context ? [context.frame.functionAt, context.frame.fileAt].filter(span => span?.line === line) : [];
  const span = spans.find(candidate => candidate && column >= candidate.start);
  if (!context || !span) {
    return null;
  }
  // Behind the name stand its arguments, behind the path an offset: all of it is the frame.
  const end = inside(span, column) ? span.end : document.text(line).length;
  return { kind: 'frame', span: { start: span.start, end }, context };
}

function payloadTargetAt(document: LogDocument, line: number, column: number): Target | null {
  const { payload } = document.entry(line);
  if (payload.kind === 'audit') {
    return auditTargetAt(document, line, column, payload.record);
  }
  const kernel = payload.kind === 'kernel' ? kernelTargetAt(document, line, column, payload) : null;
  if (kernel) {
    return kernel;
  }
  const text = document.text(line);
  const run = hexRuns(text).find(candidate => inside(candidate.span, column));
  if (run) {
    return { kind: 'id', span: run.span, digits: run.digits };
  }
  const msg = payload.kind === 'logrus' ? payload.entry.msg : null;
  if (!msg || !inside(msg.span, column)) {
    return null;
  }
  const json = parseFormData(msg.value);
  if (json !== null) {
    return { kind: 'form-data', span: msg.span, json };
  }
  const call = parseApiCall(msg.value);
  return call && call.query.length > 0 ? { kind: 'api-call', span: msg.span, call } : null;
}

/** Ids of control groups within a report are targets of their own. */
function kernelTargetAt(
  document: LogDocument,
  line: number,
  column: number,
  { report, start }: Extract<Payload, { kind: 'kernel' }>,
): Target | null {
  const span = { start: start + report.span.start, end: start + report.span.end };
  const isId = hexRuns(document.text(line)).some(run => inside(run.span, column) && run.digits.length >= ID_DIGITS);
  return inside(span, column) && !isId
    ? { kind: 'kernel', span, description: describeReport(report, document.oomReport(line)) }
    : null;
}

function auditTargetAt(document: LogDocument, line: number, column: number, record: AuditRecord): Target | null {
  const event = document.auditEvent(line);
  if (inside(record.head, column)) {
    const id = eventSubject(record, document.text(line));
    return { kind: 'audit-head', span: record.head, record, event, named: id && inside(id.span, column) ? id : null };
  }
  const field = record.fields.find(candidate => column >= candidate.nameSpan.start && column <= candidate.span.end);
  if (!field) {
    return tailTargetAt(document, line, column, record);
  }
  const named = subjectsOf(record, event).find(({ span }) => inside(span, column)) ?? null;
  const span = { start: field.nameSpan.start, end: field.span.end };
  const digits = plainId(field, column) ?? encodedIds(field).at(-1) ?? null;
  return { kind: 'audit-field', span, field, record, event, named, digits };
}

/** The id that stands at a column of a quoted value; a bare one is a number, as an address is. */
function plainId({ raw, span: { start } }: AuditField, column: number): string | null {
  const runs = raw.startsWith('"') ? hexRuns(raw) : [];
  return runs.find(({ span }) => inside(span, column - start))?.digits ?? null;
}

/** What auditd wrote of a field at the end of the line is about that field: `UID="root"` about `uid=0`. */
function tailTargetAt(document: LogDocument, line: number, column: number, record: AuditRecord): Target | null {
  const text = document.text(line);
  const mark = text.indexOf(TAIL_MARK, record.head.end);
  if (mark < 0 || column <= mark) {
    return null;
  }
  const tail = readFields(text, mark + 1);
  const index = tail.findIndex(({ nameSpan, span }) => column >= nameSpan.start && column <= span.end);
  const written = tail[index];
  const nth = tail.slice(0, index + 1).filter(({ name }) => name === written?.name).length;
  const field = record.fields.filter(({ name }) => name === written?.name.toLowerCase())[nth - 1];
  if (!written || !field) {
    return null;
  }
  const span = { start: written.nameSpan.start, end: written.span.end };
  return { kind: 'audit-field', span, field, record, event: document.auditEvent(line), named: null, digits: null };
}

function inside(span: Span, column: number): boolean {
  return column >= span.start && column <= span.end;
}
