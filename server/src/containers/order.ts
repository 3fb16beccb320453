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
  if (isInOrder(events)) return [...events];
  const placed = byPlace(events);
  // Of fine stamps none is moved.
  if (!placed.some(({ time }) => time?.digits === 0)) return placed.sort((a, b) => compareInstants(a.time, b.time));
  const latestOf = new Map<string, Map<bigint, Instant>>();
  const moments = placed.map(event => ({ event, moment: momentOf(event, latestOf) }));
  return moments.sort((a, b) => compareInstants(a.moment, b.moment)).map(({ event }) => event);
}

/** Whether events with fine stamps stand in their order: most lists do. */
function isInOrder(events: readonly ContainerEvent[]): boolean {
  return events.every(({ time, at }, index) => {
    if (!time || time.digits === 0) return false;
    const before = events[index - 1];
    if (!before?.time || before.time.ns < time.ns) return true;
    return before.time.ns === time.ns && before.at.file === at.file && before.at.line <= at.line;
  });
}

/** Takes the events in the order of their places; `latestOf` holds the latest stamp so far of each second of a file. */
function momentOf({ time, at }: ContainerEvent, latestOf: Map<string, Map<bigint, Instant>>): Instant | null {
  if (time === null) {
    return null;
  }
  const ofFile = latestOf.get(at.file) ?? new Map<bigint, Instant>();
  latestOf.set(at.file, ofFile);
  const second = time.ns / NS_PER_SECOND;
  const before = ofFile.get(second);
  if (before && before.ns >= time.ns) {
    return time.digits === 0 ? before : time;
  }
  ofFile.set(second, time);
  return time;
}

/** The events by their files and lines; names are compared once for each pair of files, not of events. */
function byPlace(events: readonly ContainerEvent[]): ContainerEvent[] {
  const files = [...new Set(events.map(({ at }) => at.file))].sort(naturalOrder);
  const ranks = new Map(files.map((file, rank) => [file, rank]));
  const rankOf = ({ at }: ContainerEvent): number => ranks.get(at.file) ?? 0;
  return [...events].sort((a, b) => rankOf(a) - rankOf(b) || a.at.line - b.at.line);
}
