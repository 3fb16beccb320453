// How points in time are written for people: in UTC, or as the clock of the node showed them. All faces but the command line's go through here.
import { isoUtc, isoZone, zoneName, type Instant, type TimeModel, type Zone } from '../log/time';
import type { LineTimes } from '../log/timeEvidence';
import { shiftText } from '../log/timeRules';
import { message, type Message } from '../message';
import { escapeMarkdown } from './markdown';
import { text } from './text';

/** Which clock is shown. Without a zone the node's is not known: then it is UTC's. */
export interface Clock {
  readonly zone: Zone | null;
  readonly display: 'utc' | 'node';
}

export const UTC: Clock = { zone: null, display: 'utc' };

/** Minutes east of UTC of the clock that is shown. */
function shownOffset({ zone, display }: Clock): number {
  return display === 'utc' ? 0 : (zone?.offset ?? 0);
}

/** A point in time in UTC and, where it is shown, by the node's clock; escaped markdown. */
export function timeText(time: Instant, clock: Clock): string {
  const utc = isoUtc(time).replace('T', ' ').replace('Z', ' UTC');
  const offset = shownOffset(clock);
  const local = offset === 0 ? '' : ` (${isoZone(time, offset).replace('T', ' ')})`;
  return escapeMarkdown(utc + local);
}

/** ISO 8601 by the clock that is shown, with its zone. */
export function isoText(time: Instant, clock: Clock): string {
  return isoZone(time, shownOffset(clock));
}

/**
 * `2020-02-19 16:00:07.232 +08`; without its date where that is the date of the time `above` too, which the reader has
 * before his eyes. Plain text.
 */
export function clockText(time: Instant, clock: Clock, above: Instant | null): string {
  const [date, hour] = dateAndClock(time, clock);
  const shown = above && dateAndClock(above, clock)[0] === date ? hour : `${date} ${hour}`;
  return shown
    .replace('Z', ' UTC')
    .replace(/([+-]\d\d):(\d\d)$/, (_, hours: string, minutes: string) =>
      minutes === '00' ? ` ${hours}` : ` ${hours}:${minutes}`,
    );
}

/** The time of a row to the millisecond, with its date where the row `above` had another; without its zone. Plain text. */
export function rowTime(time: Instant, clock: Clock, above: Instant | null): string {
  const shown = { ...time, digits: Math.min(time.digits, 3) };
  return clockText(shown, clock, above).replace(/ (?:UTC|[+-]\d\d(?::\d\d)?)$/, '');
}

/** The zone that times are shown in. Plain text. */
export function shownZone(clock: Clock): string {
  const offset = shownOffset(clock);
  return offset === 0 ? 'UTC' : zoneName(offset);
}

function dateAndClock(time: Instant, clock: Clock): [date: string, hour: string] {
  const written = isoText(time, clock);
  return [written.slice(0, DATE_LENGTH), written.slice(DATE_LENGTH + 1)];
}

const DATE_LENGTH = '2020-02-19'.length;

/** Which part of 2020-02-25T22:07:13.374 is shown. */
const CLOCK = [11, 23] as const;
const DAY_AND_MINUTE = [5, 16] as const;

/** Day and minute: `02-25 22:07`; empty where the time is not known. */
export function shortStamp(time: Instant | null, clock: Clock): string {
  return part(time, clock, DAY_AND_MINUTE);
}

/** The time of day to the millisecond: `22:07:13.374`; empty where the time is not known. */
export function timeOfDay(time: Instant | null, clock: Clock): string {
  return part(time, clock, CLOCK);
}

function part(time: Instant | null, clock: Clock, [from, to]: readonly [number, number]): string {
  if (time === null) {
    return '';
  }
  const written = isoText({ ...time, digits: Math.min(time.digits, 3) }, clock).replace(/(?:Z|[+-]\d\d:\d\d)$/, '');
  return written.slice(from, to).replace('T', ' ');
}

/** The zone with the reason why it is thought to be that. */
export function zoneReason(zone: Zone | null): Message {
  return zone
    ? message('time.zone', { zone: zoneName(zone.offset), reason: zone.reason })
    : message('time.zone-unknown');
}

/** What completes the time of a line, each with its reason. */
export function timeReasons({ own, instant, uptime }: LineTimes, model: TimeModel): Message[] {
  if (uptime && !own && !instant) return [model.boot?.reason ?? message('time.boot-unknown'), ...shiftReason(model)];
  return own?.year === null
    ? stampReasons(model, message('time.year-unknown'))
    : [zoneReason(model.zone), ...shiftReason(model)];
}

/** Zone and year with their reasons; `noYear` is said where the year is not known. */
export function stampReasons(model: Omit<TimeModel, 'boot'>, noYear: Message | null): Message[] {
  const { zone, year } = model;
  if (zone && year && zone.at?.line === year.at?.line && zone.at?.file === year.at?.file && zone.at) {
    const said = { zone: zoneName(zone.offset), year: year.year, reason: zone.reason };
    return [message('time.zone-and-year', said), ...shiftReason(model)];
  }
  const told = year ? message('time.year', { year: year.year, reason: year.reason }) : noYear;
  return [zoneReason(zone), ...(told ? [told] : []), ...shiftReason(model)];
}

function shiftReason({ shift }: Pick<TimeModel, 'shift'>): Message[] {
  return shift ? [message('time.shift', { shift: shiftText(shift.ns), reason: shift.reason })] : [];
}

/** The reasons as one paragraph; escaped markdown. */
export function reasonLines(reasons: readonly Message[]): string {
  return reasons.map(reason => `*${escapeMarkdown(text(reason))}*`).join('  \n');
}
