// Reads the ways in which logs write a date and time: RFC 3164's "Feb 25 22:07:13", ISO 8601, and a locale's "02/25/20".
import { LONGEST_MONTH, monthOf } from './months';
import { isLeap, type Stamp } from './time';

/** A stamp and the column behind it. */
export interface ReadStamp {
  readonly stamp: Stamp;
  readonly end: number;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const BLANK = 0x20;
const COLON = 0x3a;
const DASH = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const COMMA = 0x2c;

/** RFC 3164 section 4.1.2 "Mmm dd hh:mm:ss" at a column; journalctl's short-precise adds microseconds, a locale its month. */
export function readSyslogStamp(text: string, from: number): ReadStamp | null {
  const wordEnd = text.indexOf(' ', from);
  if (wordEnd <= from || wordEnd - from > LONGEST_MONTH) {
    return null;
  }
  const dayStart = text.charCodeAt(wordEnd + 1) === BLANK ? wordEnd + 2 : wordEnd + 1;
  const dayEnd = text.charCodeAt(dayStart + 1) === BLANK ? dayStart + 1 : dayStart + 2;
  const day = number(text, dayStart, dayEnd);
  if (day < 0 || text.charCodeAt(dayEnd) !== BLANK) {
    return null;
  }
  const month = monthOf(text.slice(from, wordEnd));
  return month === null ? null : withClock(text, dayEnd + 1, null, month, day);
}

/**
 * ISO 8601 "2020-02-25T22:07:13.374422177+08:00" at a column, as rsyslog, journalctl (zone without colon), Go's
 * RFC3339Nano and dmesg --time-format=iso (comma) write it; the zone may be missing.
 */
export function readIsoStamp(text: string, from: number): ReadStamp | null {
  if (text.charCodeAt(from + 4) !== DASH || text.charCodeAt(from + 7) !== DASH) {
    return null;
  }
  const between = text.charCodeAt(from + 10);
  const year = number(text, from, from + 4);
  const month = number(text, from + 5, from + 7);
  const day = number(text, from + 8, from + 10);
  if (year < 0 || month < 0 || day < 0 || (between !== 0x54 /* T */ && between !== BLANK)) {
    return null;
  }
  return withClock(text, from + 11, year, month, day);
}

/** Reads hh:mm:ss, a fraction and a zone, as far as they are there; the fraction may follow a comma behind a year only. */
function withClock(text: string, at: number, year: number | null, month: number, day: number): ReadStamp | null {
  const hour = number(text, at, at + 2);
  const minute = number(text, at + 3, at + 5);
  const second = number(text, at + 6, at + 8);
  if (hour < 0 || minute < 0 || second < 0 || text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) {
    return null;
  }
  const mark = text.charCodeAt(at + 8);
  const fractionEnd = mark === POINT || (mark === COMMA && year !== null) ? digitsEnd(text, at + 9, 9) : at + 9;
  const fraction = text.slice(at + 9, fractionEnd);
  const end = fraction === '' ? at + 8 : fractionEnd;
  const zone = year === null ? null : readZone(text, end);
  const stamp = { year, month, day, hour, minute, second, fraction, offset: zone ? zone.offset : null };
  return isPossible(stamp) ? { stamp, end: zone ? zone.end : end } : null;
}

/** Reads `Z`, `+08:00` or `+0800` at a column: minutes east of UTC. Null where none stands there. */
export function readZone(text: string, at: number): { readonly offset: number; readonly end: number } | null {
  const sign = text.charCodeAt(at);
  if (sign === 0x5a /* Z */) {
    return { offset: 0, end: at + 1 };
  }
  if (sign !== PLUS && sign !== DASH) {
    return null;
  }
  const minuteStart = text.charCodeAt(at + 3) === COLON ? at + 4 : at + 3;
  const hours = number(text, at + 1, at + 3);
  const minutes = number(text, minuteStart, minuteStart + 2);
  const size = hours * 60 + minutes;
  return hours < 0 || minutes < 0 ? null : { offset: sign === DASH ? -size : size, end: minuteStart + 2 };
}

/** The number that text[from, to) is; -1 where it has something else than digits. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    // Behind the end of the text it is NaN.
    if (!(digit >= 0 && digit <= 9)) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}

function digitsEnd(text: string, from: number, longest: number): number {
  let at = from;
  while (at - from < longest && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
  return at;
}

/** A date in digits with two separators, in any order: strftime's %x in a locale. */
const LOCALE = /^\D{0,20}?(\d{1,4})(\D{1,4})(\d{1,2})(\D{1,4}?)(\d{1,4})\D{0,20}$/;

/**
 * Reads a date as strftime's %x writes it, with a clock; there is no zone. A year of four digits leads or ends; else the
 * year is last. With slashes the order is month, day (the C locale's, and en_US) unless that is impossible; with other
 * separators day, month, as in all locales of glibc that have them. Null where no such date is possible.
 */
export function readLocaleStamp(
  date: string,
  clock: Pick<Stamp, 'hour' | 'minute' | 'second' | 'fraction'>,
): Stamp | null {
  const match = LOCALE.exec(date);
  if (!match) {
    return null;
  }
  const [, first = '', separator, second, , third = ''] = match;
  const stamp = (year: string, month: string | undefined, day: string | undefined): Stamp | null => {
    const century = year.length === 2 ? 2000 : 0;
    const read = { year: century + Number(year), month: Number(month), day: Number(day), ...clock, offset: null };
    return (year.length === 2 || year.length === 4) && isPossible(read) ? read : null;
  };
  if (first.length > 2) {
    return stamp(first, second, third);
  }
  const dayFirst = stamp(third, second, first);
  return separator === '/' ? (stamp(third, first, second) ?? dayFirst) : dayFirst;
}

/** Second 60 is a leap second. February has 29 days unless a year says otherwise. */
function isPossible({ year, month, day, hour, minute, second }: Stamp): boolean {
  const days = month === 2 && year !== null && !isLeap(year) ? 28 : DAYS[month - 1];
  return days !== undefined && day >= 1 && day <= days && hour < 24 && minute < 60 && second <= 60;
}
