// Where ausearch 3.0.9 errs or is silent, row by row, with the proof that ours is right; each row must still meet a field.
import { readFileSync } from 'node:fs';
import { findField, unquote } from '../../../../server/src/audit/record';
import { callOf } from '../../../../server/src/audit/call';
import { FIELDS } from '../../../../server/src/audit/fieldTable';
import type { Pair } from './compare';

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

const isHexText = (raw: string): boolean => /^[0-9A-Fa-f]+$/.test(raw);
const hasPlainText = new Set(['a0', 'a1', 'a2', 'a3']);

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
    holds: pair => isAccount(pair) && isVerbatim(pair) && pair.theirs === `unknown(${unsigned(pair.field.raw)})`,
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
    id: 'signal is an int',
    why: 'The argument is an int: the upper half of the register is not looked at (kernel/signal.c, SYSCALL_DEFINE2(kill, pid_t, pid, int, sig)).',
    example: 'a1=100000009: SIGKILL | unknown-signal(0x100000009)',
    holds: ({ record, field, ours, theirs }) =>
      record.type === 'SYSCALL' &&
      /^SIG/.test(ours) &&
      field.raw.length > 8 &&
      theirs === `unknown-signal(0x${field.raw})`,
  },
  {
    id: 'quotes of a plain value',
    why: 'The quotes are how the kernel writes a text (audit_log_string), not part of it; cli.md: equal to raw without its quotes.',
    example: 'dev="vda": vda | "vda"',
    holds: ({ field, ours, theirs }) =>
      theirs === field.raw && /^".*"$/.test(field.raw) && ours === field.raw.slice(1, -1),
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
    id: 'value that is not of its kind',
    why: 'We leave a value as it stands that is not written as the kernel writes that kind; ausearch reads the digits it finds, and says 000,000 of mode=enforcing.',
    example: 'mode=enforcing: enforcing | 000,000',
    holds: pair =>
      isVerbatim(pair) &&
      FORMS.some(({ names, form }) => names.includes(pair.field.name) && !form.test(pair.field.raw)),
  },
  {
    id: 'capabilities that are not told',
    why: 'cap_fp=? is written where the file’s attributes could not be read (kernel/auditsc.c, audit_log_name): "none" is a claim.',
    example: 'cap_fp=?: ? | none',
    holds: ({ field, ours, theirs }) =>
      /^cap_f[pi]$/.test(field.name) && field.raw === '?' && ours === '?' && theirs === 'none',
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
    id: 'filter lists that ausearch does not know',
    why: 'linux/audit.h: AUDIT_FILTER_ENTRY 2, AUDIT_FILTER_URING_EXIT 7.',
    example: 'list=7: io_uring | unknown-list(7)',
    holds: ({ field, ours, theirs }) =>
      field.name === 'list' && theirs === `unknown-list(${field.raw})` && /^(entry|io_uring)$/.test(ours),
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
];

/** Work on its way in other branches; each row goes when it has arrived. Their fields count as differing. */
export const PENDING: readonly KnownDifference[] = [
  {
    id: 'arguments of calls',
    why: 'Only calls that send signals are decoded.',
    example: 'a1=241: 0x241 | O_WRONLY|O_CREAT|O_TRUNC',
    holds: ({ record, field, ours }) =>
      record.type === 'SYSCALL' && hasPlainText.has(field.name) && ours === `0x${field.raw}`,
  },
  {
    id: 'fields without a decoding',
    why: 'Named in the goal table, shown as they stand.',
    example: 'per=8: 8 | PER_LINUX32',
    holds: pair => isVerbatim(pair) && pair.theirs !== pair.field.raw && FIELDS.length > 0,
  },
];
