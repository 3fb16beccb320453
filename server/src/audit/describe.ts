// An audit event in one sentence, and what a record of a type is.
import { message, type Message } from '../message';
import { readCommand } from './command';
import { systemError } from './data/errors';
import { recordTypeMeaning } from './data/recordTypes';
import { findRecord, type AuditEvent } from './event';
import { decodeField } from './fields';
import { callOf } from './kinds';
import { exitOf, processName, readKill, type AuditKill, type KillTarget } from './kill';
import { findField, type AuditRecord } from './record';

/** What a record of this type tells, for a hover over its head. */
export function describeRecord(record: AuditRecord): Message {
  return recordTypeMeaning(record.type) ?? message('audit.type.other', { type: record.type });
}

/** Who did what to whom, and whether it worked; only what the event's records say. */
export function describeEvent(event: AuditEvent): Message {
  const kill = readKill(event);
  if (kill !== null) return describeKill(kill);
  for (const [types, describe] of SENTENCES) {
    const record = event.records.find(placed => types.test(placed.record.type))?.record;
    const sentence = record && describe(record, event);
    if (sentence) return sentence;
  }
  const first = event.records[0]?.record.type ?? '?';
  return message('audit.event.other', { type: first });
}

type Describe = (record: AuditRecord, event: AuditEvent) => Message | null;

/** Which record an event is told by, the most telling first; the sentence is null where the record lacks what it needs. */
const SENTENCES: readonly (readonly [types: RegExp, describe: Describe])[] = [
  [/^ANOM_ABEND$/, describeAbend],
  [/^SERVICE_ST(?:ART|OP)$/, describeService],
  [/^LOGIN$/, describeLogin],
  [/^CONFIG_CHANGE$/, describeConfiguration],
  [/^DAEMON_/, record => recordTypeMeaning(record.type)],
  [/^EXECVE$/, describeExecution],
  [/^SYSCALL$/, describeCall],
  [/^PROCTITLE$/, describeCommand],
  [/^(?:USER|CRED|ADD|DEL|GRP|ACCT|ROLE|CHGRP|CHUSER|CRYPTO)(?:_|$)/, describeUser],
];

function describeKill(kill: AuditKill): Message {
  const sender = process(kill.sender.name, kill.sender.pid);
  const signal = kill.signal?.name ?? message('audit.signal.unknown');
  const target = killTargets(kill);
  const failure = kill.exit !== null && kill.exit < 0 ? errorOf(kill.exit) : null;
  if (kill.success === false && failure !== null)
    return message('audit.kill.failed', { sender, signal, target, error: failure });
  if (kill.success === false) return message('audit.kill.failedUnknown', { sender, signal, target });
  if (kill.success === null) return message('audit.kill.open', { sender, call: kill.call, signal, target });
  return kill.signal?.number === 0
    ? message('audit.kill.probe', { sender, target })
    : message('audit.kill', { sender, signal, target });
}

function killTargets(kill: AuditKill): Message {
  const [first, second, ...more] = kill.targets.map(killTarget);
  if (first === undefined) return unseenTarget(kill);
  if (second === undefined) return first;
  return more.length === 0
    ? message('audit.list.two', { first, second })
    : message('audit.list.more', { first, second, count: more.length });
}

function killTarget(target: KillTarget): Message {
  return target.ocomm === null
    ? message('audit.kill.targetUnnamed', { pid: target.opid })
    : message('audit.kill.target', { name: target.ocomm, pid: target.opid });
}

/** The target as the sender named it: without OBJ_PID nothing says which process of the host that is. */
function unseenTarget({ call, argumentPid: pid }: AuditKill): Message {
  if (pid === null) return message('audit.kill.targetUnknown');
  if (call === 'kill' && pid === 0) return message('audit.kill.ownGroup');
  if (call === 'kill' && pid === -1) return message('audit.kill.all');
  if (call === 'kill' && pid < 0) return message('audit.kill.group', { group: -pid });
  return call === 'tkill' ? message('audit.kill.thread', { tid: pid }) : message('audit.kill.inside', { pid });
}

/** "EPERM (Operation not permitted)"; null where the number is no known error. */
function errorOf(exit: number): Message | null {
  const error = systemError(-exit);
  return error && message('audit.error', { name: error.name, text: error.text });
}

function process(name: string | null, pid: string | number | null): Message {
  if (name === null) return pid === null ? message('audit.process.unknown') : message('audit.process.pid', { pid });
  return pid === null ? message('audit.process.name', { name }) : message('audit.process', { name, pid });
}

function processOf(record: AuditRecord): Message {
  return process(processName(record), valueOf(record, 'pid'));
}

/** A decoded value; null where the field is missing or says nothing. */
function valueOf(record: AuditRecord, name: string): string | null {
  const field = findField(record, name);
  if (field === undefined || field.raw === '?' || field.raw === '(null)') return null;
  const { value } = decodeField(field, record);
  return value === '' ? null : value;
}

function describeAbend(record: AuditRecord): Message | null {
  const signal = valueOf(record, 'sig');
  return signal === null ? null : message('audit.event.abend', { process: processOf(record), signal });
}

function describeService(record: AuditRecord): Message | null {
  const unit = valueOf(record, 'unit');
  const result = valueOf(record, 'res');
  if (unit === null || result === null) return null;
  const start = record.type === 'SERVICE_START';
  if (result === 'failed')
    return message(start ? 'audit.event.serviceNotStarted' : 'audit.event.serviceFailed', { unit });
  return message(start ? 'audit.event.serviceStarted' : 'audit.event.serviceStopped', { unit });
}

function describeLogin(record: AuditRecord): Message | null {
  const pid = valueOf(record, 'pid');
  const user = valueOf(record, 'auid');
  const session = valueOf(record, 'ses');
  if (pid === null || user === null || session === null) return null;
  const failed = valueOf(record, 'res') === 'no';
  return message(failed ? 'audit.event.loginFailed' : 'audit.event.login', { pid, user, session });
}

/** What was changed stands between the fields that say who changed it; `old` is the value before. */
function describeConfiguration(record: AuditRecord): Message | null {
  const about = ['auid', 'ses', 'subj', 'res', 'pid', 'uid', 'gid', 'comm', 'exe', 'tty'];
  const changes = record.fields.filter(field => !about.includes(field.name));
  if (changes.length === 0) return null;
  const what = changes.map(field => `${field.name}=${decodeField(field, record).value}`).join(' ');
  const failed = valueOf(record, 'res') === 'no';
  return message(failed ? 'audit.event.configurationFailed' : 'audit.event.configuration', { what });
}

function describeExecution(_: AuditRecord, event: AuditEvent): Message | null {
  const command = readCommand(event)?.argv.join(' ');
  if (command === undefined) return null;
  const call = findRecord(event, 'SYSCALL');
  const success = call && valueOf(call, 'success');
  if (!call || !success) return message('audit.event.ranUnknown', { command });
  if (success === 'yes') return message('audit.event.ran', { process: processOf(call), command });
  return message('audit.event.notRun', { process: processOf(call), command, result: resultOf(call) });
}

function describeCall(record: AuditRecord, event: AuditEvent): Message | null {
  const number = findField(record, 'syscall')?.raw;
  if (number === undefined) return null;
  const call = callOf(record) ?? message('audit.event.callNumber', { number });
  const args = { process: processOf(record), call, result: resultOf(record) };
  const object = objectOf(event);
  return object === null ? message('audit.event.call', args) : message('audit.event.callOn', { ...args, object });
}

/** What a call was about: a file (not the folder it lies in), or a socket's address. */
function objectOf(event: AuditEvent): string | null {
  const paths = event.records.filter(({ record }) => record.type === 'PATH').map(({ record }) => record);
  // ausearch prints the records of an event last first.
  const item = (record: AuditRecord): number => Number(findField(record, 'item')?.raw ?? 0);
  paths.sort((a, b) => item(a) - item(b));
  const path = paths.find(record => findField(record, 'nametype')?.raw !== 'PARENT') ?? paths[0];
  const name = path && valueOf(path, 'name');
  if (name) return name;
  const address = findRecord(event, 'SOCKADDR');
  return address === undefined ? null : valueOf(address, 'saddr');
}

/** Whether a call worked, by its own record. */
function resultOf(record: AuditRecord): Message {
  const success = valueOf(record, 'success');
  const exit = exitOf(record);
  const error = exit !== null && exit < 0 ? errorOf(exit) : null;
  if (success === 'no' && error !== null) return message('audit.result.failed', { error });
  if (success === 'no') return message('audit.result.no');
  return success === 'yes' ? message('audit.result.succeeded') : message('audit.result.unknown');
}

function describeCommand(_: AuditRecord, event: AuditEvent): Message | null {
  const command = readCommand(event)?.argv.join(' ');
  return command === undefined ? null : message('audit.event.command', { command });
}

/** A report of a trusted program: what kind it is, for which account, by which program. */
function describeUser(record: AuditRecord): Message | null {
  const what = recordTypeMeaning(record.type);
  if (what === null) return null;
  const res = valueOf(record, 'res');
  const result = res === 'success' || res === 'yes' || res === 'failed' || res === 'no' ? res : null;
  const good = result === 'success' || result === 'yes';
  const outcome =
    result === null
      ? message('audit.result.unknown')
      : good
        ? message('audit.result.succeeded')
        : message('audit.result.no');
  const account = valueOf(record, 'acct') ?? valueOf(record, 'cmd');
  const args = { what, process: processOf(record), result: outcome };
  return account === null
    ? message('audit.event.user', args)
    : message('audit.event.userAccount', { ...args, account });
}
