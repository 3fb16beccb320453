// Where ausearch 3.0.9 errs or is silent, row by row, with the proof that ours is right; each row must still meet a field.
import { readFileSync } from 'node:fs';
import { unquote } from '../../../../server/src/audit/fieldScan';
import { findField } from '../../../../server/src/audit/record';
import { callOf } from '../../../../server/src/audit/call';
import type { Pair } from './compare';
import { KNOWN_ARGUMENTS } from './knownArguments';

export interface KnownDifference {
  readonly id: string;
  /** Why ours is right, and where that can be read. */
  readonly why: string;
  /** A field with both values: `field=raw: ours | theirs`. */
  readonly example: string;
  readonly holds: (pair: Pair) => boolean;
}

const USERS = 'auid uid euid suid fsuid ouid oauid sauid old-auid iuid id inode_uid obj_uid'.split(' ');
const GROUPS = 'gid egid sgid fsgid ogid igid inode_gid new_gid obj_gid id'.split(' ');

/** Names that the reading machine has for a number, which are no names of the node. */
function namesHere(file: string): ReadonlyMap<string, string> {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  // The first of equal numbers is the one that getpwuid(3) finds.
  return new Map(rows.reverse().map(([name = '', , number = '']) => [number, name]));
}
const users = namesHere('/etc/passwd');
const groups = namesHere('/etc/group');

/** What a number of 32 bits is to getpwuid(3): minus two is the user 4294967294. */
const unsigned = (raw: string): string => String(Number(raw) >>> 0);

function isAccount({ field }: Pair): boolean {
  return USERS.includes(field.name) || GROUPS.includes(field.name);
}

const isVerbatim = ({ field, ours }: Pair): boolean => ours === unquote(field.raw) || ours === field.raw;

/** How the kernel writes the values of a kind; another value is none of it, so we leave it as it stands. */
const FORMS: readonly { readonly names: readonly string[]; readonly form: RegExp; readonly source: string }[] = [
  { names: [...USERS, ...GROUPS], form: /^-?\d{1,10}$/, source: '%u or %d' },
  { names: ['mode'], form: /^[0-7]{1,7}$/, source: '%#ho' },
  { names: ['sig', 'sigev_signo'], form: /^\d{1,3}$/, source: '%ld' },
  { names: ['list', 'prom', 'old_prom', 'capability'], form: /^\d{1,9}$/, source: '%d' },
  { names: ['code'], form: /^0x[0-9a-f]{1,8}$/, source: '0x%x' },
  { names: ['exit', 'items', 'errno'], form: /^-?\d{1,19}$/, source: '%ld' },
  { names: ['perm', 'perm_mask'], form: /^(\d|1[0-5])$/, source: '%u, of AUDIT_PERM_* the four bits' },
  { names: ['oflag'], form: /^0x[0-9a-f]{1,8}$|^0[0-7]*$/, source: '0x%x in MQ_OPEN, 0%llo in OPENAT2' },
  { names: ['flags', 'resolve'], form: /^0x[0-9a-f]{1,8}$/, source: '0x%x' },
  { names: ['ioctlcmd'], form: /^0x[0-9a-f]{1,4}$/, source: '0x%hx' },
  { names: ['nl-mcgrp'], form: /^[01]$/, source: '%d, of AUDIT_NLGRP_* there are two' },
  { names: ['family', 'icmptype', 'proto', 'action'], form: /^\d{1,3}$/, source: '%u' },
  { names: ['hook'], form: /^[0-4]$/, source: '%u, of NF_INET_* there are five' },
  { names: ['resp'], form: /^[12]$/, source: '%u' },
  { names: ['res', 'result'], form: /^[01]$/, source: '%d; programs write words' },
  { names: ['per'], form: /^[0-9a-f]{1,8}$/, source: '%lx' },
  { names: ['a0', 'a1', 'a2', 'a3'], form: /^[0-9a-f]{1,16}$/, source: '%lx' },
  { names: ['arch'], form: /^[0-9a-f]{1,8}$/, source: '%x' },
  { names: ['saddr'], form: /^([0-9A-Fa-f]{2}){2,128}$/, source: 'audit_log_n_hex' },
  {
    names:
      'cap_pi cap_pe cap_pp cap_pa cap_fi cap_fp fp fi old_pp old_pi old_pe old_pa pp pi pe pa new_pp new_pi new_pe'.split(
        ' ',
      ),
    form: /^[0-9a-f]{1,16}$/,
    source: '%016llx, or 0',
  },
];

/** Control characters as we write them. */
function escaped(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]/g, character => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

const isHexText = (raw: string): boolean => /^[0-9A-Fa-f]+$/.test(raw);
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    id: 'account named by the reading machine',
    why: 'The name is that of the machine that reads; the node may call the number anything (cli.md of the product: any other number stays a number).',
    example: 'uid=1: 1 | daemon',
    holds: pair =>
      isAccount(pair) &&
      isVerbatim(pair) &&
      pair.theirs !== '' &&
      (users.get(unsigned(pair.field.raw)) === pair.theirs || groups.get(unsigned(pair.field.raw)) === pair.theirs),
  },
  {
    id: 'account without a name',
    why: 'unknown(1000) adds nothing to the number; scripts get the number.',
    example: 'uid=4000000: 4000000 | unknown(4000000)',
    holds: pair =>
      isAccount(pair) &&
      isVerbatim(pair) &&
      (pair.theirs === `unknown(${unsigned(pair.field.raw)})` ||
        pair.theirs === `unknown(${String(Number(pair.field.raw) | 0)})`),
  },
  {
    id: 'errors of the kernel alone',
    why: 'include/linux/errno.h names 512 to 530, which no process sees but which exit= holds when a signal interrupts a call.',
    example: 'exit=-512: ERESTARTSYS(To be restarted if SA_RESTART is set) | (null)(Unknown error 512)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'exit' &&
      theirs === `(null)(Unknown error ${field.raw.slice(1)})` &&
      /^-5[12]\d$/.test(field.raw) &&
      /^E[A-Z0-9_]+\(/.test(ours),
  },
  {
    id: 'error without a name',
    why: 'No header names the number (asm-generic/errno.h leaves 41 and 58 out, and ends at 133); "(null)" is no name.',
    example: 'exit=-41: -41 | (null)(Unknown error 41)',
    holds: pair =>
      pair.field.name === 'exit' &&
      isVerbatim(pair) &&
      pair.theirs === `(null)(Unknown error ${pair.field.raw.slice(1)})`,
  },
  {
    id: 'calls newer than ausearch',
    why: 'scripts/syscall.tbl and arch/x86/entry/syscalls/syscall_64.tbl of Linux 6.17 name them.',
    example: 'syscall=452: fchmodat2 | unknown-syscall(452)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'syscall' && theirs === `unknown-syscall(${field.raw})` && /^[a-z_][a-z0-9_]*$/.test(ours),
  },
  {
    id: 'architectures that ausearch does not know',
    why: 'AUDIT_ARCH_* of linux/audit.h is the ELF machine with two flags; ausearch has no call names for it and takes its own machine’s.',
    example: 'arch=c00000f3: riscv64 | unknown-elf-type(c00000f3)',
    holds: ({ field, record, ours, theirs }) => {
      const arch = findField(record, 'arch')?.raw ?? '';
      if (field.name === 'arch')
        return theirs === `unknown-elf-type(${field.raw})` && (ours === field.raw || /^[a-z0-9_]+$/.test(ours));
      return record.type === 'SYSCALL' && arch === 'c00000f3' && /^(syscall|a[0-3])$/.test(field.name);
    },
  },
  {
    id: 'real-time signals',
    why: 'signal(7): 34 to 64 are SIGRTMIN to SIGRTMAX for every program of the C library.',
    example: 'sig=37: SIGRTMIN+3 | unknown-signal(37)',
    holds: ({ ours, theirs }) =>
      /^SIGRTM(IN|AX)([+-]\d+)?$/.test(ours) && /^unknown-signal\((0x)?[0-9a-f]+\)$/.test(theirs),
  },
  {
    id: 'pid of a call that sends a signal',
    why: 'kill(2), tkill(2), tgkill(2), rt_sigqueueinfo(2): the argument is a pid_t, minus a group in kill; ausearch leaves the register in hex.',
    example: 'a0=4dca: 19914 | 0x4dca',
    holds: ({ record, field, ours, theirs }) =>
      record.type === 'SYSCALL' &&
      /^(kill|tkill|tgkill|rt_sigqueueinfo|rt_tgsigqueueinfo)$/.test(callOf(record) ?? '') &&
      /^a[01]$/.test(field.name) &&
      theirs === `0x${field.raw}` &&
      Number(ours) === (parseInt(field.raw.slice(-8), 16) | 0),
  },
  {
    id: 'signal of the newer calls',
    why: 'pidfd_send_signal(2) and rt_sigqueueinfo(2) take the signal second, rt_tgsigqueueinfo(2) third; ausearch decodes those of kill, tkill and tgkill only.',
    example: 'a1=9: SIGKILL | 0x9',
    holds: ({ record, field, ours, theirs }) => {
      const call = record.type === 'SYSCALL' ? callOf(record) : null;
      const at =
        call === 'rt_tgsigqueueinfo' ? 'a2' : call === 'pidfd_send_signal' || call === 'rt_sigqueueinfo' ? 'a1' : null;
      return (
        field.name === at &&
        theirs === `0x${field.raw}` &&
        /^(SIG[A-Z0-9+-]+|unknown-signal\(0x[0-9a-f]+\))$/.test(ours)
      );
    },
  },
  {
    id: 'quotes of a plain value',
    why: 'The quotes are how the kernel writes a text (audit_log_string), not part of it; cli.md: equal to raw without its quotes.',
    example: 'dev="vda": vda | "vda"',
    holds: ({ field, ours, theirs }) =>
      theirs === field.raw && /^(["']).*\1$/.test(field.raw) && ours === field.raw.slice(1, -1),
  },
  {
    id: 'odd number of hex digits',
    why: 'audit_log_n_hex writes two digits a byte: the last one was cut off; ausearch makes a byte of it and of what stands behind it in memory.',
    example: 'comm=616: a | a`',
    holds: ({ field, ours, theirs }) =>
      field.raw.length % 2 === 1 && isHexText(field.raw) && (theirs.startsWith(ours) || theirs === '(null)'),
  },
  {
    id: 'text behind a NUL',
    why: 'The text goes on behind the NUL (abstract socket names, cmdline): ausearch stops there as C does.',
    example: 'comm=1000: \\020\\000 | \\020',
    holds: ({ field, ours, theirs }) => isHexText(field.raw) && ours.startsWith(`${theirs}\\000`),
  },
  {
    id: 'bytes that are no UTF-8',
    why: 'Written as \\ooo, as ausearch writes control characters: the bytes themselves would come out as other characters at each reader.',
    example: 'name=62616400FFFE: bad\\377\\376 | bad and two bytes',
    holds: ({ field, ours, theirs }) => isHexText(field.raw) && theirs.includes('\ufffd') && /\\[2-3]\d\d/.test(ours),
  },
  {
    id: 'capabilities that are not told',
    why: 'cap_fp=? is written where the file’s attributes could not be read (kernel/auditsc.c, audit_log_name): "none" is a claim.',
    example: 'cap_fp=?: ? | none',
    holds: ({ field, ours, theirs }) =>
      /^cap_f[pi]$/.test(field.name) && field.raw === '?' && ours === '?' && theirs === 'none',
  },
  {
    id: 'value that is not of its kind',
    why: 'We leave a value as it stands that is not written as the kernel writes that kind; ausearch reads the digits it finds, and says 000,000 of mode=enforcing.',
    example: 'mode=enforcing: enforcing | 000,000',
    holds: pair =>
      isVerbatim(pair) &&
      FORMS.some(({ names, form }) => names.includes(pair.field.name) && !form.test(pair.field.raw)),
  },
  {
    id: 'answers of fanotify in words',
    why: 'linux/fanotify.h: FAN_RESPONSE_INFO_NONE 0, _AUDIT_RULE 1; kernel/auditsc.c writes subj_trust and obj_trust as 0 no, 1 yes, 2 unknown; auparse 4 says so too.',
    example: 'subj_trust=2: unknown | 2',
    holds: ({ field, ours, theirs }) =>
      /^(fan_type|subj_trust|obj_trust)$/.test(field.name) &&
      theirs === field.raw &&
      /^(none|rule_info|no|yes|unknown)$/.test(ours),
  },
  {
    id: 'rules of a fanotify listener',
    why: 'kernel/auditsc.c, __audit_fanotify: fan_info=%X is for fan_type=1 the number of a rule, in hex; ausearch prints its digits.',
    example: 'fan_info=3137: 12599 | 3137',
    holds: ({ record, field, ours, theirs }) =>
      field.name === 'fan_info' &&
      findField(record, 'fan_type')?.raw === '1' &&
      theirs === field.raw &&
      ours === String(parseInt(field.raw, 16)),
  },
  {
    id: 'filter lists that ausearch does not know',
    why: 'linux/audit.h: AUDIT_FILTER_ENTRY 2, AUDIT_FILTER_WATCH 3, AUDIT_FILTER_URING_EXIT 7.',
    example: 'list=7: io_uring | unknown-list(7)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'list' && theirs === `unknown-list(${field.raw})` && /^(entry|watch|io_uring)$/.test(ours),
  },
  {
    id: 'capabilities that have no name',
    why: 'capabilities(7) ends at 40: a set of unknown ones is not none.',
    example: 'cap_fp=8000000000000000: 8000000000000000 | none',
    holds: pair => isVerbatim(pair) && pair.theirs === 'none' && /^[1-9a-f][0-9a-f]{15}$/.test(pair.field.raw),
  },
  {
    id: 'protocols without a name',
    why: 'Without a row in /etc/protocols of the reading machine the number is all there is.',
    example: 'proto=7: 7 | undefined protocol',
    holds: pair => isVerbatim(pair) && pair.field.name === 'proto' && pair.theirs === 'undefined protocol',
  },
  {
    id: 'numbers without a name',
    why: 'ausearch puts unknown-...(n) or a wrong name around it; the number says as much.',
    example: 'arch=1: 1 | unknown-elf-type(1)',
    holds: pair =>
      isVerbatim(pair) &&
      /^(unknown-[a-z-]+|conversion error|malformed-host)\((.*)\)$/.exec(pair.theirs)?.[2] === pair.field.raw,
  },
  {
    id: 'AppArmor texts in hex',
    why: 'security/apparmor writes them with audit_log_untrustedstring: hex where there are no quotes; and error= is a negative errno.',
    example: 'peer=2F62696E2F61: /bin/a | 2F62696E2F61',
    holds: ({ record, field, ours, theirs }) =>
      /^(APPARMOR|AVC)/.test(record.type) &&
      /^(peer|target|label|namespace|srcname|error)$/.test(field.name) &&
      theirs === field.raw &&
      (field.name === 'error' ? /^E[A-Z0-9]+\(/.test(ours) : isHexText(field.raw)),
  },
  {
    id: 'errno in words',
    why: 'errno(3); auparse 4 names it too.',
    example: 'errno=1: EPERM | 1',
    holds: ({ field, ours, theirs }) => field.name === 'errno' && theirs === field.raw && /^E[A-Z0-9]+/.test(ours),
  },
  {
    id: 'DEL in a text',
    why: 'ascii(7): 0x7f is a control character; a terminal acts on it as on the others that ausearch does write as \\ooo.',
    example: 'comm=65687F: eh\\177 | eh and the byte',
    holds: ({ ours, theirs }) => theirs.includes('\x7f') && ours === escaped(theirs),
  },
  {
    id: 'control characters in what auditd decoded',
    why: 'ausearch prints the value of an ENRICHED log as it finds it; to a terminal that is an attack.',
    example: 'saddr=0300...: { saddr_fam=ax25 call=\\016 } | the same with the byte 0x0e',
    holds: ({ field, ours, theirs }) => field.enriched !== undefined && ours !== theirs && ours === escaped(theirs),
  },
  {
    id: 'NULs at the end of a text',
    why: 'Each 00 is a byte: a command line of empty arguments, an empty abstract name; ausearch gives the digits, or part of them.',
    example: 'comm=00: \\000 | 00',
    holds: ({ field, ours, theirs }) =>
      /^(?:[0-9A-F]{2})*00$/i.test(field.raw) && /^(\\000)+$|^ +| $/.test(ours) && /0$| $/.test(theirs),
  },
  {
    id: 'SIGPWR',
    why: 'signal(7): number 30 is SIGPWR; auparse lost its first letter.',
    example: 'a1=1e: SIGPWR | IGPWR',
    holds: ({ ours, theirs }) => ours === 'SIGPWR' && theirs === 'IGPWR',
  },
  {
    id: 'open flags of an OPENAT2 record are octal',
    why: 'kernel/auditsc.c writes oflag=0%llo: 0102 is 0x42, O_RDWR|O_CREAT; ausearch reads it as hex.',
    example: 'oflag=0102: O_RDWR|O_CREAT | O_RDWR|O_NOCTTY',
    holds: ({ field, theirs }) => field.name === 'oflag' && /^0[0-7]+$/.test(field.raw) && /^O_/.test(theirs),
  },
  {
    id: 'no flags to resolve',
    why: 'kernel/auditsc.c writes resolve=0x%llx: 0x0 is none; ausearch puts a second 0x before it.',
    example: 'resolve=0x0: 0x0 | 0x0x0',
    holds: ({ field, ours, theirs }) => field.name === 'resolve' && theirs === `0x${field.raw}` && ours === field.raw,
  },
  {
    id: 'ADDR_NO_RANDOMIZE is set',
    why: 'personality(2): the flag 0x0040000 switches randomizing off; ausearch writes ~, which says that it is not set.',
    example: 'per=40000: PER_LINUX|ADDR_NO_RANDOMIZE | PER_LINUX|~ADDR_NO_RANDOMIZE',
    holds: ({ record, field, ours, theirs }) =>
      (field.name === 'per' || (field.name === 'a0' && callOf(record) === 'personality')) &&
      theirs.includes('~ADDR_NO_RANDOMIZE') &&
      ours === theirs.replace('~', ''),
  },
  {
    id: 'operations of io_uring',
    why: 'linux/io_uring.h, enum io_uring_op; auparse 4 names them too.',
    example: 'uring_op=18: openat | 18',
    holds: ({ field, ours, theirs }) =>
      field.name === 'uring_op' && theirs === field.raw && /^[a-z][a-z0-9_]*$/.test(ours),
  },
  {
    id: 'interface of the reading machine',
    why: 'A scope is the number of an interface on the node; its name here is another machine’s.',
    example: 'saddr=0A00...: fe80::1%1 | fe80::1%lo',
    holds: ({ field, ours, theirs }) =>
      field.name === 'saddr' && /%\d+ /.test(ours) && ours.replace(/%\d+ /, ' ') === theirs.replace(/%\S+ /, ' '),
  },
  {
    id: 'socket families newer than ausearch',
    why: 'linux/socket.h: AF_IB 27, AF_MPLS 28, AF_XDP 44, AF_MCTP 45.',
    example: 'saddr=1B00...: { saddr_fam=ib (unsupported) } | unknown-family(27)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'saddr' &&
      /^unknown-family\((27|28|43|44|45)\)$/.test(theirs) &&
      /^\{ saddr_fam=(ib|mpls|smc|xdp|mctp) /.test(ours),
  },
  {
    id: 'AX.25 addresses',
    why: 'linux/ax25.h: a call sign is seven bytes shifted by one bit; ausearch prints them as letters.',
    example: 'saddr=03000E151C23: { saddr_fam=ax25 (unsupported) } | { saddr_fam=ax25 call=\\016... }',
    holds: ({ field, ours }) =>
      field.name === 'saddr' && field.raw.startsWith('0300') && ours === '{ saddr_fam=ax25 (unsupported) }',
  },
  {
    id: 'bits without a name',
    why: 'A bit that no header names is shown as a number; ausearch drops it.',
    example: 'oflag=8: O_RDONLY|0x8 | O_RDONLY',
    holds: ({ ours, theirs }) => /^[A-Z_][A-Z0-9_|]*$/.test(theirs) && ours.startsWith(`${theirs}|0x`),
  },
  {
    id: 'O_LARGEFILE',
    why: 'asm-generic/fcntl.h: 0100000, set in the calls of 32-bit programs; ausearch drops it.',
    example: 'oflag=0x8001: O_WRONLY|O_LARGEFILE | O_WRONLY',
    holds: ({ ours, theirs }) =>
      ours.includes('|O_LARGEFILE') && ours.replace('|O_LARGEFILE', '').replace(/\|0x[0-9a-f]+$/, '') === theirs,
  },
  {
    id: 'mappings newer than ausearch',
    why: 'The lowest four bits are one number (MAP_TYPE, asm-generic/mman-common.h): 3 is MAP_SHARED_VALIDATE, 8 is MAP_DROPPABLE (linux/mman.h).',
    example: 'flags=3: MAP_SHARED_VALIDATE | MAP_SHARED|MAP_PRIVATE',
    holds: ({ record, field, ours }) =>
      record.type === 'MMAP' &&
      field.name === 'flags' &&
      /MAP_SHARED_VALIDATE|MAP_DROPPABLE|MAP_UNINITIALIZED/.test(ours),
  },
  {
    id: 'prefix of a number without a name',
    why: 'The value has its 0x already, or is in capitals, as the kernel never writes it.',
    example: 'per=0x1: unknown-personality(0x1) | unknown-personality(0x0x1)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'per' &&
      theirs === `unknown-personality(0x${field.raw})` &&
      ours === `unknown-personality(0x${field.raw.replace(/^0x?/, '').toLowerCase()})`,
  },
  {
    id: 'numbers wider than the kernel’s',
    why: 'A mode has 16 bits (%#ho), a request 32: a wider one is shown whole; ausearch drops its upper digits.',
    example: 'ioctlcmd=2147483648: 0x2147483648 | 0x47483648',
    holds: ({ field, ours }) =>
      (field.name === 'ioctlcmd' && field.raw.length > 8 && ours === `0x${field.raw.toLowerCase()}`) ||
      (field.name === 'mode' && parseInt(field.raw, 8) > 0xffff),
  },
  {
    id: 'short addresses of IPv6',
    why: 'net/ipv6 takes 24 bytes, without a scope, too (SIN6_LEN_RFC2133).',
    example:
      'saddr=0A0001BB...01: { saddr_fam=inet6 laddr=::1 lport=443 } | { saddr_fam=inet6 sockaddr6 len too short }',
    holds: ({ field, ours, theirs }) =>
      field.raw.length === 48 && theirs === '{ saddr_fam=inet6 sockaddr6 len too short }' && / laddr=/.test(ours),
  },
  {
    id: 'cut addresses of ATM',
    why: 'linux/atm.h: the interface is in the bytes 4 and 5; where they are not, ausearch prints what stands behind the address in its memory.',
    example: 'saddr=08000E15: { saddr_fam=atmpvc sockaddr len too short } | { saddr_fam=atmpvc int=17664 }',
    holds: ({ field, ours, theirs }) =>
      field.name === 'saddr' &&
      field.raw.length < 12 &&
      ours === '{ saddr_fam=atmpvc sockaddr len too short }' &&
      /^\{ saddr_fam=atmpvc int=-?\d+ \}$/.test(theirs),
  },
  {
    id: 'addresses of big-endian nodes',
    why: 'The family stands in the node’s byte order: 0002 is inet there; ausearch reads it in its own.',
    example: 'saddr=0002D90300000000: { saddr_fam=inet sockaddr len too short } | unknown-family(512)',
    holds: ({ field, ours, theirs }) =>
      /^00[0-9A-F]{2}/.test(field.raw) &&
      theirs === `unknown-family(${String(256 * parseInt(field.raw.slice(2, 4), 16))})` &&
      /^\{ saddr_fam=/.test(ours),
  },
  {
    id: 'protocols of Ethernet',
    why: 'linux/if_ether.h, ETH_P_*.',
    example: 'macproto=3: ALL | UNKNOWN',
    holds: ({ field, ours, theirs }) => field.name === 'macproto' && theirs === 'UNKNOWN' && ours !== '',
  },
  {
    id: 'actions of seccomp',
    why: 'linux/seccomp.h, SECCOMP_RET_ACTION_FULL 0xffff0000: the highest bit counts; ausearch leaves it out, and makes allow of 0xffffffff.',
    example: 'code=0xffffffff: unknown-seccomp-code(0xffffffff) | allow',
    holds: ({ field, ours, theirs }) =>
      field.name === 'code' &&
      field.raw === '0xffffffff' &&
      ours === 'unknown-seccomp-code(0xffffffff)' &&
      theirs === 'allow',
  },
  {
    id: 'text that is not in hex',
    why: 'Neither quoted nor in hex: a program wrote it as it is (audit_value_needs_encoding of libaudit); ausearch takes the digits that it finds for bytes.',
    example: 'comm=failed: failed | a byte',
    holds: pair =>
      isVerbatim(pair) &&
      !isHexText(pair.field.raw) &&
      !/^["(]/.test(pair.field.raw) &&
      /^[0-9A-Fa-f]|^[a-z]/.test(pair.field.raw),
  },
  {
    id: 'account names of the digits a to f',
    why: 'libaudit writes hex in capitals (audit_encode_value): acct=deadbeef is the name.',
    example: 'acct=deadbeef: deadbeef | four bytes',
    holds: pair => pair.field.name === 'acct' && isVerbatim(pair) && /^[0-9a-f]*[a-f][0-9a-f]*$/.test(pair.field.raw),
  },
  {
    id: 'call without an architecture',
    why: 'The number alone names no call; ausearch takes the reading machine’s table.',
    example: 'syscall=1: 1 | write',
    holds: pair => pair.field.name === 'syscall' && isVerbatim(pair) && findField(pair.record, 'arch') === undefined,
  },
  ...KNOWN_ARGUMENTS,
];
