// Socket addresses (struct sockaddr in hex) in the notation of ausearch.
import { message, type Message } from '../message';
import { constants } from './data/constants';
import type { FieldContext, Kind } from './decoding';
import { hexBytes, hexadecimal, isHex, utf8 } from './encoded';
import { findRecord } from './event';
import { findField } from './record';

const AF_UNSPEC = 0;
const AF_LOCAL = 1;
const AF_INET = 2;
const AF_ATMPVC = 8;
const AF_X25 = 9;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const AF_PACKET = 17;
const AF_VSOCK = 40;

/** sizeof(struct sockaddr_in). */
const INET_LENGTH = 16;
/** The kernel takes an address without its scope too (net/ipv6/af_inet6.c, SIN6_LEN_RFC2133); ausearch does not. */
const INET6_LENGTH = 24;
const INET6_SCOPE_AT = 24;
const NETLINK_LENGTH = 12;
/** Where the interface ends in struct sockaddr_atmpvc (linux/atm.h). */
const ATM_INTERFACE_END = 6;
/** struct x25_address (linux/x25.h): up to 15 digits. */
const X25_DIGITS = 15;

/** An address as bytes, with its family and the byte order of its node. */
interface Address {
  readonly family: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
}

/** saddr=. What is no hexadecimal stays as it is. */
export const socketAddress: Kind = {
  contextual: 'architecture',
  value: context => {
    const address = read(context);
    if (address === null) return context.raw;
    switch (address.family) {
      case AF_LOCAL:
        return local(address);
      case AF_INET:
        return inet(address);
      case AF_INET6:
        return inet6(address);
      case AF_NETLINK:
        return netlink(address);
      case AF_ATMPVC:
        return atm(address);
      case AF_X25:
        return x25(address);
      default:
        return other(address.family);
    }
  },
  explain: context => {
    const address = read(context);
    return address === null ? {} : { meaning: meaningOf(address) };
  },
};

/**
 * Reads the family in the byte order of the node. That is told by the architecture of the event's call; without it, and
 * where the number it gives is no family's, a family that only the other order gives is the family.
 */
function read(context: FieldContext): Address | null {
  const { raw } = context;
  if (raw.length < 4 || !isHex(raw)) return null;
  const bytes = hexBytes(raw);
  const view = new DataView(bytes.buffer);
  const told = isLittleEndian(context) ?? true;
  const isFamily = (little: boolean) => constants('family').has(view.getUint16(0, little));
  const little = isFamily(told) || !isFamily(!told) ? told : !told;
  return { family: view.getUint16(0, little), bytes, view, little };
}

/** linux/audit.h, __AUDIT_ARCH_LE; null where the event does not tell its architecture. */
function isLittleEndian({ event, record }: FieldContext): boolean | null {
  const call = event === null ? record : findRecord(event, 'SYSCALL');
  const arch = call && hexadecimal(findField(call, 'arch')?.raw ?? '');
  return arch === null || arch === undefined ? null : Math.floor(arch / ARCH_LE) % 2 === 1;
}

const ARCH_LE = 0x40000000;

/** A family that is named only; AF_UNSPEC is none, and ausearch does not know it. */
function other(family: number): string {
  const name = family === AF_UNSPEC ? undefined : constants('family').get(family);
  return name === undefined ? `unknown-family(${String(family)})` : `{ saddr_fam=${name} (unsupported) }`;
}

/** unix(7): a path up to a NUL, or an abstract name behind one. */
function local({ bytes }: Address): string {
  if (bytes.length < 4) return '{ saddr_fam=local sockaddr len too short }';
  const start = bytes[2] === 0 ? 3 : 2;
  const end = bytes.indexOf(0, start);
  return `{ saddr_fam=local path=${utf8(bytes.subarray(start, end === -1 ? undefined : end))} }`;
}

/** ip(7): port and address are in network byte order on every node. */
function inet({ view }: Address): string {
  if (view.byteLength < INET_LENGTH) return '{ saddr_fam=inet sockaddr len too short }';
  const address = [4, 5, 6, 7].map(at => view.getUint8(at)).join('.');
  return `{ saddr_fam=inet laddr=${address} lport=${String(view.getUint16(2))} }`;
}

/**
 * ipv6(7). A scope is an interface's number and stays one (RFC 4007, section 11.2): its name is known on the node only,
 * and ausearch gives that of an interface of the reading machine.
 */
function inet6(address: Address): string {
  const { view } = address;
  if (view.byteLength < INET6_LENGTH) return '{ saddr_fam=inet6 sockaddr6 len too short }';
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(8 + 2 * index));
  const scope = scopeOf(address);
  const zone = scope === 0 ? '' : `%${String(scope)}`;
  return `{ saddr_fam=inet6 laddr=${inet6Text(groups)}${zone} lport=${String(view.getUint16(2))} }`;
}

/** sin6_scope_id; 0 where there is none. */
function scopeOf({ view, little }: Address): number {
  return view.byteLength >= INET6_SCOPE_AT + 4 ? view.getUint32(INET6_SCOPE_AT, little) : 0;
}

/**
 * RFC 5952: the longest run of zeros (two or more) as `::`; with dots the last 32 bits of a mapped address and, as
 * inet_ntop(3) of glibc writes it, of one that begins with 96 bits of zeros.
 */
function inet6Text(groups: readonly number[]): string {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const mapped = best.start === 0 && best.length === 5 && groups[5] === 0xffff;
  if (mapped || (best.start === 0 && best.length === 6)) {
    const [high = 0, low = 0] = groups.slice(6);
    return `${mapped ? '::ffff:' : '::'}${[high >> 8, high & 255, low >> 8, low & 255].join('.')}`;
  }
  const text = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
  if (best.length < 2) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

/** netlink(7): the port, which is a process id or what a program chose. */
function netlink({ view, little }: Address): string {
  if (view.byteLength < NETLINK_LENGTH) return '{ saddr_fam=netlink len too short }';
  return `{ saddr_fam=netlink nlnk-fam=${String(AF_NETLINK)} nlnk-pid=${String(view.getUint32(4, little))} }`;
}

/** linux/atm.h: the interface; its numbers of path and channel are behind it. */
function atm({ view, little }: Address): string {
  if (view.byteLength < ATM_INTERFACE_END) return '{ saddr_fam=atmpvc sockaddr len too short }';
  return `{ saddr_fam=atmpvc int=${String(view.getInt16(ATM_INTERFACE_END - 2, little))} }`;
}

/** linux/x25.h: the digits of an address (ITU-T X.121), up to a NUL. */
function x25({ bytes }: Address): string {
  const digits = bytes.subarray(2, 2 + X25_DIGITS);
  const end = digits.indexOf(0);
  return `{ saddr_fam=x25 laddr=${utf8(end === -1 ? digits : digits.subarray(0, end))} }`;
}

/** What the notation does not say of an address. */
function meaningOf(address: Address): Message | null {
  const { family, bytes, view, little } = address;
  switch (family) {
    case AF_UNSPEC:
      return message('audit.address.unspecified');
    case AF_LOCAL:
      if (bytes.length <= 3) return message('audit.address.unnamed');
      return bytes[2] === 0 && bytes.length > 3 && bytes[3] !== 0 ? message('audit.path.abstract') : null;
    case AF_INET6:
      return scopeOf(address) === 0 ? null : message('audit.address.scope', { number: scopeOf(address) });
    case AF_NETLINK:
      return bytes.length >= NETLINK_LENGTH && view.getUint32(4, little) === 0 ? message('audit.address.kernel') : null;
    case AF_PACKET: // packet(7), struct sockaddr_ll
      return bytes.length < 8 ? null : message('audit.address.packet', { number: view.getInt32(4, little) });
    case AF_VSOCK: // linux/vm_sockets.h, struct sockaddr_vm
      return bytes.length < 12
        ? null
        : message('audit.address.vsock', { port: view.getUint32(4, little), cid: view.getUint32(8, little) });
    default:
      return null;
  }
}
