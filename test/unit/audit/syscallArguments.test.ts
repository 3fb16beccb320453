// Values of a0..a3: ausearch's notation, and where ausearch 3.0.9 errs what is right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeField, type DecodedField } from '../../../server/src/audit/fields';
import { findField } from '../../../server/src/audit/record';
import { text } from '../../../server/src/render/text';
import { callLine, record } from './samples';

function decode(call: string, digits: string, index: number, architecture = 'x86_64'): DecodedField {
  const parsed = record(callLine(call, digits, architecture));
  const field = findField(parsed, `a${String(index)}`);
  assert.ok(field);
  return decodeField(field, parsed);
}

type Row = readonly [call: string, digits: string, index: number, value: string, architecture?: string];

/** What ausearch -i prints too. */
const AS_AUSEARCH: readonly Row[] = [
  ['rt_sigaction', 'b 0 0 0', 0, 'SIGSEGV'],
  ['openat', 'ffffff9c 0 0 0', 0, 'AT_FDCWD'],
  ['openat', '3 0 0 0', 0, '0x3'],
  ['openat', 'ffffff9c 0 80241 0', 2, 'O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC'],
  ['openat', 'ffffff9c 0 41 1b6', 3, '0x1b6'],
  ['open', '0 c2 180 0', 1, 'O_RDWR|O_CREAT|O_EXCL'],
  ['open', '0 c2 180 0', 2, '0600'],
  ['open', '0 101000 0 0', 1, 'O_RDONLY|O_DSYNC|__O_SYNC'],
  ['open', '0 3 0 0', 1, 'O_WRONLY|O_RDWR'],
  ['mq_open', '0 42 180 0', 2, '0600'],
  ['unshare', '44020000 0 0 0', 0, 'CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWNET'],
  ['unshare', '0 0 0 0', 0, '0x0'],
  ['setns', '3 40000000 0 0', 1, 'CLONE_NEWNET'],
  ['clock_settime', '0 0 0 0', 0, 'CLOCK_REALTIME'],
  ['personality', '8 0 0 0', 0, 'PER_LINUX32'],
  ['ptrace', '10 0 0 0', 0, 'PTRACE_ATTACH'],
  ['ptrace', '3 0 0 0', 0, 'PTRACE_PEEKUSER'],
  ['ptrace', '99 0 0 0', 0, 'unknown-ptrace(0x99)'],
  ['prctl', '26 1 0 0', 0, 'PR_SET_NO_NEW_PRIVS'],
  ['prctl', '17 7 0 0', 1, 'setuid'],
  ['prctl', '18 63 0 0', 1, 'unknown-capability(0x63)'],
  ['prctl', '1 9 0 0', 1, 'SIGKILL'],
  ['prctl', '1234 0 0 0', 0, 'unknown-prctl-option(0x1234)'],
  ['setrlimit', '7 0 0 0', 0, 'RLIMIT_NOFILE'],
  ['setrlimit', '20 0 0 0', 0, 'unknown-rlimit(0x20)'],
  ['setuid', '0 0 0 0', 0, 'root'],
  ['setreuid', 'ffffffff 0 0 0', 0, 'unset'],
  ['setresgid', '0 0 0 0', 2, 'root'],
  ['socket', '2 80001 6 0', 0, 'inet'],
  ['socket', '2 80001 6 0', 1, 'SOCK_STREAM'],
  ['socket', '2 80001 6 0', 2, 'tcp'],
  ['socket', '63 99 ff 0', 0, 'unknown-family(0x63)'],
  ['socket', '63 99 ff 0', 1, 'unknown-type(99)'],
  ['socket', '2 3 ff 0', 2, 'unknown-proto(ff)'],
  ['socketcall', '2 0 0 0', 0, 'bind', 'i386'],
  ['exit_group', '0 0 0 0', 0, 'EXIT_SUCCESS'],
  ['exit', '1 0 0 0', 0, 'EXIT_FAILURE'],
  ['bpf', '5 0 0 0', 0, 'BPF_PROG_LOAD'],
  ['bpf', '99 0 0 0', 0, 'unknown-bpf-cmd(99)'],
  ['access', '0 5 0 0', 1, 'X_OK|R_OK'],
  ['access', '0 0 0 0', 1, 'F_OK'],
  ['chmod', '0 9ed 0 0', 1, 'suid,0755'],
  ['mkdir', '0 1ff 0 0', 1, '0777'],
  ['mknod', '0 2180 0 0', 1, 'character,600'],
  ['mknodat', 'ffffff9c 0 21b6 0', 2, '0666'],
  ['chown', '0 0 0 0', 1, 'root'],
  ['umount2', '0 2 0 0', 1, 'MNT_DETACH'],
  ['umount2', '0 0 0 0', 1, '0x0'],
  ['ioctl', '0 5401 0 0', 1, 'TCGETS'],
  ['ioctl', '0 5451 0 0', 1, '0x5451'],
  ['sched_setscheduler', '0 40000001 0 0', 1, 'SCHED_FIFO|SCHED_RESET_ON_FORK'],
  ['sched_setscheduler', '0 4 0 0', 1, 'unknown-scheduler-policy(0x4)'],
  ['epoll_ctl', '0 1 0 0', 1, 'EPOLL_CTL_ADD'],
  ['epoll_ctl', '0 ff 0 0', 1, 'unknown-epoll_ctl-operation(255)'],
  ['fcntl', '3 406 0 0', 1, 'F_DUPFD_CLOEXEC'],
  ['fcntl', '3 63 0 0', 1, 'unknown-fcntl-command(99)'],
  ['fcntl', '3 2 1 0', 2, 'FD_CLOEXEC'],
  ['setsockopt', '3 1 2 0', 1, 'SOL_SOCKET'],
  ['setsockopt', '3 1 2 0', 2, 'SO_REUSEADDR'],
  ['setsockopt', '3 1 14 0', 2, 'SO_RCVTIMEO'],
  ['setsockopt', '3 0 40 0', 1, 'ip'],
  ['setsockopt', '3 0 40 0', 2, 'IPT_SO_SET_REPLACE'],
  ['setsockopt', '3 6 1 0', 2, 'TCP_NODELAY'],
  ['setsockopt', '3 11 64 0', 2, 'UDP_ENCAP'],
  ['setsockopt', '3 29 1a 0', 2, 'IPV6_V6ONLY'],
  ['setsockopt', '3 107 12 0', 1, 'SOL_PACKET'],
  ['setsockopt', '3 107 12 0', 2, 'PACKET_FANOUT'],
  ['mmap', '0 0 5 22', 2, 'PROT_READ|PROT_EXEC'],
  ['mmap', '0 0 0 22', 2, 'PROT_NONE'],
  ['mmap', '0 0 5 22', 3, 'MAP_PRIVATE|MAP_ANONYMOUS'],
  ['getsockopt', '3 29 21 0', 2, 'IPV6_FLOWINFO_SEND'],
  ['recvmsg', '3 0 80000000 0', 2, 'MSG_CMSG_COMPAT'],
  ['umount2', '0 80000001 0 0', 1, 'MNT_FORCE|UMOUNT_UNUSED'],
  ['mmap', '0 0 5 20', 3, 'MAP_FILE|MAP_ANONYMOUS'],
  ['mprotect', '0 0 7 0', 2, 'PROT_READ|PROT_WRITE|PROT_EXEC'],
  ['faccessat', 'ffffff9c 0 4 0', 2, 'R_OK'],
  ['sendmsg', '3 0 4000 0', 2, 'MSG_NOSIGNAL'],
  ['recvfrom', '3 0 0 42', 3, 'MSG_PEEK|MSG_DONTWAIT'],
  ['shmget', '0 0 780 0', 2, 'IPC_CREAT|IPC_EXCL|0600'],
  ['lseek', '3 0 2 0', 2, 'SEEK_END'],
  ['lseek', '3 0 9 0', 2, 'unknown-whence(9)'],
  ['mount', '0 0 0 e', 3, 'MS_NOSUID|MS_NODEV|MS_NOEXEC'],
  ['mount', '0 0 0 0', 3, '0x0'],
  ['kill', '5 20 0 0', 1, 'unknown-signal(0x20)'],
  ['chmod', '0 ffffffff 0 0', 1, 'suid,sgid,sticky,0777'],
  ['mknod', '0 81a4 0 0', 1, 'file,644'],
  ['open_by_handle_at', 'ffffff9c 0 0 0', 0, '0xffffff9c'],
];
for (const [call, digits, index, value, architecture] of AS_AUSEARCH)
  test(`a${String(index)} of ${call} ${digits} reads ${value}`, () => {
    assert.equal(decode(call, digits, index, architecture).value, value);
  });

/** Where ausearch 3.0.9 prints another thing, with the reason why ours is right. */
const RIGHT: readonly (readonly [why: string, ...row: Row])[] = [
  [
    'asm/fcntl.h of arm64: 0x4000 is O_DIRECTORY',
    'openat',
    'ffffff9c 0 84000 0',
    2,
    'O_RDONLY|O_DIRECTORY|O_CLOEXEC',
    'aarch64',
  ],
  ['asm/fcntl.h of arm: 0x20000 is O_LARGEFILE', 'open', '0 a0000 0 0', 1, 'O_RDONLY|O_LARGEFILE|O_CLOEXEC', 'armeb'],
  ['asm/fcntl.h of ppc: 0x20000 is O_DIRECT', 'open', '0 20000 0 0', 1, 'O_RDONLY|O_DIRECT', 'ppc64le'],
  ['asm-generic/fcntl.h: 0x8000 is O_LARGEFILE', 'openat', 'ffffff9c 0 88000 0', 2, 'O_RDONLY|O_LARGEFILE|O_CLOEXEC'],
  ['pidfd_send_signal(2)', 'pidfd_send_signal', '5 9 0 0', 1, 'SIGKILL'],
  ['rt_sigqueueinfo(2)', 'rt_sigqueueinfo', '5 9 0 0', 1, 'SIGKILL'],
  ['rt_sigqueueinfo(2)', 'rt_tgsigqueueinfo', '5 6 9 0', 2, 'SIGKILL'],
  ['signal(7), real-time signals', 'kill', '5 25 0 0', 1, 'SIGRTMIN+3'],
  ['kill(2)', 'kill', '4dca 9 0 0', 0, '19914'],
  ['open(2): O_TMPFILE reads a mode', 'open', '0 410002 180 0', 2, '0600'],
  [
    'clone(2): the flags are the first argument',
    'clone',
    '1200011 0 7ffd 0',
    0,
    'CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD',
  ],
  ['clone(2): the third argument is an address', 'clone', '1200011 0 7f00 0', 2, '0x7f00'],
  ['clone(2): on s390 the flags are the second', 'clone', '0 11 0 0', 1, 'SIGCHLD', 's390x'],
  ['linux/sched.h: CLONE_NEWCGROUP', 'unshare', '2000000 0 0 0', 0, 'CLONE_NEWCGROUP'],
  ['linux/sched.h: CLONE_NEWTIME', 'setns', '3 80 0 0', 1, 'CLONE_NEWTIME'],
  ['linux/in.h and NETLINK_AUDIT: no protocol over IP', 'socket', '10 3 9 0', 2, 'NETLINK_AUDIT'],
  ['packet(7): an ethertype in network order', 'socket', '11 3 300 0', 2, 'ETH_P_ALL'],
  ['unix(7) has no protocols', 'socket', '1 1 0 0', 2, '0x0'],
  ['fcntl(2): F_SETOWN takes a process', 'fcntl', '3 8 3e8 0', 2, '1000'],
  ['fcntl(2): or a process group', 'fcntl', '3 8 fffffc18 0', 2, '-1000'],
  ['fcntl(2): F_SETFL takes flags', 'fcntl', '3 4 802 0', 2, 'O_RDWR|O_NONBLOCK'],
  ['ip_tables.h: getsockopt has numbers of its own', 'getsockopt', '3 0 40 0', 2, 'IPT_SO_GET_INFO'],
  ['ip_tables.h', 'getsockopt', '3 0 50 0', 2, 'SO_ORIGINAL_DST'],
  ['asm/socket.h of ppc', 'setsockopt', '3 1 10 0', 2, 'SO_RCVLOWAT', 'ppc64le'],
  ['umask(2)', 'umask', '12 0 0 0', 0, '0022'],
  ['exit(2): the lowest byte', 'exit_group', '89 0 0 0', 0, '137'],
  ['chown(2)', 'fchown', '3 0 0 0', 1, 'root'],
  ['chown(2)', 'fchownat', 'ffffff9c 0 0 0', 2, 'root'],
  ['mmap(2): MAP_SHARED_VALIDATE', 'mmap', '0 0 1 3', 3, 'MAP_SHARED_VALIDATE'],
  ['linux/mman.h: the lowest four bits are one number', 'mmap', '0 0 1 b', 3, '0xb'],
  ['linux/mman.h: the lowest four bits are one number', 'mmap', '0 0 1 25', 3, 'MAP_ANONYMOUS|0x5'],
  ['mprotect(2): PROT_NONE is no bit at all', 'mprotect', '0 0 38 0', 2, 'PROT_SEM|0x30'],
  ['mprotect(2): PROT_NONE is no bit at all', 'mprotect', '0 0 30 0', 2, '0x30'],
  [
    'mmap(2): the size of huge pages',
    'mmap',
    '0 0 1 54040022',
    3,
    'MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT',
  ],
  ['asm/mman.h of arm64 has no MAP_32BIT', 'mmap', '0 0 1 62', 3, 'MAP_PRIVATE|MAP_ANONYMOUS|0x40', 'aarch64'],
  ['old_mmap reads memory', 'mmap', 'bf 0 7 22', 2, '0x7', 'i386'],
  ['mount(2), MS_MGC_VAL', 'mount', '0 0 0 c0ed0001', 3, 'MS_RDONLY'],
  ['access(2): faccessat has three arguments', 'faccessat', 'ffffff9c 0 0 7ffd96af12f0', 3, '0x7ffd96af12f0'],
  ['access(2)', 'faccessat2', 'ffffff9c 0 0 1200', 3, 'AT_EACCESS|AT_EMPTY_PATH'],
  ['highuid.h: 16 bits on i386', 'setuid', 'ffff 0 0 0', 0, 'unset', 'i386'],
  ['personality(2): the flag is set', 'personality', '40000 0 0 0', 0, 'PER_LINUX|ADDR_NO_RANDOMIZE'],
  ['linux/mount.h: MOUNT_ATTR_NOATIME is 0x10', 'fsmount', '5 1 10 0', 2, 'MOUNT_ATTR_NOATIME'],
];
for (const [why, call, digits, index, value, architecture] of RIGHT)
  test(`a${String(index)} of ${call} ${digits} on ${architecture ?? 'x86_64'} reads ${value}: ${why}`, () => {
    assert.equal(decode(call, digits, index, architecture).value, value);
  });

const MEANINGS: readonly (readonly [
  call: string,
  digits: string,
  index: number,
  title: string,
  meaning: string | null,
])[] = [
  ['openat', '3 0 0 0', 0, 'argument dirfd of openat', 'file descriptor 3 of the caller'],
  [
    'openat',
    'ffffff9c 0 0 0',
    0,
    'argument dirfd of openat',
    'a relative path starts at the working directory of the caller',
  ],
  [
    'open',
    '0 0 1b6 0',
    2,
    'argument mode of open',
    'open does not read its argument mode with the other arguments that it has here',
  ],
  [
    'fcntl',
    '3 1 7f 0',
    2,
    'argument arg of fcntl',
    'fcntl does not read its argument arg with the other arguments that it has here',
  ],
  ['chown', '0 ffffffff 0 0', 1, 'argument owner of chown', '-1: left as it is'],
  ['unlinkat', '3 0 200 0', 2, 'argument flags of unlinkat', 'reads AT_REMOVEDIR'],
  [
    'personality',
    'ffffffff 0 0 0',
    0,
    'argument persona of personality',
    'changes nothing, asks for the personality only',
  ],
  [
    'execve',
    '1 2 3 8',
    3,
    'not an argument of execve',
    'execve takes 3 arguments: this is what the register held, it means nothing',
  ],
  ['kill', '5 9 0 0', 1, 'signal to send', 'SIGKILL: ends the process at once, it cannot be caught'],
  ['cachestat', '5 9 0 0', 1, 'argument 2 of cachestat', null],
];
for (const [call, digits, index, title, meaning] of MEANINGS)
  test(`a${String(index)} of ${call} ${digits} is ${title}`, () => {
    const decoded = decode(call, digits, index);
    assert.equal(text(decoded.title), title);
    assert.equal(decoded.meaning && text(decoded.meaning), meaning);
  });

test('flags that ausearch leaves as they stand keep their digits and have a hint', () => {
  const { value, hint } = decode('accept4', '3 0 0 80000', 3);
  assert.deepEqual([value, hint], ['0x80000', 'SOCK_CLOEXEC']);
});

test('an architecture whose numbers are not known has no names of flags', () => {
  const parsed = record('type=SYSCALL msg=audit(1.2:3): arch=80000008 syscall=5 a0=1 a1=42\x1dSYSCALL=open');
  const field = findField(parsed, 'a1');
  assert.ok(field);
  assert.equal(decodeField(field, parsed).value, '0x42');
});

test('a socketcall and an ipc name the call that they are', () => {
  const names = [callLine('socketcall', '2 0 0 0', 'i386'), callLine('ipc', '10001 0 0 0', 'i386')].map(made => {
    const parsed = record(made);
    const field = findField(parsed, 'syscall');
    return field && decodeField(field, parsed).value;
  });
  assert.deepEqual(names, ['socketcall(bind)', 'ipc(semop)']);
});
