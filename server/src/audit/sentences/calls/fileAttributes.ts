// Calls that change what a file is like and not what it is called: its mode, owner, length, attributes and times, in words.
import type { Message } from '../../../message';
import { groupOf, userOf } from './accounts';
import type { Call, CallRow } from './call';
import { call, CWD } from './fileSamples';

const octal = (bits: number) => `0${(bits & 0o7777).toString(8)}`;

function modeChanged(call: Call): Message | null {
  const at = call.name.startsWith('fchmodat');
  const mode = call.bits(at ? 2 : 1);
  const path = call.file(call.name === 'fchmod' ? 0 : null);
  return mode === null ? null : call.told('chmod', { path, mode: octal(mode) });
}

/** chown(2): -1 leaves an owner as it is. */
function ownerChanged(call: Call): Message | null {
  const first = call.name === 'fchownat' ? 2 : 1;
  const owner = call.int(first);
  const group = call.int(first + 1);
  const path = call.file(call.name === 'fchown' ? 0 : null);
  if (owner === null || group === null) return null;
  if (owner === -1 && group === -1) return call.told('chown.none', { path });
  if (group === -1) return call.told('chown.user', { path, user: userOf(owner) });
  if (owner === -1) return call.told('chown.group', { path, group: groupOf(group) });
  return call.told('chown', { path, user: userOf(owner), group: groupOf(group) });
}

function lengthSet(call: Call): Message | null {
  const raw = call.raw(1);
  const path = call.file(call.name.startsWith('f') ? 0 : null);
  return /^[0-9a-f]{1,16}$/i.test(raw) ? call.told('truncate', { path, length: BigInt(`0x${raw}`).toString() }) : null;
}

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_name) unless they are whole lines. */
export const ATTRIBUTE_CALLS: readonly CallRow[] = [
  {
    calls: ['chmod', 'fchmod', 'fchmodat', 'fchmodat2'],
    describe: modeChanged,
    samples: [
      [
        'sh (pid 12) changed the mode of /root/x to 0755',
        call(268, 'a0=ffffff9c a1=7ffe a2=1ed'),
        CWD,
        'PATH name="x"',
      ],
      ['sh (pid 12) changed the mode of its file descriptor 3 to 04755', call(91, 'a0=3 a1=9ed'), 'PATH name=(null)'],
    ],
  },
  {
    calls: ['chown', 'fchown', 'lchown', 'fchownat', 'chown32', 'fchown32', 'lchown32'],
    describe: ownerChanged,
    samples: [
      ['sh (pid 12) changed the owner of /x to root and its group to 100', call(92, 'a1=0 a2=64'), 'PATH name="/x"'],
      ['sh (pid 12) changed the owner of /x to 1000', call(92, 'a1=3e8 a2=ffffffff'), 'PATH name="/x"'],
      ['sh (pid 12) changed the group of /x to root', call(260, 'a0=5 a1=7ffe a2=ffffffff a3=0'), 'PATH name="/x"'],
      [
        'sh (pid 12) changed neither owner nor group of /x (chown to -1)',
        call(92, 'a1=ffffffff a2=ffffffff'),
        'PATH name="/x"',
      ],
    ],
  },
  {
    calls: ['truncate', 'ftruncate', 'truncate64', 'ftruncate64'],
    describe: lengthSet,
    samples: [
      ['sh (pid 12) set the length of /x to 4096 B', call(76, 'a0=7ffe a1=1000'), 'PATH name="/x" nametype=NORMAL'],
      ['sh (pid 12) set the length of its file descriptor 4 to 0 B', call(77, 'a0=4 a1=0')],
    ],
  },
  {
    calls: ['setxattr', 'lsetxattr', 'fsetxattr', 'setxattrat'],
    describe: one => one.told('xattr.set', { path: one.file(one.name === 'fsetxattr' ? 0 : null) }),
    samples: [['sh (pid 12) set an extended attribute of /x', call(188, 'a0=7ffe'), 'PATH name="/x" nametype=NORMAL']],
  },
  {
    calls: ['removexattr', 'lremovexattr', 'fremovexattr', 'removexattrat'],
    describe: one => one.told('xattr.remove', { path: one.file(one.name === 'fremovexattr' ? 0 : null) }),
    samples: [['sh (pid 12) removed an extended attribute of /x', call(197, 'a0=7ffe'), 'PATH name="/x"']],
  },
  {
    calls: ['utime', 'utimes', 'utimensat', 'futimesat'],
    describe: one => one.told('times', { path: one.file() }),
    samples: [['sh (pid 12) set the times of /root/x', call(280, 'a0=ffffff9c a1=7ffe'), CWD, 'PATH name="x"']],
  },
  {
    calls: ['getxattr', 'lgetxattr', 'fgetxattr', 'getxattrat'],
    describe: one => one.told('xattr.get', { path: one.file(one.name === 'fgetxattr' ? 0 : null) }),
    samples: [
      [
        'sh (pid 12) tried to read an extended attribute of /x: failed, ENODATA (No data available)',
        'SYSCALL arch=c000003e syscall=191 success=no exit=-61 a0=7ffe pid=12 comm="sh"',
        'PATH item=0 name="/x" nametype=NORMAL',
      ],
    ],
  },
  {
    calls: ['listxattr', 'llistxattr', 'flistxattr', 'listxattrat'],
    describe: one => one.told('xattr.list', { path: one.file(one.name === 'flistxattr' ? 0 : null) }),
    samples: [['sh (pid 12) listed the extended attributes of /x', call(194, 'a0=7ffe'), 'PATH name="/x"']],
  },
  {
    calls: ['statfs', 'fstatfs', 'statfs64', 'fstatfs64'],
    describe: one => one.told('statfs', { path: one.file(one.name.startsWith('f') ? 0 : null) }),
    samples: [
      ['sh (pid 12) read the state of the file system at /x', call(137, 'a0=7ffe'), 'PATH name="/x"'],
      ['sh (pid 12) read the state of the file system at its file descriptor 3', call(138, 'a0=3')],
    ],
  },
];
