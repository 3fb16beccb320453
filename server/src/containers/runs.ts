// The runs of a container: each start opens one, and what follows belongs to it until the next.
import { NS_PER_SECOND } from '../log/time';
import type { ContainerEvent, EventKind } from './model';

/** The events of one run, in order of time. */
export type RunEvents = readonly ContainerEvent[];

/** What only a new start shows. */
const STARTS: readonly EventKind[] = ['start-asked', 'policy-start', 'shim-started', 'restored', 'started'];
/** What shows that a run is over. */
const ENDS: readonly EventKind[] = [
  'task-deleted',
  'shim-disconnected',
  'shim-reaped',
  'shim-cleaned-up',
  'forced-delete',
  'start-failed',
  'start-refused',
  'task-exit',
  'container-died',
  'died',
  'found-dead',
  'node-booted',
];
/** What shows life this long after an end is of another run; what comes right behind it was asked for before. */
const NEXT_RUN_NS = 2n * NS_PER_SECOND;
/** The clean-up of a run may be logged this long after the next one began. */
const LATE_NS = NS_PER_SECOND / 2n;

/** Whether an event shows that its run is over. Without a container of its own it shows nothing. */
export function isEnd(event: ContainerEvent): boolean {
  return event.certainty === 'certain' && (ENDS.includes(event.kind) || isDelete(event));
}

/** The same, or a pasted output says so. */
export function isOver(event: ContainerEvent): boolean {
  return isEnd(event) || (event.kind === 'exit-told' && event.certainty === 'certain');
}

/** The runtime's own delete: its process has ended. With --force it may end it. */
export function isDelete({ kind, command }: ContainerEvent): boolean {
  return kind === 'runtime-command' && command?.subcommand === 'delete';
}

/** Whether an event is one of a start. */
export function isStart({ kind, command }: ContainerEvent): boolean {
  const created = kind === 'runtime-command' && (command?.subcommand === 'create' || command?.subcommand === 'start');
  return created || STARTS.includes(kind);
}

/** The shim that an event names: its own pid, or the parent of a runtime that is not cleaning up. */
export function shimOf({ shimPid, command }: ContainerEvent): number | null {
  if (shimPid !== undefined) return shimPid;
  return command && !command.force && command.subcommand !== null ? command.parentPid : null;
}

interface OpenRun {
  readonly events: ContainerEvent[];
  shim: number | null;
  end: ContainerEvent | null;
  /** Its first sign that it was started. */
  start: ContainerEvent | null;
}

/** Splits the events of a container, in order of time, into its runs; there is always one. */
export function splitRuns(events: RunEvents): [RunEvents, ...RunEvents[]] {
  let run = newRun();
  const runs: [OpenRun, ...OpenRun[]] = [run];
  for (const event of events) {
    // A boot ends what runs, and is nothing to what does not.
    if (event.kind === 'node-booted' && (run.end !== null || !hasRun(run))) continue;
    const shim = shimOf(event);
    const previous = runs.at(-2);
    if (previous && isLateEnd(event, shim, run, previous)) {
      previous.events.push(event);
      continue;
    }
    if (isStart(event) ? opensRun(event, shim, run) : run.end !== null && livesAfter(run.end, event)) {
      run = newRun();
      runs.push(run);
    }
    if (isStart(event)) {
      run.start ??= event;
      run.shim ??= shim;
    }
    if (isEnd(event)) run.end ??= event;
    run.events.push(event);
  }
  const [first, ...others] = runs.map(told => told.events);
  return [first ?? [], ...others];
}

function hasRun({ start, events }: OpenRun): boolean {
  return start !== null || events.some(({ kind }) => kind === 'exec-started');
}

function newRun(): OpenRun {
  return { events: [], shim: null, end: null, start: null };
}

/** A start opens a run behind an end, and where another shim was started before: one pid is two shims in two boots. */
function opensRun(event: ContainerEvent, shim: number | null, run: OpenRun): boolean {
  if (run.end?.kind === 'node-booted') return true;
  if (shim !== null && run.shim !== null) return shim !== run.shim;
  if (run.end === null) return false;
  // That it has started is told once it has: a program may have ended by then.
  const mayBeItsOwn =
    event.kind === 'started' && run.start !== null && !run.events.some(({ kind }) => kind === 'started');
  return (event.kind !== 'restored' && !mayBeItsOwn) || isLater(run.end, event);
}

/** What only a container that runs shows. dockerd shuts down only those (moby daemon/daemon.go, Shutdown). */
const ALIVE: readonly EventKind[] = ['exec-started', 'health-check', 'health-check-failed', 'shutting-down'];

function livesAfter(end: ContainerEvent, event: ContainerEvent): boolean {
  return ALIVE.includes(event.kind) && isLater(end, event);
}

function isLater(end: ContainerEvent, { time }: ContainerEvent): boolean {
  return time !== null && end.time !== null && time.ns - end.time.ns > NEXT_RUN_NS;
}

/** Whether an end is that of the run before: its shim's, or of a kind which that run lacks and right behind the start. */
function isLateEnd(event: ContainerEvent, shim: number | null, run: OpenRun, previous: OpenRun): boolean {
  if (!isEnd(event) || run.end !== null || previous.end === null) return false;
  if (shim !== null && run.shim !== null) return shim !== run.shim && shim === previous.shim;
  const sameKind = (known: ContainerEvent): boolean =>
    known.kind === event.kind && known.command?.force === event.command?.force;
  if (previous.events.some(sameKind)) return false;
  const since = event.time && run.start?.time ? event.time.ns - run.start.time.ns : null;
  return since !== null && since < LATE_NS && event.kind !== 'start-failed' && event.kind !== 'start-refused';
}
