// Why a run ended, as far as its events prove it. What they do not prove stays unknown.
import type { Cause, Container, ContainerEvent, Run } from '../containers/model';
import type { Certainty } from '../place';

/** The end of a run without the pids that others found. */
export interface RunEnd {
  readonly state: Container['state'];
  readonly run: Omit<Run, 'shimPid' | 'initPid'>;
}

/** A rule: what it needs to see, and what follows from it. The first that holds counts. */
interface Rule {
  readonly cause: Cause;
  readonly holds: (events: readonly ContainerEvent[]) => Certainty | null;
}

const rules: readonly Rule[] = [
  {
    // The panic is certain; that it was this container's shim is as sure as the best tie between the two.
    cause: 'shim-panicked',
    holds: events => (has(events, 'shim-cleaned-up') ? bestTie(events, 'panic') : null),
  },
  {
    // containerd logs it only when a shim exits while its task still exists (runtime/v1/linux/runtime.go, exitHandler).
    cause: 'shim-died',
    holds: events => (has(events, 'shim-cleaned-up') ? 'certain' : null),
  },
];

/** What ends a run for sure, and what only a running container does. */
const ENDS = new Set<ContainerEvent['kind']>(['shim-cleaned-up', 'forced-delete']);
const SIGNS_OF_LIFE = new Set<ContainerEvent['kind']>(['shim-started', 'exec-started']);

/** The runs of a container, by its events in order of time: what lives after an end is another run. */
export function explainRuns(events: readonly ContainerEvent[]): readonly [RunEnd, ...RunEnd[]] {
  const runs: ContainerEvent[][] = [];
  let current: ContainerEvent[] = [];
  let ended = false;
  for (const event of events) {
    if (ended && SIGNS_OF_LIFE.has(event.kind)) {
      runs.push(current);
      current = [];
      ended = false;
    }
    current.push(event);
    ended ||= ENDS.has(event.kind) && event.certainty === 'certain';
  }
  const last = explainRun(current);
  const [first, ...others] = runs.map(explainRun);
  return first ? [first, ...others, last] : [last];
}

/** The end of one run that its events prove. */
export function explainRun(events: readonly ContainerEvent[]): RunEnd {
  for (const rule of rules) {
    const certainty = rule.holds(events);
    if (certainty !== null && certainty !== 'possible') {
      return { state: 'exited', run: { ...NO_RUN, finished: endOf(events), cause: rule.cause, certainty } };
    }
  }
  const killed = forcedDelete(events);
  return { state: killed ? 'exited' : 'unknown', run: { ...NO_RUN, finished: killed?.time ?? null } };
}

const NO_RUN = { started: null, finished: null, exitCode: null, cause: 'unknown', certainty: null } as const;

/** The init's kill where audit saw it, else the clean-up, in which containerd kills it. */
function endOf(events: readonly ContainerEvent[]): Run['finished'] {
  return (forcedDelete(events) ?? find(events, 'shim-cleaned-up'))?.time ?? null;
}

/** `runc delete --force` kills the init with SIGKILL, which nothing survives (runc delete.go, killContainer). */
function forcedDelete(events: readonly ContainerEvent[]): ContainerEvent | undefined {
  return events.find(event => event.kind === 'forced-delete' && event.certainty === 'certain');
}

function bestTie(events: readonly ContainerEvent[], kind: ContainerEvent['kind']): Certainty | null {
  const ties = events.filter(event => event.kind === kind).map(event => event.certainty);
  return (['certain', 'likely', 'possible'] as const).find(certainty => ties.includes(certainty)) ?? null;
}

function find(events: readonly ContainerEvent[], kind: ContainerEvent['kind']): ContainerEvent | undefined {
  return events.find(event => event.kind === kind);
}

function has(events: readonly ContainerEvent[], kind: ContainerEvent['kind']): boolean {
  return find(events, kind) !== undefined;
}
