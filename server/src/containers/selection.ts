// Which containers of a case are shown, in which order, and what there is to choose from.
import { compareInstants } from '../log/time';
import { lastRun, type Cause, type Container } from './model';

/** How a container's story ended, in the four words that icons tell apart; failed: something went wrong. */
export type Fate = 'running' | 'ended' | 'failed' | 'unknown';

/** What containers are told apart by. The name of a node that no line names is empty. */
export type Facet =
  | { readonly kind: 'fate'; readonly value: Fate }
  | { readonly kind: 'cause'; readonly value: Cause }
  | { readonly kind: 'node'; readonly value: string };

/** first: as they appeared. end: the latest end first. fate: what failed first. */
export type ContainerOrder = 'first' | 'end' | 'id' | 'fate';

/** When containers ended: from a time on and before another, as filters write times, null where it is open; or in the last minutes of the logs. */
export type EndWindow =
  { readonly since: string | null; readonly until: string | null } | { readonly lastMinutes: number };

export interface ContainerSelection {
  /** A container is shown that has one of the values of every kind named here; all are where none is. */
  readonly facets: readonly Facet[];
  readonly order: ContainerOrder;
  /** Only those that ended then; all where absent. */
  readonly ended?: EndWindow | null;
}

const FATES: readonly Fate[] = ['failed', 'unknown', 'ended', 'running'];

export function fateOf(container: Container): Fate {
  const { cause } = lastRun(container);
  const failed = cause !== 'unknown' && cause !== 'exited' && cause !== 'stopped' && cause !== 'running';
  return failed ? 'failed' : container.state === 'exited' ? 'ended' : container.state;
}

/** What a container is, kind by kind. */
function facetsOfOne(container: Container): readonly Facet[] {
  return [
    { kind: 'fate', value: fateOf(container) },
    { kind: 'cause', value: lastRun(container).cause },
    { kind: 'node', value: container.node ?? '' },
  ];
}

/** The containers of a selection, in its order; of equal ones the order they come in is kept. */
export function selectContainers(containers: readonly Container[], { facets, order }: ContainerSelection): Container[] {
  const shown = containers.filter(container =>
    facetsOfOne(container).every(({ kind, value }) => {
      const wanted = facets.filter(facet => facet.kind === kind);
      return wanted.length === 0 || wanted.some(facet => facet.value === value);
    }),
  );
  return order === 'first' ? shown : shown.sort(ORDERS[order]);
}

/** The containers with a run that ended from one time on and before another (ns since the epoch; null is open). */
export function endedWithin(containers: readonly Container[], from: bigint | null, to: bigint | null): Container[] {
  return containers.filter(({ runs }) =>
    runs.some(({ finished }) => {
      return finished !== null && (from === null || finished.ns >= from) && (to === null || finished.ns < to);
    }),
  );
}

const ORDERS: Readonly<Record<Exclude<ContainerOrder, 'first'>, (a: Container, b: Container) => number>> = {
  end: latestFirst,
  id: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  fate: (a, b) => FATES.indexOf(fateOf(a)) - FATES.indexOf(fateOf(b)) || latestFirst(a, b),
};

/** What has no time stands last. */
function latestFirst(a: Container, b: Container): number {
  const [first, second] = [endOf(a), endOf(b)];
  return first && second ? compareInstants(second, first) : compareInstants(first, second);
}

/** Its end, else the last that is known of it. */
function endOf(container: Container): Container['last'] {
  return lastRun(container).finished ?? container.last;
}

/** What containers are, each with how many are so; in the order of the kinds, the most frequent first. */
export function facetsOf(containers: readonly Container[]): (Facet & { readonly count: number })[] {
  const counted = new Map<string, Facet & { count: number }>();
  for (const facet of containers.flatMap(facetsOfOne)) {
    const key = `${facet.kind} ${facet.value}`;
    const known = counted.get(key) ?? { ...facet, count: 0 };
    known.count++;
    counted.set(key, known);
  }
  const kinds: readonly Facet['kind'][] = ['fate', 'cause', 'node'];
  return [...counted.values()].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.count - a.count);
}
