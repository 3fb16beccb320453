// Sets of flags whose bits have names, by the architecture of the event's call where they differ.
import { message } from '../../message';
import { bits } from '../bits';
import { architectureName } from '../data/architectures';
import { constants, constantsOf, type ConstantTable } from '../data/constants';
import type { FieldContext, Kind } from '../decoding';
import { decimal, hexadecimal } from '../encoded';
import { findRecord } from '../event';
import { findField } from '../record';

/** A number of 32 bits in hexadecimal; null for anything else. No set of flags that records hold has more. */
function flagsOf(raw: string): number | null {
  const number = hexadecimal(raw);
  return number === null || number > 0xffffffff ? null : number;
}

/** The architecture of the event's call; without any the numbers are those of x86, as ausearch always takes them. */
function machineIn({ event, record }: FieldContext): string {
  const call = event === null ? record : findRecord(event, 'SYSCALL');
  const arch = call && findField(call, 'arch')?.raw;
  return arch === undefined ? 'x86_64' : (architectureName(arch) ?? '');
}

/** A table for the architecture of the event's call; null for one whose numbers are not known here. */
function tableFor(context: FieldContext, table: ConstantTable): ReadonlyMap<number, string> | null {
  return constantsOf(table, machineIn(context));
}

/** linux/fcntl.h, O_ACCMODE: read-only is the absence of both bits. */
const O_ACCMODE = 3;

/** MQ_OPEN prints the flags in hexadecimal, OPENAT2 in octal (kernel/auditsc.c, show_special); ausearch reads both as hex. */
function openFlagsOf(raw: string): number | null {
  return /^0[0-7]{1,11}$/.test(raw) ? parseInt(raw, 8) : flagsOf(raw);
}

export const openFlags: Kind = {
  contextual: 'architecture',
  value: context => {
    const flags = openFlagsOf(context.raw);
    const names = tableFor(context, 'open');
    if (flags === null || names === null) return context.raw;
    return bits(names, flags, (flags & O_ACCMODE) === 0 ? 'O_RDONLY' : '') || context.raw;
  },
};

/** linux/mman.h: what the mapping is, one number and no flags (mmap(2)). */
const MAP_TYPE = 0xf;
const MAP_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'MAP_FILE'],
  [1, 'MAP_SHARED'],
  [2, 'MAP_PRIVATE'],
  [3, 'MAP_SHARED_VALIDATE'],
  [8, 'MAP_DROPPABLE'],
]);
const MAP_HUGETLB = 0x40000;
/** With MAP_HUGETLB the bits from here on hold the size of a page as a power of two. */
const MAP_HUGE_SHIFT = 26;

/** The flags of mmap(2) by the names of an architecture's table; '' where none has a name. */
export function mappingFlags(names: ReadonlyMap<number, string>, flags: number): string {
  const shift = (flags & MAP_HUGETLB) === 0 ? 0 : flags >>> MAP_HUGE_SHIFT;
  const type = MAP_TYPES.get(flags & MAP_TYPE);
  const others = flags & (shift === 0 ? -1 : (1 << MAP_HUGE_SHIFT) - 1) & ~MAP_TYPE;
  const size = shift === 0 ? '' : `|${String(shift)}<<MAP_HUGE_SHIFT`;
  if (type !== undefined) return bits(names, others, type) + size;
  const named = bits(names, others);
  return named === '' ? '' : `${named}|0x${(flags & MAP_TYPE).toString(16)}${size}`;
}

export const mapFlags: Kind = {
  contextual: 'architecture',
  value: context => {
    const flags = flagsOf(context.raw);
    const names = tableFor(context, 'mmap');
    return flags === null || names === null ? context.raw : mappingFlags(names, flags) || context.raw;
  },
};

/** LOOKUP_* of Linux before 2.6.16 (include/linux/namei.h), whose PATH records told them; by the names that ausearch prints. */
const LOOKUPS: readonly (readonly [bit: number, name: string])[] = [
  [0x1, 'follow'],
  [0x2, 'directory'],
  [0x4, 'continue'],
  [0x10, 'parent'],
  [0x20, 'noalt'],
  [0x40, 'atomic'],
  [0x100, 'open'],
  [0x200, 'create'],
  [0x400, 'access'],
];

export const lookupFlags: Kind = {
  value: ({ raw }) => {
    const flags = flagsOf(raw);
    if (flags === null) return raw;
    const names = LOOKUPS.flatMap(([bit, name]) => (flags & bit ? [name] : []));
    return names.join(',') || (flags === 0 ? 'none' : `0x${raw.replace(/^0x/, '')}`);
  },
};

export const resolveFlags: Kind = {
  value: ({ raw }) => {
    const flags = flagsOf(raw);
    return flags === null ? raw : bits(constants('resolve'), flags) || raw;
  },
};

/** linux/personality.h, PER_MASK: the domain; the bits above it are flags. */
const DOMAIN = 0xff;
const ADDR_NO_RANDOMIZE = 0x40000;

/** The domain, and whether addresses are left unrandomized; ausearch writes that flag as ~ADDR_NO_RANDOMIZE, its opposite. */
export const personality: Kind = {
  value: ({ raw }) => {
    const number = flagsOf(raw);
    if (number === null) return raw;
    const name = constants('personality').get(number & DOMAIN);
    if (name === undefined) return `unknown-personality(0x${number.toString(16)})`;
    return (number & ADDR_NO_RANDOMIZE) !== 0 ? `${name}|ADDR_NO_RANDOMIZE` : name;
  },
  explain: ({ raw }) => {
    const flags = (flagsOf(raw) ?? 0) & ~DOMAIN;
    return flags === 0
      ? {}
      : {
          meaning: message('audit.personality.flags', {
            flags: bits(constants('personalityFlag'), flags) || raw,
          }),
        };
  },
};

/** ausearch knows but these (auparse 3.0.9): it prints the number of others, which can be named all the same. */
const AUSEARCH_REQUESTS = new Set(
  (
    'KDSETMODE KDGETMODE CDROMEJECT CDROMEJECT_SW CDROM_GET_UPC CDROMSEEK TCGETS TCSETS TCSETSW TCSETSF TCSBRK TCFLSH ' +
    'TIOCSCTTY TIOCGPGRP TIOCSPGRP TIOCGWINSZ TIOCSWINSZ TIOCINQ FIONBIO TIOCNOTTY FIOSETOWN FIOGETOWN SIOCGIFNAME ' +
    'SIOCGIFHWADDR SIOCGIFINDEX SIOCBRADDIF TIOCSPTLCK TIOCGPTN DRM_IOCTL_MODE_CURSOR DRM_IOCTL_MODE_PAGE_FLIP ' +
    'DRM_IOCTL_MODE_DIRTYFB'
  ).split(' '),
);

/** A request of ioctl(2) in the notation of ausearch, and its name, which may be known where ausearch prints a number. */
export function ioctlRequestOf(number: number, architecture: string): { value: string; name: string | null } {
  const name = constantsOf('ioctl', architecture)?.get(number) ?? null;
  return { value: name !== null && AUSEARCH_REQUESTS.has(name) ? name : `0x${number.toString(16)}`, name };
}

/** ioctlcmd=, a request in hexadecimal. */
export const ioctlRequest: Kind = {
  contextual: 'architecture',
  value: context => {
    const number = flagsOf(context.raw);
    return number === null ? context.raw : ioctlRequestOf(number, machineIn(context)).value;
  },
  explain: (context, value) => {
    const number = flagsOf(context.raw);
    const name = number === null ? null : ioctlRequestOf(number, machineIn(context)).name;
    return name === null || name === value
      ? {}
      : { meaning: message('audit.argument.reads', { value: name }), hint: name };
  },
};

/** An operation of io_uring. */
export const uringOperation: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return (number === null ? undefined : constants('uring').get(number)) ?? raw;
  },
};
