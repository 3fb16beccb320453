// Calls on files and folders by their names, in words: opened, made, renamed, deleted, looked at.
import { message, type Message } from '../../../message';
import { findRecord } from '../../event';
import { findField } from '../../record';
import type { CallPath } from '../objects';
import type { Call, CallRow } from './call';
import { call, CWD } from './fileSamples';

/** include/uapi/asm-generic/fcntl.h; these bits are the same on all architectures but alpha, mips, parisc and sparc. */
const O_ACCMODE = 3;
const O_CREAT = 0o100;
const O_APPEND = 0o2000;
const O_PATH = 0o10000000;
const AT_REMOVEDIR = 0x200;

/** How a file was asked to be opened: by the flags as a number, or as a text that is decoded already. */
function openFlags(call: Call): number | null {
  const how = findRecord(call.event, 'OPENAT2');
  if (call.name === 'openat2') {
    const flags = how && findField(how, 'oflag')?.raw;
    return flags !== undefined && /^0x[0-9a-f]{1,8}$/i.test(flags) ? Number(flags) : null;
  }
  if (call.name === 'creat') return O_CREAT | 1;
  const index = call.name === 'open' ? 1 : 2;
  const bits = call.bits(index);
  if (bits !== null) return bits;
  const names = call.raw(index);
  if (!names.includes('O_')) return null;
  const access = names.includes('O_RDWR') ? 2 : names.includes('O_WRONLY') ? 1 : 0;
  return access | (names.includes('O_APPEND') ? O_APPEND : 0) | (names.includes('O_PATH') ? O_PATH : 0);
}

function opened(call: Call): Message | null {
  const created = call.worked === true ? call.paths.find(({ nametype }) => nametype === 'CREATE') : undefined;
  if (created) return call.told('create', { path: created.path });
  const path = call.file();
  const flags = openFlags(call);
  if (flags === null) return call.told('open', { path });
  if (flags & O_PATH) return call.told('open.path', { path });
  const access = flags & O_ACCMODE;
  if (access === 0) return call.told('open.read', { path });
  if (flags & O_APPEND) return call.told('open.append', { path });
  return call.told(access === 2 ? 'open.both' : 'open.write', { path });
}

/** The file that a call took away, or the last that it named. */
function deleted(call: Call): Message | string {
  return call.paths.find(({ nametype }) => nametype === 'DELETE')?.path ?? call.paths.at(-1)?.path ?? call.file();
}

function created(call: Call): Message | string {
  return call.paths.find(({ nametype }) => nametype === 'CREATE')?.path ?? call.paths.at(-1)?.path ?? call.file();
}

/**
 * The kernel writes DELETE for the old name, then CREATE for the new one; a file that was replaced is DELETE as well, and
 * two files that change places (RENAME_EXCHANGE) are both of both.
 */
function renamed(call: Call): Message | null {
  const named = (nametype: string) => call.paths.filter(path => path.nametype === nametype);
  const gone = named('DELETE');
  const [to, other] = named('CREATE');
  const from = gone[0];
  // A call that failed early named only the folders.
  if (from === undefined || to === undefined)
    return call.worked === false ? call.told('rename.unnamed', { path: call.file() }) : null;
  const isGone = (path: CallPath) => gone.some(one => one.exact() === path.exact());
  return other === undefined || !isGone(to) || !isGone(other)
    ? call.told('rename', { from: from.path, to: to.path })
    : call.told('exchange', { one: to.path, other: other.path });
}

function linked(call: Call): Message | null {
  const to = call.paths.find(({ nametype }) => nametype === 'CREATE');
  const from = call.paths.find(({ nametype }) => nametype === 'NORMAL');
  if (from && to) return call.told('link', { from: from.path, to: to.path });
  return call.worked === false ? call.told('link.unnamed', { path: from?.path ?? call.file() }) : null;
}

/** stat(2), S_IFMT */
const KINDS: ReadonlyMap<number, Message> = new Map([
  [0o010000, message('audit.kind.fifo')],
  [0o020000, message('audit.kind.character')],
  [0o060000, message('audit.kind.block')],
  [0o140000, message('audit.kind.socket')],
]);

function nodeMade(call: Call): Message | null {
  const mode = call.bits(call.name === 'mknodat' ? 2 : 1);
  const kind = mode === null ? undefined : KINDS.get(mode & 0o170000);
  const path = created(call);
  return kind ? call.told('mknod', { path, kind }) : call.told('create', { path });
}

function unlinked(call: Call): Message | null {
  const folder = call.name === 'rmdir' || (call.name === 'unlinkat' && ((call.bits(2) ?? 0) & AT_REMOVEDIR) !== 0);
  return call.told(folder ? 'rmdir' : 'delete', { path: deleted(call) });
}

function accessAsked(call: Call): Message | null {
  return call.told('access', { path: call.file() });
}

function readOrWritten(call: Call): Message | null {
  const write = call.name.includes('write');
  const args = { fd: call.int(0) ?? '?', bytes: call.returned ?? '?' };
  return call.told(write ? 'write' : 'read', args);
}

/** The queue of mq_open(3): its PATH, or what MQ_OPEN tells. */
function queueOpened(call: Call): Message | null {
  return call.told('mq.open', { path: call.paths.at(-1)?.path ?? call.file() });
}

const FILE = 'syscall=257 pid=12 comm="bash" exe="/usr/bin/bash" auid=4294967295 uid=0';
const OPEN_FAILED = `SYSCALL arch=c000003e ${FILE} success=no exit=-13 a0=ffffff9c a1=7ffe a2=241 a3=1b6`;

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_log_exit, audit_log_name) unless they are whole lines. */
export const FILE_CALLS: readonly CallRow[] = [
  {
    calls: ['open', 'openat', 'openat2', 'creat'],
    describe: opened,
    samples: [
      [
        'sh (pid 12) opened /etc/passwd for reading',
        call(257, 'a0=ffffff9c a1=7ffe a2=80000 a3=0'),
        CWD,
        'PATH item=0 name="/etc/passwd" nametype=NORMAL',
      ],
      [
        'sh (pid 12) created /root/new',
        call(257, 'a0=ffffff9c a1=7ffe a2=241 a3=1b6'),
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="new" nametype=CREATE',
      ],
      [
        'bash (pid 12) tried to open /etc/passwd for writing: failed, EACCES (Permission denied)',
        OPEN_FAILED,
        CWD,
        'PATH item=0 name="/etc/" nametype=PARENT',
        'PATH item=1 name="/etc/passwd" nametype=NORMAL',
      ],
      [
        'sh (pid 12) opened notes for appending',
        call(257, 'a0=5 a1=7ffe a2=401 a3=1b6'),
        CWD,
        'PATH item=0 name="notes" nametype=NORMAL',
      ],
      [
        'sh (pid 12) opened /root/notes for reading and writing',
        call(2, 'a0=7ffe a1=2 a2=1b6 a3=0'),
        CWD,
        'PATH item=0 name="./notes" nametype=NORMAL',
      ],
      [
        'sh (pid 12) opened /root as a reference only (O_PATH)',
        call(257, 'a0=ffffff9c a2=210000'),
        CWD,
        'PATH name="."',
      ],
      ['sh (pid 12) opened a file that the records do not name for reading', call(257, 'a0=ffffff9c a2=0')],
      ['sh (pid 12) opened ../x', call(437, 'a0=ffffff9c a1=7ffe a2=7ffe a3=18'), CWD, 'PATH name="../x"'],
      [
        'sh (pid 12) opened /x for writing',
        call(437, 'a0=ffffff9c a1=7ffe a2=7ffe a3=18'),
        CWD,
        'PATH name="/x" nametype=NORMAL',
        'OPENAT2 oflag=0x1 mode=00 resolve=0x0',
      ],
    ],
  },
  {
    calls: ['unlink', 'unlinkat', 'rmdir'],
    describe: unlinked,
    samples: [
      [
        'sh (pid 12) deleted /root/old',
        call(263, 'a0=ffffff9c a1=7ffe a2=0'),
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="old" nametype=DELETE',
      ],
      [
        'sh (pid 12) tried to delete a file in /root: failed, EACCES (Permission denied)',
        'SYSCALL arch=c000003e syscall=87 success=no exit=-13 a0=7ffe pid=12 comm="sh"',
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
      ],
      ['sh (pid 12) removed the directory /tmp/d', call(84, 'a0=7ffe'), 'PATH name="/tmp/d" nametype=DELETE'],
      ['sh (pid 12) removed the directory /tmp/d', call(263, 'a0=5 a2=200'), 'PATH name="/tmp/d" nametype=DELETE'],
    ],
  },
  {
    calls: ['rename', 'renameat', 'renameat2'],
    describe: renamed,
    samples: [
      [
        'sh (pid 12) tried to rename a file in /srv/at: failed, EEXIST (File exists)',
        'SYSCALL arch=c000003e syscall=316 success=no exit=-17 a0=ffffff9c a2=ffffff9c pid=12 comm="sh"',
        'PATH item=0 name="/srv/at" nametype=PARENT',
        'PATH item=1 name="/srv/at" nametype=PARENT',
      ],
      [
        'sh (pid 12) renamed /root/a to /tmp/b',
        call(82, 'a0=7ffe a1=7fff'),
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="/tmp/" nametype=PARENT',
        'PATH item=2 name="a" nametype=DELETE',
        'PATH item=3 name="/tmp/b" nametype=DELETE',
        'PATH item=4 name="/tmp/b" nametype=CREATE',
      ],
      [
        'sh (pid 12) swapped /root/b and /root/a',
        call(316, 'a0=ffffff9c a1=7fff a2=ffffff9c a3=7ffe'),
        CWD,
        'PATH item=2 name="a" nametype=DELETE',
        'PATH item=3 name="b" nametype=DELETE',
        'PATH item=4 name="b" nametype=CREATE',
        'PATH item=5 name="a" nametype=CREATE',
      ],
      [
        'sh (pid 12) tried to rename a file in /root: failed, EACCES (Permission denied)',
        'SYSCALL arch=c000003e syscall=82 success=no exit=-13 a0=7ffe a1=7fff pid=12 comm="sh"',
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="/tmp/" nametype=PARENT',
      ],
    ],
  },
  {
    calls: ['link', 'linkat'],
    describe: linked,
    samples: [
      [
        'sh (pid 12) tried to make a hard link to /etc/shadow: failed, EPERM (Operation not permitted)',
        'SYSCALL arch=c000003e syscall=86 success=no exit=-1 a0=7ffe a1=7fff pid=12 comm="sh"',
        'PATH item=0 name="/etc/shadow" nametype=NORMAL',
        'PATH item=1 name="/tmp" nametype=PARENT',
      ],
      [
        'sh (pid 12) created the hard link /root/b to /root/a',
        call(265, 'a0=ffffff9c a1=7ffe a2=ffffff9c a3=7fff'),
        CWD,
        'PATH item=0 name="a" nametype=NORMAL',
        'PATH item=1 name="/root" nametype=PARENT',
        'PATH item=2 name="b" nametype=CREATE',
      ],
    ],
  },
  {
    calls: ['symlink', 'symlinkat'],
    describe: one => one.told('symlink', { path: created(one) }),
    samples: [
      [
        'sh (pid 12) created the symbolic link /root/l',
        call(266, 'a0=7ffe a1=ffffff9c a2=7fff'),
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="l" nametype=CREATE',
      ],
    ],
  },
  {
    calls: ['mkdir', 'mkdirat'],
    describe: one => one.told('mkdir', { path: created(one) }),
    samples: [
      [
        'sh (pid 12) created the directory /root/d',
        call(83, 'a0=7ffe a1=1ff'),
        CWD,
        'PATH item=0 name="/root" nametype=PARENT',
        'PATH item=1 name="d" nametype=CREATE',
      ],
    ],
  },
  {
    calls: ['mknod', 'mknodat'],
    describe: nodeMade,
    samples: [
      ['sh (pid 12) created a named pipe: /tmp/p', call(133, 'a0=7ffe a1=11a4'), 'PATH name="/tmp/p" nametype=CREATE'],
      ['sh (pid 12) created /tmp/f', call(133, 'a0=7ffe a1=81a4'), 'PATH name="/tmp/f" nametype=CREATE'],
    ],
  },
  {
    calls: ['access', 'faccessat', 'faccessat2'],
    describe: accessAsked,
    samples: [
      ['sh (pid 12) asked whether it may access /x, and it may', call(21, 'a0=7ffe a1=4'), 'PATH name="/x"'],
      [
        'sh (pid 12) asked whether it may access /x, and it may not: ENOENT (No such file or directory)',
        'SYSCALL arch=c000003e syscall=21 success=no exit=-2 a0=7ffe a1=4 pid=12 comm="sh"',
        'PATH name="/x" nametype=UNKNOWN',
      ],
    ],
  },
  {
    calls: ['stat', 'lstat', 'fstat', 'newfstatat', 'statx', 'stat64', 'lstat64', 'fstat64', 'fstatat64'],
    describe: one => one.told('stat', { path: one.file(one.name.startsWith('fstat') ? 0 : null) }),
    samples: [['sh (pid 12) read the attributes of /x', call(4, 'a0=7ffe'), 'PATH name="/x" nametype=NORMAL']],
  },
  {
    calls: ['readlink', 'readlinkat'],
    describe: one => one.told('readlink', { path: one.file() }),
    samples: [['sh (pid 12) read where the symbolic link /x leads', call(89, 'a0=7ffe'), 'PATH name="/x"']],
  },
  {
    calls: ['read', 'pread64', 'readv', 'preadv', 'write', 'pwrite64', 'writev', 'pwritev'],
    describe: readOrWritten,
    samples: [
      ['sh (pid 12) read 0 B from its file descriptor 3', call(0, 'a0=3 a1=7ffe a2=100')],
      [
        'runc (pid 17850) wrote 1 B to its file descriptor 7',
        'SYSCALL arch=c000003e syscall=1 success=yes exit=1 a0=7 a1=7ffe a2=1 pid=17850 comm="runc"',
      ],
    ],
  },
  {
    calls: ['chdir', 'fchdir'],
    describe: one => one.told('chdir', { path: one.file(one.name === 'fchdir' ? 0 : null) }),
    samples: [['sh (pid 12) changed its working directory to /x', call(80, 'a0=7ffe'), CWD, 'PATH name="/x"']],
  },
  {
    calls: ['inotify_add_watch', 'fanotify_mark'],
    describe: one => one.told('watch', { path: one.file() }),
    samples: [['sh (pid 12) began to watch /etc for changes', call(254, 'a0=3 a1=7ffe'), 'PATH name="/etc"']],
  },
  {
    calls: ['mq_open'],
    describe: queueOpened,
    samples: [
      [
        'sh (pid 12) opened the message queue jobs',
        call(240, 'a0=7ffe a1=42 a2=180 a3=0'),
        'MQ_OPEN oflag=0x42 mode=0600 mq_flags=0x0 mq_maxmsg=0 mq_msgsize=0 mq_curmsgs=0',
        'PATH item=0 name="jobs" nametype=CREATE',
      ],
    ],
  },
  {
    calls: ['mq_unlink'],
    describe: one => one.told('mq.unlink', { path: deleted(one) }),
    samples: [['sh (pid 12) deleted the message queue jobs', call(241, 'a0=7ffe'), 'PATH name="jobs" nametype=DELETE']],
  },
];
