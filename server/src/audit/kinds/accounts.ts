// Users, groups and login sessions.
import { message, type Message } from '../../message';
import type { Account, AccountNames } from '../accounts';
import type { FieldContext, Kind } from '../decoding';
import { isDigits } from '../encoded';

const UNSIGNED = '4294967295';

/** include/uapi/linux/audit.h AUDIT_UID_UNSET, as a number of 32 bits, unsigned and signed, and of 64 bits. */
function isUnset(raw: string): boolean {
  return raw === UNSIGNED || raw === '-1' || raw === '18446744073709551615';
}

type Find = (accounts: AccountNames, id: number) => Account | null;

/**
 * A user or group number: only 0 and "unset" have a name on every node, other names are known from auditd or from a file
 * of the node; else the number stands as it is.
 */
function account(find: Find, unset: Message): Kind {
  const named = ({ raw, accounts }: FieldContext): Account | null =>
    raw.length <= 10 && isDigits(raw) ? find(accounts, Number(raw)) : null;
  return {
    value: context => {
      if (isUnset(context.raw)) return 'unset';
      return named(context)?.name ?? (context.raw === '0' ? 'root' : context.raw);
    },
    explain: context => {
      const { raw, enriched } = context;
      if (isUnset(raw)) return { meaning: unset };
      if (enriched !== null && raw !== '0')
        return { meaning: message('audit.user.named', { name: enriched, id: raw }) };
      const found = named(context);
      if (found !== null) {
        const { name, at } = found;
        return {
          meaning: message('audit.user.inFile', { name, id: raw, file: at.file, line: at.line + 1 }),
          hint: name,
        };
      }
      if (raw === '0') return { meaning: message('audit.user.root') };
      return { meaning: isDigits(raw) ? message('audit.user.number', { id: raw }) : null };
    },
  };
}

const findUser: Find = (accounts, id) => accounts.user(id);
const findGroup: Find = (accounts, id) => accounts.group(id);

export const user = account(findUser, message('audit.user.unset'));
export const group = account(findGroup, message('audit.user.unset'));
/** The login uid, which stays with a process through su and sudo. */
export const loginUser = account(findUser, message('audit.user.noLogin'));

/** ses=; ausearch leaves -1 as it is. */
export const session: Kind = {
  value: ({ raw }) => (raw === UNSIGNED ? 'unset' : raw),
  explain: ({ raw }) => ({ meaning: isUnset(raw) ? message('audit.session.unset') : null }),
};

/** oses= and old-ses=, which ausearch leaves as they are. */
export const otherSession: Kind = { ...session, value: ({ raw }) => raw };
