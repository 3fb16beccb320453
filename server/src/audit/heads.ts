// What the heads of all forms share: the event id and the type by name.
import type { Instant } from '../log/time';
import { recordTypeName } from './data/recordTypes';
import { digitsEnd, skipBlanks } from './fieldScan';

const COLON = 0x3a;
const CAPITAL_A = 0x41;
const CAPITAL_U = 0x55;
const LESS_THAN = 0x3c;

/** What an event id says; `end` is the column behind it and the colon. */
interface EventId {
  readonly time: Instant;
  readonly serial: number;
  readonly end: number;
}

// The records of an event mostly follow each other: its id is read once, and its time is one object.
let lastText = '';
let lastId: { readonly time: Instant; readonly serial: number } | null = null;

/** `SECONDS.FRACTION:SERIAL):`, a blank before the colon allowed (ausearch prints one). */
export function readEventId(text: string, from: number): EventId | null {
  if (lastId !== null && text.startsWith(lastText, from)) {
    return { time: lastId.time, serial: lastId.serial, end: headEnd(text, from + lastText.length) };
  }
  const dot = digitsEnd(text, from);
  const colon = digitsEnd(text, dot + 1);
  const close = digitsEnd(text, colon + 1);
  const complete = text[dot] === '.' && text[colon] === ':' && text[close] === ')';
  const digits = colon - dot - 1;
  if (!complete || dot === from || dot - from > 12 || digits < 1 || digits > 9) return null;
  if (close === colon + 1 || close - colon > 16) return null;
  const fraction = text.slice(dot + 1, colon).padEnd(9, '0');
  const ns = BigInt(text.slice(from, dot)) * 1_000_000_000n + BigInt(fraction);
  lastText = text.slice(from, close + 1);
  lastId = { time: { ns, digits }, serial: Number(text.slice(colon + 1, close)) };
  return { ...lastId, end: headEnd(text, close + 1) };
}

/** The column behind the colon that ends a head, blanks before it allowed; `from` where there is none. */
export function headEnd(text: string, from: number): number {
  const next = skipBlanks(text, from, text.length);
  return text.charCodeAt(next) === COLON ? next + 1 : from;
}

/** SYSCALL for 1300, UNKNOWN[1300] (libaudit), AUDIT1300 and <audit-1300> (journald); other texts as they are. */
export function typeName(written: string): string {
  const first = written.charCodeAt(0);
  // A quick no for nearly all: only these begin with a digit, U, A or <.
  if (first > 0x39 && first !== LESS_THAN && first !== CAPITAL_U && first !== CAPITAL_A) return written;
  const number = NUMBERED.exec(written)?.[1];
  return number === undefined ? written : (recordTypeName(Number(number)) ?? `UNKNOWN[${number}]`);
}

/** Types that stand for a number (linux/audit.h: 1000 to 2999) because the writer has no name for it. */
const NUMBERED = /^(?:UNKNOWN\[|AUDIT|<audit-)?(\d{4})(?:\]|>)?$/;
