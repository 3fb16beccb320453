// Points in time with the digits that a log gives, stamps as written, and what a file tells of its year and zone.
import type { Message } from '../message';
import type { Certainty, Place } from '../place';

/** A point in time. `ns` counts nanoseconds since 1970-01-01T00:00:00Z; `digits` says how many fractional digits were written. */
export interface Instant {
  readonly ns: bigint;
  readonly digits: number;
}

/** A date and time as written: what a form does not write (RFC 3164 has neither year nor zone) is null. */
export interface Stamp {
  readonly year: number | null;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The digits behind the point, '' where there are none. */
  readonly fraction: string;
  /** Minutes east of UTC. */
  readonly offset: number | null;
}

/** What two stamps of one line tell: a zone, and the year that stamps have around a month. */
export interface YearAndZone {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/** How something about a log's times is known, and by which line. */
interface Known {
  readonly reason: Message;
  readonly certainty: Certainty;
  readonly at: Place | null;
}

/** A zone; `offset` in minutes east of UTC. */
export interface Zone extends Known {
  readonly offset: number;
}

/** The year that stamps have around a month (1 to 12). */
export interface Year extends Known {
  readonly year: number;
  readonly month: number;
}

/** The moment of a boot in nanoseconds of UTC, and to how many digits of a second it is known. */
export interface Boot extends Known {
  readonly ns: bigint;
  readonly digits: number;
}

/** What is added to all times of a file, because the user has said so, in nanoseconds. */
export interface Shift {
  readonly ns: bigint;
  readonly reason: Message;
}

/** What completes the stamps of a line to moments; what is not known is null. */
export interface TimeModel {
  readonly zone: Zone | null;
  readonly year: Year | null;
  readonly boot: Boot | null;
  readonly shift: Shift | null;
}

export const NS_PER_SECOND = 1_000_000_000n;
const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** The instant of seconds since the epoch and the digits behind the point ('232' is 232 ms). */
export function instantOf(seconds: number, fraction: string): Instant {
  const digits = Math.min(fraction.length, 9);
  const ns = BigInt(seconds) * NS_PER_SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0') || '0');
  return { ns, digits };
}

/** The stamp of an instant in UTC. */
export function stampOfInstant({ ns, digits }: Instant): Stamp {
  const date = new Date(Number(ns / 1_000_000n));
  const rest = ns - floorDivide(ns, NS_PER_SECOND) * NS_PER_SECOND;
  const fraction = String(rest).padStart(9, '0').slice(0, digits);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const clock = { hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(), fraction };
  return { year, month, day, ...clock, offset: 0 };
}

/** The instant of a stamp; what it lacks comes from the model. Null where neither knows. */
export function resolveStamp(stamp: Stamp, model: TimeModel | null): Instant | null {
  const offset = stamp.offset ?? model?.zone?.offset ?? null;
  const year = stamp.year ?? (model?.year ? nearestYear(stamp.month, model.year) : null);
  if (offset === null || year === null) {
    return null;
  }
  const seconds = civilMilliseconds(stamp, year) / 1000 - offset * 60;
  // Only a leap year has the day: 29 February of another one is no moment.
  return stamp.year === null && stamp.month === 2 && stamp.day === 29 && !isLeap(year)
    ? null
    : shifted(instantOf(seconds, stamp.fraction), model);
}

/** The instant of so long after a boot; null where the boot is not known. No more digits than are known of the boot. */
export function resolveUptime(uptime: Instant, model: TimeModel | null): Instant | null {
  const boot = model?.boot;
  return boot ? shifted({ ns: boot.ns + uptime.ns, digits: Math.min(boot.digits, uptime.digits) }, model) : null;
}

/** An instant with what the user has set for its file. */
export function shifted(instant: Instant, model: TimeModel | null): Instant {
  return model?.shift ? { ns: instant.ns + model.shift.ns, digits: instant.digits } : instant;
}

/** The year that brings a month nearest to another one's: December beside January is the year before. */
export function nearestYear(month: number, known: Pick<Year, 'year' | 'month'>): number {
  const distance = month - known.month;
  return distance > 6 ? known.year - 1 : distance < -6 ? known.year + 1 : known.year;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether a stamp is a moment by itself. */
export function isWhole({ year, offset }: Stamp): boolean {
  return year !== null && offset !== null;
}

/** A stamp as a person writes it: `Feb 25 22:07:13`, `2020-02-25T14:07:13Z`; without its fraction. */
export function stampText({ year, month, day, hour, minute, second, offset }: Stamp): string {
  const two = (n: number, pad = '0'): string => String(n).padStart(2, pad);
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
  if (year === null) return `${MONTHS[month - 1] ?? ''} ${two(day, ' ')} ${clock}`;
  const zone = offset === null ? '' : offset === 0 ? 'Z' : zoneName(offset);
  return `${String(year)}-${two(month)}-${two(day)}T${clock}${zone}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Milliseconds since the epoch as if the stamp were UTC; its fraction is left out. */
export function civilMilliseconds(stamp: Stamp, year: number): number {
  return Date.UTC(year, stamp.month - 1, stamp.day, stamp.hour, stamp.minute, stamp.second);
}

/**
 * The zone of an outer stamp without zone, from the whole one that the same line has inside: their difference, rounded
 * to a quarter of an hour, with the year that makes it smallest. Null where that is no zone on earth, so that the two
 * cannot be the same moment, and where the inner one is not whole.
 */
export function inferZone(outer: Stamp, inner: Stamp): YearAndZone | null {
  if (inner.year === null || inner.offset === null) {
    return null;
  }
  const utc = civilMilliseconds(inner, inner.year) - inner.offset * MS_PER_MINUTE;
  for (const year of outer.year === null ? [inner.year, inner.year - 1, inner.year + 1] : [outer.year]) {
    const difference = civilMilliseconds(outer, year) - utc;
    const offset = Math.round(difference / MS_PER_MINUTE / 15) * 15;
    const rest = Math.abs(difference - offset * MS_PER_MINUTE);
    if (Math.abs(difference) < MS_PER_DAY && rest < 2 * MS_PER_MINUTE && isZone(offset)) {
      return { year, month: outer.month, offset };
    }
  }
  return null;
}

/** The zones that are no multiple of half an hour: Nepal, Eucla and Chatham (tz database, asia and australasia). */
const QUARTERS = new Set([5 * 60 + 45, 8 * 60 + 45, 12 * 60 + 45, 13 * 60 + 45]);

function isZone(offset: number): boolean {
  return offset >= -12 * 60 && offset <= 14 * 60 && (offset % 30 === 0 || QUARTERS.has(offset));
}

/** ISO 8601 in UTC with the digits that the log gave: 2020-02-25T14:07:13.374422177Z. */
export function isoUtc(instant: Instant): string {
  return `${iso(instant, 0)}Z`;
}

/** ISO 8601 in a zone: 2020-02-25T22:07:13.374+08:00; `offset` in minutes east of UTC. */
export function isoZone(instant: Instant, offset: number): string {
  return `${iso(instant, offset)}${offset === 0 ? 'Z' : zoneName(offset)}`;
}

/** '+08:00', minutes east of UTC in. */
export function zoneName(offset: number): string {
  const size = Math.abs(offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Minutes east of UTC of 'Z', 'UTC', '+08:00', '+0800'; null for anything else. */
export function parseZone(text: string): number | null {
  if (text === 'Z' || text === 'UTC') {
    return 0;
  }
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : null;
}

function iso(instant: Instant, offset: number): string {
  const seconds = floorDivide(instant.ns, NS_PER_SECOND);
  const rest = instant.ns - seconds * NS_PER_SECOND;
  const second = isoSecond(Number(seconds) * 1000 + offset * MS_PER_MINUTE);
  if (second === null) {
    return String(seconds);
  }
  const fraction = String(rest).padStart(9, '0').slice(0, instant.digits);
  return second + (fraction === '' ? '' : `.${fraction}`);
}

// Many events of a log are of the same second: it is written once.
let lastSecond: { readonly ms: number; readonly text: string | null } = { ms: NaN, text: null };

/** 2020-02-25T14:07:13 of milliseconds since the epoch; null for what is no date. */
function isoSecond(ms: number): string | null {
  if (ms !== lastSecond.ms) {
    const date = new Date(ms);
    lastSecond = { ms, text: Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 19) };
  }
  return lastSecond.text;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** Orders by time; what has none comes last. */
export function compareInstants(a: Instant | null, b: Instant | null): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0;
}
