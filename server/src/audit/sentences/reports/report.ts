// What the reports of trusted programs share: whose account, from where, whether it worked; and how their samples look.
import { message, type Message } from '../../../message';
import { recordTypeMeaning } from '../../data/recordTypes';
import type { AuditRecord } from '../../record';
import type { Describe } from '../sentence';
import { doerOf, firstOf, processOf, resultOf, told, userName, valueOf, type Told, type ToldArguments } from '../words';

/** The account that a report is about: its name, or the number of its user or group. */
export function accountOf(record: AuditRecord): Message | string {
  const name = valueOf(record, 'acct');
  if (name !== null) return name;
  const group = firstOf(record, 'grp', 'new_group');
  if (group !== null) return group;
  const id = valueOf(record, 'id');
  if (id === null) return message('audit.account.unknown');
  // "added the user 1001": these sentences say what it is.
  if (/^(?:ADD|DEL)_/.test(record.type)) return /^\d+$/.test(id) ? message('audit.user.bare', { id }) : id;
  return /GROUP|GRP/.test(record.type) && /^\d+$/.test(id) ? message('audit.group.id', { id }) : userName(id);
}

/** Whether a report says whose account it is about. */
export function namesAccount(record: AuditRecord): boolean {
  return firstOf(record, 'acct', 'grp', 'new_group', 'id') !== null;
}

/** Where the request came from; null where it came from this machine or the record does not say. */
function originOf(record: AuditRecord): string | null {
  return firstOf(record, 'addr', 'hostname');
}

/** What PAM and others wanted to do: "PAM:session_open", or several bare words (shadow, hwclock); null where the record does not say. */
export function operationOf(record: AuditRecord): string | null {
  return /[ ']op=(\w[\w-]{0,40}(?: [a-z-]{1,40}){1,6}) \w{1,20}=/.exec(record.body)?.[1] ?? valueOf(record, 'op');
}

/** The sentence with where the request came from. */
export function fromOrigin(sentence: Message, record: AuditRecord): Message {
  const origin = originOf(record);
  return origin === null ? sentence : message('audit.report.from', { sentence, origin });
}

/** The sentence of a report: what was done or failed, or, where the record does not say which, what it is about. */
export function report<Name extends Told>(
  record: AuditRecord,
  name: Name,
  args: ToldArguments<Name>,
  doer: Message = processOf(record),
): Message | null {
  const worked = resultOf(record);
  return worked === null ? describeOther(record) : fromOrigin(told(name, worked, doer, args), record);
}

/** The sentences about an account and nothing else. */
export type OfAccount = { [Name in Told]: keyof ToldArguments<Name> extends 'account' ? Name : never }[Told];

export function ofAccount(name: OfAccount, doer: (record: AuditRecord) => Message = processOf): Describe {
  return record => report(record, name, { account: accountOf(record) } as ToldArguments<typeof name>, doer(record));
}

/** Any other report: what kind it is, by whom, about which account. */
export function describeOther(record: AuditRecord): Message | null {
  const what = recordTypeMeaning(record.type);
  if (what === null) return null;
  const worked = resultOf(record);
  const result =
    worked === null
      ? message('audit.result.unknown')
      : worked
        ? message('audit.result.succeeded')
        : message('audit.result.no');
  const args = { process: doerOf(record), what, result };
  const about = firstOf(record, 'acct', 'vm', 'device', 'unit', 'cmd', 'id', 'op');
  return fromOrigin(
    about === null ? message('audit.report', args) : message('audit.report.about', { ...args, about }),
    record,
  );
}

/** Samples are made, not recorded: the fields of a report, by whom and with which message of its own. */
export const by = (uid: number, login: number, program: string, message: string, result = 'success') =>
  `pid=7 uid=${String(uid)} auid=${String(login)} ses=1 msg='${message} exe="/usr/sbin/${program}" hostname=? addr=? terminal=? res=${result}'`;
/** The same of PAM, for alice. */
export const pam = (operation: string, result = 'success', address = '?') =>
  `pid=7 uid=0 auid=4294967295 ses=4294967295 msg='op=PAM:${operation} acct="alice" exe="/usr/sbin/sshd" hostname=${address} addr=${address} terminal=ssh res=${result}'`;

/** The doer of most samples. */
export const TOOL = 'tool (pid 7, as root, logged in as user 1000)';
