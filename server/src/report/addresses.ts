// Addresses that stand for others: in text, and in the socket addresses of audit records.
import { hexBytes, hexDigits } from '../audit/encoded';
import type { Pseudonyms } from './pseudonyms';
import { expand } from './written';

/** 127.0.0.0/8 and 0.0.0.0 are everybody's. */
const LOCAL_V4 = /^(?:127\.|0\.0\.0\.0$)/;

export function shownV4(address: string, pseudonyms: Pseudonyms): string {
  const local = LOCAL_V4.test(address) || address.split('.').some(part => Number(part) > 255);
  return local ? address : pseudonyms.ofV4(address);
}

/** An IPv4 address in an IPv6 one stays that address; what is no address stays as it is. */
export function shownV6(address: string, pseudonyms: Pseudonyms): string {
  const groups = expand(address);
  const [, high, low] = /^(?:0000:){5}ffff:(....):(....)$/.exec(groups ?? '') ?? [];
  if (high !== undefined && low !== undefined) {
    const digits = v4Digits(hexBytes(high + low), pseudonyms).toLowerCase();
    return `::ffff:${digits.slice(0, 4)}:${digits.slice(4)}`;
  }
  return groups === null || /^(?:0000:){7}000[01]$/.test(groups) ? address : pseudonyms.ofV6(groups);
}

/** MAC addresses, however they are parted. */
export function shownMac(address: string, pseudonyms: Pseudonyms): string {
  const digits = address.toLowerCase().replace(/[^0-9a-f]/g, '');
  return pseudonyms.ofMac(digits.replace(/..(?!$)/g, '$&:'));
}

/** struct sockaddr in hex, as x86 and ARM lay it out: AF_INET 2, AF_INET6 10. Others stay as they are. */
export function shownSocketAddress(raw: string, pseudonyms: Pseudonyms): string {
  const bytes = hexBytes(raw);
  if (raw.startsWith('0200') && bytes.length >= 8)
    return raw.slice(0, 8) + v4Digits(bytes.subarray(4, 8), pseudonyms) + raw.slice(16);
  if (/^0A00/i.test(raw) && bytes.length >= 24) {
    const groups = expand(raw.slice(16, 48).replace(/(.{4})(?!$)/g, '$1:'));
    const shown = groups === null ? null : expand(shownV6(groups, pseudonyms));
    return shown === null ? raw : raw.slice(0, 16) + shown.replaceAll(':', '').toUpperCase() + raw.slice(48);
  }
  return raw;
}

function v4Digits(bytes: Uint8Array, pseudonyms: Pseudonyms): string {
  return hexDigits(Uint8Array.from(shownV4([...bytes].join('.'), pseudonyms).split('.'), Number));
}
