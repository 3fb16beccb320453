// Sets of flags whose bits have names, by the architecture of the event's call where they differ.
import { message } from '../../message';
import { machineOf } from '../call';
import { constants, constantsOf, type ConstantTable } from '../data/constants';
import type { FieldContext, Kind } from '../decoding';
import { decimal, hexadecimal } from '../encoded';
import { findRecord } from '../event';

/** The names of the bits of a number below 2^53 in ascending order; bits without a name are one number at the end. */
function namesOf(bits: number, names: ReadonlyMap<number, string>): string[] {
  const found: string[] = [];
  let rest = bits;
  for (const [flag, name] of names)
    if (Math.floor(bits / flag) % 2 === 1) {
      found.push(name);
      rest -= flag;
    }
  return rest === 0 ? found : [...found, `0x${rest.toString(16)}`];
}

/**
 * A table for the architecture of the event's call; null for one whose numbers are not known here. Without any the
 * numbers are taken for those of x86, as ausearch always takes them.
 */
function tableFor(context: FieldContext, table: ConstantTable): ReadonlyMap<number, string> | null {
  const call = context.event === null ? context.record : findRecord(context.event, 'SYSCALL');
  const machine = call === undefined ? null : machineOf(call);
  return machine === null ? constants(table) : constantsOf(table, machine);
}

/** linux/fcntl.h, O_ACCMODE: read-only is the absence of both bits. */
const ACCESS_MODE = 3;

/** MQ_OPEN prints the flags in hexadecimal, OPENAT2 in octal (kernel/auditsc.c, show_special); ausearch reads both as hex. */
function openFlagsOf(raw: string): number | null {
  if (/^0[0-7]+$/.test(raw)) return parseInt(raw, 8);
  return hexadecimal(raw);
}

export const openFlags: Kind = {
  value: context => {
    const bits = openFlagsOf(context.raw);
    const names = tableFor(context, 'open');
    if (bits === null || names === null) return context.raw;
    return [...(bits % (ACCESS_MODE + 1) === 0 ? ['O_RDONLY'] : []), ...namesOf(bits, names)].join('|');
  },
};

/** mmap(2): the type of a mapping is a number, not a set of flags. */
const MAP_TYPES: readonly string[] = ['MAP_FILE', 'MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE'];

export const mapFlags: Kind = {
  value: context => {
    const bits = hexadecimal(context.raw);
    const names = tableFor(context, 'mmap');
    if (bits === null || names === null) return context.raw;
    const type = MAP_TYPES[bits % 16];
    if (type === undefined) return namesOf(bits, names).join('|');
    return [type, ...(bits < 16 ? [] : namesOf(bits - (bits % 16), names))].join('|');
  },
};

export const resolveFlags: Kind = {
  value: ({ raw }) => {
    const bits = hexadecimal(raw);
    return bits === null || bits === 0 ? raw : namesOf(bits, constants('resolve')).join('|');
  },
};

/** linux/personality.h, PER_MASK: the domain; the bits above it are flags. */
const DOMAINS = 0x100;
const ADDR_NO_RANDOMIZE = 0x40000;

/** The domain, and whether addresses are left unrandomized; ausearch writes that flag as ~ADDR_NO_RANDOMIZE, its opposite. */
export const personality: Kind = {
  value: ({ raw }) => {
    const number = hexadecimal(raw);
    if (number === null) return raw;
    const name = constants('personality').get(number % DOMAINS);
    if (name === undefined) return `unknown-personality(0x${number.toString(16)})`;
    return Math.floor(number / ADDR_NO_RANDOMIZE) % 2 === 1 ? `${name}|ADDR_NO_RANDOMIZE` : name;
  },
  explain: ({ raw }) => {
    const number = hexadecimal(raw) ?? 0;
    const flags = number - (number % DOMAINS);
    return flags === 0
      ? {}
      : {
          meaning: message('audit.personality.flags', {
            flags: namesOf(flags, constants('personalityFlag')).join(', '),
          }),
        };
  },
};

/** A request of ioctl(2) in hexadecimal. */
export const ioctlRequest: Kind = {
  value: context => {
    const number = hexadecimal(context.raw);
    if (number === null) return context.raw;
    return tableFor(context, 'ioctl')?.get(number) ?? `0x${number.toString(16)}`;
  },
};

/** An operation of io_uring. */
export const uringOperation: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return (number === null ? undefined : constants('uring').get(number)) ?? raw;
  },
};
