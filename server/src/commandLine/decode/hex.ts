// Hexadecimal digits as bytes.

/** The value of a digit by its byte; -1 for what is none. */
const DIGITS = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});
/** 1 for printable ASCII that no form of print changes; quotes and backslashes are escaped in JSON. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= 0x7e && byte !== 0x22 && byte !== 0x5c ? 1 : 0,
);

export function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((DIGITS[bytes[at] ?? 0] ?? 0) < 0) return false;
  return end > start;
}

/**
 * Decodes pairs of digits that stand for printable ASCII; returns the number of bytes, -1 where they stand for anything
 * else or do not fit.
 * @param nul what a NUL becomes; -1 where none may stand there
 */
export function decodeHex(bytes: Uint8Array, start: number, end: number, nul: number, into: Uint8Array): number {
  const length = (end - start) >> 1;
  if (2 * length !== end - start || length > into.length) return -1;
  for (let index = 0, at = start; index < length; index++, at += 2) {
    const value = ((DIGITS[bytes[at] ?? 0] ?? 0) << 4) | (DIGITS[bytes[at + 1] ?? 0] ?? 0);
    if (value === 0 && nul !== -1) into[index] = nul;
    else if (value > 0 && PLAIN[value] === 1) into[index] = value;
    else return -1;
  }
  return length;
}
