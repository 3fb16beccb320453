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
    samples: [['a system call was given the address 10.0.0.1:443', 'SOCKADDR saddr=020001BB0A0000010000000000000000']],
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
