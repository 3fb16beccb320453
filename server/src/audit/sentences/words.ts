// What the sentences share: who acted, on whose behalf, whether it worked, and the values of fields.
import { message, type Message, type MessageArguments, type MessageId } from '../../message';
import { decodeValue, natureOf } from '../fields';
import { findRecord, type AuditEvent } from '../event';
import { processName } from '../kill';
import { findField, type AuditRecord } from '../record';

/** A decoded value; null where the record or the field is missing, or says nothing. */
export function valueOf(record: AuditRecord | undefined, name: string, event: AuditEvent | null = null): string | null {
  if (record === undefined) return null;
  const field = findField(record, name);
  if (field === undefined || field.raw === '?' || field.raw === '(null)' || field.raw === '"?"') return null;
  const value = decodeValue(field, record, event);
  return value === '' ? null : value;
}

/** A number that a sentence only repeats, a pid before all: it must not be looked at. Null as for valueOf. */
export function numberOf(record: AuditRecord, name: string): string | null {
  const digits = record.repeat(name, 'number');
  return digits !== undefined && natureOf(name, record.type).verbatim === 'always' ? digits : valueOf(record, name);
}

/** The first of these fields that says something. */
export function firstOf(record: AuditRecord, ...names: string[]): string | null {
  for (const name of names) {
    const value = valueOf(record, name);
    if (value !== null) return value;
  }
  return null;
}

/** How a process is called in a sentence: "sshd (pid 7)". */
export function process(name: string | null, pid: string | number | null): Message {
  if (name === null) return pid === null ? message('audit.process.unknown') : message('audit.process.pid', { pid });
  return pid === null ? message('audit.process.name', { name }) : message('audit.process', { name, pid });
}

/** The process of a record, without the user it runs as. */
export function processOf(record: AuditRecord): Message {
  return process(processName(record), numberOf(record, 'pid'));
}

/** The process of a record; with both users where it is not the one who logged in: "su (pid 7, root logged in as 1000)". */
export function doerOf(record: AuditRecord): Message {
  const login = loginOf(record);
  const name = processName(record);
  const pid = numberOf(record, 'pid');
  if (login === null || (name === null && pid === null)) return process(name, pid);
  const user = userName(valueOf(record, 'uid') ?? '?');
  if (name === null || pid === null)
    return message('audit.process.loggedIn', { process: process(name, pid), user, login });
  return message('audit.process.pidLoggedIn', { name, pid, user, login });
}

/** The one who logged in, where that is another than the user of the process. */
function loginOf(record: AuditRecord): Message | string | null {
  const login = valueOf(record, 'auid');
  const user = valueOf(record, 'uid');
  return login === null || login === 'unset' || user === null || login === user ? null : userName(login);
}

/**
 * Who ran a program: the record of an execve that worked names the new program already, so that only the numbers of the
 * process and its parent tell.
 */
export function runnerOf(record: AuditRecord): Message {
  const pid = numberOf(record, 'pid');
  const parent = numberOf(record, 'ppid');
  if (pid === null || parent === null) return doerOf(record);
  const login = loginOf(record);
  if (login === null) return message('audit.process.child', { pid, parent });
  return message('audit.process.childLoggedIn', { pid, parent, user: userName(valueOf(record, 'uid') ?? '?'), login });
}

/** Who made an event that is told by a record of its own: the caller of its SYSCALL record, else who the record names. */
export function doerOfEvent(record: AuditRecord, event: AuditEvent): Message {
  const call = findRecord(event, 'SYSCALL');
  if (call !== undefined) return doerOf(call);
  const login = valueOf(record, 'auid');
  const unnamed = processName(record) === null && valueOf(record, 'pid') === null;
  return unnamed && login !== null && login !== 'unset'
    ? message('audit.process.of', { login: userName(login) })
    : doerOf(record);
}

/** A user or group as decoded; a mere number says that it is one. */
export function userName(value: string): Message | string {
  return /^\d+$/.test(value) ? message('audit.user.id', { id: value }) : value;
}

/** Whether what a record reports worked: res= or result=; null where it does not say. */
export function resultOf(record: AuditRecord): boolean | null {
  const result = firstOf(record, 'res', 'result')?.toLowerCase();
  if (result === 'yes' || result === 'success' || result === '1') return true;
  return result === 'no' || result === 'failed' || result === '0' ? false : null;
}

/** "EPERM (Operation not permitted)", out of exit=; null where the call gave no error that is known. */
export function errorOf(record: AuditRecord): Message | null {
  const match = /^(E[A-Z0-9_]+)\((.*)\)$/.exec(valueOf(record, 'exit') ?? '');
  return match && message('audit.error', { name: match[1] ?? '', text: match[2] ?? '' });
}

/** The names of the sentences that exist for what was done and for what was tried in vain. */
export type Told = MessageId extends infer Id ? (Id extends `audit.did.${infer Name}` ? Name : never) : never;
export type ToldArguments<Name extends Told> = Omit<MessageArguments<`audit.did.${Name}`>, 'process'>;

/** The sentence of what `process` did, or tried in vain because of `error` (which reports of programs do not give). */
export function told<Name extends Told>(
  name: Name,
  worked: boolean,
  process: Message,
  args: ToldArguments<Name>,
  error: Message = message('audit.error.unknown'),
): Message {
  const id: MessageId = `audit.${worked ? 'did' : 'tried'}.${name as Told}`;
  return { id, args: { ...args, process, error } };
}
