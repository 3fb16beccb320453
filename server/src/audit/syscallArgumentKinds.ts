// What an argument of a system call is: a kind a name, which decodes the digits of a0..a3 in ausearch's notation.
import { message, type Message } from '../message';
import { bits } from './bits';
import { constants, constantsOf, type ConstantTable } from './data/constants';
import { CAPABILITY_NAMES } from './data/capabilityTable';
import { readRuns } from './data/tables';
import { decodeWith, type Decoding, type FieldContext } from './decoding';
import { decodeSignal, group, ioctlRequestOf, mappingFlags, mode, shortMode, user } from './kinds';
import { decodeSignalTarget } from './signalTarget';

/** One argument, with what its reading depends on. */
export interface Argument {
  /** Hexadecimal digits as the record has them. */
  readonly raw: string;
  /** Their lower 32 bits, unsigned: most arguments are a C int. */
  readonly low: number;
  readonly call: string;
  /** As arch= names it (ARCHITECTURE_NAMES). */
  readonly architecture: string;
  /** The lower 32 bits of another argument of the call, unsigned; null where the record lacks it. */
  readonly other: (index: number) => number | null;
  readonly context: FieldContext;
}

export interface Reading extends Decoding {
  /** For the signature where that is other than `value`: a file descriptor in decimal, flags that ausearch masks. */
  readonly shown?: string;
}

/** Reads an argument; null where the call does not look at it with the other arguments that it has here. */
export type Kind = (argument: Argument) => Reading | null;

export const prefixed = (raw: string) => `0x${raw}`;
const simple = (value: string): Reading => ({ value });

/** What ausearch prints as it stands while it can be read: the value stays, the reading goes beside it. */
export function silent(raw: string, shown: string, meaning?: Message): Reading {
  const value = prefixed(raw);
  if (shown === value || shown === raw) return { value, shown, meaning: meaning ?? null };
  return { value, shown, meaning: meaning ?? message('audit.argument.reads', { value: shown }), hint: shown };
}

/** The kinds whose value is the digits with 0x before them, whatever else they say of them. */
export const PREFIXING = new Set<Kind>();

export function prefixing(kind: Kind): Kind {
  PREFIXING.add(kind);
  return kind;
}

/** A kind that ausearch leaves as it stands. */
const silently = (kind: Kind): Kind =>
  prefixing(argument => {
    const reading = kind(argument);
    return reading && silent(argument.raw, reading.shown ?? reading.value);
  });

/** Flags of a table, on all architectures. */
const flagsOf =
  (table: ConstantTable): Kind =>
  ({ raw, low }) =>
    simple(bits(constants(table), low) || prefixed(raw));

/** One of a table, on all architectures. */
export const oneOf =
  (table: ConstantTable, unknown: (raw: string, low: number) => string = prefixed): Kind =>
  ({ raw, low }) =>
    simple(constants(table).get(low) ?? unknown(raw, low));

const int = (low: number) => low | 0;

/** A number up to 2^53 in decimal, else in hex. */
const decimal = (raw: string) => (raw.length <= 13 ? String(parseInt(raw, 16)) : prefixed(raw));

export const signal: Kind = ({ raw, low }) => ({
  title: message('audit.argument.signal'),
  ...decodeSignal(int(low), `unknown-signal(0x${raw})`),
});

/** Of open(2): the access mode in the two lowest bits, the rest by architecture (asm/fcntl.h). */
const openFlags: Kind = ({ raw, low, architecture }) => {
  const names = constantsOf('open', architecture);
  if (names === null) return simple(prefixed(raw));
  return simple(bits(names, low, (low & 3) === 0 ? 'O_RDONLY' : '') || prefixed(raw));
};

/** True where open(2) makes a file and so reads its mode: O_CREAT or O_TMPFILE, which all architectures number alike. */
export const creates = (flags: number | null) => flags !== null && (flags & 0o20000100) !== 0;

/** The kernel keeps 16 bits of a mode (umode_t). */
export const permissions: Kind = ({ low, context }) =>
  decodeWith(shortMode, { ...context, raw: (low & 0xffff).toString(8) });
const typedMode: Kind = ({ low, context }) => decodeWith(mode, { ...context, raw: (low & 0xffff).toString(8) });

/** On these an argument of the calls without 32 in their name has 16 bits (include/linux/highuid.h). */
const SIXTEEN_BITS = new Set(['i386', 'armeb', 's390']);
const OLD_IDS = /^(?:[fl]?chown|set(?:re|res|fs)?[ug]id)$/;

/** The number of a user or group, -1 as 32 bits: "leave it as it is" (chown(2), setreuid(2)). */
function accountOf({ low, call, architecture }: Argument): number {
  if (!SIXTEEN_BITS.has(architecture) || !OLD_IDS.test(call)) return low;
  return (low & 0xffff) === 0xffff ? 0xffffffff : low & 0xffff;
}

const account =
  (kind: typeof user): Kind =>
  argument => {
    const number = accountOf(argument);
    const reading = decodeWith(kind, { ...argument.context, raw: String(number), enriched: null });
    return number === 0xffffffff ? { ...reading, meaning: message('audit.argument.unchanged') } : reading;
  };

const directory: Kind = ({ raw, low }) => {
  if (int(low) === -100) return { value: 'AT_FDCWD', meaning: message('audit.argument.workingDirectory') };
  return silent(raw, String(int(low)), message('audit.argument.descriptor', { number: int(low) }));
};

const descriptor: Kind = prefixing(({ raw, low }) =>
  silent(raw, String(int(low)), message('audit.argument.descriptor', { number: int(low) })),
);

const pidfd: Kind = prefixing(({ raw, low }) => ({
  value: prefixed(raw),
  shown: String(int(low)),
  title: message('audit.argument.pidfd'),
  meaning: message('audit.argument.pidfdMeaning', { number: int(low) }),
}));

/** clone(2): flags above the lowest byte, which is the signal that the parent gets. */
const cloneFlags: Kind = ({ raw, low }) => {
  const flags = bits(constants('clone'), low & ~0xff);
  const sent = low & 0xff;
  const name = sent === 0 ? '' : decodeSignal(sent, `0x${sent.toString(16)}`).value;
  return simple([flags, name].filter(part => part !== '').join('|') || prefixed(raw));
};

/** unshare(2) and setns(2): the same flags, and CLONE_NEWTIME in the lowest byte. */
const namespaces: Kind = ({ raw, low }) => simple(bits(constants('clone'), low) || prefixed(raw));

/** Old programs put a magic number into the upper half, which the kernel takes away (mount(2), MS_MGC_VAL). */
const mountFlags: Kind = ({ raw, low }) => {
  const flags = low >>> 16 === 0xc0ed ? low & 0xffff : low;
  return simple(bits(constants('mount'), flags) || prefixed(raw));
};

/** mprotect(2): PROT_NONE is the absence of all bits; ausearch writes it where only the three best known are absent. */
const protection: Kind = ({ raw, low, architecture }) => {
  const names = constantsOf('prot', architecture);
  if (names === null) return simple(prefixed(raw));
  return simple(low === 0 ? 'PROT_NONE' : bits(names, low) || prefixed(raw));
};

const mapFlags: Kind = ({ raw, low, architecture }) => {
  const names = constantsOf('mmap', architecture);
  return simple((names && mappingFlags(names, low)) || prefixed(raw));
};

const access: Kind = ({ raw, low }) =>
  simple((low & 0xf) === 0 ? 'F_OK' : bits(constants('access'), low) || prefixed(raw));

/** SCHED_RESET_ON_FORK may be added to a policy (sched_setscheduler(2)). */
const policy: Kind = ({ raw, low }) => {
  const name = constants('schedule').get(low & 0xf);
  if (name === undefined) return simple(`unknown-scheduler-policy(0x${raw})`);
  return simple((low & 0x40000000) === 0 ? name : `${name}|SCHED_RESET_ON_FORK`);
};

/** shmget(2): flags, and the permissions in the lowest nine bits; also semget(2) and msgget(2), with fewer flags. */
const shmFlags: Kind = ({ low }) => {
  const flags = bits(constants('shm'), low & ~0o777);
  const permission = `0${(low & 0o777).toString(8).padStart(3, '0')}`;
  return simple(flags === '' ? permission : `${flags}|${permission}`);
};

/**
 * personality(2): a domain in the lowest byte and flags; 0xffffffff only asks. ausearch names one flag, with a ~ before it,
 * as if it were not set.
 */
const persona: Kind = ({ raw, low }) => {
  if (low === 0xffffffff)
    return { value: `unknown-personality(0x${raw})`, shown: prefixed(raw), meaning: message('audit.argument.asks') };
  const name = constants('personality').get(low & 0xff);
  if (name === undefined) return simple(`unknown-personality(0x${raw})`);
  const shown = bits(constants('personalityFlag'), low & ~0xff, name);
  return { value: (low & 0x40000) === 0 ? name : `${name}|ADDR_NO_RANDOMIZE`, shown };
};

let capabilities: ReadonlyMap<number, string> | null = null;
export const capability: Kind = ({ raw, low }) => {
  capabilities ??= readRuns(CAPABILITY_NAMES);
  return simple(capabilities.get(low) ?? `unknown-capability(0x${raw})`);
};

/** ioctl(2): the number of a request depends on the architecture (asm/ioctl.h of ppc has another order of bits). */
const request: Kind = ({ low, architecture }) => {
  const { value, name } = ioctlRequestOf(low, architecture);
  return name === null || name === value ? simple(value) : silent(low.toString(16), name);
};

/** exit(2): the lowest byte is what wait(2) gives the parent. */
const status: Kind = ({ low }) => {
  const code = low & 0xff;
  return simple(low === 0 ? 'EXIT_SUCCESS' : low === 1 ? 'EXIT_FAILURE' : String(code));
};

/** A table with names of its own beside, made once; ascending. */
function joined(table: ConstantTable, own: readonly (readonly [number, string])[]): () => ReadonlyMap<number, string> {
  let names: ReadonlyMap<number, string> | null = null;
  return () => (names ??= new Map([...constants(table), ...own].sort((one, other) => one[0] - other[0])));
}

/** Flags of the calls with `at` in their name; AT_REMOVEDIR and AT_EACCESS have one number (linux/fcntl.h). */
function atFlags(...own: readonly (readonly [number, string])[]): Kind {
  const names = joined('at', own);
  return ({ raw, low }) => simple(bits(names(), low) || prefixed(raw));
}

/** linux/mount.h: the number of O_CLOEXEC, which all architectures of these tables share. */
const OPEN_TREE_CLOEXEC = 0o2000000;

/** SOCK_CLOEXEC and SOCK_NONBLOCK, which accept4(2) and pipe2(2) take as well under other names. */
const socketFlags: Kind = ({ raw, low }) => simple(bits(constants('socketFlag'), low) || prefixed(raw));

const flagsByArchitecture =
  (table: ConstantTable): Kind =>
  ({ raw, low, architecture }) =>
    simple(bits(constantsOf(table, architecture), low) || prefixed(raw));

const address: Kind = prefixing(({ raw }) => ({
  value: prefixed(raw),
  shown: /^0+$/.test(raw) ? 'NULL' : prefixed(raw),
}));

/** Kinds by the name that signatures (data/callSignatures.ts) use; kinds that need other arguments are in syscallArgumentsByCommand.ts. */
export const KINDS = {
  address,
  hex: prefixing(({ raw }) => simple(prefixed(raw))),
  int: prefixing(({ raw, low }) => ({ value: prefixed(raw), shown: String(int(low)) })),
  size: prefixing(({ raw }) => ({ value: prefixed(raw), shown: decimal(raw) })),
  fd: descriptor,
  pid: prefixing(({ raw, low }) => silent(raw, String(int(low)))),
  directory,
  otherDirectory: silently(directory),
  signal,
  target: argument => decodeSignalTarget(argument.context, argument.call, int(argument.low)),
  thread: ({ low }) => ({ value: String(int(low)), title: message('audit.argument.tid') }),
  pidfd,
  info: prefixing(({ raw }) => ({ value: prefixed(raw), title: message('audit.argument.siginfo') })),
  user: account(user),
  group: account(group),
  mode: permissions,
  typedMode,
  nodeMode: argument => ({ value: permissions(argument)?.value ?? '', shown: typedMode(argument)?.value ?? '' }),
  open: openFlags,
  cloexec: silently(({ raw, low, architecture }) =>
    simple(bits(constantsOf('open', architecture), low) || prefixed(raw)),
  ),
  access,
  atAccess: atFlags([0x200, 'AT_EACCESS']),
  atRemove: silently(atFlags([0x200, 'AT_REMOVEDIR'])),
  at: silently(atFlags()),
  rename: silently(flagsOf('rename')),
  seek: ({ raw, low }) => simple(constants('seek').get(low & 0xff) ?? `unknown-whence(${raw})`),
  flock: silently(flagsOf('flock')),
  xattr: silently(flagsOf('xattr')),
  inotify: silently(flagsOf('inotify')),
  memfd: silently(flagsOf('memfd')),
  epoll: oneOf('epollControl', (_, low) => `unknown-epoll_ctl-operation(${String(int(low))})`),
  request,
  clone: cloneFlags,
  namespaces,
  mount: mountFlags,
  umount: flagsOf('umount'),
  fsopen: flagsOf('fsopen'),
  fspick: silently(flagsOf('fspick')),
  fsconfig: oneOf('fsconfig'),
  fsmount: flagsOf('fsmount'),
  mountAttribute: flagsOf('mountAttribute'),
  moveMount: silently(flagsOf('moveMount')),
  openTree: silently(atFlags([1, 'OPEN_TREE_CLONE'], [OPEN_TREE_CLOEXEC, 'OPEN_TREE_CLOEXEC'])),
  protection,
  map: mapFlags,
  mremap: silently(flagsOf('mremap')),
  msync: silently(flagsOf('msync')),
  madvise: silently(oneOf('madvise')),
  mlockall: silently(flagsByArchitecture('mlockall')),
  shmFlags,
  ipcFlags: silently(shmFlags),
  shmat: silently(flagsOf('shmat')),
  ipcControl: silently(oneOf('ipcControl')),
  personality: persona,
  policy,
  resource: oneOf('rlimit', raw => `unknown-rlimit(0x${raw})`),
  otherResource: silently(oneOf('rlimit')),
  prctlOption: oneOf('prctl', raw => `unknown-prctl-option(0x${raw})`),
  ptrace: ({ raw, low, architecture }) =>
    simple(constantsOf('ptrace', architecture)?.get(low) ?? `unknown-ptrace(0x${raw})`),
  status,
  bpf: oneOf('bpf', raw => `unknown-bpf-cmd(${raw})`),
  clock: oneOf('clock', raw => `unknown-clk_id(0x${raw})`),
  otherClock: silently(oneOf('clock')),
  wait: silently(flagsOf('wait')),
  priority: silently(oneOf('priority')),
  signalMask: silently(oneOf('signalMask')),
  seccomp: silently(oneOf('seccompOperation')),
  keyctl: silently(oneOf('keyctl')),
  reboot: silently(oneOf('reboot')),
  moduleInit: silently(flagsOf('moduleInit')),
  fcntl: oneOf('fcntl', (_, low) => `unknown-fcntl-command(${String(int(low))})`),
  family: oneOf('family', raw => `unknown-family(0x${raw})`),
  /** ausearch masks the flags that socket(2) takes with the type. */
  socketType: ({ raw, low }) => {
    const value = constants('socketType').get(low & 0xff) ?? `unknown-type(${raw})`;
    return { value, shown: bits(constants('socketFlag'), low & ~0xff, value) };
  },
  socketFlags: silently(socketFlags),
  otherFamily: silently(oneOf('family')),
  otherSocketType: silently(({ raw, low }) =>
    simple(bits(constants('socketFlag'), low & ~0xff, constants('socketType').get(low & 0xff)) || prefixed(raw)),
  ),
  socketCall: oneOf('socketCall', raw => `unknown-socketcall(${raw})`),
  ipcCall: prefixing(({ raw, low }) => silent(raw, constants('ipcCall').get(low & 0xffff) ?? prefixed(raw))),
  message: flagsOf('message'),
  shutdown: silently(oneOf('shutdown')),
} satisfies Record<string, Kind>;
