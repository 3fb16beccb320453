// Reads the ways in which logs write a date and time: RFC 3164's "Feb 25 22:07:13", ISO 8601, and a locale's "02/25/20".
import { parseZone, type Stamp } from './time';

/** A stamp and the column behind it. */
interface ReadStamp {
  readonly stamp: Stamp;
  readonly end: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** RFC 3164 section 4.1.2 "Mmm dd hh:mm:ss"; journalctl's short-precise adds microseconds. */
const SYSLOG = /([A-Z][a-z]{2}) ([ 0-3]?\d) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?/y;

/** ISO 8601 as rsyslog, journalctl (zone without colon), Go's RFC3339Nano and dmesg --time-format=iso (comma) write it. */
const ISO = /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?/y;

/** Reads "Feb 25 22:07:13[.123456]" at a column. */
export function readSyslogStamp(text: string, from: number): ReadStamp | null {
  SYSLOG.lastIndex = from;
  const match = SYSLOG.exec(text);
  const month = match ? MONTHS.indexOf(match[1] ?? '') + 1 : 0;
  if (!match || month === 0) {
    return null;
  }
  const [, , day, hour, minute, second, fraction = ''] = match;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction };
  const stamp = { year: null, month, day: Number(day), ...clock, offset: null };
  return isPossible(stamp) ? { stamp, end: SYSLOG.lastIndex } : null;
}

/** Reads "2020-02-25T22:07:13.374422177+08:00" at a column; the zone may be missing. */
export function readIsoStamp(text: string, from: number): ReadStamp | null {
  ISO.lastIndex = from;
  const match = ISO.exec(text);
  if (!match) {
    return null;
  }
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction };
  const offset = zone === undefined ? null : parseZone(zone);
  const stamp = { year: Number(year), month: Number(month), day: Number(day), ...clock, offset };
  return isPossible(stamp) ? { stamp, end: ISO.lastIndex } : null;
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

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
