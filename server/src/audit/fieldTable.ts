// The table of fields; a row with `types` comes before the row without for the same name. To know a field is to add a row.
import { message } from '../message';
import type { FieldRow } from './decoding';
import { ACCOUNTS } from './fieldTable/accounts';
import { CALLS } from './fieldTable/calls';
import { FILES } from './fieldTable/files';
import { NETWORK } from './fieldTable/network';
import { PROCESSES } from './fieldTable/processes';
import { PROGRAMS } from './fieldTable/programs';
import { SECURITY } from './fieldTable/security';
import * as kind from './kinds';

/** Arguments of a program, a0, a1, ..., also in pieces: a1[0]; any number of them, so they are no row of FIELDS. */
export const EXECVE_ARGUMENT: FieldRow = {
  names: ['a0'],
  types: ['EXECVE'],
  title: message('audit.field.execveArgument'),
  kind: kind.text,
  reference: 'execve(2); kernel/auditsc.c, audit_log_execve_info',
  examples: [
    ['a0="runc"', 'runc'],
    ['a1=612062', 'a b'],
    ['a2[1]=6162', 'ab'],
    ['a3=""', ''],
    ['a4=610A62', 'a\\012b'],
  ],
};

/** Every field of a TRUSTED_APP record but acct=, which libaudit writes as in other records. */
export const TRUSTED_APP_FIELD: FieldRow = {
  names: ['*'],
  types: ['TRUSTED_APP'],
  title: message('audit.field.trustedApp'),
  kind: kind.guessed,
  reference: 'linux/audit.h, AUDIT_TRUSTED_APP',
  examples: [
    ['a="b c"', 'b c'],
    ['a=68656C6C6F20776F726C64', 'hello world'],
    ['a=6162', '6162'],
    ['a=68656C6C6', '68656C6C6'],
    ['a=AC10', 'AC10'],
    ['a=cafe', 'cafe'],
    ['uid=0', '0'],
  ],
};

export const FIELDS: readonly FieldRow[] = [
  ...CALLS,
  ...PROCESSES,
  ...ACCOUNTS,
  ...FILES,
  ...NETWORK,
  ...SECURITY,
  ...PROGRAMS,
];
