// Numbers as auditctl reads them: strtoul(3) with base 0.

interface ReadNumber {
  readonly value: number;
  /** False where something stands behind the number, which is dropped: 09 is the octal 0, 0x9z is 9. */
  readonly whole: boolean;
}

/** Reads the number that a text begins with: 0x9, 011 (octal), 9, -1; null where it begins with none. */
export function readNumber(text: string): ReadNumber | null {
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  const hex = /^0[xX][0-9a-fA-F]+/.exec(digits)?.[0];
  const octal = digits.startsWith('0') ? /^[0-7]+/.exec(digits)?.[0] : undefined;
  const written = hex ?? octal ?? /^[0-9]+/.exec(digits)?.[0];
  if (written === undefined) return null;
  const value = hex !== undefined ? parseInt(hex, 16) : parseInt(written, octal !== undefined ? 8 : 10);
  return { value: negative ? -value : value, whole: written.length === digits.length };
}

/** linux/audit.h, AUDIT_UID_UNSET: what auid and sessionid are outside any login session. */
const UNSET = 4_294_967_295;

/** Whether a value is that of an unset login user or session in one of its three spellings. */
export function isUnset(text: string): boolean {
  const number = readNumber(text)?.value;
  return text === 'unset' || number === UNSET || number === -1;
}
