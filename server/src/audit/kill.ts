// A signal that one process sent to others, as an audit event tells it.
import type { Instant } from '../log/time';
import type { Place } from '../place';
import { signalName } from './data/signals';
import { utf8Length } from './encoded';
import type { AuditEvent, PlacedRecord } from './event';
import { decodeField } from './fields';
import { findField, type AuditRecord } from './record';
import { readSignalCall } from './syscallArguments';

/** What an audit event of the kill family says; what its records do not say is null. */
export interface AuditKill {
  /** Null as the event's is. */
  readonly time: Instant | null;
  /** Null where the records have none (journald). */
  readonly serial: number | null;
  readonly node: string | null;
  /** kill, tkill, tgkill, pidfd_send_signal, rt_sigqueueinfo or rt_tgsigqueueinfo. */
  readonly call: string;
  readonly signal: { readonly number: number; readonly name: string } | null;
  readonly success: boolean | null;
  readonly sender: KillSender;
  /** Whom the signal reached, by the kernel's own numbering (OBJ_PID); empty where no record tells. */
  readonly targets: readonly KillTarget[];
  /** The pid as the sender gave it, in its own pid namespace; 0, -1 and minus a process group as in kill(2). */
  readonly argumentPid: number | null;
  readonly key: string | null;
}

interface KillSender {
  /** On the host. */
  readonly pid: number | null;
  /** comm, or the name of its program where comm is a cut of that. */
  readonly name: string | null;
  readonly place: Place;
}

export interface KillTarget {
  /** On the host. */
  readonly opid: number;
  readonly ocomm: string | null;
}

/** Reads an event of a call that sends a signal; null for all other events. */
export function readKill(event: AuditEvent): AuditKill | null {
  const placed = event.records.find(({ record }) => record.type === 'SYSCALL');
  const call = placed && readSignalCall(placed.record);
  if (placed === undefined || !call) return null;
  const { record } = placed;
  const name = call.signal === null ? null : signalName(call.signal);
  const success = findField(record, 'success')?.raw;
  const key = findField(record, 'key');
  return {
    time: event.time,
    serial: event.serial,
    node: event.node,
    call: call.call,
    signal: call.signal === null ? null : { number: call.signal, name: name ?? String(call.signal) },
    success: success === 'yes' ? true : success === 'no' ? false : null,
    sender: readSender(placed),
    targets: event.records.flatMap(readTarget),
    argumentPid: call.target,
    key: key === undefined || key.raw === '(null)' ? null : decodeField(key, record).value,
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
  return opid === null ? [] : [{ opid, ocomm: textOf(placed.record, 'ocomm') }];
}

function integer(record: AuditRecord, name: string): number | null {
  const raw = findField(record, name)?.raw;
  return raw !== undefined && /^-?\d{1,15}$/.test(raw) ? Number(raw) : null;
}

/** A text field, decoded; null where it is missing or says (null), ? or nothing. */
function textOf(record: AuditRecord, name: string): string | null {
  const field = findField(record, name);
  if (field === undefined || field.raw === '(null)' || field.raw === '?') return null;
  const value = decodeField(field, record).value;
  return value === '' ? null : value;
}
