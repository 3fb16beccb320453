// What was typed on a terminal (pam_tty_audit(8)): texts in quotes, keys by name.
import type { Kind } from '../decoding';
import { hexBytes, isHex, octal } from '../encoded';
import { KEY_SEQUENCES } from './keySequences';

const ESC = 0x1b;
/** ESC O as one byte (ECMA-48, SS3). */
const SS3 = 0x8f;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Control characters that ausearch gives a name; other ones up to 0x1a are ^A to ^Z. */
const NAMED_CONTROLS: ReadonlyMap<number, string> = new Map([
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0a, 'nl'],
  [0x0d, 'ret'],
  [ESC, 'esc'],
  [0x7f, 'backspace'],
]);
const LAST_LETTER = 0x1a;

const sequences = new Map(KEY_SEQUENCES.flatMap(([key, ...written]) => written.map(text => [text, key] as const)));
const longest = Math.max(...[...sequences.keys()].map(text => text.length));

/** data= of TTY and USER_TTY records; a text in quotes is one that was typed without any key. */
export const keystrokes: Kind = {
  value: ({ raw }) => (isBytes(raw) ? strokes(hexBytes(raw)) : raw),
  explain: ({ raw }, value) => ({ hint: isBytes(raw) ? value : null }),
};

/** A single digit is what a cut left: not a byte, and not nothing either. */
const isBytes = (raw: string): boolean => raw.length > 1 && isHex(raw);

function strokes(bytes: Uint8Array): string {
  const parts: string[] = [];
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const key = keyAt(bytes, at);
    if (key === null) {
      text += typed(bytes[at++] ?? 0);
      continue;
    }
    if (text !== '') parts.push(`"${text}"`);
    text = '';
    parts.push(`<${key.name}>`);
    at += key.length;
  }
  if (text !== '') parts.push(`"${text}"`);
  return parts.join(',');
}

/** The key whose bytes begin at `at`, the longest of several; null for a character. */
function keyAt(bytes: Uint8Array, at: number): { readonly name: string; readonly length: number } | null {
  const first = bytes[at] ?? 0;
  if (first === ESC || first === SS3) {
    const behind = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + longest));
    const text = first === ESC ? behind : `O${behind}`;
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      const name = sequences.get(text.slice(0, length));
      if (name !== undefined) return { name, length: first === ESC ? length + 1 : length };
    }
  }
  const name = NAMED_CONTROLS.get(first) ?? (first > 0 && first <= LAST_LETTER ? letter(first) : null);
  return name === null ? null : { name, length: 1 };
}

/** ^A for 1: how Ctrl and a letter are written. */
function letter(code: number): string {
  return `^${String.fromCharCode(code + 0x40)}`;
}

/** A byte of a text: quotes and backslashes behind a backslash, bytes that are no printable ASCII as \ooo (octal). */
function typed(byte: number): string {
  if (byte === QUOTE || byte === BACKSLASH) return `\\${String.fromCharCode(byte)}`;
  return byte < 0x20 || byte >= 0x7f ? octal(byte) : String.fromCharCode(byte);
}
