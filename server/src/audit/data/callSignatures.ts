// Signatures of system calls: names of the arguments after the SYNOPSIS of their manual pages (section 2), kinds after
// KINDS of syscallArgumentKinds.ts. Where libc's function differs from the call, the call counts ("C library/kernel
// differences" of the page). To know a call is to add a row.

/** One row: calls that take the same arguments. */
interface CallRow {
  /** Names as ausyscall has them, joined by blanks. */
  readonly calls: string;
  /** `name:kind` of each argument in order, a name alone for an address; '' for a call without arguments. */
  readonly signature: string;
  /** Section 2 of the manual, where the page is not called like the (first) call. */
  readonly manual?: string;
  /** The only architectures in which the row holds; a row without them holds in all others. */
  readonly on?: string;
  /** a0..a3 as a record has them, what the signature reads, and another architecture than x86_64. */
  readonly examples: readonly (readonly [digits: string, read: string, architecture?: string])[];
}

export const CALL_ROWS: readonly CallRow[] = [
  // Signals
  {
    calls: 'kill',
    signature: 'pid:target sig:signal',
    examples: [
      ['49a0 9 bb8 7ffc', 'kill(pid=18848, sig=SIGKILL)'],
      ['ffffffffffffb133 f 0 0', 'kill(pid=-20173, sig=SIGTERM)', 'aarch64'],
      ['ffffffff 25 0 0', 'kill(pid=-1, sig=SIGRTMIN+3)', 'i386'],
    ],
  },
  { calls: 'tkill', signature: 'tid:thread sig:signal', examples: [['4dcb 6', 'tkill(tid=19915, sig=SIGABRT)']] },
  {
    calls: 'tgkill',
    signature: 'tgid:target tid:thread sig:signal',
    examples: [['4dcb 4dcb 6 8', 'tgkill(tgid=19915, tid=19915, sig=SIGABRT)']],
  },
  {
    calls: 'pidfd_send_signal',
    signature: 'pidfd:pidfd sig:signal info:info flags:int',
    examples: [['5 9 0 0', 'pidfd_send_signal(pidfd=5, sig=SIGKILL, info=0x0, flags=0)']],
  },
  {
    calls: 'rt_sigqueueinfo',
    signature: 'tgid:target sig:signal info:info',
    examples: [['1f4 a 7ffd10 0', 'rt_sigqueueinfo(tgid=500, sig=SIGUSR1, info=0x7ffd10)']],
  },
  {
    calls: 'rt_tgsigqueueinfo',
    signature: 'tgid:target tid:thread sig:signal info:info',
    examples: [['1f4 1f5 9 7ffd10', 'rt_tgsigqueueinfo(tgid=500, tid=501, sig=SIGKILL, info=0x7ffd10)']],
  },
  {
    calls: 'rt_sigaction',
    signature: 'signum:signal act oldact sigsetsize:size',
    examples: [['b 7ffc 0 8', 'rt_sigaction(signum=SIGSEGV, act=0x7ffc, oldact=NULL, sigsetsize=8)']],
  },
  {
    calls: 'rt_sigprocmask',
    signature: 'how:signalMask set oldset sigsetsize:size',
    examples: [['0 7ffc 0 8', 'rt_sigprocmask(how=SIG_BLOCK, set=0x7ffc, oldset=NULL, sigsetsize=8)']],
  },
  {
    calls: 'signalfd4',
    signature: 'fd:fd mask:hex sizemask:size flags:socketFlags',
    examples: [
      ['ffffffff 7ffc 8 80800', 'signalfd4(fd=-1, mask=0x7ffc, sizemask=8, flags=SOCK_NONBLOCK|SOCK_CLOEXEC)'],
    ],
  },

  // Files: opening and making
  {
    calls: 'open',
    signature: 'pathname flags:open mode:createMode1',
    examples: [
      ['7ffd c2 180 0', 'open(pathname=0x7ffd, flags=O_RDWR|O_CREAT|O_EXCL, mode=0600)'],
      ['7ffd 80000 1b6 0', 'open(pathname=0x7ffd, flags=O_RDONLY|O_CLOEXEC)'],
      ['bf91 8000 1 0', 'open(pathname=0xbf91, flags=O_RDONLY|O_LARGEFILE)', 'i386'],
    ],
  },
  {
    calls: 'openat',
    signature: 'dirfd:directory pathname flags:open mode:createMode2',
    examples: [
      [
        'ffffff9c 7ffd 80241 1b6',
        'openat(dirfd=AT_FDCWD, pathname=0x7ffd, flags=O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, mode=0666)',
      ],
      [
        'ffffffffffffff9c 7ffd 84000 0',
        'openat(dirfd=AT_FDCWD, pathname=0x7ffd, flags=O_RDONLY|O_DIRECTORY|O_CLOEXEC)',
        'aarch64',
      ],
      ['5 7ffd 98000 0', 'openat(dirfd=5, pathname=0x7ffd, flags=O_RDONLY|O_LARGEFILE|O_DIRECTORY|O_CLOEXEC)'],
    ],
  },
  {
    calls: 'openat2',
    signature: 'dirfd:directory pathname how size:size',
    examples: [['ffffff9c 7ffd 7ffc 18', 'openat2(dirfd=AT_FDCWD, pathname=0x7ffd, how=0x7ffc, size=24)']],
  },
  {
    calls: 'creat',
    signature: 'pathname mode:mode',
    examples: [['7ffd 1b6', 'creat(pathname=0x7ffd, mode=0666)']],
  },
  {
    calls: 'open_by_handle_at',
    signature: 'mount_fd:otherDirectory handle flags:open',
    examples: [['5 7ffd 80000', 'open_by_handle_at(mount_fd=5, handle=0x7ffd, flags=O_RDONLY|O_CLOEXEC)']],
  },
  {
    calls: 'name_to_handle_at',
    signature: 'dirfd:directory pathname handle mount_id flags:at',
    examples: [
      [
        'ffffff9c 7ffd 7ffc 7ffb',
        'name_to_handle_at(dirfd=AT_FDCWD, pathname=0x7ffd, handle=0x7ffc, mount_id=0x7ffb, flags=?)',
      ],
    ],
  },
  {
    calls: 'mq_open',
    signature: 'name oflag:open mode:createMode1 attr',
    examples: [['7ffd 42 180 0', 'mq_open(name=0x7ffd, oflag=O_RDWR|O_CREAT, mode=0600, attr=NULL)']],
  },
  { calls: 'mq_unlink', signature: 'name', examples: [['7ffd', 'mq_unlink(name=0x7ffd)']] },
  {
    calls: 'memfd_create',
    signature: 'name flags:memfd',
    examples: [['7ffd 3', 'memfd_create(name=0x7ffd, flags=MFD_CLOEXEC|MFD_ALLOW_SEALING)']],
  },
  { calls: 'mkdir', signature: 'pathname mode:mode', examples: [['7ffd 1ed', 'mkdir(pathname=0x7ffd, mode=0755)']] },
  {
    calls: 'mkdirat',
    signature: 'dirfd:directory pathname mode:mode',
    examples: [['ffffff9c 7ffd 1c0', 'mkdirat(dirfd=AT_FDCWD, pathname=0x7ffd, mode=0700)']],
  },
  {
    calls: 'mknod',
    signature: 'pathname mode:typedMode dev:hex',
    examples: [['7ffd 2180 105', 'mknod(pathname=0x7ffd, mode=character,600, dev=0x105)']],
  },
  {
    calls: 'mknodat',
    signature: 'dirfd:directory pathname mode:nodeMode dev:hex',
    examples: [['ffffff9c 7ffd 21b6 103', 'mknodat(dirfd=AT_FDCWD, pathname=0x7ffd, mode=character,666, dev=0x103)']],
  },
  { calls: 'umask', signature: 'mask:mode', examples: [['12', 'umask(mask=0022)']] },

  // Files: names
  { calls: 'unlink', signature: 'pathname', examples: [['7ffd', 'unlink(pathname=0x7ffd)']] },
  { calls: 'rmdir', signature: 'pathname', examples: [['7ffd', 'rmdir(pathname=0x7ffd)']] },
  {
    calls: 'unlinkat',
    signature: 'dirfd:directory pathname flags:atRemove',
    examples: [['ffffff9c 7ffd 200', 'unlinkat(dirfd=AT_FDCWD, pathname=0x7ffd, flags=AT_REMOVEDIR)']],
  },
  {
    calls: 'rename',
    signature: 'oldpath newpath',
    examples: [['7ffd 7ffe', 'rename(oldpath=0x7ffd, newpath=0x7ffe)']],
  },
  {
    calls: 'renameat',
    signature: 'olddirfd:directory oldpath newdirfd:directory newpath',
    examples: [['ffffff9c 1 ffffff9c 2', 'renameat(olddirfd=AT_FDCWD, oldpath=0x1, newdirfd=AT_FDCWD, newpath=0x2)']],
  },
  {
    calls: 'renameat2',
    signature: 'olddirfd:directory oldpath newdirfd:directory newpath flags:rename',
    examples: [['ffffff9c 1 4 2', 'renameat2(olddirfd=AT_FDCWD, oldpath=0x1, newdirfd=4, newpath=0x2, flags=?)']],
  },
  { calls: 'link', signature: 'oldpath newpath', examples: [['1 2', 'link(oldpath=0x1, newpath=0x2)']] },
  {
    calls: 'linkat',
    signature: 'olddirfd:directory oldpath newdirfd:directory newpath flags:at',
    examples: [
      ['ffffff9c 1 ffffff9c 2', 'linkat(olddirfd=AT_FDCWD, oldpath=0x1, newdirfd=AT_FDCWD, newpath=0x2, flags=?)'],
    ],
  },
  { calls: 'symlink', signature: 'target linkpath', examples: [['1 2', 'symlink(target=0x1, linkpath=0x2)']] },
  {
    calls: 'symlinkat',
    signature: 'target newdirfd:otherDirectory linkpath',
    examples: [['1 ffffff9c 2', 'symlinkat(target=0x1, newdirfd=AT_FDCWD, linkpath=0x2)']],
  },
  {
    calls: 'readlink',
    signature: 'pathname buf bufsiz:size',
    examples: [['1 2 1000', 'readlink(pathname=0x1, buf=0x2, bufsiz=4096)']],
  },
  {
    calls: 'readlinkat',
    signature: 'dirfd:directory pathname buf bufsiz:size',
    examples: [['ffffff9c 1 2 1000', 'readlinkat(dirfd=AT_FDCWD, pathname=0x1, buf=0x2, bufsiz=4096)']],
  },
  { calls: 'chdir', signature: 'path', examples: [['7ffd', 'chdir(path=0x7ffd)']] },
  { calls: 'fchdir', signature: 'fd:fd', examples: [['3', 'fchdir(fd=3)']] },
  { calls: 'chroot', signature: 'path', examples: [['7ffd', 'chroot(path=0x7ffd)']] },
  { calls: 'pivot_root', signature: 'new_root put_old', examples: [['1 2', 'pivot_root(new_root=0x1, put_old=0x2)']] },
  { calls: 'getcwd', signature: 'buf size:size', examples: [['1 1000', 'getcwd(buf=0x1, size=4096)']] },

  // Files: owners, modes, times, attributes
  {
    calls: 'chmod',
    signature: 'pathname mode:mode',
    examples: [['7ffd 9ed', 'chmod(pathname=0x7ffd, mode=suid,0755)']],
  },
  { calls: 'fchmod', signature: 'fd:fd mode:mode', examples: [['3 180', 'fchmod(fd=3, mode=0600)']] },
  {
    calls: 'fchmodat',
    signature: 'dirfd:directory pathname mode:mode',
    examples: [['ffffff9c 7ffd 1ff 7f', 'fchmodat(dirfd=AT_FDCWD, pathname=0x7ffd, mode=0777)']],
  },
  {
    calls: 'fchmodat2',
    signature: 'dirfd:directory pathname mode:mode flags:at',
    manual: 'chmod',
    examples: [
      ['ffffff9c 7ffd 1ff 100', 'fchmodat2(dirfd=AT_FDCWD, pathname=0x7ffd, mode=0777, flags=AT_SYMLINK_NOFOLLOW)'],
    ],
  },
  {
    calls: 'chown lchown chown32 lchown32',
    signature: 'pathname owner:user group:group',
    examples: [
      ['7ffd 0 3e8', 'chown(pathname=0x7ffd, owner=root, group=1000)'],
      ['7ffd ffffffff 0', 'chown(pathname=0x7ffd, owner=unset, group=root)'],
      ['7ffd ffff 0', 'chown(pathname=0x7ffd, owner=unset, group=root)', 'i386'],
    ],
  },
  {
    calls: 'fchown fchown32',
    signature: 'fd:fd owner:user group:group',
    examples: [['3 0 0', 'fchown(fd=3, owner=root, group=root)']],
  },
  {
    calls: 'fchownat',
    signature: 'dirfd:directory pathname owner:user group:group flags:at',
    examples: [['ffffff9c 1 3e8 3e8', 'fchownat(dirfd=AT_FDCWD, pathname=0x1, owner=1000, group=1000, flags=?)']],
  },
  { calls: 'utime utimes', signature: 'filename times', examples: [['1 2', 'utime(filename=0x1, times=0x2)']] },
  {
    calls: 'futimesat',
    signature: 'dirfd:directory pathname times',
    examples: [['ffffff9c 1 2', 'futimesat(dirfd=AT_FDCWD, pathname=0x1, times=0x2)']],
  },
  {
    calls: 'utimensat',
    signature: 'dirfd:directory pathname times flags:at',
    examples: [['ffffff9c 1 0 100', 'utimensat(dirfd=AT_FDCWD, pathname=0x1, times=NULL, flags=AT_SYMLINK_NOFOLLOW)']],
  },
  { calls: 'access', signature: 'pathname mode:access', examples: [['1 5', 'access(pathname=0x1, mode=X_OK|R_OK)']] },
  {
    calls: 'faccessat',
    signature: 'dirfd:directory pathname mode:access',
    examples: [['ffffff9c 1 4 7ffd96af12f0', 'faccessat(dirfd=AT_FDCWD, pathname=0x1, mode=R_OK)']],
  },
  {
    calls: 'faccessat2',
    signature: 'dirfd:directory pathname mode:access flags:atAccess',
    examples: [['ffffff9c 1 0 200', 'faccessat2(dirfd=AT_FDCWD, pathname=0x1, mode=F_OK, flags=AT_EACCESS)']],
  },
  {
    calls: 'setxattr lsetxattr',
    signature: 'path name value size:size flags:xattr',
    examples: [['1 2 3 14', 'setxattr(path=0x1, name=0x2, value=0x3, size=20, flags=?)']],
  },
  {
    calls: 'fsetxattr',
    signature: 'fd:fd name value size:size flags:xattr',
    examples: [['3 2 3 14', 'fsetxattr(fd=3, name=0x2, value=0x3, size=20, flags=?)']],
  },
  { calls: 'removexattr lremovexattr', signature: 'path name', examples: [['1 2', 'removexattr(path=0x1, name=0x2)']] },
  { calls: 'fremovexattr', signature: 'fd:fd name', examples: [['3 2', 'fremovexattr(fd=3, name=0x2)']] },
  {
    calls: 'getxattr lgetxattr',
    signature: 'path name value size:size',
    examples: [['1 2 3 14', 'getxattr(path=0x1, name=0x2, value=0x3, size=20)']],
  },
  {
    calls: 'fgetxattr',
    signature: 'fd:fd name value size:size',
    examples: [['3 2 3 14', 'fgetxattr(fd=3, name=0x2, value=0x3, size=20)']],
  },
  {
    calls: 'listxattr llistxattr',
    signature: 'path list size:size',
    examples: [['1 2 14', 'listxattr(path=0x1, list=0x2, size=20)']],
  },
  {
    calls: 'flistxattr',
    signature: 'fd:fd list size:size',
    examples: [['3 2 14', 'flistxattr(fd=3, list=0x2, size=20)']],
  },
  { calls: 'stat lstat', signature: 'pathname statbuf', examples: [['1 2', 'stat(pathname=0x1, statbuf=0x2)']] },
  {
    calls: 'fstat newfstat',
    signature: 'fd:fd statbuf',
    manual: 'stat',
    examples: [['3 2', 'fstat(fd=3, statbuf=0x2)']],
  },
  {
    calls: 'newfstatat',
    signature: 'dirfd:directory pathname statbuf flags:at',
    examples: [['ffffff9c 1 2 1000', 'newfstatat(dirfd=AT_FDCWD, pathname=0x1, statbuf=0x2, flags=AT_EMPTY_PATH)']],
  },
  {
    calls: 'statx',
    signature: 'dirfd:otherDirectory pathname flags:at mask:hex statxbuf',
    examples: [
      [
        'ffffff9c 1 900 fff',
        'statx(dirfd=AT_FDCWD, pathname=0x1, flags=AT_SYMLINK_NOFOLLOW|AT_NO_AUTOMOUNT, mask=0xfff, statxbuf=?)',
      ],
    ],
  },
  { calls: 'statfs', signature: 'path buf', examples: [['1 2', 'statfs(path=0x1, buf=0x2)']] },
  { calls: 'fstatfs', signature: 'fd:fd buf', examples: [['3 2', 'fstatfs(fd=3, buf=0x2)']] },

  // Files: reading and writing
  { calls: 'read write', signature: 'fd:fd buf count:size', examples: [['3 1 200', 'read(fd=3, buf=0x1, count=512)']] },
  {
    calls: 'pread pwrite',
    signature: 'fd:fd buf count:size offset:size',
    on: 'x86_64 aarch64 s390x',
    examples: [['3 1 200 1000', 'pread(fd=3, buf=0x1, count=512, offset=4096)']],
  },
  {
    calls: 'readv writev',
    signature: 'fd:fd iov iovcnt:int',
    examples: [['3 1 2', 'readv(fd=3, iov=0x1, iovcnt=2)']],
  },
  { calls: 'close', signature: 'fd:fd', examples: [['3', 'close(fd=3)']] },
  {
    calls: 'close_range',
    signature: 'first:fd last:fd flags:hex',
    examples: [['3 ffffffff 0', 'close_range(first=3, last=-1, flags=0x0)']],
  },
  { calls: 'dup', signature: 'oldfd:fd', examples: [['3', 'dup(oldfd=3)']] },
  { calls: 'dup2', signature: 'oldfd:fd newfd:fd', examples: [['3 1', 'dup2(oldfd=3, newfd=1)']] },
  {
    calls: 'dup3',
    signature: 'oldfd:fd newfd:fd flags:cloexec',
    examples: [['3 1 80000', 'dup3(oldfd=3, newfd=1, flags=O_CLOEXEC)']],
  },
  { calls: 'pipe', signature: 'pipefd', examples: [['7ffd', 'pipe(pipefd=0x7ffd)']] },
  {
    calls: 'pipe2',
    signature: 'pipefd flags:cloexec',
    examples: [['7ffd 80800', 'pipe2(pipefd=0x7ffd, flags=O_NONBLOCK|O_CLOEXEC)']],
  },
  {
    calls: 'lseek',
    signature: 'fd:fd offset:size whence:seek',
    examples: [['3 10 1', 'lseek(fd=3, offset=16, whence=SEEK_CUR)']],
  },
  {
    calls: 'fcntl fcntl64',
    signature: 'fd:fd cmd:fcntl arg:fcntlArgument',
    examples: [
      ['3 4 800', 'fcntl(fd=3, cmd=F_SETFL, arg=O_NONBLOCK)'],
      ['3 2 1', 'fcntl(fd=3, cmd=F_SETFD, arg=FD_CLOEXEC)'],
      ['3 8 3e8', 'fcntl(fd=3, cmd=F_SETOWN, arg=1000)'],
      ['3 406 a', 'fcntl(fd=3, cmd=F_DUPFD_CLOEXEC, arg=10)'],
      ['3 1 7ffd', 'fcntl(fd=3, cmd=F_GETFD)'],
      ['3 7 7ffd', 'fcntl(fd=3, cmd=F_SETLKW, arg=0x7ffd)'],
    ],
  },
  { calls: 'flock', signature: 'fd:fd operation:flock', examples: [['3 6', 'flock(fd=3, operation=LOCK_EX|LOCK_NB)']] },
  {
    calls: 'ioctl',
    signature: 'fd:fd request:request argp',
    examples: [
      ['3 5401 7ffd', 'ioctl(fd=3, request=TCGETS, argp=0x7ffd)'],
      ['3 5412 7ffd', 'ioctl(fd=3, request=TIOCSTI, argp=0x7ffd)'],
      ['3 402c7413 7ffd', 'ioctl(fd=3, request=TCGETS, argp=0x7ffd)', 'ppc64le'],
    ],
  },
  { calls: 'truncate', signature: 'path length:size', examples: [['1 0', 'truncate(path=0x1, length=0)']] },
  { calls: 'ftruncate', signature: 'fd:fd length:size', examples: [['3 400', 'ftruncate(fd=3, length=1024)']] },
  {
    calls: 'fallocate',
    signature: 'fd:fd mode:hex offset:size len:size',
    on: 'x86_64 aarch64 s390x ppc64 ppc64le riscv64',
    examples: [['3 0 0 1000', 'fallocate(fd=3, mode=0x0, offset=0, len=4096)']],
  },
  { calls: 'fsync fdatasync syncfs', signature: 'fd:fd', examples: [['3', 'fsync(fd=3)']] },
  {
    calls: 'getdents getdents64',
    signature: 'fd:fd dirp count:size',
    examples: [['3 1 8000', 'getdents(fd=3, dirp=0x1, count=32768)']],
  },
  {
    calls: 'sendfile',
    signature: 'out_fd:fd in_fd:fd offset count:size',
    examples: [['4 3 0 1000', 'sendfile(out_fd=4, in_fd=3, offset=NULL, count=4096)']],
  },
  {
    calls: 'copy_file_range splice',
    signature: 'fd_in:fd off_in fd_out:fd off_out len:size flags:hex',
    examples: [['3 0 4 0', 'copy_file_range(fd_in=3, off_in=NULL, fd_out=4, off_out=NULL, len=?, flags=?)']],
  },
  { calls: 'acct', signature: 'filename', examples: [['7ffd', 'acct(filename=0x7ffd)']] },
  {
    calls: 'inotify_add_watch',
    signature: 'fd:fd pathname mask:inotify',
    examples: [['3 1 2', 'inotify_add_watch(fd=3, pathname=0x1, mask=IN_MODIFY)']],
  },
  { calls: 'inotify_rm_watch', signature: 'fd:fd wd:int', examples: [['3 1', 'inotify_rm_watch(fd=3, wd=1)']] },
  {
    calls: 'fanotify_mark',
    signature: 'fanotify_fd:fd flags:hex mask:hex dirfd:otherDirectory pathname',
    on: 'x86_64 aarch64 s390x ppc64 ppc64le riscv64',
    examples: [['3 1 20 ffffff9c', 'fanotify_mark(fanotify_fd=3, flags=0x1, mask=0x20, dirfd=AT_FDCWD, pathname=?)']],
  },
  {
    calls: 'epoll_ctl',
    signature: 'epfd:fd op:epoll fd:fd event',
    examples: [['4 1 5 7ffd', 'epoll_ctl(epfd=4, op=EPOLL_CTL_ADD, fd=5, event=0x7ffd)']],
  },
  {
    calls: 'epoll_wait epoll_pwait',
    signature: 'epfd:fd events maxevents:int timeout:int',
    examples: [['4 1 40 ffffffff', 'epoll_wait(epfd=4, events=0x1, maxevents=64, timeout=-1)']],
  },
  { calls: 'epoll_create1', signature: 'flags:cloexec', examples: [['80000', 'epoll_create1(flags=O_CLOEXEC)']] },
  {
    calls: 'eventfd2',
    signature: 'initval:int flags:cloexec',
    examples: [['0 80800', 'eventfd2(initval=0, flags=O_NONBLOCK|O_CLOEXEC)']],
  },
  { calls: 'inotify_init1', signature: 'flags:cloexec', examples: [['800', 'inotify_init1(flags=O_NONBLOCK)']] },
  {
    calls: 'bpf',
    signature: 'cmd:bpf attr size:size',
    examples: [['5 7ffd 90', 'bpf(cmd=BPF_PROG_LOAD, attr=0x7ffd, size=144)']],
  },
  {
    calls: 'io_uring_setup',
    signature: 'entries:int p',
    manual: '',
    examples: [['80 7ffd', 'io_uring_setup(entries=128, p=0x7ffd)']],
  },
  {
    calls: 'io_uring_enter',
    signature: 'fd:fd to_submit:int min_complete:int flags:hex sig argsz',
    manual: '',
    examples: [['4 1 1 1', 'io_uring_enter(fd=4, to_submit=1, min_complete=1, flags=0x1, sig=?, argsz=?)']],
  },

  // Mounts
  {
    calls: 'mount',
    signature: 'source target filesystemtype mountflags:mount data',
    examples: [
      ['1 2 3 e', 'mount(source=0x1, target=0x2, filesystemtype=0x3, mountflags=MS_NOSUID|MS_NODEV|MS_NOEXEC, data=?)'],
      ['1 2 3 c0ed0001', 'mount(source=0x1, target=0x2, filesystemtype=0x3, mountflags=MS_RDONLY, data=?)'],
    ],
  },
  { calls: 'umount2', signature: 'target flags:umount', examples: [['1 2', 'umount2(target=0x1, flags=MNT_DETACH)']] },
  { calls: 'umount', signature: 'target', examples: [['1', 'umount(target=0x1)', 'i386']] },
  {
    calls: 'open_tree',
    signature: 'dirfd:otherDirectory pathname flags:openTree',
    manual: '',
    examples: [
      ['ffffff9c 1 80001', 'open_tree(dirfd=AT_FDCWD, pathname=0x1, flags=OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC)'],
    ],
  },
  {
    calls: 'move_mount',
    signature: 'from_dirfd:otherDirectory from_pathname to_dirfd:directory to_pathname flags:moveMount',
    manual: '',
    examples: [
      ['5 1 ffffff9c 2', 'move_mount(from_dirfd=5, from_pathname=0x1, to_dirfd=AT_FDCWD, to_pathname=0x2, flags=?)'],
    ],
  },
  {
    calls: 'fsopen',
    signature: 'fs_name flags:fsopen',
    manual: '',
    examples: [['1 1', 'fsopen(fs_name=0x1, flags=FSOPEN_CLOEXEC)']],
  },
  {
    calls: 'fsconfig',
    signature: 'fs_fd:fd cmd:fsconfig key value aux',
    manual: '',
    examples: [['5 6 0 0', 'fsconfig(fs_fd=5, cmd=FSCONFIG_CMD_CREATE, key=NULL, value=NULL, aux=?)']],
  },
  {
    calls: 'fsmount',
    signature: 'fs_fd:fd flags:fsmount attr_flags:mountAttribute',
    manual: '',
    examples: [
      [
        '5 1 e',
        'fsmount(fs_fd=5, flags=FSMOUNT_CLOEXEC, attr_flags=MOUNT_ATTR_NOSUID|MOUNT_ATTR_NODEV|MOUNT_ATTR_NOEXEC)',
      ],
    ],
  },
  {
    calls: 'fspick',
    signature: 'dirfd:otherDirectory pathname flags:fspick',
    manual: '',
    examples: [['ffffff9c 1 1', 'fspick(dirfd=AT_FDCWD, pathname=0x1, flags=FSPICK_CLOEXEC)']],
  },
  {
    calls: 'mount_setattr',
    signature: 'dirfd:otherDirectory pathname flags:at attr size:size',
    examples: [['5 1 1000 7ffd', 'mount_setattr(dirfd=5, pathname=0x1, flags=AT_EMPTY_PATH, attr=0x7ffd, size=?)']],
  },
  { calls: 'swapon', signature: 'path swapflags:hex', examples: [['1 0', 'swapon(path=0x1, swapflags=0x0)']] },
  { calls: 'swapoff', signature: 'path', examples: [['1', 'swapoff(path=0x1)']] },
  {
    calls: 'quotactl',
    signature: 'cmd:hex special id:int addr',
    examples: [['1 2 0 3', 'quotactl(cmd=0x1, special=0x2, id=0, addr=0x3)']],
  },

  // Processes
  {
    calls: 'execve',
    signature: 'pathname argv envp',
    examples: [['7ffd c0004e9098 7ffc 8', 'execve(pathname=0x7ffd, argv=0xc0004e9098, envp=0x7ffc)']],
  },
  {
    calls: 'execveat',
    signature: 'dirfd:otherDirectory pathname argv envp flags:at',
    examples: [['ffffff9c 1 2 3', 'execveat(dirfd=AT_FDCWD, pathname=0x1, argv=0x2, envp=0x3, flags=?)']],
  },
  { calls: 'fork vfork', signature: '', examples: [['1 2 3 4', 'fork()']] },
  {
    calls: 'clone',
    signature: 'flags:clone stack parent_tid child_tid tls',
    on: 'x86_64',
    examples: [
      [
        '44020011 0 0 0',
        'clone(flags=CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWNET|SIGCHLD, stack=NULL, parent_tid=NULL, child_tid=NULL, tls=?)',
      ],
    ],
  },
  {
    calls: 'clone',
    signature: 'flags:clone stack parent_tid tls child_tid',
    on: 'i386 aarch64 armeb ppc ppc64 ppc64le riscv64',
    examples: [
      [
        '1200011 0 0 0',
        'clone(flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, stack=NULL, parent_tid=NULL, tls=NULL, child_tid=?)',
        'aarch64',
      ],
    ],
  },
  {
    calls: 'clone',
    signature: 'stack flags:clone parent_tid child_tid tls',
    on: 's390 s390x',
    examples: [['0 11 0 0', 'clone(stack=NULL, flags=SIGCHLD, parent_tid=NULL, child_tid=NULL, tls=?)', 's390x']],
  },
  { calls: 'clone3', signature: 'cl_args size:size', examples: [['7ffd 58', 'clone3(cl_args=0x7ffd, size=88)']] },
  {
    calls: 'unshare',
    signature: 'flags:namespaces',
    examples: [
      ['2020080', 'unshare(flags=CLONE_NEWTIME|CLONE_NEWNS|CLONE_NEWCGROUP)'],
      ['0', 'unshare(flags=0x0)'],
    ],
  },
  {
    calls: 'setns',
    signature: 'fd:fd nstype:namespaces',
    examples: [['5 40000000', 'setns(fd=5, nstype=CLONE_NEWNET)']],
  },
  {
    calls: 'exit exit_group',
    signature: 'status:status',
    examples: [
      ['89', 'exit(status=137)'],
      ['0', 'exit(status=EXIT_SUCCESS)'],
    ],
  },
  {
    calls: 'wait4',
    signature: 'pid:pid wstatus options:wait rusage',
    examples: [['ffffffff 7ffd 1 0', 'wait4(pid=-1, wstatus=0x7ffd, options=WNOHANG, rusage=NULL)']],
  },
  {
    calls: 'waitid',
    signature: 'idtype:int id:int infop options:wait rusage',
    examples: [['1 5 7ffd 5', 'waitid(idtype=1, id=5, infop=0x7ffd, options=WNOHANG|WEXITED, rusage=?)']],
  },
  {
    calls: 'waitpid',
    signature: 'pid:pid wstatus options:wait',
    examples: [['5 7ffd 0', 'waitpid(pid=5, wstatus=0x7ffd, options=0x0)', 'i386']],
  },
  {
    calls: 'ptrace',
    signature: 'request:ptrace pid:tracePid addr:traceAddress data:traceData',
    examples: [
      ['10 4dca 0 0', 'ptrace(request=PTRACE_ATTACH, pid=19914)'],
      ['7 4dca 1 9', 'ptrace(request=PTRACE_CONT, pid=19914, data=SIGKILL)'],
      ['0 1 2 3', 'ptrace(request=PTRACE_TRACEME)'],
      ['c 4dca 0 7ffd', 'ptrace(request=PTRACE_GETREGS, pid=19914, addr=NULL, data=0x7ffd)'],
      ['c 4dca 0 7ffd', 'ptrace(request=unknown-ptrace(0xc), pid=19914, addr=NULL, data=0x7ffd)', 'riscv64'],
    ],
  },
  {
    calls: 'process_vm_readv process_vm_writev',
    signature: 'pid:pid local_iov liovcnt:size remote_iov riovcnt:size flags:hex',
    examples: [
      ['4dca 1 1 2', 'process_vm_readv(pid=19914, local_iov=0x1, liovcnt=1, remote_iov=0x2, riovcnt=?, flags=?)'],
    ],
  },
  {
    calls: 'pidfd_open',
    signature: 'pid:pid flags:cloexec',
    examples: [['4dca 0', 'pidfd_open(pid=19914, flags=0x0)']],
  },
  {
    calls: 'pidfd_getfd',
    signature: 'pidfd:fd targetfd:fd flags:hex',
    examples: [['3 1 0', 'pidfd_getfd(pidfd=3, targetfd=1, flags=0x0)']],
  },
  {
    calls: 'prctl',
    signature: 'option:prctlOption arg2:prctlArgument arg3:prctlLater arg4:prctlLater arg5:prctlLater',
    examples: [
      ['1 9 1 2', 'prctl(option=PR_SET_PDEATHSIG, arg2=SIGKILL)'],
      ['18 15 1 2', 'prctl(option=PR_CAPBSET_DROP, arg2=sys_admin)'],
      ['26 1 0 0', 'prctl(option=PR_SET_NO_NEW_PRIVS, arg2=1, arg3=NULL, arg4=NULL, arg5=?)'],
      ['3 1 2 3', 'prctl(option=PR_GET_DUMPABLE)'],
      ['f 7ffd 2 3', 'prctl(option=PR_SET_NAME, arg2=0x7ffd)'],
    ],
  },
  {
    calls: 'arch_prctl',
    signature: 'code:hex addr',
    examples: [['1002 7ffd', 'arch_prctl(code=0x1002, addr=0x7ffd)']],
  },
  {
    calls: 'personality',
    signature: 'persona:personality',
    examples: [
      ['8', 'personality(persona=PER_LINUX32)'],
      ['40000', 'personality(persona=PER_LINUX|ADDR_NO_RANDOMIZE)'],
      ['ffffffff', 'personality(persona=0xffffffff)'],
    ],
  },
  {
    calls: 'seccomp',
    signature: 'operation:seccomp flags:hex args',
    examples: [['1 1 7ffd', 'seccomp(operation=SECCOMP_SET_MODE_FILTER, flags=0x1, args=0x7ffd)']],
  },
  { calls: 'setpgid', signature: 'pid:pid pgid:pid', examples: [['0 1f4', 'setpgid(pid=0, pgid=500)']] },
  {
    calls: 'setsid getpid getppid getuid geteuid getgid getegid gettid sync vhangup',
    signature: '',
    examples: [['1', 'setsid()']],
  },
  {
    calls: 'getrlimit setrlimit ugetrlimit',
    signature: 'resource:resource rlim',
    examples: [['7 7ffd', 'getrlimit(resource=RLIMIT_NOFILE, rlim=0x7ffd)']],
  },
  {
    calls: 'prlimit64',
    signature: 'pid:pid resource:otherResource new_limit old_limit',
    examples: [['0 7 7ffd 0', 'prlimit64(pid=0, resource=RLIMIT_NOFILE, new_limit=0x7ffd, old_limit=NULL)']],
  },
  {
    calls: 'sched_setscheduler',
    signature: 'pid:pid policy:policy param',
    examples: [['0 40000001 7ffd', 'sched_setscheduler(pid=0, policy=SCHED_FIFO|SCHED_RESET_ON_FORK, param=0x7ffd)']],
  },
  {
    calls: 'sched_setparam sched_getparam',
    signature: 'pid:pid param',
    examples: [['5 7ffd', 'sched_setparam(pid=5, param=0x7ffd)']],
  },
  {
    calls: 'sched_setattr',
    signature: 'pid:pid attr flags:hex',
    examples: [['5 7ffd 0', 'sched_setattr(pid=5, attr=0x7ffd, flags=0x0)']],
  },
  {
    calls: 'sched_setaffinity sched_getaffinity',
    signature: 'pid:pid cpusetsize:size mask:hex',
    examples: [['0 80 7ffd', 'sched_setaffinity(pid=0, cpusetsize=128, mask=0x7ffd)']],
  },
  {
    calls: 'setpriority',
    signature: 'which:priority who:int prio:int',
    examples: [['0 5 fffffff6', 'setpriority(which=PRIO_PROCESS, who=5, prio=-10)']],
  },
  {
    calls: 'setuid setuid32',
    signature: 'uid:user',
    examples: [
      ['3e8', 'setuid(uid=1000)'],
      ['3e8', 'setuid(uid=1000)', 'i386'],
    ],
  },
  { calls: 'setgid setgid32', signature: 'gid:group', examples: [['0', 'setgid(gid=root)']] },
  {
    calls: 'setreuid setreuid32',
    signature: 'ruid:user euid:user',
    examples: [['ffffffff 0', 'setreuid(ruid=unset, euid=root)']],
  },
  {
    calls: 'setregid setregid32',
    signature: 'rgid:group egid:group',
    examples: [['64 0', 'setregid(rgid=100, egid=root)']],
  },
  {
    calls: 'setresuid setresuid32',
    signature: 'ruid:user euid:user suid:user',
    examples: [['0 3e8 0', 'setresuid(ruid=root, euid=1000, suid=root)']],
  },
  {
    calls: 'setresgid setresgid32',
    signature: 'rgid:group egid:group sgid:group',
    examples: [['0 64 0', 'setresgid(rgid=root, egid=100, sgid=root)']],
  },
  { calls: 'setfsuid setfsuid32', signature: 'fsuid:user', examples: [['0', 'setfsuid(fsuid=root)']] },
  { calls: 'setfsgid setfsgid32', signature: 'fsgid:group', examples: [['0', 'setfsgid(fsgid=root)']] },
  {
    calls: 'setgroups setgroups32',
    signature: 'size:int list',
    examples: [['2 7ffd', 'setgroups(size=2, list=0x7ffd)']],
  },
  { calls: 'capset capget', signature: 'hdrp datap', examples: [['1 2', 'capset(hdrp=0x1, datap=0x2)']] },
  {
    calls: 'kcmp',
    signature: 'pid1:pid pid2:pid type:int idx1:hex idx2:hex',
    examples: [['5 6 0 1', 'kcmp(pid1=5, pid2=6, type=0, idx1=0x1, idx2=?)']],
  },
  {
    calls: 'perf_event_open',
    signature: 'attr pid:pid cpu:int group_fd:fd flags:hex',
    examples: [['1 ffffffff 0 ffffffff', 'perf_event_open(attr=0x1, pid=-1, cpu=0, group_fd=-1, flags=?)']],
  },
  {
    calls: 'futex',
    signature: 'uaddr futex_op:hex val:int timeout uaddr2 val3:hex',
    examples: [['7ffd 81 1 0', 'futex(uaddr=0x7ffd, futex_op=0x81, val=1, timeout=NULL, uaddr2=?, val3=?)']],
  },

  // Memory
  {
    calls: 'mmap',
    signature: 'addr length:size prot:protection flags:map fd:hex offset:hex',
    on: 'x86_64 aarch64 ppc ppc64 ppc64le riscv64',
    examples: [
      [
        '0 1000 5 22',
        'mmap(addr=NULL, length=4096, prot=PROT_READ|PROT_EXEC, flags=MAP_PRIVATE|MAP_ANONYMOUS, fd=?, offset=?)',
      ],
      [
        '0 1000 1 54040022',
        'mmap(addr=NULL, length=4096, prot=PROT_READ, flags=MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT, fd=?, offset=?)',
      ],
      [
        '0 1000 3 3',
        'mmap(addr=NULL, length=4096, prot=PROT_READ|PROT_WRITE, flags=MAP_SHARED_VALIDATE, fd=?, offset=?)',
        'aarch64',
      ],
    ],
  },
  // old_mmap reads its arguments from memory (mmap(2), "C library/kernel differences"; arch/x86/kernel/sys_ia32.c)
  { calls: 'mmap', signature: 'arg', on: 'i386 s390 s390x', examples: [['bf91 7 1 22', 'mmap(arg=0xbf91)', 'i386']] },
  {
    calls: 'mmap2',
    signature: 'addr length:size prot:protection flags:map fd:hex pgoffset:hex',
    examples: [
      [
        '0 1000 3 22',
        'mmap2(addr=NULL, length=4096, prot=PROT_READ|PROT_WRITE, flags=MAP_PRIVATE|MAP_ANONYMOUS, fd=?, pgoffset=?)',
        'i386',
      ],
    ],
  },
  {
    calls: 'mprotect',
    signature: 'addr len:size prot:protection',
    examples: [
      ['7ffd 1000 5', 'mprotect(addr=0x7ffd, len=4096, prot=PROT_READ|PROT_EXEC)'],
      ['7ffd 1000 0', 'mprotect(addr=0x7ffd, len=4096, prot=PROT_NONE)'],
    ],
  },
  {
    calls: 'pkey_mprotect',
    signature: 'addr len:size prot:protection pkey:int',
    examples: [['7ffd 1000 1 1', 'pkey_mprotect(addr=0x7ffd, len=4096, prot=PROT_READ, pkey=1)']],
  },
  { calls: 'munmap', signature: 'addr length:size', examples: [['7ffd 1000', 'munmap(addr=0x7ffd, length=4096)']] },
  {
    calls: 'mremap',
    signature: 'old_address old_size:size new_size:size flags:mremap new_address',
    examples: [
      ['7f 1000 2000 1', 'mremap(old_address=0x7f, old_size=4096, new_size=8192, flags=MREMAP_MAYMOVE, new_address=?)'],
    ],
  },
  {
    calls: 'msync',
    signature: 'addr length:size flags:msync',
    examples: [['7f 1000 4', 'msync(addr=0x7f, length=4096, flags=MS_SYNC)']],
  },
  {
    calls: 'madvise',
    signature: 'addr length:size advice:madvise',
    examples: [['7f 1000 4', 'madvise(addr=0x7f, length=4096, advice=MADV_DONTNEED)']],
  },
  { calls: 'mlock munlock', signature: 'addr len:size', examples: [['7f 1000', 'mlock(addr=0x7f, len=4096)']] },
  { calls: 'mlockall', signature: 'flags:mlockall', examples: [['3', 'mlockall(flags=MCL_CURRENT|MCL_FUTURE)']] },
  { calls: 'brk', signature: 'addr', examples: [['7f', 'brk(addr=0x7f)']] },
  {
    calls: 'shmget',
    signature: 'key:int size:size shmflg:shmFlags',
    examples: [['0 1000 780', 'shmget(key=0, size=4096, shmflg=IPC_CREAT|IPC_EXCL|0600)']],
  },
  {
    calls: 'shmat',
    signature: 'shmid:int shmaddr shmflg:shmat',
    examples: [['5 0 1000', 'shmat(shmid=5, shmaddr=NULL, shmflg=SHM_RDONLY)']],
  },
  { calls: 'shmdt', signature: 'shmaddr', examples: [['7f', 'shmdt(shmaddr=0x7f)']] },
  {
    calls: 'shmctl',
    signature: 'shmid:int cmd:ipcControl buf',
    examples: [['5 0 0', 'shmctl(shmid=5, cmd=IPC_RMID, buf=NULL)']],
  },
  {
    calls: 'semget',
    signature: 'key:int nsems:int semflg:ipcFlags',
    examples: [['1 2 3b6', 'semget(key=1, nsems=2, semflg=IPC_CREAT|0666)']],
  },
  {
    calls: 'semop',
    signature: 'semid:int sops nsops:size',
    examples: [['5 7f 1', 'semop(semid=5, sops=0x7f, nsops=1)']],
  },
  {
    calls: 'msgget',
    signature: 'key:int msgflg:ipcFlags',
    examples: [['1 3b6', 'msgget(key=1, msgflg=IPC_CREAT|0666)']],
  },
  {
    calls: 'msgctl',
    signature: 'msqid:int cmd:ipcControl buf',
    examples: [['5 0 0', 'msgctl(msqid=5, cmd=IPC_RMID, buf=NULL)']],
  },
  {
    calls: 'ipc',
    signature: 'call:ipcCall first:hex second:hex third:hex ptr fifth',
    examples: [['1 5 1 0', 'ipc(call=semop, first=0x5, second=0x1, third=0x0, ptr=?, fifth=?)', 'i386']],
  },

  // Sockets
  {
    calls: 'socket',
    signature: 'domain:family type:socketType protocol:protocol',
    examples: [
      ['2 80001 6', 'socket(domain=inet, type=SOCK_STREAM|SOCK_CLOEXEC, protocol=tcp)'],
      ['10 80003 9', 'socket(domain=netlink, type=SOCK_RAW|SOCK_CLOEXEC, protocol=NETLINK_AUDIT)'],
      ['11 3 300', 'socket(domain=packet, type=SOCK_RAW, protocol=ETH_P_ALL)'],
      ['1 80802 0', 'socket(domain=local, type=SOCK_DGRAM|SOCK_NONBLOCK|SOCK_CLOEXEC, protocol=0x0)'],
    ],
  },
  {
    calls: 'socketpair',
    signature: 'domain:otherFamily type:otherSocketType protocol:hex sv',
    examples: [['1 80001 0 7ffd', 'socketpair(domain=local, type=SOCK_STREAM|SOCK_CLOEXEC, protocol=0x0, sv=0x7ffd)']],
  },
  {
    calls: 'bind connect',
    signature: 'sockfd:fd addr addrlen:int',
    examples: [['3 7ffd 10', 'bind(sockfd=3, addr=0x7ffd, addrlen=16)']],
  },
  { calls: 'listen', signature: 'sockfd:fd backlog:int', examples: [['3 80', 'listen(sockfd=3, backlog=128)']] },
  {
    calls: 'accept getsockname getpeername',
    signature: 'sockfd:fd addr addrlen',
    examples: [['3 7ffd 7ffc', 'accept(sockfd=3, addr=0x7ffd, addrlen=0x7ffc)']],
  },
  {
    calls: 'accept4',
    signature: 'sockfd:fd addr addrlen flags:socketFlags',
    examples: [['3 0 0 80000', 'accept4(sockfd=3, addr=NULL, addrlen=NULL, flags=SOCK_CLOEXEC)']],
  },
  { calls: 'shutdown', signature: 'sockfd:fd how:shutdown', examples: [['3 2', 'shutdown(sockfd=3, how=SHUT_RDWR)']] },
  {
    calls: 'setsockopt getsockopt',
    signature: 'sockfd:fd level:level optname:socketOption optval optlen',
    examples: [
      ['3 1 2 7ffd', 'setsockopt(sockfd=3, level=SOL_SOCKET, optname=SO_REUSEADDR, optval=0x7ffd, optlen=?)'],
      ['3 0 40 7ffd', 'setsockopt(sockfd=3, level=ip, optname=IPT_SO_SET_REPLACE, optval=0x7ffd, optlen=?)'],
      ['3 6 1 7ffd', 'setsockopt(sockfd=3, level=tcp, optname=TCP_NODELAY, optval=0x7ffd, optlen=?)'],
      ['3 29 1a 7ffd', 'setsockopt(sockfd=3, level=ipv6, optname=IPV6_V6ONLY, optval=0x7ffd, optlen=?)'],
      [
        '3 10e 1 7ffd',
        'setsockopt(sockfd=3, level=SOL_NETLINK, optname=NETLINK_ADD_MEMBERSHIP, optval=0x7ffd, optlen=?)',
      ],
      [
        '3 1 14 7ffd',
        'setsockopt(sockfd=3, level=SOL_SOCKET, optname=SO_PASSCRED, optval=0x7ffd, optlen=?)',
        'ppc64le',
      ],
    ],
  },
  {
    calls: 'sendto',
    signature: 'sockfd:fd buf len:size flags:message dest_addr addrlen',
    examples: [['3 7ffd 20 4000', 'sendto(sockfd=3, buf=0x7ffd, len=32, flags=MSG_NOSIGNAL, dest_addr=?, addrlen=?)']],
  },
  {
    calls: 'recvfrom',
    signature: 'sockfd:fd buf len:size flags:message src_addr addrlen',
    examples: [
      ['3 7ffd 20 42', 'recvfrom(sockfd=3, buf=0x7ffd, len=32, flags=MSG_PEEK|MSG_DONTWAIT, src_addr=?, addrlen=?)'],
    ],
  },
  {
    calls: 'send',
    signature: 'sockfd:fd buf len:size flags:message',
    examples: [['3 7ffd 20 0', 'send(sockfd=3, buf=0x7ffd, len=32, flags=0x0)', 'armeb']],
  },
  {
    calls: 'recv',
    signature: 'sockfd:fd buf len:size flags:message',
    examples: [['3 7ffd 20 0', 'recv(sockfd=3, buf=0x7ffd, len=32, flags=0x0)', 'armeb']],
  },
  {
    calls: 'sendmsg',
    signature: 'sockfd:fd msg flags:message',
    examples: [['3 7ffd 4000', 'sendmsg(sockfd=3, msg=0x7ffd, flags=MSG_NOSIGNAL)']],
  },
  {
    calls: 'recvmsg',
    signature: 'sockfd:fd msg flags:message',
    examples: [['3 7ffd 40000000', 'recvmsg(sockfd=3, msg=0x7ffd, flags=MSG_CMSG_CLOEXEC)']],
  },
  {
    calls: 'sendmmsg',
    signature: 'sockfd:fd msgvec vlen:int flags:message',
    examples: [['3 7ffd 2 4000', 'sendmmsg(sockfd=3, msgvec=0x7ffd, vlen=2, flags=MSG_NOSIGNAL)']],
  },
  {
    calls: 'recvmmsg',
    signature: 'sockfd:fd msgvec vlen:int flags:message timeout',
    examples: [['3 7ffd 2 10000', 'recvmmsg(sockfd=3, msgvec=0x7ffd, vlen=2, flags=MSG_WAITFORONE, timeout=?)']],
  },
  {
    calls: 'socketcall',
    signature: 'call:socketCall args',
    examples: [['2 bf91', 'socketcall(call=bind, args=0xbf91)', 'i386']],
  },

  // The system
  {
    calls: 'init_module',
    signature: 'module_image len:size param_values',
    examples: [['1 1000 2', 'init_module(module_image=0x1, len=4096, param_values=0x2)']],
  },
  {
    calls: 'finit_module',
    signature: 'fd:fd param_values flags:moduleInit',
    examples: [['3 1 2', 'finit_module(fd=3, param_values=0x1, flags=MODULE_INIT_IGNORE_VERMAGIC)']],
  },
  {
    calls: 'delete_module',
    signature: 'name flags:cloexec',
    examples: [['1 800', 'delete_module(name=0x1, flags=O_NONBLOCK)']],
  },
  {
    calls: 'kexec_load sys_kexec_load',
    manual: 'kexec_load',
    signature: 'entry nr_segments:size segments flags:hex',
    examples: [['1 2 3 0', 'kexec_load(entry=0x1, nr_segments=2, segments=0x3, flags=0x0)']],
  },
  {
    calls: 'kexec_file_load',
    signature: 'kernel_fd:fd initrd_fd:fd cmdline_len:size cmdline flags:hex',
    examples: [['3 4 10 1', 'kexec_file_load(kernel_fd=3, initrd_fd=4, cmdline_len=16, cmdline=0x1, flags=?)']],
  },
  {
    calls: 'reboot',
    signature: 'magic:hex magic2:hex cmd:reboot arg',
    examples: [
      ['fee1dead 28121969 1234567 0', 'reboot(magic=0xfee1dead, magic2=0x28121969, cmd=REBOOT_CMD_RESTART, arg=NULL)'],
    ],
  },
  {
    calls: 'sethostname setdomainname',
    signature: 'name len:size',
    examples: [['1 5', 'sethostname(name=0x1, len=5)']],
  },
  { calls: 'settimeofday gettimeofday', signature: 'tv tz', examples: [['1 0', 'settimeofday(tv=0x1, tz=NULL)']] },
  { calls: 'stime', signature: 't', examples: [['1', 'stime(t=0x1)', 'i386']] },
  {
    calls: 'clock_settime clock_settime64',
    signature: 'clockid:clock tp',
    manual: 'clock_getres',
    examples: [['0 7ffd', 'clock_settime(clockid=CLOCK_REALTIME, tp=0x7ffd)']],
  },
  {
    calls: 'clock_adjtime',
    signature: 'clk_id:otherClock buf',
    examples: [['0 7ffd', 'clock_adjtime(clk_id=CLOCK_REALTIME, buf=0x7ffd)']],
  },
  { calls: 'adjtimex', signature: 'buf', examples: [['7ffd', 'adjtimex(buf=0x7ffd)']] },
  {
    calls: 'timerfd_create',
    signature: 'clockid:otherClock flags:cloexec',
    examples: [['1 80800', 'timerfd_create(clockid=CLOCK_MONOTONIC, flags=O_NONBLOCK|O_CLOEXEC)']],
  },
  {
    calls: 'add_key',
    signature: 'type description payload plen:size keyring:int',
    examples: [['1 2 3 10', 'add_key(type=0x1, description=0x2, payload=0x3, plen=16, keyring=?)']],
  },
  {
    calls: 'request_key',
    signature: 'type description callout_info dest_keyring:int',
    examples: [['1 2 0 fffffffd', 'request_key(type=0x1, description=0x2, callout_info=NULL, dest_keyring=-3)']],
  },
  {
    calls: 'keyctl',
    signature: 'operation:keyctl arg2 arg3 arg4 arg5',
    examples: [
      ['1 7ffd 0 0', 'keyctl(operation=KEYCTL_JOIN_SESSION_KEYRING, arg2=0x7ffd, arg3=NULL, arg4=NULL, arg5=?)'],
    ],
  },
  {
    calls: 'syslog',
    signature: 'type:int bufp len:int',
    examples: [['3 7ffd 1000', 'syslog(type=3, bufp=0x7ffd, len=4096)']],
  },
  {
    calls: 'ioperm',
    signature: 'from:hex num:size turn_on:int',
    examples: [['3f8 8 1', 'ioperm(from=0x3f8, num=8, turn_on=1)']],
  },
  { calls: 'iopl', signature: 'level:int', examples: [['3', 'iopl(level=3)']] },
  { calls: 'userfaultfd', signature: 'flags:cloexec', examples: [['80000', 'userfaultfd(flags=O_CLOEXEC)']] },
  { calls: 'uname', signature: 'buf', examples: [['7ffd', 'uname(buf=0x7ffd)']] },
  { calls: 'nanosleep', signature: 'req rem', examples: [['7ffd 0', 'nanosleep(req=0x7ffd, rem=NULL)']] },
  {
    calls: 'getrandom',
    signature: 'buf buflen:size flags:hex',
    examples: [['7ffd 10 1', 'getrandom(buf=0x7ffd, buflen=16, flags=0x1)']],
  },
  {
    calls: 'landlock_restrict_self',
    signature: 'ruleset_fd:fd flags:hex',
    examples: [['3 0', 'landlock_restrict_self(ruleset_fd=3, flags=0x0)']],
  },
];
