// Texts that a call was given by pointers: a SYSCALL record has addresses, other records of its event may have what stood there.
import { readCommand } from './command';
import type { AuditEvent } from './event';
import { decodeValue } from './fields';
import { findField, type AuditRecord } from './record';

/** What stood where an argument points to, and the type of the record that says so. */
export interface ArgumentText {
  /** As C has it: "/etc/passwd" in quotes, ["ls", "-l"]. Control characters stand as \ooo. */
  readonly text: string;
  readonly record: 'PATH' | 'EXECVE';
}

/** The names that manual pages give to the one path of a call; calls with two have other names for them. */
const PATH_NAMES: ReadonlySet<string> = new Set(['pathname', 'path', 'filename']);
const EXECUTING: ReadonlySet<string> = new Set(['execve', 'execveat']);
/** A longer command line is cut: a signature is to be read at a glance (UTF-16 units). */
const LONGEST = 300;

/** The texts of a call's arguments by their names; only those where nothing else can be meant. */
export function argumentTexts(
  call: string,
  names: readonly string[],
  event: AuditEvent,
): ReadonlyMap<string, ArgumentText> {
  const texts = new Map<string, ArgumentText>();
  const executes = EXECUTING.has(call);
  const pathName = names.find(name => PATH_NAMES.has(name));
  const path = executes ? executedPath(event) : onlyPath(event);
  if (pathName === undefined || path === null) return texts;
  texts.set(pathName, { text: quoted(path), record: 'PATH' });
  const argv = executes ? argumentsOf(event, path) : null;
  if (argv !== null) texts.set('argv', { text: argv, record: 'EXECVE' });
  return texts;
}

/** Of the files of an execve, which are also interpreters and loaders, the first is the one that it was given. */
function executedPath(event: AuditEvent): string | null {
  const first = event.records.find(({ record }) => record.type === 'PATH' && findField(record, 'item')?.raw === '0');
  return first ? nameOf(first.record) : null;
}

/**
 * The file of a call that takes one path. The folder that it lies in is a record of its own, with the path cut behind it;
 * all other records have the path as it was given (kernel/auditsc.c, __audit_inode_child).
 */
function onlyPath(event: AuditEvent): string | null {
  const paths = event.records
    .map(({ record }) => record)
    .filter(record => record.type === 'PATH' && findField(record, 'nametype')?.raw !== 'PARENT');
  const [only] = paths;
  return only && paths.length === 1 ? nameOf(only) : null;
}

function nameOf(record: AuditRecord): string | null {
  const field = findField(record, 'name');
  return field === undefined || field.raw === '(null)' ? null : decodeValue(field, record);
}

/**
 * EXECVE has the arguments that the new program found. Where an interpreter was put before the file that was given, the
 * kernel made it a later one of them (fs/binfmt_script.c, fs/binfmt_misc.c), and they are not those of the call.
 */
function argumentsOf(event: AuditEvent, path: string): string | null {
  if (!event.records.some(({ record }) => record.type === 'EXECVE')) return null;
  const command = readCommand(event);
  if (command === null || command.argv.slice(1).includes(path)) return null;
  const written = command.argv.map(quoted).join(', ');
  if (written.length > LONGEST) return `[${written.slice(0, LONGEST)}…]`;
  return command.cut ? `[${written}, …]` : `[${written}]`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
