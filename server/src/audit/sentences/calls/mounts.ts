// Calls that change which files there are to be seen: mounts, roots, swap, in words.
import type { Message } from '../../../message';
import type { Call, CallRow } from './call';
import { call, CWD } from './fileSamples';
import { plainRows, type PlainRow } from './plain';

/** include/uapi/linux/mount.h */
const MS_REMOUNT = 0x20;
const MS_MOVE = 0x2000;
const MS_PROPAGATION = 0x1e0000;

/** mount(2) looks the target up first, then what is mounted where that is a path. */
function mounted(call: Call): Message | null {
  const [target, source] = call.paths;
  if (target === undefined) return null;
  const flags = call.bits(3) ?? 0;
  const path = target.path;
  if (flags & MS_REMOUNT) return call.told('mount.options', { path });
  if (flags & MS_PROPAGATION) return call.told('mount.propagation', { path });
  if (source === undefined) return call.told('mount.target', { path });
  return call.told(flags & MS_MOVE ? 'mount.move' : 'mount', { source: source.path, path });
}

const PLAIN: readonly PlainRow[] = [
  [['fsopen'], 'mount.begin', 430, 'sh (pid 12) began to configure a file system (fsopen)'],
  [['fsconfig'], 'mount.configure', 431, 'sh (pid 12) set a parameter of a file system (fsconfig)'],
  [['fsmount'], 'mount.make', 432, 'sh (pid 12) made a mount that is attached nowhere yet (fsmount)'],
];

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_name) unless they are whole lines. */
export const MOUNT_CALLS: readonly CallRow[] = [
  {
    calls: ['chroot'],
    describe: one => one.told('chroot', { path: one.file() }),
    samples: [['sh (pid 12) changed its root directory to /x', call(161, 'a0=7ffe'), 'PATH name="/x" nametype=NORMAL']],
  },
  {
    calls: ['mount'],
    describe: mounted,
    samples: [
      [
        'sh (pid 12) mounted /dev/sda1 on /mnt',
        call(165, 'a0=7ffe a1=7fff a2=7ffd a3=0'),
        'PATH item=0 name="/mnt" nametype=NORMAL',
        'PATH item=1 name="/dev/sda1" nametype=NORMAL',
      ],
      ['sh (pid 12) mounted a file system on /proc', call(165, 'a3=e'), 'PATH item=0 name="/proc" nametype=NORMAL'],
      ['sh (pid 12) changed the options of the mount at /mnt', call(165, 'a3=21'), 'PATH item=0 name="/mnt"'],
      ['sh (pid 12) changed how mounts below / spread to other namespaces', call(165, 'a3=44000'), 'PATH name="/"'],
      [
        'sh (pid 12) moved the mount at /a to /b',
        call(165, 'a3=2000'),
        'PATH item=0 name="/b"',
        'PATH item=1 name="/a"',
      ],
    ],
  },
  {
    calls: ['umount', 'umount2'],
    describe: one => one.told('umount', { path: one.file() }),
    samples: [['sh (pid 12) unmounted /mnt', call(166, 'a0=7ffe a1=2'), CWD, 'PATH name="/mnt" nametype=NORMAL']],
  },
  {
    calls: ['pivot_root'],
    describe: one => one.told('pivotRoot', { path: one.file() }),
    samples: [['sh (pid 12) made /root its root mount', call(155, 'a0=7ffe a1=7fff'), CWD, 'PATH name="."']],
  },
  {
    calls: ['swapon'],
    describe: one => one.told('swapon', { path: one.file() }),
    samples: [['sh (pid 12) began to swap to /swap', call(167, 'a0=7ffe'), 'PATH name="/swap" nametype=NORMAL']],
  },
  {
    calls: ['swapoff'],
    describe: one => one.told('swapoff', { path: one.file() }),
    samples: [['sh (pid 12) stopped swapping to /swap', call(168, 'a0=7ffe'), 'PATH name="/swap" nametype=NORMAL']],
  },
  {
    calls: ['open_tree', 'open_tree_attr'],
    describe: one => one.told('mount.tree', { path: one.file(0) }),
    samples: [
      ['sh (pid 12) opened the mount at /a (open_tree)', call(428, 'a0=ffffff9c a1=7ffe a2=1'), 'PATH name="/a"'],
    ],
  },
  {
    calls: ['move_mount'],
    describe: one => one.told('mount.attach', { path: one.paths.at(-1)?.path ?? one.file() }),
    samples: [
      [
        'sh (pid 12) attached a mount at /b',
        call(429, 'a0=3 a1=7ffe a2=ffffff9c a3=7fff'),
        'PATH item=0 name="" nametype=NORMAL',
        'PATH item=1 name="/b" nametype=NORMAL',
      ],
    ],
  },
  {
    calls: ['fspick'],
    describe: one => one.told('mount.pick', { path: one.file(0) }),
    samples: [
      [
        'sh (pid 12) opened the file system at /a to change its configuration (fspick)',
        call(433, 'a0=ffffff9c a1=7ffe a2=0'),
        'PATH name="/a"',
      ],
    ],
  },
  {
    calls: ['mount_setattr'],
    describe: one => one.told('mount.attributes', { path: one.file(0) }),
    samples: [
      ['sh (pid 12) changed the attributes of the mount at /a', call(442, 'a0=ffffff9c a1=7ffe'), 'PATH name="/a"'],
    ],
  },
  ...plainRows(PLAIN, number => call(number, 'a0=7ffe a1=0')),
];
