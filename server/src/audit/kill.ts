// A signal that one process sent to others, as an audit event tells it.
import type { Instant } from '../log/time';
import type { Place } from '../place';
import { signalName } from './data/signals';
import { utf8Length } from './encoded';
import type { AuditEvent, PlacedRecord } from './event';
import { decodeValue } from './fields';
import { findField, type AuditRecord } from './record';
import { readSignalCall } from './syscallArguments';

/** The signal of an event of the kill family. */
export interface SentSignal {
  /** The record of the call. */
  readonly by: PlacedRecord;
  /** kill, tkill, tgkill, pidfd_send_signal, rt_sigqueueinfo or rt_tgsigqueueinfo. */
  readonly call: string;
  readonly signal: { readonly number: number; readonly name: string } | null;
  readonly success: boolean | null;
  /** The pid as the sender gave it, in its own pid namespace; 0, -1 and minus a process group as in kill(2). */
  readonly argumentPid: number | null;
}

/** What an audit event of the kill family says; what its records do not say is null. */
export interface AuditKill extends Omit<SentSignal, 'by'> {
  /** Null as the event's is. */
  readonly time: Instant | null;
  /** Null where the records have none (journald). */
  readonly serial: number | null;
  readonly node: string | null;
  readonly sender: KillSender;
  /** Whom the signal reached, by the kernel's own numbering (OBJ_PID); empty where no record tells. */
  readonly targets: readonly KillTarget[];
  readonly key: string | null;
}

interface KillSender {
  /** On the host. */
  readonly pid: number | null;
  /** comm, or the name of its program where comm is a cut of that. */
  readonly name: string | null;
  readonly place: Place;
}

interface KillTarget {
  /** On the host. */
  readonly opid: number;
  readonly ocomm: string | null;
}

/** Reads what was sent; null for events of all other calls. */
export function readSignal(event: AuditEvent): SentSignal | null {
  const by = event.records.find(({ record }) => record.type === 'SYSCALL');
  const call = by && readSignalCall(by.record);
  if (by === undefined || !call) return null;
  const name = call.signal === null ? null : signalName(call.signal);
  const success = findField(by.record, 'success')?.raw;
  return {
    by,
    call: call.call,
    signal: call.signal === null ? null : { number: call.signal, name: name ?? String(call.signal) },
    success: success === 'yes' ? true : success === 'no' ? false : null,
    get argumentPid() {
      return call.target;
    },
  };
}

/** Reads an event of a call that sends a signal; null for all other events. */
export function readKill(event: AuditEvent): AuditKill | null {
  const sent = readSignal(event);
  if (sent === null) return null;
  const { by, call, signal, success, argumentPid } = sent;
  const { record } = by;
  const key = findField(record, 'key');
  return {
    time: event.time,
    serial: event.serial,
    node: event.node,
    call,
    signal,
    success,
    sender: readSender(by),
    targets: event.records.flatMap(readTarget),
    argumentPid,
    key: key === undefined || key.raw === '(null)' ? null : decodeValue(key, record),
  };
}

/** How a process is called by its comm and exe; null where the record has neither. */
export function processName(record: AuditRecord): string | null {
  const comm = textOf(record, 'comm');
  const program = textOf(record, 'exe')
    ?.replace(/ \(deleted\)$/, '')
    .split('/')
    .at(-1);
  if (comm === null) return program ?? null;
  return program !== undefined && isCut(comm) && program.startsWith(comm) ? program : comm;
}

/** True for a comm as long as the kernel keeps (15 bytes, TASK_COMM_LEN): the name may go on. */
function isCut(comm: string): boolean {
  return utf8Length(comm) === 15;
}

function readSender(placed: PlacedRecord): KillSender {
  return {
    pid: integer(placed.record, 'pid'),
    name: processName(placed.record),
    place: { file: placed.file, line: placed.line },
  };
}

function readTarget(placed: PlacedRecord): KillTarget[] {
  const opid = placed.record.type === 'OBJ_PID' ? integer(placed.record, 'opid') : null;
  return opid === null ? [] : [{ opid, ocomm: targetName(placed.record) }];
}

/** How the target of an OBJ_PID record is called; null where the record does not say. */
export function targetName(record: AuditRecord): string | null {
  return textOf(record, 'ocomm');
}

export function integer(record: AuditRecord, name: string): number | null {
  const raw = findField(record, name)?.raw;
  return raw !== undefined && /^-?\d{1,15}$/.test(raw) ? Number(raw) : null;
}

/** A text field, decoded; null where it is missing or says (null), ? or nothing. */
function textOf(record: AuditRecord, name: string): string | null {
  const field = findField(record, name);
  if (field === undefined || field.raw === '(null)' || field.raw === '?') return null;
  const value = decodeValue(field, record);
  return value === '' ? null : value;
}
