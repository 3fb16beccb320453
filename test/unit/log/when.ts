// What a sample says of the time of its line.
import type { Envelope } from '../../../server/src/log/envelope';
import { resolveStamp } from '../../../server/src/log/time';

/** Nanoseconds of UTC, or what the line lacks for it; null where it has no time at all. */
export function timeOrLack({
  stamp,
  instant,
  uptime,
}: Pick<Envelope, 'stamp' | 'instant' | 'uptime'>): bigint | 'year and zone' | 'zone' | 'boot' | null {
  if (instant) return instant.ns;
  if (stamp) return resolveStamp(stamp, null)?.ns ?? (stamp.year === null ? 'year and zone' : 'zone');
  return uptime ? 'boot' : null;
}
