// The tables of calls as one, and how the SYSCALL record of any call is told.
import { message, type Message } from '../../../message';
import { findRecord, type AuditEvent } from '../../event';
import { callOf } from '../../kinds';
import { findField, type AuditRecord } from '../../record';
import { doerOf, errorOf } from '../words';
import { ACCOUNT_CALLS } from './accounts';
import { Call, type CallRow } from './call';
import { DESCRIPTOR_CALLS } from './descriptors';
import { ATTRIBUTE_CALLS } from './fileAttributes';
import { FILE_CALLS } from './files';
import { MACHINE_CALLS } from './machine';
import { MOUNT_CALLS } from './mounts';
import { PROCESS_CALLS } from './processes';
import { PROCESS_STATE_CALLS } from './processState';
import { SIGNAL_CALLS } from './signals';
import { SOCKET_CALLS } from './sockets';

/** Every call that has words of its own. */
export const CALL_ROWS: readonly CallRow[] = [
  ...SIGNAL_CALLS,
  ...PROCESS_CALLS,
  ...PROCESS_STATE_CALLS,
  ...FILE_CALLS,
  ...DESCRIPTOR_CALLS,
  ...ATTRIBUTE_CALLS,
  ...MOUNT_CALLS,
  ...SOCKET_CALLS,
  ...ACCOUNT_CALLS,
  ...MACHINE_CALLS,
];

const rows = new Map(CALL_ROWS.flatMap(row => row.calls.map(name => [name, row] as const)));

/** net/socket.c, socketcall(2) of 32-bit programs: which call its first argument means (linux/net.h, SYS_*). */
const SOCKETCALLS: readonly string[] = (
  '? socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown ' +
  'setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg'
).split(' ');

/** A call told by its row, or by its name and what it was about. */
export function describeCall(record: AuditRecord, event: AuditEvent): Message | null {
  const number = findField(record, 'syscall')?.raw;
  if (number === undefined) return null;
  const written = callOf(record);
  const name = written === null ? null : innerCall(written, record);
  const given = name === written ? record : (findRecord(event, 'SOCKETCALL') ?? null);
  const call = new Call(name ?? '', record, event, given);
  const told = name === null ? null : rows.get(name)?.describe(call);
  if (told) return told;
  const args = {
    process: doerOf(record),
    call: name ?? message('audit.event.callNumber', { number }),
    result: resultOf(call),
  };
  const object = call.paths[0]?.path ?? call.address;
  return object === null ? message('audit.event.call', args) : message('audit.event.callOn', { ...args, object });
}

/** "socketcall(bind)" as ausearch writes it, or socketcall with the number of the call in a0. */
function innerCall(name: string, record: AuditRecord): string {
  if (!name.startsWith('socketcall')) return name;
  const written = /^socketcall\((\w{1,20})\)$/.exec(name)?.[1];
  const number = findField(record, 'a0')?.raw ?? '';
  return written ?? (/^[0-9a-f]{1,2}$/i.test(number) ? SOCKETCALLS[parseInt(number, 16)] : undefined) ?? name;
}

/** Whether a call worked, by its own record. */
function resultOf(call: Call): Message {
  if (call.worked === null) return message('audit.result.unknown');
  if (call.worked) return message('audit.result.succeeded');
  const error = errorOf(call.record);
  return error === null ? message('audit.result.no') : message('audit.result.failed', { error });
}
