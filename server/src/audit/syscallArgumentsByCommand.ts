// Kinds of arguments that mean what another argument of the call says: a command, an option, a family, a level.
import { constants, constantsOf, protocolName } from './data/constants';
import { bits } from './bits';
import {
  capability,
  creates,
  KINDS,
  oneOf,
  permissions,
  prefixed,
  prefixing,
  signal,
  silent,
  type Argument,
  type Kind,
  type Reading,
} from './syscallArgumentKinds';

const int = (low: number) => low | 0;

/** The mode of a call that makes a file with the flags of argument `flags`; else open(2) does not read it. */
const createMode =
  (flags: number): Kind =>
  argument =>
    creates(argument.other(flags)) ? permissions(argument) : null;

/** ausearch decodes it for open and mq_open only. */
const laterCreateMode = (flags: number): Kind =>
  prefixing(argument =>
    creates(argument.other(flags)) ? silent(argument.raw, permissions(argument)?.value ?? '') : null,
  );

/** Commands of fcntl(2) without an argument. */
const WITHOUT_ARGUMENT = new Set([
  'F_GETFD',
  'F_GETFL',
  'F_GETOWN',
  'F_GETSIG',
  'F_GETLEASE',
  'F_GETPIPE_SZ',
  'F_GET_SEALS',
]);
const FD_CLOEXEC = 1;

const FCNTL: Readonly<Record<string, (argument: Argument) => Reading>> = {
  F_SETFD: ({ raw, low }) => ({ value: (low & FD_CLOEXEC) === 0 ? prefixed(raw) : 'FD_CLOEXEC' }),
  F_SETFL: ({ raw, low, architecture }) => ({ value: bits(constantsOf('open', architecture), low) || prefixed(raw) }),
  // Minus the number of a process group, or a pid: no user (fcntl(2))
  F_SETOWN: ({ low }) => ({ value: String(int(low)) }),
  F_SETSIG: argument => silent(argument.raw, signal(argument)?.value ?? ''),
  F_SETLEASE: ({ raw, low }) => silent(raw, constants('lock').get(low) ?? prefixed(raw)),
  F_NOTIFY: ({ raw, low }) => silent(raw, bits(constants('notify'), low) || prefixed(raw)),
  F_ADD_SEALS: ({ raw, low }) => silent(raw, bits(constants('seal'), low) || prefixed(raw)),
  F_SETPIPE_SZ: ({ raw, low }) => ({ value: prefixed(raw), shown: String(int(low)) }),
  F_DUPFD: KINDS.fd,
  F_DUPFD_CLOEXEC: KINDS.fd,
} as Readonly<Record<string, (argument: Argument) => Reading>>;

const fcntlArgument: Kind = argument => {
  const command = constants('fcntl').get(argument.other(1) ?? -1) ?? '';
  if (WITHOUT_ARGUMENT.has(command)) return null;
  return Object.hasOwn(FCNTL, command) ? (FCNTL[command]?.(argument) ?? null) : KINDS.address(argument);
};

/** Options of prctl(2) that read arg2 and no more, and those that read none. */
const ONE_ARGUMENT = new Set(
  (
    'PR_SET_PDEATHSIG PR_GET_PDEATHSIG PR_SET_DUMPABLE PR_SET_KEEPCAPS PR_SET_UNALIGN PR_GET_UNALIGN PR_SET_FPEMU ' +
    'PR_GET_FPEMU PR_SET_FPEXC PR_GET_FPEXC PR_SET_TIMING PR_SET_NAME PR_GET_NAME PR_SET_ENDIAN PR_GET_ENDIAN ' +
    'PR_CAPBSET_READ PR_CAPBSET_DROP PR_SET_TSC PR_GET_TSC PR_SET_SECUREBITS PR_SET_TIMERSLACK ' +
    'PR_SET_CHILD_SUBREAPER PR_GET_CHILD_SUBREAPER PR_GET_TID_ADDRESS PR_SET_PTRACER'
  ).split(' '),
);
const NO_ARGUMENT = new Set(
  'PR_GET_DUMPABLE PR_GET_KEEPCAPS PR_GET_TIMING PR_GET_SECCOMP PR_GET_SECUREBITS PR_GET_TIMERSLACK'.split(' '),
);
const NUMBERS = new Set(
  'PR_SET_DUMPABLE PR_SET_KEEPCAPS PR_SET_NO_NEW_PRIVS PR_SET_TIMERSLACK PR_SET_CHILD_SUBREAPER'.split(' '),
);

const optionOf = ({ other }: Argument) => constants('prctl').get(other(0) ?? -1) ?? '';

const prctlArgument: Kind = argument => {
  const option = optionOf(argument);
  if (NO_ARGUMENT.has(option)) return null;
  if (option === 'PR_SET_PDEATHSIG') return signal(argument);
  if (option === 'PR_CAPBSET_READ' || option === 'PR_CAPBSET_DROP') return capability(argument);
  return NUMBERS.has(option) ? KINDS.int(argument) : KINDS.address(argument);
};

const prctlLater = prefixing(argument => {
  const option = optionOf(argument);
  return NO_ARGUMENT.has(option) || ONE_ARGUMENT.has(option) ? null : KINDS.address(argument);
});

/** Requests of ptrace(2) by what they do not look at; PTRACE_TRACEME ignores all. */
const WITHOUT_ADDRESS = new Set(
  (
    'PTRACE_ATTACH PTRACE_CONT PTRACE_KILL PTRACE_SINGLESTEP PTRACE_DETACH PTRACE_SYSCALL PTRACE_SYSEMU ' +
    'PTRACE_SYSEMU_SINGLESTEP PTRACE_SETOPTIONS PTRACE_GETEVENTMSG PTRACE_GETSIGINFO PTRACE_SETSIGINFO ' +
    'PTRACE_INTERRUPT PTRACE_LISTEN'
  ).split(' '),
);
const WITHOUT_DATA = new Set('PTRACE_ATTACH PTRACE_KILL PTRACE_INTERRUPT PTRACE_LISTEN'.split(' '));
const RESUMING = new Set('PTRACE_CONT PTRACE_SINGLESTEP PTRACE_DETACH PTRACE_SYSCALL PTRACE_SYSEMU'.split(' '));

const traceOf = ({ architecture, other }: Argument) => constantsOf('ptrace', architecture)?.get(other(0) ?? -1) ?? '';

const tracePid = prefixing(argument => (traceOf(argument) === 'PTRACE_TRACEME' ? null : KINDS.pid(argument)));

const traceAddress = prefixing(argument => {
  const trace = traceOf(argument);
  return trace === 'PTRACE_TRACEME' || WITHOUT_ADDRESS.has(trace) ? null : KINDS.address(argument);
});

const traceData = prefixing(argument => {
  const trace = traceOf(argument);
  if (trace === 'PTRACE_TRACEME' || WITHOUT_DATA.has(trace)) return null;
  const sent = RESUMING.has(trace) && argument.low !== 0;
  return sent ? silent(argument.raw, signal(argument)?.value ?? '') : KINDS.address(argument);
});

const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const AF_PACKET = 17;
/** On these the network's order of bytes is the machine's. */
const BIG_END = new Set(['ppc', 'ppc64', 's390', 's390x']);

/** socket(2): a protocol of its domain. ausearch takes all for protocols over IP. */
const protocol: Kind = ({ raw, low, architecture, other }) => {
  switch (other(0)) {
    case AF_INET:
    case AF_INET6:
      return { value: protocolName(low) ?? `unknown-proto(${raw})` };
    case AF_NETLINK:
      return { value: constants('netlinkProtocol').get(low) ?? prefixed(raw) };
    case AF_PACKET: {
      const type = BIG_END.has(architecture) ? low : ((low & 0xff) << 8) | ((low >> 8) & 0xff);
      const name = constants('etherType').get(type);
      return { value: name === undefined ? prefixed(raw) : name.startsWith('ETH_P_') ? name : `ETH_P_${name}` };
    }
    case null:
    default:
      return { value: prefixed(raw) };
  }
};

const SOL_SOCKET = 1;

/** A level of setsockopt(2): a protocol over IP below 256, then those of other families. */
const level: Kind = ({ raw, low }) => {
  if (low === SOL_SOCKET) return { value: 'SOL_SOCKET' };
  const name = (low < 0x100 ? protocolName(low) : null) ?? constants('socketLevel').get(low);
  return { value: name ?? `unknown-sockopt-level(0x${raw})` };
};

/** Options by level; for the tables of netfilter setsockopt(2) and getsockopt(2) number their own. */
const socketOption: Kind = argument => {
  const { raw, low, call, architecture, other } = argument;
  const get = call === 'getsockopt';
  switch (other(1)) {
    case 0: {
      const name = constants(get ? 'iptablesGet' : 'iptablesSet').get(low) ?? constants('ipOption').get(low);
      return { value: name ?? `unknown-ipopt-name(0x${raw})` };
    }
    case SOL_SOCKET:
      return { value: constantsOf('socketOption', architecture)?.get(low) ?? `unknown-sockopt-name(0x${raw})` };
    case 6:
      return oneOf('tcpOption', unknown => `unknown-tcpopt-name(0x${unknown})`)(argument);
    case 17:
      return oneOf('udpOption', unknown => `unknown-udpopt-name(0x${unknown})`)(argument);
    case 41: {
      const name = (get ? constants('ip6tablesGet').get(low) : undefined) ?? constants('ip6Option').get(low);
      return { value: name ?? `unknown-ip6opt-name(0x${raw})` };
    }
    case 263:
      return oneOf('packetOption', unknown => `unknown-pktopt-name(0x${unknown})`)(argument);
    case 270:
      return silent(raw, constants('netlinkOption').get(low) ?? prefixed(raw));
    case null:
    default:
      return { value: prefixed(raw) };
  }
};

/** Kinds by the name that signatures use, beside KINDS. */
export const KINDS_BY_COMMAND = {
  createMode1: createMode(1),
  createMode2: laterCreateMode(2),
  fcntlArgument,
  prctlArgument,
  prctlLater,
  tracePid,
  traceAddress,
  traceData,
  protocol,
  level,
  socketOption,
} satisfies Record<string, Kind>;
