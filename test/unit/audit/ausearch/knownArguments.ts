// Where ausearch 3.0.9 errs or is silent about the arguments of calls, with the proof that ours is right.
import { callOf } from '../../../../server/src/audit/call';
import { findField } from '../../../../server/src/audit/record';
import type { Pair } from './compare';
import type { KnownDifference } from './known';

/** The call and the argument of a pair ("openat a2"); null where it is none. */
function placeOf({ record, field }: Pair): string | null {
  if (record.type !== 'SYSCALL' || !/^a[0-3]$/.test(field.name)) return null;
  const call = callOf(record);
  return call === null ? null : `${call} ${field.name}`;
}

const isLeft = ({ field, theirs }: Pair): boolean => theirs === `0x${field.raw}`;

/** Arguments that ausearch leaves in hex, and where their meaning stands. */
const LEFT: Readonly<Record<string, RegExp>> = {
  'clone(2), the lowest byte is the signal at the end': /^clone a[01]$/,
  'open(2) and mq_open(3), the mode of a new file': /^(open a2|openat a3|mq_open a2)$/,
  'chmod(2)': /^fchmodat2 a[02]$/,
  'umask(2)': /^umask a0$/,
  'access(2), flags': /^faccessat2 a[03]$/,
  'open_by_handle_at(2), the mount’s descriptor': /^open_by_handle_at a0$/,
  'pkey_mprotect(2)': /^pkey_mprotect a2$/,
  'fsopen(2), fsconfig(2), fsmount(2), move_mount(2)': /^(fsopen a1|fsconfig a1|fsmount a[12]|move_mount a[02])$/,
  'fcntl(2), F_SETFL': /^fcntl(64)? a2$/,
  'mmap2(2)': /^mmap2 a[23]$/,
  'getrlimit(2), on architectures with two': /^ugetrlimit a0$/,
  'clock_settime(2), with times of 64 bits': /^clock_settime64 a0$/,
  'setfsuid(2), setfsgid(2), with numbers of 32 bits': /^setfs[ug]id32 a0$/,
  'setresuid(2), the effective one': /^setres[ug]id32 a[012]$/,
  'chown(2), fchownat(2)': /^([lf]?chown(16|32)? a[12]|fchownat a[23])$/,
};

const ACCOUNTS = /^(set(re|res|fs)?[ug]id(16|32)? a[0-2]|[lf]?chown(16|32)? a[12]|fchownat a[23]|fcntl(64)? a2)$/;
const CONSTANT = /^[A-Z0-9_]+$|^[a-z0-9_]+$/;

/** The flags of a value without those that one side alone has; the numbers of bits without a name left out. */
function flagsOf(value: string): string[] {
  return value.split('|').filter(flag => !/^0x[0-9a-f]+$/.test(flag));
}

/** Names of bits of the kernel alone, which it had up to Linux 6.4 (include/linux/socket.h). */
const INTERNAL = /^MSG_SENDPAGE_\w+$/;
/** Architectures whose asm/fcntl.h or asm/mman.h number some flags in their own way. */
const OWN_OPEN_FLAGS = ['c00000b7', '40000028', 'c0000015', '14'];
const OPENS = /^(open a1|openat a2|mq_open a1|open_by_handle_at a2)$/;

const isMapping = (pair: Pair): boolean =>
  /^mmap2? a3$/.test(placeOf(pair) ?? '') || (pair.record.type === 'MMAP' && pair.field.name === 'flags');

const archOf = ({ record }: Pair): string => findField(record, 'arch')?.raw ?? '';

export const KNOWN_ARGUMENTS: readonly KnownDifference[] = [
  {
    id: 'arguments that ausearch leaves in hex',
    why: Object.keys(LEFT).join('; '),
    example: 'a0=1200011: CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD | 0x1200011',
    holds: pair => {
      const place = placeOf(pair);
      return place !== null && isLeft(pair) && Object.values(LEFT).some(form => form.test(place));
    },
  },
  {
    id: 'accounts in arguments',
    why: 'The name is that of the reading machine; a number without a name stays one, as the unsigned number that uid_t is.',
    example: 'a0=fffe: 65534 | nobody',
    holds: pair => ACCOUNTS.test(placeOf(pair) ?? '') && pair.ours === String(parseInt(pair.field.raw.slice(-8), 16)),
  },
  {
    id: 'constants newer than ausearch',
    why: 'linux/prctl.h, bpf.h, time.h, sched.h, fcntl.h, ptrace.h and socket.h of Linux 6.17 name them.',
    example: 'a0=39: PR_SET_IO_FLUSHER | unknown-prctl-option(0x39)',
    holds: pair =>
      placeOf(pair) !== null && /^unknown-[a-z_-]+\((0x)?[0-9a-f]+\)$/.test(pair.theirs) && CONSTANT.test(pair.ours),
  },
  {
    id: 'protocols by family',
    why: 'socket(2): the protocol is the family’s; netlink(7) numbers its own, packet(7) takes those of Ethernet in network order. ausearch names those of IP.',
    example: 'a2=9: NETLINK_AUDIT | igp',
    holds: pair =>
      placeOf(pair) === 'socket a2' &&
      !['2', 'a'].includes(findField(pair.record, 'a0')?.raw ?? '') &&
      (/^(NETLINK_|ETH_P_)/.test(pair.ours) || pair.ours === `0x${pair.field.raw}`),
  },
  {
    id: 'options that are read',
    why: 'linux/netfilter_ipv4/ip_tables.h: number 64 is IPT_SO_GET_INFO in getsockopt and IPT_SO_SET_REPLACE in setsockopt only.',
    example: 'a2=40: IPT_SO_GET_INFO | IPT_SO_SET_REPLACE',
    holds: pair => placeOf(pair) === 'getsockopt a2' && /_SO_GET_/.test(pair.ours) && /_SO_SET_/.test(pair.theirs),
  },
  {
    id: 'flags of clone',
    why: 'linux/sched.h: 0x80 CLONE_NEWTIME, 0x1000 CLONE_PIDFD, 0x2000000 CLONE_NEWCGROUP (CLONE_STOPPED until 2.6.38); only clone(2) has a signal in the lowest byte.',
    example: 'a0=2000000: CLONE_NEWCGROUP | CLONE_STOPPED',
    holds: pair =>
      /^(unshare a0|setns a1|clone a0)$/.test(placeOf(pair) ?? '') &&
      flagsOf(pair.theirs).every(flag => flagsOf(pair.ours).includes(flag) || /^(CLONE_STOPPED$|SIG|0x)/.test(flag)),
  },
  {
    id: 'flags that ausearch drops',
    why: 'Ours has all of theirs and more: flags that the headers name (MS_NOSYMFOLLOW, MSG_ZEROCOPY, PROT_SEM), or the bits that are left.',
    example: 'a2=4010000: MSG_WAITFORONE|MSG_ZEROCOPY | MSG_WAITFORONE',
    holds: pair => {
      if (placeOf(pair) === null || isLeft(pair) || !/^[A-Z_0-9a-fx|]+$/.test(pair.theirs)) return false;
      const ours = flagsOf(pair.ours);
      return flagsOf(pair.theirs).every(flag => ours.includes(flag) || INTERNAL.test(flag));
    },
  },
  {
    id: 'exit status',
    why: '_exit(2): the status is a number; ausearch reads it as decimal digits, and so knows none with a letter.',
    example: 'a0=a: 10 | UNKNOWN',
    holds: pair => /^exit(_group)? a0$/.test(placeOf(pair) ?? '') && /^-?\d+$/.test(pair.ours),
  },
  {
    id: 'one flag that ausearch does not know',
    why: 'linux/socket.h MSG_ZEROCOPY 0x4000000, linux/mount.h MS_NOSYMFOLLOW 0x100.',
    example: 'a3=4000000: MSG_ZEROCOPY | 0x4000000',
    holds: pair => placeOf(pair) !== null && isLeft(pair) && /^(MSG_ZEROCOPY|MS_NOSYMFOLLOW)$/.test(pair.ours),
  },
  {
    id: 'accounts of 16 bits',
    why: 'The old calls take an old_uid_t (kernel/uid16.c): the upper half of the register is not looked at.',
    example: 'a0=10000: root | unknown(65536)',
    holds: pair =>
      /^(40000003|40000028)$/.test(archOf(pair)) &&
      ACCOUNTS.test(placeOf(pair) ?? '') &&
      !/32$/.test(callOf(pair.record) ?? '') &&
      [String(parseInt(pair.field.raw.slice(-4), 16)), 'root', 'unset'].includes(pair.ours),
  },
  {
    id: 'open flags by architecture',
    why: 'arch/{arm,arm64,powerpc}/include/uapi/asm/fcntl.h number O_DIRECTORY, O_NOFOLLOW, O_DIRECT and O_LARGEFILE in their own way; ausearch takes those of x86.',
    example: 'a2=84000: O_RDONLY|O_DIRECTORY|O_CLOEXEC | O_RDONLY|O_DIRECT|O_CLOEXEC',
    holds: pair =>
      OWN_OPEN_FLAGS.includes(archOf(pair)) && OPENS.test(placeOf(pair) ?? '') && pair.ours.startsWith('O_'),
  },
  {
    id: 'mapping flags by architecture, and newer ones',
    why: 'MAP_32BIT is of x86 alone, powerpc numbers MAP_NORESERVE 0x40 (asm/mman.h); the lowest four bits are one number: 3 is MAP_SHARED_VALIDATE, 8 MAP_DROPPABLE (linux/mman.h).',
    example: 'a3=42: MAP_PRIVATE|0x40 | MAP_PRIVATE|MAP_32BIT',
    holds: pair =>
      /^(mmap|mmap2) a3$/.test(placeOf(pair) ?? '') &&
      (/MAP_SHARED_VALIDATE|MAP_DROPPABLE/.test(pair.ours) ||
        (archOf(pair) !== 'c000003e' && pair.theirs.includes('MAP_32BIT'))),
  },
  {
    id: 'types of mappings without a name',
    why: 'linux/mman.h, MAP_TYPE: the lowest four bits are one number, of which 0 to 3 and 8 have names; ausearch names each bit.',
    example: 'a3=b: 0xb | MAP_SHARED|MAP_PRIVATE',
    holds: pair => {
      const type = pair.field.raw.slice(-1).toLowerCase();
      const isOurs = pair.ours === `0x${pair.field.raw}` || pair.ours.split('|').includes(`0x${type}`);
      return isMapping(pair) && isOurs && !['0', '1', '2', '3', '8'].includes(type);
    },
  },
  {
    id: 'PROT_NONE beside other bits',
    why: 'mprotect(2): PROT_NONE is no bit at all; ausearch looks at three of the bits alone.',
    example: 'a2=38: PROT_SEM|0x30 | PROT_NONE',
    holds: pair =>
      /^(mmap2?|mprotect|pkey_mprotect) a2$/.test(placeOf(pair) ?? '') &&
      pair.theirs === 'PROT_NONE' &&
      /^(PROT_[A-Z]+(\|PROT_[A-Z]+)*(\|0x[0-9a-f]+)?|0x[0-9a-f]+)$/.test(pair.ours) &&
      !pair.ours.includes('PROT_NONE'),
  },
  {
    id: 'magic number of mount',
    why: 'mount(2): MS_MGC_VAL 0xc0ed in the upper half is of programs before Linux 2.4 and no flags; the kernel takes it away.',
    example: 'a3=c0ed0020: MS_REMOUNT | MS_REMOUNT|MS_POSIXACL|MS_PRIVATE|...',
    holds: pair =>
      placeOf(pair) === 'mount a3' &&
      /^c0ed[0-9a-f]{4}$/.test(pair.field.raw) &&
      pair.theirs.startsWith(`${pair.ours}|MS_POSIXACL|`),
  },
  {
    id: 'MS_NOREMOTELOCK',
    why: 'linux/mount.h: 1<<27; MS_SNAP_STABLE was a name within the kernel.',
    example: 'a3=8000000: MS_NOREMOTELOCK | MS_SNAP_STABLE',
    holds: pair =>
      placeOf(pair) === 'mount a3' && pair.ours.includes('MS_NOREMOTELOCK') && pair.theirs.includes('MS_SNAP_STABLE'),
  },
  {
    id: 'options of IPv6',
    why: 'linux/in6.h: IPV6_RECVERR_RFC4884 31; IPV6_USE_MIN_MTU 63 is switched off ("not yet").',
    example: 'a2=3f: unknown-ip6opt-name(0x3f) | IPV6_USE_MIN_MTU',
    holds: pair =>
      /^[gs]etsockopt a2$/.test(placeOf(pair) ?? '') &&
      (pair.theirs === 'IPV6_USE_MIN_MTU' || pair.ours === 'IPV6_RECVERR_RFC4884'),
  },
  {
    id: 'old mmap',
    why: 'Number 90 of i386, arm and s390 takes one pointer to its six arguments (mm/mmap.c, old_mmap).',
    example: 'a2=81a4: 0x81a4 | PROT_EXEC',
    holds: pair =>
      /^(40000003|40000028|80000016)$/.test(archOf(pair)) &&
      /^mmap a[23]$/.test(placeOf(pair) ?? '') &&
      pair.ours === `0x${pair.field.raw}`,
  },
  {
    id: 'calls that take no signal',
    why: 'unshare(2) and setns(2) take namespaces alone; only clone(2) has a signal in the lowest byte.',
    example: 'a0=1e: 0x1e | IGPWR',
    holds: pair =>
      /^(unshare a0|setns a1)$/.test(placeOf(pair) ?? '') &&
      pair.ours === `0x${pair.field.raw}` &&
      pair.theirs === 'IGPWR',
  },
  {
    id: 'huge pages',
    why: 'linux/mman.h: the bits from MAP_HUGE_SHIFT 26 on hold the size of a page as a power of two.',
    example: 'a3=6040000: MAP_FILE|MAP_HUGETLB|0x2000000|1<<MAP_HUGE_SHIFT | MAP_FILE|MAP_HUGETLB|MAP_UNINITIALIZED',
    holds: pair =>
      isMapping(pair) && (pair.ours.includes('MAP_HUGE_SHIFT') || pair.theirs.includes('MAP_UNINITIALIZED')),
  },
  {
    id: 'pointers that ausearch takes for numbers',
    why: 'readlinkat(2) has its buffer third, clone(2) a place for the thread’s number (in other architectures the two are behind): no descriptor, no flags.',
    example: 'a2=ffffff9c: 0xffffff9c | AT_FDCWD',
    holds: pair => /^(readlinkat a2|clone a2)$/.test(placeOf(pair) ?? '') && pair.ours === `0x${pair.field.raw}`,
  },
];
