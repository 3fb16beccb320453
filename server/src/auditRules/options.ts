// The options of auditctl: one row each.
import { message, type Message } from '../message';

/** What follows an option, and so what can be proposed there and how it is read. */
type ArgumentKind =
  | 'listAction'
  | 'syscalls'
  | 'field'
  | 'comparison'
  | 'path'
  | 'permissions'
  | 'key'
  | 'number'
  | 'enabled'
  | 'failure'
  | 'text'
  | 'mounts'
  | 'signal';

export interface OptionRow {
  readonly name: string;
  /** Null where nothing follows. */
  readonly argument: ArgumentKind | null;
  /** The option in words. */
  readonly title: Message;
  /** False for what makes sense on a command line only: nobody wants it proposed in a file of rules. */
  readonly inFiles: boolean;
}

const row = (name: string, argument: ArgumentKind | null, title: Message, inFiles = true): OptionRow => ({
  name,
  argument,
  title,
  inFiles,
});

/** auditctl(8), "CONFIGURATION OPTIONS", "STATUS OPTIONS" and "RULE OPTIONS". */
export const OPTIONS: readonly OptionRow[] = [
  row('-a', 'listAction', message('rules.option.append')),
  row('-A', 'listAction', message('rules.option.prepend')),
  row('-S', 'syscalls', message('rules.option.syscall')),
  row('-F', 'field', message('rules.option.field')),
  row('-C', 'comparison', message('rules.option.compare')),
  row('-k', 'key', message('rules.option.key')),
  row('-w', 'path', message('rules.option.watch')),
  row('-p', 'permissions', message('rules.option.permissions')),
  row('-D', null, message('rules.option.deleteAll')),
  row('-d', 'listAction', message('rules.option.delete')),
  row('-W', 'path', message('rules.option.unwatch')),
  row('-b', 'number', message('rules.option.backlog')),
  row('-e', 'enabled', message('rules.option.enabled')),
  row('-f', 'failure', message('rules.option.failure')),
  row('-r', 'number', message('rules.option.rate')),
  row('-c', null, message('rules.option.continue')),
  row('-i', null, message('rules.option.ignore')),
  row('-q', 'mounts', message('rules.option.mounts')),
  row('-t', null, message('rules.option.trim')),
  row('-m', 'text', message('rules.option.message'), false),
  row('-l', null, message('rules.option.list'), false),
  row('-s', null, message('rules.option.status'), false),
  row('-v', null, message('rules.option.version'), false),
  row('-h', null, message('rules.option.help'), false),
  row('-R', 'path', message('rules.option.read'), false),
  row('--backlog_wait_time', 'number', message('rules.option.backlogWait')),
  row('--loginuid-immutable', null, message('rules.option.loginuid')),
  row('--reset-lost', null, message('rules.option.resetLost')),
  row('--reset_backlog_wait_time_actual', null, message('rules.option.resetWait')),
  row('--signal', 'signal', message('rules.option.signal'), false),
];

const byName = new Map(OPTIONS.map(option => [option.name, option]));

/** The option of that very name; null where there is none. */
export function optionRow(name: string): OptionRow | null {
  return byName.get(name) ?? null;
}

/** A long option by its name or by a beginning of it that no other has (getopt_long(3)); null where there is none. */
export function longOption(name: string): OptionRow | null {
  const whole = byName.get(name);
  const begun = OPTIONS.filter(option => option.name.startsWith(name) && option.name.startsWith('--'));
  return whole ?? (begun.length === 1 && name.length > 2 ? (begun[0] ?? null) : null);
}
