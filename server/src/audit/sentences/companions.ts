// Records that belong to a system call, in words: where its SYSCALL record is missing they tell what they can.
import { message, type Message } from '../../message';
import { readCommand } from '../command';
import type { AuditEvent } from '../event';
import type { AuditRecord } from '../record';
import { addressOf, pathsOf } from './objects';
import type { SentenceRow } from './sentence';
import { numberOf, process, valueOf } from './words';

function describeExecution(_: AuditRecord, event: AuditEvent): Message | null {
  const command = readCommand(event)?.argv.join(' ');
  return command === undefined ? null : message('audit.event.ranUnknown', { command });
}

function describePath(_: AuditRecord, event: AuditEvent): Message | null {
  const path = pathsOf(event, false)[0]?.path;
  return path === undefined ? message('audit.alone.file') : message('audit.alone.path', { path });
}

function describeTarget(record: AuditRecord): Message | null {
  const pid = numberOf(record, 'opid');
  return pid === null ? null : message('audit.alone.target', { target: process(valueOf(record, 'ocomm'), pid) });
}

function describeAddress(_: AuditRecord, event: AuditEvent): Message | null {
  const address = addressOf(event);
  return address === null ? null : message('audit.alone.address', { address });
}

function describeModule(record: AuditRecord): Message | null {
  const module = valueOf(record, 'name');
  return module === null ? null : message('audit.alone.module', { module });
}

function describeFolder(record: AuditRecord): Message | null {
  const folder = valueOf(record, 'cwd');
  return folder === null ? null : message('audit.alone.cwd', { folder });
}

function describeCommand(_: AuditRecord, event: AuditEvent): Message | null {
  const command = readCommand(event)?.argv.join(' ');
  return command === undefined ? null : message('audit.event.command', { command });
}

/** Kernels of Red Hat Enterprise Linux 4 told of watched files so (linux/audit.h, AUDIT_FS_WATCH): beside a SYSCALL record. */
function describeWatched(record: AuditRecord): Message | null {
  const file = valueOf(record, 'watch');
  const access = valueOf(record, 'perm_mask');
  return file === null || access === null ? null : message('audit.alone.watched', { file, access });
}

function describeInode(record: AuditRecord): Message | null {
  const inode = valueOf(record, 'inode');
  const device = valueOf(record, 'inode_dev');
  return inode === null || device === null ? null : message('audit.alone.inode', { inode, device });
}

/** Names the container of the event's other records. */
function describeContainer(record: AuditRecord): Message | null {
  const id = valueOf(record, 'contid');
  return id === null ? null : message('audit.containerId.of', { id });
}

/** The most telling first. Samples are made: events whose SYSCALL record is missing. */
export const COMPANION_ROWS: readonly SentenceRow[] = [
  {
    types: ['EXECVE'],
    describe: describeExecution,
    samples: [['execve was called: x', 'EXECVE argc=1 a0="x"']],
  },
  {
    types: ['KERN_MODULE'],
    describe: describeModule,
    samples: [['a kernel module was loaded or unloaded: dummy', 'KERN_MODULE name="dummy"']],
  },
  {
    types: ['OBJ_PID'],
    describe: describeTarget,
    samples: [
      ['a system call was aimed at nginx (pid 77)', 'OBJ_PID opid=77 ocomm="nginx"', 'PROCTITLE proctitle="x"'],
    ],
  },
  {
    types: ['SOCKADDR'],
    describe: describeAddress,
    samples: [
      ['a system call used a socket address: 10.0.0.1:443', 'SOCKADDR saddr=020001BB0A0000010000000000000000'],
      ['a system call used a socket address: /run/x.sock', 'SOCKADDR saddr=01002F72756E2F782E736F636B00'],
      ['a system call used a socket address: the kernel over netlink', 'SOCKADDR saddr=100000000000000000000000'],
      ['a system call used a socket address: an address of the family packet', 'SOCKADDR saddr=1100000300000000'],
      [
        'a system call used a socket address: an address of the family inet that is too short to be read',
        'SOCKADDR saddr=0200',
      ],
      ['a system call used a socket address: 10.0.0.1:55555', 'SOCKADDR saddr=0002D9030A0000010000000000000000'],
    ],
  },
  {
    types: ['FS_WATCH'],
    describe: describeWatched,
    samples: [
      [
        'a system call reached the watched file passwd: read',
        'FS_WATCH watch_inode=23087346 watch="passwd" filterkey=password-file perm=7 perm_mask=4',
      ],
    ],
  },
  {
    types: ['FS_INODE'],
    describe: describeInode,
    samples: [
      [
        'a system call reached the inode 23087346 on device 08:02',
        'FS_INODE inode=23087346 inode_uid=0 inode_gid=0 inode_dev=08:02 inode_rdev=00:00',
      ],
    ],
  },
  {
    types: ['CONTAINER_ID'],
    describe: describeContainer,
    samples: [['an event of the audit container 123456', 'CONTAINER_ID contid=123456']],
  },
  {
    types: ['PATH'],
    describe: describePath,
    samples: [
      ['a system call named the file x', 'CWD cwd="/"', 'PATH item=0 name="x" nametype=NORMAL'],
      ['a system call used a file that the record does not name', 'PATH item=0 name=(null) nametype=NORMAL'],
    ],
  },
  {
    types: ['PROCTITLE'],
    describe: describeCommand,
    samples: [['record of a process whose command line is: /usr/sbin/init', 'PROCTITLE proctitle="/usr/sbin/init"']],
  },
  {
    types: ['CWD'],
    describe: describeFolder,
    samples: [['a system call was made in the folder /root', 'CWD cwd="/root"']],
  },
];
