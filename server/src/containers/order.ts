// Events in order of time, whatever digits their stamps have.
import { compareInstants, NS_PER_SECOND, type Instant } from '../log/time';
import { naturalOrder } from '../place';
import type { ContainerEvent } from './model';

/** The last event may have whole seconds only: then another one's stamp is later. */
export function latest(times: readonly Instant[]): Instant | null {
  return times.reduce<Instant | null>((last, time) => (last && last.ns >= time.ns ? last : time), null);
}

/**
 * Events in order of time. A stamp of whole seconds stands behind the finer stamps of its second that precede it in
 * its file: a panic's lines have syslog's stamp only.
 */
export function inOrder(events: readonly ContainerEvent[]): ContainerEvent[] {
  const latestOf = new Map<string, Instant>();
  const moments = [...events].sort(byPlace).map(event => ({ event, moment: momentOf(event, latestOf) }));
  return moments.sort((a, b) => compareInstants(a.moment, b.moment)).map(({ event }) => event);
}

/** Takes the events in the order of their places; `latestOf` holds the latest stamp so far of each second of a file. */
function momentOf({ time, at }: ContainerEvent, latestOf: Map<string, Instant>): Instant | null {
  if (time === null) {
    return null;
  }
  const second = `${at.file} ${String(time.ns / NS_PER_SECOND)}`;
  const before = latestOf.get(second);
  if (before && before.ns >= time.ns) {
    return time.digits === 0 ? before : time;
  }
  latestOf.set(second, time);
  return time;
}

function byPlace({ at: a }: ContainerEvent, { at: b }: ContainerEvent): number {
  return a.file === b.file ? a.line - b.line : naturalOrder(a.file, b.file);
}
