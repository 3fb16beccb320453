// The fields that a rule can test: one row each, with what auditctl and the kernel take.
import { message, type Message } from '../message';
import type { List, Operator } from './rule';
import type { ValueKind } from './values';

interface RuleField {
  readonly names: readonly string[];
  /** The field in words. */
  readonly title: Message;
  readonly kind: ValueKind;
  /** The lists on which the field may stand. */
  readonly lists: readonly List[];
  readonly operators: readonly Operator[];
  readonly reference: string;
}

const EQUAL: readonly Operator[] = ['='];
const EQUALITY: readonly Operator[] = ['=', '!='];
const ORDER: readonly Operator[] = ['=', '!=', '<', '>', '<=', '>='];
const ALL: readonly Operator[] = [...ORDER, '&', '&='];

const EXIT: readonly List[] = ['exit', 'io_uring'];
const CALLER: readonly List[] = ['exit', 'task', 'user', 'io_uring'];
/** libaudit, audit_rule_fieldpair_data: what the exclude list takes. */
const EXCLUDABLE: readonly List[] = [...CALLER, 'exclude'];

const MANUAL = 'auditctl(8), -F';

function field(
  names: string,
  title: Message,
  kind: ValueKind,
  lists: readonly List[],
  operators: readonly Operator[],
  reference = MANUAL,
): RuleField {
  return { names: names.split(' '), title, kind, lists, operators, reference };
}

/** libaudit, fieldtab.h; operators and lists after audit_rule_fieldpair_data and kernel/auditfilter.c, audit_field_valid. */
export const RULE_FIELDS: readonly RuleField[] = [
  field('arch', message('rules.field.arch'), 'arch', CALLER, EQUALITY),
  field('a0 a1 a2 a3', message('rules.field.argument'), 'argument', CALLER, ALL, 'auditctl(8), -F; syscall(2)'),
  field('success', message('rules.field.success'), 'success', EXIT, ORDER),
  field('exit', message('rules.field.exit'), 'exit', EXIT, ORDER, 'auditctl(8), -F; errno(3)'),
  field('key', message('rules.field.key'), 'key', [...CALLER, 'filesystem'], EQUALITY, 'auditctl(8), -k'),
  field(
    'auid loginuid',
    message('rules.field.auid'),
    'loginUser',
    EXCLUDABLE,
    ORDER,
    'auditctl(8), -F; loginuid in proc(5)',
  ),
  field('uid', message('rules.field.uid'), 'user', EXCLUDABLE, ORDER),
  field('euid', message('rules.field.euid'), 'user', CALLER, ORDER),
  field('suid', message('rules.field.suid'), 'user', CALLER, ORDER),
  field('fsuid', message('rules.field.fsuid'), 'user', CALLER, ORDER),
  field('gid', message('rules.field.gid'), 'group', EXCLUDABLE, ORDER),
  field('egid', message('rules.field.egid'), 'group', CALLER, ORDER),
  field('sgid', message('rules.field.sgid'), 'group', CALLER, ORDER),
  field('fsgid', message('rules.field.fsgid'), 'group', CALLER, ORDER),
  field('obj_uid', message('rules.field.objUid'), 'user', CALLER, ORDER),
  field('obj_gid', message('rules.field.objGid'), 'group', CALLER, ORDER),
  field('pid', message('rules.field.pid'), 'number', EXCLUDABLE, ORDER),
  field('ppid', message('rules.field.ppid'), 'number', EXIT, ORDER),
  field('sessionid', message('rules.field.sessionid'), 'session', ['exit', 'user', 'io_uring'], ORDER),
  field('exe', message('rules.field.exe'), 'file', EXCLUDABLE, EQUALITY),
  field('path', message('rules.field.path'), 'file', EXIT, EQUAL),
  field('dir', message('rules.field.dir'), 'folder', EXIT, EQUAL),
  field('perm', message('rules.field.perm'), 'permissions', ['exit'], EQUAL, 'auditctl(8), -p'),
  field('filetype', message('rules.field.filetype'), 'fileType', EXIT, EQUALITY, 'auditctl(8), -F; inode(7)'),
  field('inode', message('rules.field.inode'), 'number', EXIT, EQUALITY),
  field('devmajor', message('rules.field.devmajor'), 'number', EXIT, ORDER),
  field('devminor', message('rules.field.devminor'), 'number', EXIT, ALL),
  field('fstype', message('rules.field.fstype'), 'fileSystem', ['filesystem'], EQUALITY),
  field('msgtype', message('rules.field.msgtype'), 'recordType', ['exclude', 'user'], ORDER),
  field('pers', message('rules.field.pers'), 'number', CALLER, ALL, 'auditctl(8), -F; personality(2)'),
  field('saddr_fam', message('rules.field.saddrFam'), 'family', CALLER, ORDER, 'auditctl(8), -F; bits/socket.h'),
  field('subj_user', message('rules.field.subject'), 'text', EXCLUDABLE, EQUALITY),
  field('subj_role', message('rules.field.subject'), 'text', EXCLUDABLE, EQUALITY),
  field('subj_type', message('rules.field.subject'), 'text', EXCLUDABLE, EQUALITY),
  field('subj_sen', message('rules.field.subject'), 'text', EXCLUDABLE, ORDER),
  field('subj_clr', message('rules.field.subject'), 'text', EXCLUDABLE, ORDER),
  field('obj_user', message('rules.field.object'), 'text', EXIT, EQUALITY),
  field('obj_role', message('rules.field.object'), 'text', EXIT, EQUALITY),
  field('obj_type', message('rules.field.object'), 'text', EXIT, EQUALITY),
  field('obj_lev_low', message('rules.field.object'), 'text', EXIT, ORDER),
  field('obj_lev_high', message('rules.field.object'), 'text', EXIT, ORDER),
  field(
    'field_compare',
    message('rules.field.fieldCompare'),
    'number',
    CALLER,
    EQUALITY,
    'linux/audit.h, AUDIT_COMPARE_*',
  ),
];

const byName = new Map(RULE_FIELDS.flatMap(row => row.names.map(name => [name, row] as const)));

/** The row of a field; null for a name that auditctl does not know. */
export function ruleField(name: string): RuleField | null {
  return byName.get(name) ?? null;
}

/** Users with users and groups with groups, each with another one (libaudit, audit_rule_interfield_comp_data). */
const COMPARABLE: readonly (readonly string[])[] = [
  ['auid', 'uid', 'euid', 'suid', 'fsuid', 'obj_uid'],
  ['gid', 'egid', 'sgid', 'fsgid', 'obj_gid'],
];

/** The fields that -C can compare with a field; none where it can compare it with nothing. */
export function comparableWith(name: string): readonly string[] {
  const plain = name === 'loginuid' ? 'auid' : name;
  return (COMPARABLE.find(group => group.includes(plain)) ?? []).filter(other => other !== plain);
}
