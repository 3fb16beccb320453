// Calls on open files by their descriptors, and those that make descriptors for waiting, in words.
import type { Message } from '../../../message';
import type { Call, CallRow, DescribeCall } from './call';
import { plainRows, type PlainRow } from './plain';

type OfDescriptor = 'close' | 'dup' | 'flock' | 'list' | 'flush' | 'allocate';

function descriptor(name: OfDescriptor): DescribeCall {
  return call => call.told(name, { fd: call.int(0) ?? '?' });
}

function controlled(call: Call): Message | null {
  const command = call.named(1);
  return command === null ? null : call.told('fcntl', { command, fd: call.int(0) ?? '?' });
}

function copied(call: Call): Message | null {
  return call.told('copy', { bytes: call.returned ?? '?' });
}

const call = (number: number, rest = 'a0=3 a1=0 a2=0', exit = 0) =>
  `SYSCALL arch=c000003e syscall=${String(number)} success=yes exit=${String(exit)} ${rest} pid=4 auid=0 uid=0 comm="tool"`;

const PLAIN: readonly PlainRow[] = [
  [['close_range'], 'close.range', 436, 'tool (pid 4) closed a range of file descriptors'],
  [['sync', 'syncfs'], 'flush.all', 306, 'tool (pid 4) flushed file systems to disk'],
  [['open_by_handle_at'], 'handle.open', 304, 'tool (pid 4) opened a file by its handle, without a path'],
  [['pidfd_getfd'], 'pidfd.get', 438, 'tool (pid 4) took a copy of a file descriptor of another process'],
  [['epoll_create', 'epoll_create1'], 'epoll.create', 291, 'tool (pid 4) created an epoll instance'],
  [['epoll_ctl'], 'epoll.change', 233, 'tool (pid 4) changed which file descriptors an epoll instance watches'],
  [
    [
      ...['poll', 'ppoll', 'ppoll_time64', 'select', '_newselect', 'pselect6', 'pselect6_time64'],
      ...['epoll_wait', 'epoll_pwait', 'epoll_pwait2'],
    ],
    'poll',
    232,
    'tool (pid 4) waited for events on file descriptors',
  ],
  [['eventfd', 'eventfd2'], 'eventfd', 290, 'tool (pid 4) created a file descriptor for notifications (eventfd)'],
  [['signalfd', 'signalfd4'], 'signalfd', 289, 'tool (pid 4) asked to read signals from a file descriptor (signalfd)'],
  [['timerfd_create', 'timer_create', 'timerfd'], 'timer.create', 283, 'tool (pid 4) created a timer'],
  [
    ['timerfd_settime', 'timerfd_settime64', 'timer_settime', 'timer_settime64', 'setitimer', 'alarm'],
    'timer.set',
    286,
    'tool (pid 4) started or stopped a timer',
  ],
  [['inotify_init', 'inotify_init1'], 'inotify', 294, 'tool (pid 4) prepared to watch files for changes (inotify)'],
  [['fanotify_init'], 'fanotify', 300, 'tool (pid 4) prepared to watch or decide on access to files (fanotify)'],
  [['userfaultfd'], 'pagefaults', 323, 'tool (pid 4) asked to handle page faults itself (userfaultfd)'],
  [['io_uring_enter'], 'uring.enter', 426, 'tool (pid 4) submitted operations to an io_uring or waited for them'],
  [['io_uring_register'], 'uring.register', 427, 'tool (pid 4) registered files, buffers or settings with an io_uring'],
];

/** Samples are made, not recorded. */
export const DESCRIPTOR_CALLS: readonly CallRow[] = [
  {
    calls: ['close'],
    describe: descriptor('close'),
    samples: [['tool (pid 4) closed its file descriptor 3', call(3)]],
  },
  {
    calls: ['dup', 'dup2', 'dup3'],
    describe: descriptor('dup'),
    samples: [['tool (pid 4) duplicated its file descriptor 3', call(292, 'a0=3 a1=1 a2=0', 1)]],
  },
  {
    calls: ['fcntl', 'fcntl64'],
    describe: controlled,
    samples: [
      ['tool (pid 4) called fcntl with F_SETFL on its file descriptor 3', call(72, 'a0=3 a1=4 a2=800')],
      ['tool (pid 4) called fcntl: succeeded', call(72, 'a0=3 a1=ffff a2=800')],
    ],
  },
  {
    calls: ['flock'],
    describe: descriptor('flock'),
    samples: [['tool (pid 4) locked or unlocked its file descriptor 3', call(73)]],
  },
  {
    calls: ['getdents', 'getdents64', 'readdir'],
    describe: descriptor('list'),
    samples: [['tool (pid 4) listed the directory that its file descriptor 3 is open on', call(217)]],
  },
  {
    calls: ['fsync', 'fdatasync', 'sync_file_range', 'sync_file_range2'],
    describe: descriptor('flush'),
    samples: [['tool (pid 4) flushed its file descriptor 3 to disk', call(74)]],
  },
  {
    calls: ['fallocate'],
    describe: descriptor('allocate'),
    samples: [['tool (pid 4) allocated or freed space of its file descriptor 3', call(285)]],
  },
  {
    calls: ['copy_file_range', 'sendfile', 'sendfile64', 'splice', 'tee'],
    describe: copied,
    samples: [['tool (pid 4) copied 512 B between file descriptors', call(326, 'a0=3 a1=0 a2=4', 512)]],
  },
  ...plainRows(PLAIN, call),
];
