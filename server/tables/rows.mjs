// Which constants become tables: a row a table, read by generate.mjs with constants.mjs.
// To add a table: a row with the headers that define it and the names to take; then run generate.mjs.

const lower = prefix => text => text.slice(prefix.length).toLowerCase();
const cut = prefix => text => text.slice(prefix.length);
/** ausearch's word where the header has another. */
const renamed = names => text => names[text] ?? text;
const all = ['x86_64', 'i386', 'aarch64', 'arm', 'ppc64le', 's390x', 'riscv64'];

const IOCTLS =
  'TC\\w+|TIOC\\w+|FIO\\w+|SIOC\\w+|KD[GS]ETMODE|CDROM(?:EJECT|EJECT_SW|_GET_MCN|SEEK)|BLK\\w+|FS_IOC_[A-Z]+|FI\\w+|LOOP_\\w+|' +
  'TUN[SG]ET\\w+|NS_GET_\\w+|RND\\w+';
/** No requests, or other names of requests. */
const NO_IOCTLS =
  'FIONREAD|TIOCM_\\w+|TIOCPKT_\\w+|TIOCSER_\\w+|SIOC\\w*(?:PRIVATE|FIRST|LAST|DLCI)|SIOC_(?:IN|OUT|INOUT)|SIOC[DG]ARP|' +
  'LOOP_SET_\\w*_FLAGS|FIFO\\w*|FILE_\\w+|BLK_\\w+|TC[IO]O(?:FF|N)|TC[IO]O?FLUSH|TCSA[NDF]\\w+';

/**
 * `bits`: the numbers are flags. `targets`: the architectures on which numbers differ; left out: x86_64 stands for all.
 * The rest is that of constants() in constants.mjs.
 */
export const ROWS = {
  // Files
  open: {
    bits: true,
    targets: all,
    include: ['asm/fcntl.h'],
    pick: '_*O_\\w+|FASYNC',
    drop: 'O_ACCMODE|O_NDELAY|O_SYNC|O_TMPFILE\\w*|O_RDONLY',
    name: renamed({ FASYNC: 'O_ASYNC' }),
  },
  access: { bits: true, include: ['unistd.h'], pick: '[RWX]_OK' },
  seek: { include: ['linux/fs.h'], pick: 'SEEK_\\w+', drop: 'SEEK_MAX' },
  fcntl: {
    targets: ['i386'],
    include: ['linux/fcntl.h'],
    pick: 'F_\\w+',
    drop: 'F_(?:RD|WR|UN|EX|SH)LCK|F_OWNER_\\w+|F_SEAL_\\w+|F_LINUX_SPECIFIC_BASE',
  },
  lock: { include: ['linux/fcntl.h'], pick: 'F_(?:RD|WR|UN)LCK' },
  seal: { bits: true, include: ['linux/fcntl.h'], pick: 'F_SEAL_\\w+' },
  notify: { bits: true, include: ['linux/fcntl.h'], pick: 'DN_\\w+' },
  flock: { bits: true, include: ['asm-generic/fcntl.h'], pick: 'LOCK_\\w+' },
  at: {
    bits: true,
    include: ['linux/fcntl.h'],
    pick: 'AT_\\w+',
    drop: 'AT_(?:FDCWD|EACCESS|REMOVEDIR|STATX_SYNC_\\w+)',
  },
  rename: { bits: true, include: ['linux/fs.h'], pick: 'RENAME_\\w+' },
  resolve: { bits: true, include: ['linux/openat2.h'], pick: 'RESOLVE_\\w+' },
  xattr: { bits: true, include: ['linux/xattr.h'], pick: 'XATTR_(?:CREATE|REPLACE)' },
  inotify: {
    bits: true,
    include: ['linux/inotify.h'],
    pick: 'IN_\\w+',
    drop: 'IN_(?:CLOSE|MOVE|ALL_EVENTS|CLOEXEC|NONBLOCK)',
  },
  epollControl: { include: ['linux/eventpoll.h'], pick: 'EPOLL_CTL_\\w+' },
  memfd: { bits: true, include: ['linux/memfd.h'], pick: 'MFD_\\w+', drop: 'MFD_HUGE_\\w+' },
  ioctl: {
    targets: ['x86_64', 'ppc64le'],
    include: [
      'asm/termbits.h',
      'linux/filter.h',
      'asm/ioctls.h',
      'linux/sockios.h',
      'linux/kd.h',
      'linux/cdrom.h',
      'linux/fs.h',
      'linux/loop.h',
      'linux/if_tun.h',
      'linux/nsfs.h',
      'linux/random.h',
    ],
    pick: IOCTLS,
    drop: NO_IOCTLS,
    name: renamed({ CDROM_GET_MCN: 'CDROM_GET_UPC' }),
    from: 0x400,
  },

  // Mounts
  mount: { bits: true, include: ['linux/mount.h'], pick: 'MS_\\w+', drop: 'MS_(?:RMT_MASK|MGC_VAL|MGC_MSK|VERBOSE)' },
  umount: { bits: true, include: ['sys/mount.h'], pick: 'MNT_\\w+|UMOUNT_\\w+' },
  mountAttribute: {
    bits: true,
    include: ['linux/mount.h'],
    pick: 'MOUNT_ATTR_\\w+',
    drop: 'MOUNT_ATTR_(?:_ATIME|RELATIME|SIZE_\\w+)',
  },
  fsopen: { bits: true, include: ['linux/mount.h'], pick: 'FSOPEN_\\w+' },
  fspick: { bits: true, include: ['linux/mount.h'], pick: 'FSPICK_\\w+' },
  fsconfig: { include: ['linux/mount.h'], pick: 'FSCONFIG_\\w+' },
  fsmount: { bits: true, include: ['linux/mount.h'], pick: 'FSMOUNT_\\w+' },
  moveMount: { bits: true, include: ['linux/mount.h'], pick: 'MOVE_MOUNT_\\w+', drop: 'MOVE_MOUNT__MASK' },

  // Memory
  prot: { bits: true, targets: all, include: ['linux/mman.h'], pick: 'PROT_\\w+', drop: 'PROT_NONE' },
  mmap: {
    bits: true,
    targets: all,
    include: ['linux/mman.h'],
    pick: 'MAP_\\w+',
    drop: 'MAP_(?:TYPE|FILE|SHARED_VALIDATE|HUGE_\\w+)',
  },
  mremap: { bits: true, include: ['linux/mman.h'], pick: 'MREMAP_\\w+' },
  msync: { bits: true, include: ['asm-generic/mman-common.h'], pick: 'MS_\\w+' },
  madvise: { include: ['asm-generic/mman-common.h'], pick: 'MADV_\\w+' },
  mlockall: { bits: true, targets: ['x86_64', 'ppc64le'], include: ['linux/mman.h'], pick: 'MCL_\\w+' },
  shm: { bits: true, include: ['linux/shm.h', 'linux/ipc.h'], pick: 'SHM_(?:HUGETLB|NORESERVE)|IPC_(?:CREAT|EXCL)' },
  shmat: { bits: true, include: ['linux/shm.h'], pick: 'SHM_(?:RDONLY|RND|REMAP|EXEC)' },
  ipcControl: { include: ['linux/ipc.h'], pick: 'IPC_(?:RMID|SET|STAT|INFO)' },
  ipcCall: {
    include: ['linux/ipc.h'],
    pick: '(?:SEM|MSG|SHM)(?:OP|GET|CTL|TIMEDOP|SND|RCV|AT|DT)',
    name: text => text.toLowerCase(),
  },

  // Processes
  clone: {
    bits: true,
    include: ['linux/sched.h'],
    pick: 'CLONE_\\w+',
    drop: 'CLONE_ARGS_\\w+|CLONE_(?:CLEAR_SIGHAND|INTO_CGROUP)',
  },
  prctl: {
    include: ['linux/prctl.h'],
    pick: 'PR_(?:[GS]ET_\\w+|CAPBSET_\\w+|TASK_PERF_\\w+|MCE_KILL(?:_GET)?|MPX_\\w+|CAP_AMBIENT|S[VM]E_[GS]ET_VL|PAC_\\w+_KEYS|PAC_[GS]ET_ENABLED_KEYS|SCHED_CORE)',
    drop: 'PR_SET_(?:MM_\\w+|PTRACER_ANY|VMA_\\w+)',
  },
  ptrace: {
    targets: all,
    include: ['linux/types.h', 'linux/ptrace.h', 'asm/ptrace.h'],
    pick: 'PTRACE_[A-Z]\\w+',
    drop: 'PTRACE_(?:O|EVENT|SYSCALL_INFO)_\\w+|PTRACE_(?:EVENTMSG|PEEKSIGINFO_SHARED)\\w*',
    name: renamed({ PTRACE_PEEKUSR: 'PTRACE_PEEKUSER', PTRACE_POKEUSR: 'PTRACE_POKEUSER' }),
  },
  rlimit: { include: ['asm-generic/resource.h'], pick: 'RLIMIT_\\w+' },
  schedule: {
    include: ['linux/sched.h'],
    pick: 'SCHED_[A-Z]+',
    name: renamed({ SCHED_NORMAL: 'SCHED_OTHER' }),
  },
  personality: { include: ['linux/personality.h'], pick: 'PER_\\w+', drop: 'PER_MASK', to: 0xff },
  personalityFlag: {
    bits: true,
    include: ['linux/personality.h'],
    pick: '[A-Z]\\w+',
    drop: 'PER_\\w+|_\\w+|.*_H',
    from: 0x10000,
  },
  wait: { bits: true, include: ['linux/wait.h'], pick: '_*W[A-Z]+', drop: 'WUNTRACED' },
  priority: { include: ['linux/resource.h'], pick: 'PRIO_(?:PROCESS|PGRP|USER)' },
  signalMask: { include: ['asm-generic/signal-defs.h'], pick: 'SIG_(?:BLOCK|UNBLOCK|SETMASK)' },
  clock: { include: ['linux/time.h'], pick: 'CLOCK_\\w+' },
  seccompOperation: { include: ['linux/seccomp.h'], pick: 'SECCOMP_(?:SET|GET)_\\w+' },
  keyctl: { include: ['linux/keyctl.h'], pick: 'KEYCTL_\\w+', drop: 'KEYCTL_(?:SUPPORTS|CAPS\\d|MOVE_EXCL)\\w*' },
  reboot: { include: ['linux/reboot.h'], pick: 'LINUX_REBOOT_CMD_\\w+', name: cut('LINUX_') },
  moduleInit: { bits: true, include: ['linux/module.h'], pick: 'MODULE_INIT_\\w+' },
  bpf: { include: ['linux/bpf.h'], pick: 'BPF_\\w+', enumeration: 'bpf_cmd' },
  uring: { include: ['linux/io_uring.h'], pick: 'IORING_OP_\\w+', drop: 'IORING_OP_LAST', name: lower('IORING_OP_') },

  // Sockets
  family: {
    include: ['sys/socket.h'],
    pick: 'AF_\\w+',
    drop: 'AF_(?:MAX|UNIX|FILE|ROUTE)',
    name: lower('AF_'),
  },
  socketType: { include: ['sys/socket.h'], pick: 'SOCK_\\w+', drop: 'SOCK_(?:CLOEXEC|NONBLOCK)' },
  socketFlag: { bits: true, include: ['sys/socket.h'], pick: 'SOCK_(?:CLOEXEC|NONBLOCK)' },
  message: { bits: true, include: ['sys/socket.h'], pick: 'MSG_\\w+', drop: 'MSG_TRYHARD' },
  shutdown: { include: ['sys/socket.h'], pick: 'SHUT_\\w+' },
  socketLevel: {
    include: ['sys/socket.h', 'netipx/ipx.h', 'netax25/ax25.h', 'netatalk/at.h', 'netrom/netrom.h', 'netrose/rose.h'],
    pick: 'SOL_\\w+',
  },
  socketCall: { include: ['linux/net.h'], pick: 'SYS_\\w+', name: lower('SYS_') },
  socketOption: {
    targets: ['x86_64', 'ppc64le'],
    include: ['asm/socket.h'],
    pick: 'SO_\\w+|SCM_TIMESTAMPING_(?:OPT_STATS|PKTINFO)',
    drop: 'SO_GET_FILTER|SO_DETACH_BPF|SO_(?:TIMESTAMP|TIMESTAMPNS|TIMESTAMPING|RCVTIMEO|SNDTIMEO)',
    name: text => text.replace(/_OLD$/, ''),
  },
  ipOption: {
    include: ['linux/in.h'],
    pick: 'IP_\\w+|MCAST_\\w+',
    drop: 'IP_(?:RECVRETOPTS|PMTUDISC_\\w+|DEFAULT_\\w+)|MCAST_(?:EX|IN)CLUDE',
  },
  ip6Option: {
    include: ['linux/in6.h', 'linux/netfilter_ipv6/ip6_tables.h'],
    pick: 'IPV6_\\w+|IP6T_SO_(?:SET|ORIGINAL)\\w+|MCAST_\\w+',
    drop: 'IPV6_(?:FL_|PRIORITY_|PMTUDISC_|TLV_|PREFER_SRC_|FLOWINFO_(?!SEND)|SRCRT_|OPT_)\\w+|MCAST_(?:EX|IN)CLUDE',
  },
  tcpOption: {
    include: ['linux/tcp.h'],
    pick: 'TCP_\\w+',
    enumeration: '',
    drop: 'TCP_(?:NO_QUEUE|RESERVED_BITS|DATA_OFFSET|MSS_\\w+|REPAIR_(?:ON|OFF)\\w*|COOKIE_[^T]\\w*|S_DATA_\\w+|MD5SIG_\\w*(?:FLAG|MAX)\\w*|FLAG_\\w+|RECEIVE_\\w+|NLA_\\w+)',
  },
  udpOption: { include: ['linux/udp.h'], pick: 'UDP_\\w+', drop: 'UDP_ENCAP_\\w+' },
  packetOption: {
    include: ['linux/if_packet.h'],
    pick: 'PACKET_\\w+',
    drop: 'PACKET_(?:HOST|BROADCAST|MULTICAST|OTHERHOST|OUTGOING|LOOPBACK|USER|KERNEL|FASTROUTE|FANOUT_[^D]\\w*|MR_\\w+)',
  },
  netlinkOption: {
    include: ['linux/netlink.h'],
    pick: 'NETLINK_(?:(?:ADD|DROP|LIST)_MEMBERSHIPS?|PKTINFO|BROADCAST_ERROR|NO_ENOBUFS|[RT]X_RING|LISTEN_ALL_NSID|CAP_ACK|EXT_ACK|GET_STRICT_CHK)',
  },
  netlinkProtocol: {
    include: ['linux/netlink.h'],
    pick: 'NETLINK_\\w+',
    drop: 'NETLINK_(?:(?:ADD|DROP|LIST)_\\w+|PKTINFO|BROADCAST_\\w+|NO_\\w+|[RT]X_RING|LISTEN_\\w+|CAP_\\w+|EXT_\\w+|GET_\\w+|UN?CONNECTED|INET_DIAG)',
  },
  iptablesSet: { include: ['linux/netfilter_ipv4/ip_tables.h'], pick: 'IPT_SO_SET_\\w+', drop: 'IPT_SO_SET_MAX' },
  iptablesGet: {
    include: ['linux/netfilter_ipv4/ip_tables.h', 'linux/netfilter_ipv4.h'],
    pick: 'IPT_SO_GET_\\w+|SO_ORIGINAL_DST',
    drop: 'IPT_SO_GET_MAX',
  },
  ip6tablesGet: {
    include: ['linux/netfilter_ipv6/ip6_tables.h'],
    pick: 'IP6T_SO_(?:GET|ORIGINAL)_\\w+',
    drop: 'IP6T_SO_GET_MAX',
  },

  // Fields of other records
  etherType: {
    include: ['linux/if_ether.h'],
    pick: 'ETH_P_\\w+',
    drop: 'ETH_P_802_3_MIN',
    name: text => (/^ETH_P_\d/.test(text) ? text : text.slice('ETH_P_'.length)),
  },
  netfilterFamily: {
    include: ['linux/netfilter.h'],
    pick: 'NFPROTO_\\w+',
    drop: 'NFPROTO_NUMPROTO',
    name: text => ({ NFPROTO_UNSPEC: 'unspecified' })[text] ?? lower('NFPROTO_')(text),
  },
  netfilterHook: {
    include: ['linux/netfilter.h'],
    pick: 'NF_INET_\\w+',
    drop: 'NF_INET_(?:NUMHOOKS|INGRESS)',
    name: text =>
      text.slice('NF_INET_'.length).replace('LOCAL_IN', 'INPUT').replace('LOCAL_OUT', 'OUTPUT').replace(/_/g, ''),
  },
  netfilterAction: {
    include: ['linux/types.h', 'linux/netfilter/xt_AUDIT.h'],
    pick: 'XT_AUDIT_TYPE_(?:ACCEPT|DROP|REJECT)',
    name: cut('XT_AUDIT_TYPE_'),
  },
  icmpType: {
    include: ['linux/icmp.h'],
    pick: 'ICMP_(?:ECHOREPLY|DEST_UNREACH|SOURCE_QUENCH|REDIRECT|ECHO|TIME_EXCEEDED|PARAMETERPROB|TIMESTAMP|TIMESTAMPREPLY|INFO_REQUEST|INFO_REPLY|ADDRESS|ADDRESSREPLY)',
    name: renamed({
      ICMP_ECHOREPLY: 'echo-reply',
      ICMP_DEST_UNREACH: 'destination-unreachable',
      ICMP_SOURCE_QUENCH: 'source-quench',
      ICMP_REDIRECT: 'redirect',
      ICMP_ECHO: 'echo',
      ICMP_TIME_EXCEEDED: 'time-exceeded',
      ICMP_PARAMETERPROB: 'parameter-problem',
      ICMP_TIMESTAMP: 'timestamp-request',
      ICMP_TIMESTAMPREPLY: 'timestamp-reply',
      ICMP_INFO_REQUEST: 'info-request',
      ICMP_INFO_REPLY: 'info-reply',
      ICMP_ADDRESS: 'address-mask-request',
      ICMP_ADDRESSREPLY: 'address-mask-reply',
    }),
  },
  seccompAction: {
    bits: true,
    include: ['linux/seccomp.h'],
    pick: 'SECCOMP_RET_\\w+',
    drop: 'SECCOMP_RET_(?:KILL|ACTION\\w*|DATA)',
    name: text =>
      text.slice('SECCOMP_RET_'.length).toLowerCase().replace('user_notif', 'user-notify').replace('_', '-'),
  },
  multicastGroup: {
    include: ['linux/audit.h'],
    pick: 'AUDIT_NLGRP_\\w+',
    drop: 'AUDIT_NLGRP_MAX',
    name: lower('AUDIT_NLGRP_'),
  },
  filterList: {
    include: ['linux/audit.h'],
    pick: 'AUDIT_FILTER_\\w+',
    drop: 'AUDIT_FILTER_(?:PREPEND|TYPE)',
    name: text =>
      ({ AUDIT_FILTER_FS: 'filesystem', AUDIT_FILTER_URING_EXIT: 'io_uring' })[text] ?? lower('AUDIT_FILTER_')(text),
    to: 0x0f,
  },
  permission: {
    bits: true,
    include: ['linux/audit.h'],
    pick: 'AUDIT_PERM_\\w+',
    name: renamed({
      AUDIT_PERM_EXEC: 'exec',
      AUDIT_PERM_WRITE: 'write',
      AUDIT_PERM_READ: 'read',
      AUDIT_PERM_ATTR: 'attr',
    }),
  },
};
