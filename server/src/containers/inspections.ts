// What pasted outputs tell of containers: whose each is, and which of their starts it tells of. An inspect tells of the last
// start before it was taken, and a container that is restarted in place keeps its id: so a start is found by its time.
import { NS_PER_SECOND, type Instant } from '../log/time';
import { message, type Message } from '../message';
import type { Spot, ToldContainer, ToldRun } from '../pasted/model';
import type { Place } from '../place';
import type { Draft, Drafts } from './drafts';
import type { FileFacts } from './facts';
import { mergePlaces, type Placed } from './identity';
import { isId } from './ids';
import { takenBetween } from './inspectionTimes';
import type { ContainerEvent, Creation, EventKind, Match } from './model';
import type { NodeKey } from './nodes';
import { inOrder } from './order';
import { draftRun, type RunDraft } from './processes';
import { isEnd, isStart } from './runs';

/** An output about a container that is known. */
export interface Inspected extends Placed<ToldContainer> {
  readonly match: Match;
  /** Whether it can mean no other container. */
  readonly alone: boolean;
}

/** dockerd says that a container is started once it is: its lines about it come before. */
const ORDER_NS = NS_PER_SECOND / 20n;
/** A start and an end within the same moment may be stamped the wrong way round. */
const SAME_NS = NS_PER_SECOND;
/** What dockerd answers where it could not ask containerd (moby libcontainerd, grpc). */
const NOBODY_TO_ASK = /containerd\.sock|connection error|transport is closing/;

/** Gives the outputs that name a whole id to their containers. Before any statement is looked at: they tell names. */
export function addInspections(drafts: Drafts, files: readonly FileFacts[]): void {
  for (const placed of inspectionsOf(files)) {
    const { id, names, created, run } = placed.value;
    if (id === null || !isId(id)) continue;
    const draft = drafts.get(id);
    draft.inspected.push({ ...placed, match: 'id', alone: true });
    // A name may have been another container's before.
    const since = created ?? run?.started ?? null;
    if (since) for (const name of names) drafts.addName(draft, name, since);
  }
}

/** The same for the first digits of an id and for names alone: once all containers are known. */
export function addShortInspections(drafts: Drafts, files: readonly FileFacts[]): void {
  for (const placed of inspectionsOf(files)) {
    const { id, names } = placed.value;
    if (id !== null && isId(id)) continue;
    const meant = new Set(id === null ? names.flatMap(name => drafts.allNamed(name)) : drafts.ofDigits(id));
    for (const draft of meant) {
      draft.inspected.push({ ...placed, match: id === null ? 'name' : 'prefix', alone: meant.size === 1 });
    }
  }
  for (const draft of drafts.all()) {
    for (const { value, match, alone } of draft.inspected) {
      if (match !== 'name' && alone) for (const name of value.names) drafts.addName(draft, name, null);
    }
  }
}

function inspectionsOf(files: readonly FileFacts[]): Placed<ToldContainer>[] {
  return mergePlaces(
    files.map(({ file, inspections }) =>
      inspections.map(told => ({ key: keyOf(told), at: placeOf(file, told.at), value: told })),
    ),
  );
}

/** What an output tells, wherever it stands. */
function keyOf(told: ToldContainer): string {
  return JSON.stringify(told, (name, value: unknown) =>
    name === 'at' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
}

function placeOf(file: string, { line, column }: Spot): Place {
  return { file, line, column };
}

/** What a container was made with, as an inspect tells it; null where none does. */
export function inspectedCreation({ inspected }: Draft): Creation | null {
  const told = inspected.find(({ value, alone }) => alone && value.creation !== null)?.value;
  return told?.creation ? { name: told.names[0] ?? null, image: told.image, ...told.creation } : null;
}

/** The image that outputs tell; null where none does. */
export function inspectedImage({ inspected }: Draft): string | null {
  return inspected.find(({ value, alone }) => alone && value.image !== null)?.value.image ?? null;
}

/** Adds what outputs tell of a container's starts to its runs, in order of time; a start of which no log tells is a run too. */
export function withInspections(
  draft: Draft,
  node: NodeKey,
  creation: Creation | null,
  drafted: readonly RunDraft[],
): RunDraft[] {
  const runs = [...drafted];
  if (runs.every(({ events }) => events.length === 0)) runs[0]?.events.push(...draft.inspected.map(toldOf));
  for (const inspected of draft.inspected) {
    const { run } = inspected.value;
    if (!run || (!inspected.alone && run.started === null)) continue;
    const index = run.started === null ? undatedIndex(runs, inspected, draft) : indexOf(runs, run, run.started);
    const known = index === null ? undefined : runs[index];
    if (known && index !== null) {
      const events = eventsOf(inspected, run, known.events.some(isStart));
      runs[index] = {
        ...known,
        events: [...known.events, ...events],
        from: known.from ?? run.started,
        to: known.to ?? run.finished,
        inits: new Set([...known.inits, ...(run.initPid === null ? [] : [run.initPid])]),
      };
    } else if (run.started !== null && isWorthOne(inspected, runs)) {
      const events = eventsOf(inspected, run, false);
      const made = draftRun(draft.id, node, creation, inOrder(events), []);
      const before = runs.filter(({ from }) => from !== null && from.ns <= (run.started?.ns ?? 0n)).length;
      runs.splice(before, 0, { ...made, to: run.finished });
    }
  }
  return runs;
}

/** A container that a pod's name stands for has another id: it is a run of the one that took its place where no other is known. */
function isWorthOne({ match, alone }: Inspected, runs: readonly RunDraft[]): boolean {
  return match !== 'name' || (alone && runs.length > 0);
}

/** The run that began at a time; null where none did. */
function indexOf(runs: readonly RunDraft[], { finished }: ToldRun, started: Instant): number | null {
  const latest = started.ns + ORDER_NS + (started.digits === 0 ? NS_PER_SECOND : 0n);
  const found = runs.findLastIndex(({ from }) => from === null || from.ns <= latest);
  const index = found < 0 && runs[0]?.events.some(isStart) === false ? 0 : found;
  const run = runs[index];
  if (!run) return null;
  if (run.to !== null && started.ns > run.to.ns + SAME_NS) return null;
  if (finished !== null && run.from !== null && finished.ns < run.from.ns - SAME_NS) return null;
  return index;
}

/** The run that ended so long before the output was taken; where that is not known, the only one, if it has ended. */
function undatedIndex(runs: readonly RunDraft[], { value, at }: Inspected, draft: Draft): number | null {
  const { run } = value;
  const [only, ...others] = runs;
  if (!run || !only) return null;
  const isBlank = others.length === 0 && !only.events.some(event => isStart(event) || isEnd(event));
  // No start of it has ever succeeded: all that the logs tell is of one that failed.
  if (run.state === 'never-started') return others.length === 0 ? 0 : null;
  if (isBlank) return 0;
  if (run.state === 'running') return null;
  const taken = takenBetween(draft, at.file);
  if (run.endedAgo === null || taken === null) return others.length === 0 && only.to !== null ? 0 : null;
  const [from, to] = [taken[0] - run.endedAgo.most, taken[1] - run.endedAgo.least];
  const ended = runs.flatMap(({ to: end }, index) => {
    const second = end && Number(end.ns / NS_PER_SECOND);
    return second !== null && second >= from && second <= to ? [index] : [];
  });
  return ended.length === 1 ? (ended[0] ?? null) : null;
}

/** That an output tells of a container of which no log does. */
function toldOf({ at, also, match, alone, value }: Inspected): ContainerEvent {
  const text = message('container.told', { by: value.by });
  const certainty = alone ? 'certain' : 'possible';
  return { time: value.created, node: null, kind: 'log', text, match, certainty, at, also };
}

/** What an output tells of a start, as events; `isStarted` says whether the logs tell when it began. */
function eventsOf(inspected: Inspected, run: ToldRun, isStarted: boolean): ContainerEvent[] {
  const { by } = inspected.value;
  const event = (kind: EventKind, time: Instant | null, text: Message): ContainerEvent => ({
    time,
    node: null,
    kind,
    text,
    match: inspected.match,
    certainty: inspected.alone ? 'certain' : 'possible',
    at: placeOf(inspected.at.file, run.at),
    also: inspected.also,
  });
  const { started, finished, exitCode, error, initPid, state, oomKilled, observed } = run;
  const status =
    exitCode === null ? {} : { exitStatus: exitCode, told: { by, oomKilled, observed, exact: state === 'ended' } };
  if (state === 'never-started') {
    if (error === null) return [];
    const refused = NOBODY_TO_ASK.test(error);
    const text = refused ? message('container.start-refused', { error }) : message('container.start-failed', { error });
    return [{ ...event(refused ? 'start-refused' : 'start-failed', finished, text), ...status }];
  }
  const runs =
    state === 'running' ? message('container.told-running', { by }) : message('container.told-started', { by });
  const start = { ...event('started', started, runs), ...(initPid !== null && { initPid }) };
  const starts = started !== null && (state === 'running' || !isStarted) ? [start] : [];
  if (state === 'running' || exitCode === null) return starts;
  const words = { by, status: exitCode };
  const text =
    inspected.match === 'name'
      ? message('container.told-end-before', words)
      : oomKilled
        ? message('container.told-oom', words)
        : message('container.told-end', words);
  return [...starts, { ...event('exit-told', finished, text), ...status }];
}
