// Why a run ended, as far as its events prove it. What they do not prove stays unknown.
import type { Cause, Container, ContainerEvent, Run } from '../containers/model';
import { only } from '../containers/only';
import type { Certainty } from '../place';

/** The runs of a container in order of time, and the state that the last one leaves it in. */
interface RunsTold {
  readonly runs: readonly [Run, ...Run[]];
  readonly state: Container['state'];
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
    holds: events => (events.some(isCleanUp) ? bestTie(events, 'panic') : null),
  },
  {
    // containerd logs it only when a shim exits while its task still exists (runtime/v1/linux/runtime.go, exitHandler).
    cause: 'shim-died',
    holds: events => (events.some(isCleanUp) ? 'certain' : null),
  },
];

/** What ends a run for sure. */
const ENDS = new Set<ContainerEvent['kind']>(['shim-cleaned-up', 'forced-delete']);
/** An exec that dockerd starts this long after an end runs in another run; one right behind it was asked for before. */
const NEXT_RUN_NS = 2_000_000_000n;

/** The runs that the events, in order of time, prove. */
export function explainRuns(events: readonly ContainerEvent[]): RunsTold {
  const [first, ...others] = splitRuns(events);
  const runs = others.map(explainRun);
  const last = others.at(-1) ?? first;
  return { runs: [explainRun(first), ...runs], state: last.some(isEnd) ? 'exited' : 'unknown' };
}

/** A run begins with a shim where one was already started, or with a sign of life after an end. */
function splitRuns(events: readonly ContainerEvent[]): [ContainerEvent[], ...ContainerEvent[][]] {
  const runs: [ContainerEvent[], ...ContainerEvent[][]] = [[]];
  let current = runs[0];
  for (const event of events) {
    const again = event.kind === 'shim-started' && current.some(({ kind }) => kind === 'shim-started');
    if (again || current.some(end => isEnd(end) && livesAfter(end, event))) {
      current = [];
      runs.push(current);
    }
    current.push(event);
  }
  return runs;
}

function isEnd({ kind, certainty }: ContainerEvent): boolean {
  return ENDS.has(kind) && certainty === 'certain';
}

function isCleanUp(event: ContainerEvent): boolean {
  return event.kind === 'shim-cleaned-up' && isEnd(event);
}

function livesAfter(end: ContainerEvent, { kind, time }: ContainerEvent): boolean {
  const late = time !== null && end.time !== null && time.ns - end.time.ns > NEXT_RUN_NS;
  return kind === 'shim-started' || (kind === 'exec-started' && late);
}

/** One run: its cause, when it ended, and its pids where its events tell just one. */
function explainRun(events: readonly ContainerEvent[]): Run {
  const pids = {
    shimPid: only(events.flatMap(event => event.shimPid ?? [])),
    initPid: only(events.flatMap(event => event.killed ?? [])),
  };
  const run = { started: null, finished: endOf(events), exitCode: null, ...pids };
  for (const { cause, holds } of rules) {
    const certainty = holds(events);
    if (certainty !== null && certainty !== 'possible') {
      return { ...run, cause, certainty };
    }
  }
  return { ...run, cause: 'unknown', certainty: null };
}

/** The init's kill where audit saw it, else the clean-up, in which containerd kills it. */
function endOf(events: readonly ContainerEvent[]): Run['finished'] {
  return (forcedDelete(events) ?? events.find(isCleanUp))?.time ?? null;
}

/** `runc delete --force` kills the init with SIGKILL, which nothing survives (runc delete.go, killContainer). */
function forcedDelete(events: readonly ContainerEvent[]): ContainerEvent | undefined {
  return events.find(event => event.kind === 'forced-delete' && isEnd(event));
}

function bestTie(events: readonly ContainerEvent[], kind: ContainerEvent['kind']): Certainty | null {
  const ties = events.filter(event => event.kind === kind).map(event => event.certainty);
  return (['certain', 'likely', 'possible'] as const).find(certainty => ties.includes(certainty)) ?? null;
}
