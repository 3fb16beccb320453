// Calls that change the user, the groups or the capabilities of a process, in words.
import { message, type Message } from '../../../message';
import { findRecord } from '../../event';
import { valueOf } from '../words';
import type { Call, CallRow } from './call';

/** A user by its number: 0 is root everywhere, others have names on their node only. */
export function userOf(id: number): Message | string {
  return id === 0 ? 'root' : message('audit.user.bare', { id: id >>> 0 });
}

/** A group by its number. */
export function groupOf(id: number): Message | string {
  return id === 0 ? 'root' : message('audit.group.bare', { id: id >>> 0 });
}

/** setreuid(2), setresuid(2): -1 leaves an id as it is. */
function changed(id: number | null, name: (id: number) => Message | string): Message | string {
  return id === null ? '?' : id === -1 ? message('audit.id.unchanged') : name(id);
}

function one(call: Call): Message | null {
  const id = call.int(0);
  if (id === null) return null;
  if (call.name === 'setfsuid') return call.told('setfsuid', { user: userOf(id) });
  if (call.name === 'setfsgid') return call.told('setfsgid', { group: groupOf(id) });
  return call.name.startsWith('setuid')
    ? call.told('setuid', { user: userOf(id) })
    : call.told('setgid', { group: groupOf(id) });
}

function several(call: Call): Message | null {
  const user = call.name.includes('uid');
  const name = user ? userOf : groupOf;
  const real = changed(call.int(0), name);
  const effective = changed(call.int(1), name);
  if (!call.name.startsWith('setres')) return call.told(user ? 'setreuid' : 'setregid', { real, effective });
  return call.told(user ? 'setresuid' : 'setresgid', { real, effective, saved: changed(call.int(2), name) });
}

/** What CAPSET tells: the sets that were asked for. */
function capabilities(call: Call): Message | null {
  const record = findRecord(call.event, 'CAPSET');
  const effective = valueOf(record, 'cap_pe');
  const permitted = valueOf(record, 'cap_pp');
  return effective === null || permitted === null
    ? call.told('capset.any', {})
    : call.told('capset', { effective, permitted });
}

const call = (number: number, rest: string) =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=0 ${rest} pid=9 auid=0 uid=0 comm="su"`;

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_cap). */
export const ACCOUNT_CALLS: readonly CallRow[] = [
  {
    calls: ['setuid', 'setgid', 'setfsuid', 'setfsgid', 'setuid32', 'setgid32'],
    describe: one,
    samples: [
      ['su (pid 9) set its user id to 1000', call(105, 'a0=3e8')],
      ['su (pid 9) set its group id to root', call(106, 'a0=0')],
      ['su (pid 9) asked to access files as user root (setfsuid)', call(122, 'a0=0')],
      ['su (pid 9) asked to access files as group 5 (setfsgid)', call(123, 'a0=5')],
      [
        'su (pid 9, as root, logged in as user 1000) tried to set its user id to root: failed, EPERM (Operation not permitted)',
        'SYSCALL arch=c000003e syscall=105 success=no exit=-1 a0=0 pid=9 auid=1000 uid=0 comm="su"',
      ],
    ],
  },
  {
    calls: ['setreuid', 'setresuid', 'setregid', 'setresgid', 'setreuid32', 'setresuid32', 'setregid32', 'setresgid32'],
    describe: several,
    samples: [
      ['su (pid 9) set its user ids: real 1000, effective unchanged', call(113, 'a0=3e8 a1=ffffffff')],
      [
        'su (pid 9) set its user ids: real unchanged, effective root, saved 1000',
        call(117, 'a0=ffffffffffffffff a1=0 a2=3e8'),
      ],
      ['su (pid 9) set its group ids: real root, effective 5', call(114, 'a0=0 a1=5')],
      ['su (pid 9) set its group ids: real root, effective root, saved root', call(119, 'a0=0 a1=0 a2=0')],
    ],
  },
  {
    calls: ['setgroups', 'setgroups32'],
    describe: one => one.told('setgroups', {}),
    samples: [['su (pid 9) set its supplementary groups', call(116, 'a0=1 a1=7ffe')]],
  },
  {
    calls: ['capset'],
    describe: capabilities,
    samples: [
      [
        'su (pid 9) set its capabilities: effective none, permitted chown',
        call(126, 'a0=7ffe a1=7fff'),
        'CAPSET pid=9 cap_pi=0000000000000000 cap_pp=0000000000000001 cap_pe=0000000000000000 cap_pa=0',
      ],
      ['su (pid 9) set its capabilities', call(126, 'a0=7ffe a1=7fff')],
    ],
  },
];
