// Hexadecimal digits as bytes: texts and addresses.
import type { ByteWriter } from './byteWriter';

/** The value of a digit by its byte; -1 for what is none. */
const DIGITS = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});
/** 1 for printable ASCII that no form of print changes; quotes and backslashes are escaped in JSON. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= 0x7e && byte !== 0x22 && byte !== 0x5c ? 1 : 0,
);

export function isHex(bytes: DataView, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((DIGITS[bytes.getUint8(at)] ?? 0) < 0) return false;
  return end > start;
}

/**
 * Decodes pairs of digits that stand for printable ASCII; returns the number of bytes, -1 where they stand for anything
 * else or do not fit.
 * @param nul what a NUL becomes; -1 where none may stand there
 */
export function decodeHex(
  bytes: DataView,
  start: number,
  end: number,
  nul: number,
  into: DataView,
  most: number,
): number {
  const length = (end - start) >> 1;
  if (2 * length !== end - start || length > most) return -1;
  for (let index = 0, at = start; index < length; index++, at += 2) {
    const value = ((DIGITS[bytes.getUint8(at)] ?? 0) << 4) | (DIGITS[bytes.getUint8(at + 1)] ?? 0);
    if (value === 0 && nul !== -1) into.setUint8(index, nul);
    else if (value > 0 && PLAIN[value] === 1) into.setUint8(index, value);
    else return -1;
  }
  return length;
}

/** How a struct sockaddr_in begins (ip(7)): AF_INET in the order of a little-endian node, which is no family in the other order. */
const INET = [0x30, 0x32, 0x30, 0x30];
/** Its digits. */
const INET_LENGTH = 32;
const DOT = 0x2e;
const COLON = 0x3a;

/** Whether bytes are an IPv4 address with a port, as saddr= has it. */
export function isInet(bytes: DataView, start: number, end: number): boolean {
  return (
    end - start === INET_LENGTH &&
    INET.every((digit, index) => bytes.getUint8(start + index) === digit) &&
    isHex(bytes, start, end)
  );
}

/** Writes such an address as 10.0.0.1:443. */
export function writeInet(bytes: DataView, start: number, out: ByteWriter): void {
  for (let at = start + 8; at < start + 16; at += 2) {
    out.number(byteAt(bytes, at));
    out.byte(at === start + 14 ? COLON : DOT);
  }
  out.number(256 * byteAt(bytes, start + 4) + byteAt(bytes, start + 6));
}

function byteAt(bytes: DataView, at: number): number {
  return 16 * (DIGITS[bytes.getUint8(at)] ?? 0) + (DIGITS[bytes.getUint8(at + 1)] ?? 0);
}
