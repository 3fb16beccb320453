// The lines that prove a claim, as a reader wants them: each event once, in order of time, however many files tell of it.
import type { ContainerEvent } from '../containers/model';
import { compareInstants } from '../log/time';
import type { Place } from '../place';

/** One thing that proves a claim. */
interface Proof {
  /** Null for a line that is of no event of the container. */
  readonly event: ContainerEvent | null;
  /** Where it stands first. */
  readonly place: Place;
  /** In how many places it stands besides. */
  readonly copies: number;
}

/** The proofs at some places, given the events of the container that the claim is about. */
export function proofsAt(places: readonly Place[], events: readonly ContainerEvent[]): readonly Proof[] {
  const byPlace = new Map(events.flatMap(event => [event.at, ...event.also].map(at => [keyOf(at), event] as const)));
  const told = new Set(places.flatMap(place => byPlace.get(keyOf(place)) ?? []));
  return [
    ...[...told]
      .sort((a, b) => compareInstants(a.time, b.time))
      .map(event => ({ event, place: event.at, copies: event.also.length })),
    ...places.filter(place => !byPlace.has(keyOf(place))).map(place => ({ event: null, place, copies: 0 })),
  ];
}

function keyOf({ file, line }: Place): string {
  return `${file}:${String(line)}`;
}
