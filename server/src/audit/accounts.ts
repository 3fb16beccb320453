// Names of a node's users and groups, out of files in the form of passwd(5) and group(5).
import type { Place } from '../place';

/** A user or group as a file names it. */
export interface Account {
  readonly name: string;
  /** The line that says so. */
  readonly at: Place;
}

/**
 * Names of the node that a log comes from, by number. The reading machine is never asked: its user 1000 is somebody else.
 * Null where no file of the node names the number.
 */
export interface AccountNames {
  user(uid: number): Account | null;
  group(gid: number): Account | null;
}

/** Where nothing names anybody. */
export const NO_ACCOUNTS: AccountNames = { user: () => null, group: () => null };

/** The text of one file: `file` is the name that places carry. */
export interface AccountFile {
  readonly file: string;
  readonly text: string;
}

/** The largest uid_t that is an account: the one above means "unset" (credentials(7)). */
const MAX_ID = 0xfffffffe;

/**
 * Reads files of both kinds; of several files or lines that name a number the first wins, as for getpwuid(3). Never
 * throws: lines that are no accounts (comments, the + and - of NIS, what is cut or garbled) are skipped.
 */
export function readAccounts(passwd: readonly AccountFile[], group: readonly AccountFile[]): AccountNames {
  if (passwd.length === 0 && group.length === 0) return NO_ACCOUNTS;
  const users = namesIn(passwd, 4);
  const groups = namesIn(group, 3);
  return { user: uid => users.get(uid) ?? null, group: gid => groups.get(gid) ?? null };
}

/** `leastFields` is how many fields a line has at least: glibc takes passwd without its last three, group without members. */
function namesIn(files: readonly AccountFile[], leastFields: number): ReadonlyMap<number, Account> {
  const names = new Map<number, Account>();
  for (const { file, text } of files)
    for (const [line, written] of text.split('\n').entries()) {
      const fields = written.trim().split(':');
      const [name = '', , id = ''] = fields;
      const number = /^\d{1,10}$/.test(id) ? Number(id) : MAX_ID + 1;
      if (fields.length < leastFields || !isName(name) || number > MAX_ID || names.has(number)) continue;
      names.set(number, { name, at: { file, line } });
    }
  return names;
}

/** Lenient as useradd(8) --badname: no blanks or control characters, and no comment or NIS line. */
function isName(name: string): boolean {
  return /^[^\s\u0000-\u001f\u007f#+-][^\s\u0000-\u001f\u007f]{0,255}$/.test(name);
}
