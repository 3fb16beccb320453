// Records as `ausearch -i` prints them: already decoded, so they are understood but never decoded again.
import { readLocaleStamp } from '../log/stamp';
import type { Stamp } from '../log/time';
import { isFieldName } from './data/fieldNames';
import { signalNumber } from './data/signals';
import { fieldAt, isBlank, scanAccessVector, skipBlanks, type ScannedField } from './fieldScan';
import { headEnd } from './heads';
import type { AuditField } from './record';

const BLANK = 0x20;
const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const EQUALS = 0x3d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** A socket's address with the longest path is shorter (unix(7)): a line full of open braces must not cost n * n. */
const LONGEST_ADDRESS = 600;
/** `Wednesday, 19 February 2020 16:00:07.232:3369619` and longer ones in languages of several bytes a letter. */
const LONGEST_ID = 90;
const LONGEST_NAME = 30;

/**
 * `DATE HH:MM:SS.mmm:SERIAL) :`, the date as the locale of the reader's shell writes it (ausearch-report.c: strftime's %x).
 * The stamp is null where the date cannot be read. Null for anything else.
 */
export function readLocalId(
  text: string,
  from: number,
): { readonly stamp: Stamp | null; readonly serial: number; readonly end: number } | null {
  const close = text.slice(from, from + LONGEST_ID).indexOf(')');
  if (close === -1) return null;
  const match = /^(.+) (\d{2}):(\d{2}):(\d{2})\.(\d{3}):(\d{1,15})$/.exec(text.slice(from, from + close));
  if (match === null) return null;
  const [, date = '', hour, minute, second, fraction = '', serial] = match;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction };
  return { stamp: readLocaleStamp(date, clock), serial: Number(serial), end: headEnd(text, from + close + 1) };
}

/** The fields behind a column. Values are not quoted: one ends where the next field begins, as far as that can be told. */
export function readInterpretedFields(text: string, from: number): readonly AuditField[] {
  const fields: ScannedField[] = [];
  scan(text, from, text.length, fields, false);
  return fields;
}

/** Fields whose decoded values may hold blanks; the values of all others are one word. */
const TEXTS = new Set(
  (
    'acct cgroup cmd cmdline comm cwd data device dir exe exit file grp grantors info key name new_group ocomm op ' +
    'operation path proctitle profile reason root_dir sw terminal text vm watch'
  ).split(' '),
);
/** Written to the end of the record. */
const LAST = 'proctitle';

/** `inner` within msg='...', where another one is a field like others. */
function scan(text: string, from: number, to: number, into: ScannedField[], inner: boolean): void {
  const seen = new Set<string>();
  let at = from;
  while ((at = skipBlanks(text, at, to)) < to) {
    const nameStart = at;
    const nameEnd = readName(text, at, to);
    if (nameEnd === -1) {
      while (at < to && !isBlank(text.charCodeAt(at))) at++;
      if (at - nameStart === 4 && text.startsWith('avc:', nameStart)) at = scanAccessVector(text, at, to, into);
      continue;
    }
    const name = text.slice(nameStart, nameEnd);
    const start = nameEnd + 1;
    if (!inner && name === 'msg' && start < to && text.charCodeAt(start) === QUOTE) {
      const last = text.lastIndexOf("'", to - 1);
      const close = last > start ? last : to;
      const before = into.length;
      scan(text, start + 1, close, into, true);
      at = Math.min(close + 1, to);
      if (into.length === before) into.push(fieldAt(text, nameStart, nameEnd, start, at));
      continue;
    }
    seen.add(name);
    at = valueEnd(text, start, to, name, seen);
    into.push(fieldAt(text, nameStart, nameEnd, start, at));
  }
}

/** The column of the `=` behind a field's name that begins at a column; -1 where none does. */
function readName(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && at - from < LONGEST_NAME && isNameCharacter(text.charCodeAt(at))) at++;
  return at > from && at < to && text.charCodeAt(at) === EQUALS ? at : -1;
}

/** Letters, digits and `_ - [ ]`: old-auid, a1[0]. */
function isNameCharacter(code: number): boolean {
  const letter = code | 0x20;
  if (letter >= 0x61 && letter <= 0x7a) return true;
  return (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2d || code === 0x5b || code === 0x5d;
}

/**
 * Where the value that begins at `start` ends: a text before the next name of a field that the record has not had yet
 * (no field of the kernel is doubled, while a program's name may hold ` pid=1`), everything else before a blank.
 * ausearch puts one blank behind each value: it is no part of a text, others are.
 */
function valueEnd(text: string, start: number, to: number, name: string, seen: ReadonlySet<string>): number {
  const first = start < to ? text.charCodeAt(start) : BLANK;
  const close = first === OPENING_BRACE || first === DOUBLE_QUOTE ? closedEnd(text, start, to) : -1;
  if (close !== -1) return close;
  const argument = argumentNumber(name);
  const isText = TEXTS.has(name) || (argument !== null && !seen.has('arch') && !seen.has('syscall'));
  if (!isText) {
    let end = start;
    while (end < to && !isBlank(text.charCodeAt(end))) end++;
    return end;
  }
  for (let at = start; name !== LAST && at < to; at++) {
    if (text.charCodeAt(at) !== BLANK) continue;
    const nameEnd = readName(text, at + 1, to);
    if (nameEnd !== -1 && follows(text.slice(at + 1, nameEnd), name, seen)) return at;
  }
  return isBlank(text.charCodeAt(to - 1)) && to > start ? to - 1 : to;
}

/** The column behind the `}` or `"` that closes a value and that a blank or the end follows; -1 where there is none. */
function closedEnd(text: string, start: number, to: number): number {
  const braces = text.charCodeAt(start) === OPENING_BRACE;
  const end = braces ? Math.min(to, start + LONGEST_ADDRESS) : to;
  for (let at = start + 1; at < end; at++) {
    if (text.charCodeAt(at) !== (braces ? CLOSING_BRACE : DOUBLE_QUOTE)) continue;
    if (at + 1 === to || isBlank(text.charCodeAt(at + 1))) return at + 1;
    // `data="ls ",<ret>` goes on behind its quote, a path may hold a brace.
    if (!braces) return -1;
  }
  return -1;
}

/** True for a name that can stand behind the value of another: behind an argument only its next piece or the next argument. */
function follows(next: string, name: string, seen: ReadonlySet<string>): boolean {
  const argument = argumentNumber(name);
  const number = argumentNumber(next);
  if (argument === null) return (isFieldName(next) && !seen.has(next)) || (name === 'exit' && number === 0);
  return number === argument + 1 || (number === argument && next.endsWith(']') && !seen.has(next));
}

/** The number of an argument's name: 3 for a3, a3_len and a3[1]; null for other names. */
function argumentNumber(name: string): number | null {
  const digits = /^a(\d{1,7})(?:_len|\[\d{1,7}\])?$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** An argument of a call that sends a signal: SIGKILL, unknown-signal(0x25), 0x49a0; null where it is none of them. */
export function interpretedArgument(raw: string): number | null {
  const signal = signalNumber(raw);
  if (signal !== null) return signal;
  const digits = /^(?:0x|unknown-signal\(0x)([0-9a-f]{1,16})\)?$/.exec(raw)?.[1];
  return digits === undefined ? null : parseInt(digits.slice(-8), 16) | 0;
}

/** The name in `syscall=kill`; null for a number and for unknown-syscall(9999). */
export function interpretedCall(raw: string): string | null {
  return /^[a-z_][a-z0-9_]*$/.test(raw) ? raw : null;
}
