// Text as audit records carry it: "quoted", or in hex where it holds blanks, quotes or control characters.
import { unquote } from './fieldScan';

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const MINUS = 0x2d;

/** A decoded value of audit_log_untrustedstring (kernel/audit.c). */
export interface DecodedText {
  /** What it holds; NUL bytes and others stay in it. Bytes that are no UTF-8 stand as \ooo (octal). */
  readonly text: string;
  readonly form: 'quoted' | 'hex' | 'bare';
  /** True where the number of hex digits is odd: the last one is left out. */
  readonly odd: boolean;
}

/** Decodes a raw value. What is neither quoted nor hex, such as `(null)` or `?`, stays as it is. */
export function decodeText(raw: string): DecodedText {
  const text = textOf(raw);
  const first = raw.charCodeAt(0);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return { text, form: 'quoted', odd: false };
  if (raw.length < 2 || !isHex(raw)) return { text, form: 'bare', odd: false };
  return { text, form: 'hex', odd: raw.length % 2 === 1 };
}

/** The text alone of decodeText. */
export function textOf(raw: string): string {
  const first = raw.charCodeAt(0);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return unquote(raw);
  return raw.length < 2 || !isHex(raw) ? raw : utf8(hexBytes(raw));
}

/** The bytes of pairs of hex digits; an odd last digit is left out. */
export function hexBytes(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (hexValue(digits.charCodeAt(2 * at)) << 4) | hexValue(digits.charCodeAt(2 * at + 1));
  return bytes;
}

/** Bytes as pairs of hex digits, as the kernel writes them. */
export function hexDigits(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** Bytes as audit_log_untrustedstring writes them: decodeText the other way. */
export function encodeText(bytes: Uint8Array): string {
  const plain = bytes.every(byte => byte > 0x20 && byte < 0x7f && byte !== DOUBLE_QUOTE);
  return plain ? `"${ascii(bytes)}"` : hexDigits(bytes);
}

export function isHex(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (hexValue(text.charCodeAt(at)) < 0) return false;
  return text !== '';
}

/** Decimal digits and nothing else. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return text !== '';
}

/** A whole number in decimal that a double holds; null for anything else. */
export function decimal(text: string): number | null {
  const digits = text.charCodeAt(0) === MINUS ? text.slice(1) : text;
  return digits.length <= 15 && isDigits(digits) ? Number(text) : null;
}

/** A number in hexadecimal, 0x before it or not, of up to 53 bits; null for anything else. */
export function hexadecimal(text: string): number | null {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  return digits.length <= 13 && isHex(digits) ? parseInt(digits, 16) : null;
}

/** How many bytes a raw value stands for: what the kernel's limits count. */
export function decodedBytes(raw: string): number {
  const { form, text } = decodeText(raw);
  return form === 'hex' ? raw.length >> 1 : utf8Length(text);
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return encoder.encode(text).length;
  return text.length;
}

/** Control characters as \ooo (octal of their UTF-8 bytes), as ausearch prints them. */
export function escapeControls(text: string): string {
  // Nearly every text has none, and looking is much cheaper than replacing.
  let at = 0;
  while (at < text.length && !isControl(text.charCodeAt(at))) at++;
  if (at === text.length) return text;
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, character => [...encoder.encode(character)].map(octal).join(''));
}

/** Longer texts are worth the call. */
const SHORT = 256;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** Bytes as text: what is no UTF-8 stands as \ooo (octal). */
export function utf8(bytes: Uint8Array): string {
  // Calling the decoder costs more than a short text in ASCII does.
  if (bytes.length <= SHORT && isAscii(bytes)) return ascii(bytes);
  try {
    return decoder.decode(bytes);
  } catch {
    return utf8InPieces(bytes);
  }
}

/** Whole UTF-8 sequences decoded, stray bytes as \ooo: the kernel cuts between bytes, not between characters. */
function utf8InPieces(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? octal(bytes[at] ?? 0) : decoder.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** How many bytes the well-formed sequence at `at` has (Unicode, table 3-7); 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

export function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

/** The value of a hex digit; -1 where it is none. */
function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
