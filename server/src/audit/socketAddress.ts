// Socket addresses (struct sockaddr in hex) in the notation of ausearch.
import type { Decoder } from './decoding';
import { hexBytes, isHex } from './encoded';

const AF_LOCAL = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;

/** bits/socket.h, for families that are named only. */
const OTHER_FAMILIES: ReadonlyMap<number, string> = new Map([
  [17, 'packet'],
  [40, 'vsock'],
]);

/**
 * Decodes saddr=. The family and netlink's numbers are in the byte order of the node; all that Linux containers run on
 * is little-endian, and a big-endian family shows as a number that no family has.
 */
export const socketAddress: Decoder = ({ raw }) => {
  if (raw.length < 4 || !isHex(raw)) return { value: raw };
  const bytes = hexBytes(raw);
  const view = new DataView(bytes.buffer);
  const family = view.getUint16(0, true);
  const name = OTHER_FAMILIES.get(family);
  if (name !== undefined) return { value: `{ saddr_fam=${name} (unsupported) }` };
  switch (family) {
    case AF_LOCAL:
      return { value: local(bytes) };
    case AF_INET:
      return { value: inet(view) };
    case AF_INET6:
      return { value: inet6(view) };
    case AF_NETLINK:
      return { value: netlink(view) };
    default:
      return { value: `unknown-family(${String(family)})` };
  }
};

/** unix(7): a path up to a NUL, or an abstract name behind one. */
function local(bytes: Uint8Array): string {
  if (bytes.length < 4) return '{ saddr_fam=local sockaddr len too short }';
  const start = bytes[2] === 0 ? 3 : 2;
  const end = bytes.indexOf(0, start);
  const path = new TextDecoder().decode(bytes.subarray(start, end === -1 ? undefined : end));
  return `{ saddr_fam=local path=${path} }`;
}

function inet(view: DataView): string {
  if (view.byteLength < 8) return '{ saddr_fam=inet sockaddr len too short }';
  const address = [4, 5, 6, 7].map(at => view.getUint8(at)).join('.');
  return `{ saddr_fam=inet laddr=${address} lport=${String(view.getUint16(2))} }`;
}

/** The scope of a link-local address stays out: it is an interface's number, and its name is known on the node only. */
function inet6(view: DataView): string {
  if (view.byteLength < 28) return '{ saddr_fam=inet6 sockaddr6 len too short }';
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(8 + 2 * index));
  return `{ saddr_fam=inet6 laddr=${inet6Text(groups)} lport=${String(view.getUint16(2))} }`;
}

/** RFC 5952: the longest run of zeros (two or more) as `::`, a mapped IPv4 address with dots. */
function inet6Text(groups: readonly number[]): string {
  if (groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${[high >> 8, high & 255, low >> 8, low & 255].join('.')}`;
  }
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
  if (best.length < 2) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

function netlink(view: DataView): string {
  if (view.byteLength < 12) return '{ saddr_fam=netlink len too short }';
  return `{ saddr_fam=netlink nlnk-fam=${String(AF_NETLINK)} nlnk-pid=${String(view.getUint32(4, true))} }`;
}
