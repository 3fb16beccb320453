// What values of audit records name that stands in other records too: the event, processes, keys of rules.
import { decodeText, hexDigits } from './encoded';
import type { AuditEvent } from './event';
import { findField, type AuditField, type AuditRecord } from './record';
import { readSignalCall } from './syscallArguments';
import type { Span } from '../place';

/** When a record was made: its serial rises with its time until the node boots anew. */
type Moment = Pick<AuditRecord, 'time' | 'serial'>;

/** What is looked for in all records of a case. */
export type AuditSubject =
  | { readonly kind: 'event'; readonly node: string | null; readonly moment: Moment }
  /** A process by its pid on the host; `moment` is null where auditd itself numbered the record (DAEMON_*). */
  | { readonly kind: 'process'; readonly node: string | null; readonly pid: number; readonly moment: Moment | null }
  /** A key of a rule (audit.rules(7), -k): it is the same on every node. */
  | { readonly kind: 'key'; readonly key: string };

/** A value that names a subject. */
export interface NamedSubject {
  readonly subject: AuditSubject;
  /** The name of the field; '' for the event's id. */
  readonly field: string;
  readonly span: Span;
}

/** Fields that hold a pid as the host's own pid namespace numbers it (kernel/auditsc.c, audit_log_task_info, audit_log_pid_context). */
const PID_FIELDS: readonly string[] = ['pid', 'ppid', 'opid'];
/** The calls whose first argument is a process, not a thread (kill(2), tgkill(2), rt_sigqueueinfo(2)). */
const CALLS_ON_PROCESSES: readonly string[] = ['kill', 'tgkill', 'rt_sigqueueinfo', 'rt_tgsigqueueinfo'];
/** Several rules that match give one key field, in hex: this byte stands between their keys (linux/audit.h, AUDIT_KEY_SEPARATOR). */
const KEY_SEPARATOR = '01';
/** Records of a boot may come this much out of order: the stamp is that of a call's begin, the serial is given later. */
const SERIAL_DISORDER = 1000;

/** All that the fields of a record name. `event` proves which argument of a kill is a pid of the host. */
export function subjectsOf(record: AuditRecord, event: AuditEvent | null): NamedSubject[] {
  const named: NamedSubject[] = [];
  for (const field of record.fields) {
    if (PID_FIELDS.includes(field.name)) {
      if (/^[1-9]\d{0,9}$/.test(field.raw)) named.push(process(record, field, Number(field.raw)));
    } else if (field.name === 'key') {
      named.push(...keysOf(field));
    } else if (field.name === 'a0' && record.type === 'SYSCALL') {
      const pid = provenTarget(record, event);
      if (pid !== null) named.push(process(record, field, pid));
    }
  }
  return named;
}

/** The event that a record's head names, with the place of the serial; `text` is the record's line. */
export function eventSubject(record: AuditRecord, text: string): NamedSubject | null {
  const digits = String(record.serial);
  const start = text.lastIndexOf(`:${digits})`, record.head.end) + 1;
  const { node, time, serial } = record;
  return start > record.head.start
    ? {
        subject: { kind: 'event', node, moment: { time, serial } },
        field: '',
        span: { start, end: start + digits.length },
      }
    : null;
}

/**
 * Whether two values mean the same thing, as far as one case can tell: a missing `node=` fits any, and a pid is another
 * process's where serials fall while time rises, since the node has booted in between.
 */
export function sameSubject(a: AuditSubject, b: AuditSubject): boolean {
  if (a.kind === 'key') return b.kind === 'key' && a.key === b.key;
  if (b.kind === 'key') return false;
  if (!nodesFit(a.node, b.node)) return false;
  if (a.kind === 'event') return b.kind === 'event' && sameMoment(a.moment, b.moment);
  return b.kind === 'process' && a.pid === b.pid && (!a.moment || !b.moment || mayBeOneBoot(a.moment, b.moment));
}

export function nodesFit(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

export function sameMoment(a: Moment, b: Moment): boolean {
  return a.serial !== null && a.serial === b.serial && a.time?.ns === b.time?.ns;
}

/** False where the node must have booted between two records: the later one has the smaller serial. */
export function mayBeOneBoot(a: Moment, b: Moment): boolean {
  if (a.time === null || b.time === null || a.serial === null || b.serial === null) return true;
  const [first, second] = a.time.ns <= b.time.ns ? [a, b] : [b, a];
  return (second.serial ?? 0) > (first.serial ?? 0) - SERIAL_DISORDER;
}

function process({ type, node, time, serial }: AuditRecord, { name, span }: AuditField, pid: number): NamedSubject {
  const moment = type.startsWith('DAEMON_') ? null : { time, serial };
  return { subject: { kind: 'process', node, pid, moment }, field: name, span };
}

/** The first argument of a kill where an OBJ_PID record has the same number: else it may be that of a container's own namespace. */
function provenTarget(record: AuditRecord, event: AuditEvent | null): number | null {
  const targets = event?.records.filter(placed => placed.record.type === 'OBJ_PID') ?? [];
  const call = targets.length > 0 ? readSignalCall(record) : null;
  if (call === null || call.target === null || call.target <= 0 || !CALLS_ON_PROCESSES.includes(call.call)) return null;
  const digits = String(call.target);
  return targets.some(target => findField(target.record, 'opid')?.raw === digits) ? call.target : null;
}

/** The keys of a field, each with its own place, in hex too. */
function keysOf({ name, raw, span }: AuditField): NamedSubject[] {
  const { form, text } = decodeText(raw);
  if (form !== 'hex') {
    const start = span.start + (form === 'quoted' ? 1 : 0);
    const none = text === '' || raw === '(null)';
    return none
      ? []
      : [{ subject: { kind: 'key', key: text }, field: name, span: { start, end: start + text.length } }];
  }
  const digits = raw.length - (raw.length % 2);
  const keys: NamedSubject[] = [];
  for (let from = 0, at = 0; at <= digits; at += 2) {
    if (at < digits && raw.slice(at, at + 2) !== KEY_SEPARATOR) continue;
    const key = decodeText(raw.slice(from, at)).text;
    const place = { start: span.start + from, end: span.start + at };
    if (at > from) keys.push({ subject: { kind: 'key', key }, field: name, span: place });
    from = at + 2;
  }
  return keys;
}

/** How a key stands in a log: in quotes, bare where ausearch has decoded it, or in hex (with blanks, or among others). */
export function keyForms(key: string): readonly string[] {
  const hex = hexDigits(new TextEncoder().encode(key));
  return [`key="${key}"`, `key=${key}`, hex];
}
