// Rows of the table of fields: users and groups.
import { message } from '../../message';
import type { FieldRow } from '../decoding';
import * as kind from '../kinds';
import { DICTIONARY, TASK } from './references';

export const ACCOUNTS: readonly FieldRow[] = [
  {
    names: ['auid', 'oauid', 'sauid'],
    title: message('audit.field.auid'),
    kind: kind.loginUser,
    reference: 'loginuid in proc(5); linux/audit.h, AUDIT_UID_UNSET',
    examples: [
      ['auid=4294967295', 'unset'],
      ['auid=0', 'root'],
      ['auid=1000', '1000'],
      ['oauid=-1', 'unset'],
    ],
  },
  {
    names: ['old-auid'],
    title: message('audit.field.oldAuid'),
    kind: kind.loginUser,
    reference: 'loginuid in proc(5)',
    examples: [['old-auid=4294967295', 'unset']],
  },
  {
    names: ['uid'],
    title: message('audit.field.uid'),
    kind: kind.user,
    reference: TASK,
    examples: [
      ['uid=0', 'root'],
      ['uid=1000', '1000'],
      ['uid=-1', 'unset'],
    ],
  },
  {
    names: ['euid'],
    title: message('audit.field.euid'),
    kind: kind.user,
    reference: TASK,
    examples: [['euid=0', 'root']],
  },
  {
    names: ['suid'],
    title: message('audit.field.suid'),
    kind: kind.user,
    reference: TASK,
    examples: [['suid=0', 'root']],
  },
  {
    names: ['fsuid'],
    title: message('audit.field.fsuid'),
    kind: kind.user,
    reference: TASK,
    examples: [['fsuid=0', 'root']],
  },
  {
    names: ['ouid'],
    types: ['OBJ_PID'],
    title: message('audit.field.ouidTarget'),
    kind: kind.user,
    reference: 'kernel/auditsc.c, audit_log_pid_context',
    examples: [['ouid=0', 'root']],
  },
  {
    names: ['ouid'],
    title: message('audit.field.ouid'),
    kind: kind.user,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['ouid=0', 'root']],
  },
  {
    names: ['iuid', 'id', 'inode_uid', 'obj_uid'],
    title: message('audit.field.otherUid'),
    kind: kind.user,
    reference: DICTIONARY,
    examples: [
      ['iuid=0', 'root'],
      ['id=18446744073709551615', 'unset'],
      ['id=unknown(1000)', 'unknown(1000)'],
      ['inode_uid=4294967294', '4294967294'],
      ['obj_uid=33', '33'],
    ],
  },
  {
    names: ['gid'],
    title: message('audit.field.gid'),
    kind: kind.group,
    reference: TASK,
    examples: [
      ['gid=0', 'root'],
      ['gid=100', '100'],
    ],
  },
  {
    names: ['egid'],
    title: message('audit.field.egid'),
    kind: kind.group,
    reference: TASK,
    examples: [['egid=0', 'root']],
  },
  {
    names: ['sgid'],
    title: message('audit.field.sgid'),
    kind: kind.group,
    reference: TASK,
    examples: [['sgid=0', 'root']],
  },
  {
    names: ['fsgid'],
    title: message('audit.field.fsgid'),
    kind: kind.group,
    reference: TASK,
    examples: [['fsgid=0', 'root']],
  },
  {
    names: ['ogid'],
    title: message('audit.field.ogid'),
    kind: kind.group,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['ogid=0', 'root']],
  },
  {
    names: ['igid', 'inode_gid', 'new_gid', 'obj_gid'],
    title: message('audit.field.otherGid'),
    kind: kind.group,
    reference: DICTIONARY,
    examples: [['igid=0', 'root']],
  },
  {
    names: ['id'],
    types: ['ADD_GROUP', 'DEL_GROUP', 'GRP_MGMT'],
    title: message('audit.field.group'),
    kind: kind.group,
    reference: DICTIONARY,
    examples: [['id=100', '100']],
  },
  {
    names: ['acct'],
    title: message('audit.field.acct'),
    kind: kind.accountName,
    reference: DICTIONARY,
    examples: [
      ['acct="root"', 'root'],
      ['acct=726F6F7420', 'root '],
      ['acct=root', 'root'],
      ['acct=deed', 'deed'],
      ['acct=28756E6B6E6F776E207573657229', '(unknown user)'],
      ['acct=?', '?'],
    ],
  },
];
