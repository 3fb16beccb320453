// How docker, crictl and kubectl write times: RFC 3339, RFC 1123 with a zone, Go's own form, nanoseconds, and how long ago.
import { readIsoStamp, readZone } from '../log/stamp';
import { instantOf, resolveStamp, type Instant } from '../log/time';
import type { SecondsAgo } from './model';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC1123 = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d [+-]\d{4})$/;
/** 2 hours, About an hour, Less than a second (go-units HumanDuration). */
const AGO = /^(?:(Less than a second)|(About an?)|(\d{1,6})) ?(second|minute|hour|day|week|month|year)?s?(?: ago)?$/;
const SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

/** A moment as it is written; null for none, and for the zero values of Go and of Unix, which stand for none. */
export function readMoment(text: string | null): Instant | null {
  if (text === null) return null;
  const instant = ofNanoseconds(text) ?? ofRfc1123(text) ?? ofIso(text);
  return instant && instant.ns > 0n ? instant : null;
}

function ofNanoseconds(text: string): Instant | null {
  return /^\d{16,19}$/.test(text) ? { ns: BigInt(text), digits: 9 } : null;
}

function ofRfc1123(text: string): Instant | null {
  const [, day = '', month = '', year = '', clock = ''] = RFC1123.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? null : ofIso(`${year}-${String(number).padStart(2, '0')}-${day}T${clock}`);
}

/** RFC 3339, and `2026-11-23 15:43:51 +0800 CST`, which Go prints. */
function ofIso(text: string): Instant | null {
  const read = readIsoStamp(text, 0);
  if (!read) return null;
  const offset = read.stamp.offset ?? readZone(text, read.end + 1)?.offset ?? null;
  return offset === null ? null : resolveStamp({ ...read.stamp, offset }, null);
}

/** Seconds since the epoch, as docker's events have them beside the nanoseconds. */
export function ofSeconds(seconds: number | null): Instant | null {
  return seconds === null || seconds <= 0 ? null : instantOf(seconds, '');
}

/**
 * How long ago `2 hours ago` is: docker cuts to whole minutes, and rounds hours and above to the nearest (go-units
 * HumanDuration, units/duration.go); a unit more on either side stands for both. Null for other words.
 */
export function readAgo(text: string): SecondsAgo | null {
  const [, none, about, count, unit] = AGO.exec(text) ?? [];
  if (none !== undefined) return { least: 0, most: 1 };
  const size = SECONDS[unit ?? ''];
  if (size === undefined) return null;
  const number = about === undefined ? Number(count) : 1;
  return { least: Math.max(0, number - 1) * size, most: (number + 1) * size };
}
