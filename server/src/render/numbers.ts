// Numbers for people: counts, and how long something lasted.
import { NS_PER_SECOND } from '../log/time';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At most two numbers: `40 ms`, `1.0 s`, `57 min`, `3 h 20 min`, `2 d 3 h`; of nanoseconds. The units are those of SI and the same in all languages. */
export function durationText(ns: bigint): string {
  const milliseconds = Number(ns / (NS_PER_SECOND / 1_000_000n)) / 1000;
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds < 950) return `${String(Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / MINUTE);
  if (seconds < 10 * MINUTE) return pair(Math.round(seconds), MINUTE, 'min', 1, 's');
  if (minutes < 60) return `${String(minutes)} min`;
  if (minutes * MINUTE < DAY) return pair(minutes * MINUTE, HOUR, 'h', MINUTE, 'min');
  return pair(Math.round(seconds / HOUR) * HOUR, DAY, 'd', HOUR, 'h');
}

function pair(seconds: number, large: number, unit: string, small: number, rest: string): string {
  const whole = Math.floor(seconds / large);
  const left = Math.floor((seconds % large) / small);
  return left === 0 ? `${String(whole)} ${unit}` : `${String(whole)} ${unit} ${String(left)} ${rest}`;
}

/** A count, its thousands apart: 3,412. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
