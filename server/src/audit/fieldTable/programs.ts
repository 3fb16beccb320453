// Rows of the table of fields: what programs and the audit system say of themselves.
import { message } from '../../message';
import type { FieldRow } from '../decoding';
import * as kind from '../kinds';
import { DICTIONARY } from './references';

export const PROGRAMS: readonly FieldRow[] = [
  {
    names: ['res', 'result'],
    title: message('audit.field.result'),
    kind: kind.result,
    reference: DICTIONARY,
    examples: [
      ['res=1', 'yes'],
      ['res=0', 'no'],
      ['res=success', 'success'],
      ['res=failed', 'failed'],
    ],
  },
  {
    names: ['op'],
    title: message('audit.field.op'),
    kind: kind.plain,
    reference: DICTIONARY,
    examples: [
      ['op=PAM:session_open', 'PAM:session_open'],
      ['op="add rule"', 'add rule'],
    ],
  },
  {
    names: ['list'],
    title: message('audit.field.list'),
    kind: kind.filterList,
    reference: 'auditctl(8), -a',
    examples: [
      ['list=4', 'exit'],
      ['list=0', 'user'],
      ['list=2', 'entry'],
      ['list=7', 'io_uring'],
      ['list=9', 'unknown-list(9)'],
      ['list=exit', 'exit'],
    ],
  },
  {
    names: ['old'],
    title: message('audit.field.old'),
    kind: kind.plain,
    reference: DICTIONARY,
    examples: [['old=64', '64']],
  },
  {
    names: ['terminal'],
    title: message('audit.field.terminal'),
    kind: kind.plain,
    reference: DICTIONARY,
    examples: [['terminal=ssh', 'ssh']],
  },
  {
    names: ['unit'],
    title: message('audit.field.unit'),
    kind: kind.plain,
    reference: 'systemd(1)',
    examples: [['unit=docker', 'docker']],
  },
  {
    names: ['cmd'],
    title: message('audit.field.cmd'),
    kind: kind.text,
    reference: 'sudo(8)',
    examples: [['cmd=6C73202D6C61', 'ls -la']],
  },
  {
    names: ['ver'],
    title: message('audit.field.ver'),
    kind: kind.plain,
    reference: 'auditd(8)',
    examples: [['ver=3.0.9', '3.0.9']],
  },
  {
    names: [
      'vm',
      'old-chardev',
      'new-chardev',
      'old-disk',
      'new-disk',
      'old-fs',
      'new-fs',
      'old-net',
      'new-net',
      'old-rng',
      'new-rng',
      'device',
      'cgroup',
      'grp',
      'new_group',
      'invalid_context',
      'sw',
      'root_dir',
      'operation',
      'denied_mask',
      'info',
      'profile',
      'requested_mask',
    ],
    title: message('audit.field.otherText'),
    kind: kind.text,
    reference: DICTIONARY,
    examples: [
      ['device=2F6465762F6120', '/dev/a '],
      ['profile="docker-default"', 'docker-default'],
    ],
  },
];
