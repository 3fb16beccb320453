// The signature of a record's system call with the arguments of this event filled in: kill(pid=18848, sig=SIGKILL).
import { decodeField } from './fields';
import { callOf } from './kinds';
import { findField, type AuditRecord } from './record';

/** One argument of a call as its manual page names it. */
export interface CallArgument {
  readonly name: string;
  /** The hexadecimal digits of a0..a3; null for the fifth and sixth argument, which audit does not record. */
  readonly raw: string | null;
  /** Decoded for reading: "SIGKILL", "AT_FDCWD", "3", "0x7ffd12345678"; "?" where it is not recorded. */
  readonly value: string;
  /** False where this call does not read the argument, such as the mode of an open(2) that creates nothing. */
  readonly used: boolean;
}

/** A call with the arguments that its manual page names. */
export interface CallSignature {
  readonly call: string;
  readonly arguments: readonly CallArgument[];
  /** The manual page, "kill(2)". */
  readonly manual: string;
}

const NAMES: Readonly<Record<string, string>> = {
  kill: 'pid sig',
  tkill: 'tid sig',
  tgkill: 'tgid tid sig',
};

/** The signature of the call of a SYSCALL record; null where the call or its signature is not known. */
export function describeCallSignature(record: AuditRecord): CallSignature | null {
  const call = callOf(record);
  if (call === null || !Object.hasOwn(NAMES, call)) return null;
  const names = (NAMES[call] ?? '').split(' ');
  return {
    call,
    arguments: names.map((name, index) => {
      const field = findField(record, `a${String(index)}`);
      const raw = field?.raw ?? null;
      return { name, raw, value: field === undefined ? '?' : decodeField(field, record).value, used: true };
    }),
    manual: `${call}(2)`,
  };
}
