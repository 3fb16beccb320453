// The setting nodelog.time.offsets: what the user adds to the times of a file, or its zone or year.
import { message } from '../message';
import { NS_PER_SECOND, parseZone, type Shift, type Zone } from './time';

/** For files whose path within the case fits a pattern. */
export interface TimeRule {
  readonly pattern: string;
  /** As parseCorrections reads it. */
  readonly value: string;
}

/** What a user says of a file's times: what is added to all of them, the zone or the year of its stamps. */
type Correction =
  | { readonly kind: 'shift'; readonly ns: bigint }
  | { readonly kind: 'zone'; readonly offset: number }
  | { readonly kind: 'year'; readonly year: number };

const CLOCK = /^([+-])(\d{1,5}):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?$/;
const PARTS = /^([+-])(?:(\d{1,5})d)? ?(?:(\d{1,5})h)? ?(?:(\d{1,6})m)? ?(?:(\d{1,9})(?:\.(\d{1,9}))?s)?$/;
const ZONE = /^zone (\S+)$/;
const YEAR = /^year (\d{4})$/;

/**
 * Reads `+8h`, `-3m 20s`, `+1d 2h`, `-00:03:20` (added to all times), `zone +08:00` or `zone UTC`, `year 2020`, several of
 * them with commas between. Null where one is anything else.
 */
export function parseCorrections(value: string): readonly Correction[] | null {
  const read = value.split(',').map(parseCorrection);
  const known = read.filter(correction => correction !== null);
  return known.length === read.length ? known : null;
}

function parseCorrection(value: string): Correction | null {
  const text = value.trim();
  const [, zone] = ZONE.exec(text) ?? [];
  const [, year] = YEAR.exec(text) ?? [];
  if (zone !== undefined) {
    const offset = parseZone(zone);
    return offset === null ? null : { kind: 'zone', offset };
  }
  if (year !== undefined) return { kind: 'year', year: Number(year) };
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, sign, hours, minutes, seconds, fraction = ''] = clock;
    return shiftOf(sign, (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds), fraction);
  }
  const [whole, sign, days = 0, hours = 0, minutes = 0, seconds = 0, fraction = ''] = PARTS.exec(text) ?? [];
  return whole === undefined || whole.length < 3
    ? null
    : shiftOf(sign, ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds), fraction);
}

function shiftOf(sign: string | undefined, seconds: number, fraction: string): Correction {
  const ns = BigInt(seconds) * NS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
  return { kind: 'shift', ns: sign === '-' ? -ns : ns };
}

/** A difference as parseCorrection reads it: `+8h`, `-3m 20s`, `+1d 30m`; whole seconds. */
export function shiftText(ns: bigint): string {
  const size = (ns < 0n ? -ns : ns) / NS_PER_SECOND;
  const [days, hours, minutes, seconds] = [size / 86_400n, (size / 3600n) % 24n, (size / 60n) % 60n, size % 60n];
  const parts = [`${String(days)}d`, `${String(hours)}h`, `${String(minutes)}m`, `${String(seconds)}s`];
  const said = parts.filter(part => !part.startsWith('0'));
  return `${ns < 0n ? '-' : '+'}${said.length === 0 ? '0s' : said.join(' ')}`;
}

/** A value with another difference, and what else it says. */
export function withShift(value: string, ns: bigint): string {
  const others = value.split(',').filter(part => !['shift', undefined].includes(parseCorrection(part)?.kind));
  return [...others.map(part => part.trim()), shiftText(ns)].join(', ');
}

/** What the rules say of a file by its path within the case; the last rule that fits counts for each kind. */
export function correctionOf(
  rules: readonly TimeRule[],
  name: string,
): { readonly zone: Zone | null; readonly year: number | null; readonly shift: Shift | null } {
  let zone: Zone | null = null;
  let year: number | null = null;
  let shift: Shift | null = null;
  for (const { pattern, value } of rules) {
    const reason = message('time.fromOffsets', { pattern, value });
    for (const correction of (fits(pattern, name) && parseCorrections(value)) || []) {
      if (correction.kind === 'zone') zone = { offset: correction.offset, reason, certainty: 'certain', at: null };
      else if (correction.kind === 'year') year = correction.year;
      else shift = { ns: correction.ns, reason };
    }
  }
  return { zone, year, shift };
}

/** The pattern that fits one file alone, by its path within the case. */
export function patternOf(name: string): string {
  return `/${name.replaceAll('\\', '/')}`;
}

/**
 * `*` stands for any characters of one name, `**` for any; a pattern without a slash is one of the last name, others are
 * paths within the case, with a slash before them or without.
 */
function fits(pattern: string, name: string): boolean {
  const path = patternOf(name);
  if (pattern === path) return true;
  const subject = pattern.startsWith('/')
    ? path
    : pattern.includes('/')
      ? path.slice(1)
      : path.slice(path.lastIndexOf('/') + 1);
  const source = pattern
    .split(/(\*\*\/?|\*|\?)/)
    .map(part => (part.startsWith('**') ? '.*' : part === '*' ? '[^/]*' : part === '?' ? '[^/]' : escaped(part)))
    .join('');
  return new RegExp(`^${source}$`).test(subject);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
