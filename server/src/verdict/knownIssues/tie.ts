// Ties what was seen of known issues to a container: by a line that is one of its events, or that names its id.
import { addTo } from '../../lists';
import { isId, MIN_DIGITS } from '../../containers/ids';
import type { Placed } from '../../containers/identity';
import type { Container } from '../../containers/model';
import { weaker, naturalOrder, type Certainty, type Place } from '../../place';
import type { VersionFact } from '../../source/model';
import { type KnownIssueMatch, type Sighting } from './model';
import { isAffected } from './versions';

/** What is asked of a container: its id, and the events with how surely each is its own. */
type Told = Pick<Container, 'id' | 'events'>;

/**
 * The known issues that a container's own lines show, surest first. `versions` are the version lines of its node. An
 * issue that the version which ran does not have is at most possible.
 */
export function knownIssuesOf(
  container: Told,
  sightings: readonly Placed<Sighting>[],
  versions: readonly VersionFact[],
): KnownIssueMatch[] {
  const events = new Map<string, Certainty>();
  for (const { at, also, certainty } of container.events) {
    for (const place of [at, ...also]) {
      const key = keyOf(place);
      const known = events.get(key);
      events.set(key, known === 'certain' ? known : certainty);
    }
  }
  const tied = sightings.flatMap(seen => {
    const certainty = tieOf(container.id, events, seen);
    return certainty === null ? [] : [{ seen, certainty: weaker(seen.value.certainty, certainty) }];
  });
  return gather(tied, versions);
}

/** The known issues that lines show whoever they are about: of a node, or of all nodes of a case. */
export function knownIssuesIn(
  sightings: readonly Placed<Sighting>[],
  versions: readonly VersionFact[],
): KnownIssueMatch[] {
  return gather(
    sightings.map(seen => ({ seen, certainty: seen.value.certainty })),
    versions,
  );
}

function tieOf(id: string, events: ReadonlyMap<string, Certainty>, seen: Placed<Sighting>): Certainty | null {
  const named = seen.value.digits.filter(digits => digits.length >= MIN_DIGITS && id.startsWith(digits));
  if (named.some(isId)) return 'certain';
  const ties = [seen.at, ...seen.also].map(place => events.get(keyOf(place)));
  const tie = ties.find(certainty => certainty === 'certain') ?? ties.find(certainty => certainty !== undefined);
  // The beginning of an id may begin another one too.
  return tie ?? (named.length > 0 ? 'likely' : null);
}

function keyOf({ file, line }: Place): string {
  return `${String(line)} ${file}`;
}

interface Tied {
  readonly seen: Placed<Sighting>;
  readonly certainty: Certainty;
}

const RANK: Readonly<Record<Certainty, number>> = { certain: 0, likely: 1, possible: 2 };

function gather(tied: readonly Tied[], versions: readonly VersionFact[]): KnownIssueMatch[] {
  const groups = new Map<string, Tied[]>();
  for (const one of tied) addTo(groups, one.seen.value.issue.id, one);
  return [...groups.values()].flatMap(group => matchOf(group, versions)).sort(bySurety);
}

function matchOf(group: readonly Tied[], versions: readonly VersionFact[]): KnownIssueMatch[] {
  const [best] = [...group].sort((a, b) => RANK[a.certainty] - RANK[b.certainty]);
  if (!best) return [];
  const { issue, time, module } = best.seen.value;
  const affected = isAffected(issue, versions, { at: best.seen.at, time }, module);
  const certainty = affected === false ? 'possible' : best.certainty;
  return [{ issue, certainty, affected, at: group.map(({ seen }) => seen.at).sort(byPlace) }];
}

function bySurety(a: KnownIssueMatch, b: KnownIssueMatch): number {
  return RANK[a.certainty] - RANK[b.certainty] || (a.issue.id < b.issue.id ? -1 : 1);
}

function byPlace(a: Place, b: Place): number {
  return a.file === b.file ? a.line - b.line : naturalOrder(a.file, b.file);
}
