// The one place for what the headers and tools behind the generated tables (Linux 6.1, audit 3.0.9) are too old for or
// lack; each line says since when it exists and where it is defined. Written as the generated tables are.

/**
 * Calls. Since number 424 they have one number on all architectures (Documentation/process/adding-syscalls.rst), up to
 * Linux 6.17: cachestat 6.5, fchmodat2 to futex_requeue 6.6 and 6.7, statmount to lsm_list_modules 6.8, mseal 6.10,
 * setxattrat to removexattrat 6.13, open_tree_attr 6.15, file_getattr and file_setattr 6.17 (scripts/syscall.tbl).
 */
export const NEWER_SYSCALLS =
  '451 cachestat fchmodat2 map_shadow_stack futex_wake futex_wait futex_requeue statmount listmount ' +
  'lsm_get_self_attr lsm_set_self_attr lsm_list_modules mseal setxattrat getxattrat listxattrat removexattrat ' +
  'open_tree_attr file_getattr file_setattr';

/** Calls with a number on one architecture only. */
export const NEWER_SYSCALLS_OF: Readonly<Record<string, string>> = {
  // Linux 6.11, arch/x86/entry/syscalls/syscall_64.tbl
  x86_64: '335 uretprobe',
  // Linux 6.4, arch/riscv/include/uapi/asm/unistd.h
  riscv64: '258 riscv_hwprobe',
};

/**
 * Record types: IPE_POLICY_LOAD Linux 6.12, INTEGRITY_USERSPACE 6.14, LANDLOCK_* 6.15, MAC_*_CONTEXTS 6.18
 * (include/uapi/linux/audit.h). 1420 and 1421 stay numbers: Ubuntu's kernels write the contexts of stacked security
 * modules with them, others what IPE refused. FS_* are Red Hat Enterprise Linux 4's, CONTAINER_OP that of patches which
 * distributions carry (libaudit.h); CONTAINER_ID had several numbers and is known by its name only.
 */
export const NEWER_RECORD_TYPES =
  '1020 CONTAINER_OP 1301 FS_WATCH 1308 FS_INODE ' +
  '1422 IPE_POLICY_LOAD LANDLOCK_ACCESS LANDLOCK_DOMAIN MAC_TASK_CONTEXTS MAC_OBJ_CONTEXTS 1808 INTEGRITY_USERSPACE';

/** Constants, by the table of CONSTANT_NAMES that they belong to. */
export const NEWER_CONSTANTS: Readonly<Record<string, string>> = {
  // BPF_TOKEN_CREATE Linux 6.9, BPF_PROG_STREAM_READ_BY_FD 6.17 (linux/bpf.h, enum bpf_cmd)
  bpf: '36 BPF_TOKEN_CREATE BPF_PROG_STREAM_READ_BY_FD',
  // F_DUPFD_QUERY Linux 6.10, F_CREATED_QUERY 6.12 (linux/fcntl.h)
  fcntl: '1027 F_DUPFD_QUERY F_CREATED_QUERY',
  // Linux 6.6 (linux/mount.h)
  fsconfig: '8 FSCONFIG_CMD_CREATE_EXCL',
  // drm/drm.h: requests that ausearch knows
  ioctl: '0xc01c64a3 DRM_IOCTL_MODE_CURSOR 0xc01864b0 DRM_IOCTL_MODE_PAGE_FLIP DRM_IOCTL_MODE_DIRTYFB',
  // MADV_GUARD_* Linux 6.13 (asm-generic/mman-common.h)
  madvise: '102 MADV_GUARD_INSTALL MADV_GUARD_REMOVE',
  // Linux 6.3 (linux/memfd.h)
  memfd: '0x8 MFD_NOEXEC_SEAL 0x10 MFD_EXEC',
  // Of the kernel alone, and named by ausearch: a 32-bit program's message (include/linux/socket.h)
  message: '0x80000000 MSG_CMSG_COMPAT',
  // Linux 6.11 (linux/mman.h)
  mmap: '0x8 MAP_DROPPABLE',
  // Linux 6.5 (linux/mount.h)
  moveMount: '0x200 MOVE_MOUNT_BENEATH',
  // PR_*_MDWE Linux 6.3, PR_*_MEMORY_MERGE and PR_GET_AUXV 6.4, PR_RISCV_* 6.5 and 6.10, PR_PPC_* 6.10,
  // PR_*_SHADOW_STACK_STATUS 6.13, PR_TIMER_CREATE_RESTORE_IDS 6.15, PR_FUTEX_HASH 6.16 (linux/prctl.h)
  prctl:
    '65 PR_SET_MDWE PR_GET_MDWE PR_SET_MEMORY_MERGE PR_GET_MEMORY_MERGE PR_RISCV_V_SET_CONTROL ' +
    'PR_RISCV_V_GET_CONTROL PR_RISCV_SET_ICACHE_FLUSH_CTX PR_PPC_GET_DEXCR PR_PPC_SET_DEXCR ' +
    'PR_GET_SHADOW_STACK_STATUS PR_SET_SHADOW_STACK_STATUS PR_LOCK_SHADOW_STACK_STATUS ' +
    'PR_TIMER_CREATE_RESTORE_IDS PR_FUTEX_HASH 0x41555856 PR_GET_AUXV',
  // PTRACE_*_SYSCALL_USER_DISPATCH_CONFIG Linux 6.4, PTRACE_SET_SYSCALL_INFO 6.16 (linux/ptrace.h)
  ptrace:
    '0x4210 PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG PTRACE_SET_SYSCALL_INFO',
  // Linux 6.12 (linux/sched.h)
  schedule: '7 SCHED_EXT',
  // Linux 6.3 (linux/fcntl.h)
  seal: '0x20 F_SEAL_EXEC',
  // SO_*PIDFD Linux 6.5, SO_DEVMEM_DONTNEED 6.12, SO_RCVPRIORITY 6.14, SO_PASSRIGHTS 6.16 (asm-generic/socket.h)
  socketOption: '76 SO_PASSPIDFD SO_PEERPIDFD 80 SO_DEVMEM_DONTNEED 82 SO_RCVPRIORITY SO_PASSRIGHTS',
  // TCP_AO_* Linux 6.7, TCP_IS_MPTCP 6.9, TCP_RTO_* and TCP_DELACK_MAX_US 6.15 (linux/tcp.h);
  // TCP_COOKIE_TRANSACTIONS is older: it went in Linux 3.10, and ausearch names it
  tcpOption:
    '15 TCP_COOKIE_TRANSACTIONS 38 TCP_AO_ADD_KEY TCP_AO_DEL_KEY TCP_AO_INFO TCP_AO_GET_KEYS TCP_AO_REPAIR ' +
    'TCP_IS_MPTCP TCP_RTO_MAX_MS TCP_RTO_MIN_US TCP_DELACK_MAX_US',
  // Of the kernel alone, and named by ausearch (include/linux/fs.h)
  umount: '0x80000000 UMOUNT_UNUSED',
  // read_multishot to futex_waitv Linux 6.7, fixed_fd_install 6.8, ftruncate 6.9, bind and listen 6.11, recv_zc to
  // writev_fixed 6.15, pipe 6.16 (linux/io_uring.h, enum io_uring_op)
  uring:
    '49 read_multishot waitid futex_wait futex_wake futex_waitv fixed_fd_install ftruncate bind listen recv_zc ' +
    'epoll_wait readv_fixed writev_fixed pipe',
};
