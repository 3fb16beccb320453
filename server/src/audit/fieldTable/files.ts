// Rows of the table of fields: files.
import { message } from '../../message';
import type { FieldRow } from '../decoding';
import * as kind from '../kinds';
import { DICTIONARY } from './references';

export const FILES: readonly FieldRow[] = [
  {
    names: ['name'],
    title: message('audit.field.name'),
    kind: kind.path,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [
      ['name="/etc/passwd"', '/etc/passwd'],
      ['name=71756F227465', 'quo"te'],
      ['name=(null)', '(null)'],
    ],
  },
  {
    names: ['path', 'file', 'watch', 'dir'],
    title: message('audit.field.path'),
    kind: kind.path,
    reference: DICTIONARY,
    examples: [
      ['path="/dev/sda"', '/dev/sda'],
      ['path=002F746D702F736F636B', '/tmp/sock'],
      ['path=61006200', 'a\\000b\\000'],
      ['path=00', '\\000'],
      ['path=(null)', '(null)'],
    ],
  },
  {
    names: ['item'],
    title: message('audit.field.item'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['item=0', '0']],
  },
  {
    names: ['inode'],
    title: message('audit.field.inode'),
    kind: kind.plain,
    reference: 'inode(7)',
    examples: [['inode=338944', '338944']],
  },
  {
    names: ['dev'],
    title: message('audit.field.dev'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['dev=fe:00', 'fe:00']],
  },
  {
    names: ['rdev'],
    title: message('audit.field.rdev'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['rdev=00:00', '00:00']],
  },
  {
    names: ['nametype'],
    title: message('audit.field.nametype'),
    kind: kind.plain,
    reference: 'kernel/auditsc.c, audit_log_name',
    examples: [['nametype=NORMAL', 'NORMAL']],
  },
  {
    names: ['mode'],
    title: message('audit.field.mode'),
    kind: kind.mode,
    reference: 'inode(7)',
    examples: [
      ['mode=0100755', 'file,755'],
      ['mode=0104755', 'file,suid,755'],
      ['mode=041777', 'dir,sticky,777'],
      ['mode=0120777', 'link,777'],
      ['mode=0600', '000,600'],
      ['mode=x', 'x'],
    ],
  },
  {
    names: ['mode'],
    types: ['MQ_OPEN'],
    title: message('audit.field.shortMode'),
    kind: kind.shortMode,
    reference: 'mq_open(3)',
    examples: [['mode=0600', '0600']],
  },
  {
    names: ['perm', 'perm_mask'],
    title: message('audit.field.perm'),
    kind: kind.permissions,
    reference: 'auditctl(8), -p',
    examples: [
      ['perm=9', 'exec,attr'],
      ['perm=15', 'read,write,exec,attr'],
      ['perm=0', 'read,write,exec,attr'],
      ['perm=1', 'exec'],
      ['perm_mask=6', 'read,write'],
      ['perm=16', '16'],
      ['perm=rwa', 'rwa'],
    ],
  },
  {
    names: ['name'],
    types: ['KERN_MODULE'],
    title: message('audit.field.module'),
    kind: kind.text,
    reference: 'kernel/auditsc.c, show_special; init_module(2)',
    examples: [
      ['name="nf_tables"', 'nf_tables'],
      ['name=6162', 'ab'],
      ['name=(null)', '(null)'],
    ],
  },
];
