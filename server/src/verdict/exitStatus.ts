// With which code a run ended, who says so, and whether anybody saw it. A code that somebody made up is told as such.
import type { Cause, ContainerEvent, EventKind } from '../containers/model';
import { message, type Message } from '../message';
import { seconds, type Evidence } from './evidence';
import { meaningOf } from './exitCodes';
import type { Claim } from './model';
import { claim } from './rules/rule';

/** 128 and the number of a signal: how a shim tells that one ended a process (containerd, runc's reaper). */
export const BY_SIGNAL = 128;
export const KILLED = BY_SIGNAL + 9;
/** What dockerd says of a container that it finds gone as it starts: 0 up to 20.10, 255 since 23 (moby daemon/daemon.go). */
const FOUND_GONE = [0, 255];
/** dockerd looks after its containers within so many seconds of its start. */
const LOOKS_AFTER = 10;
/** runc waits so long before it looks whether what it killed for `delete --force` is gone (delete.go, killContainer). */
const FORCED_DELETE = 0.1;

/** What tells with which code a container ended; the codes of execs and probes are theirs alone. */
const ENDS: readonly EventKind[] = ['task-exit', 'died', 'exit-told', 'start-failed', 'start-refused'];

/** A code that is told of a run. */
export interface ToldStatus {
  readonly status: number;
  readonly event: ContainerEvent;
  /** Why nobody can have seen it; null where somebody may have. */
  readonly madeUp: Message | null;
}

/** All codes that are told of a run, those of its shim first. */
export function statusesOf(evidence: Evidence): ToldStatus[] {
  const { events } = evidence.run;
  const told = events.filter(
    ({ certainty, exitStatus, kind }) => certainty === 'certain' && exitStatus !== undefined && ENDS.includes(kind),
  );
  return told
    .map(event => ({ status: event.exitStatus ?? 0, event, madeUp: madeUp(evidence, event) }))
    .sort((a, b) => Number(a.event.kind !== 'task-exit') - Number(b.event.kind !== 'task-exit'));
}

function madeUp(evidence: Evidence, event: ContainerEvent): Message | null {
  const { exitStatus = 0, time, told } = event;
  if (told?.observed === false) return message('exit.made-up.lost');
  if (isOfCleanUp(evidence, event)) return message('exit.made-up.clean-up');
  const isFound = time !== null && FOUND_GONE.includes(exitStatus) && event.kind !== 'task-exit';
  const restart = isFound ? evidence.onNode(time.ns - seconds(LOOKS_AFTER), time.ns, 'dockerd-started') : [];
  const began = evidence.start?.time?.ns;
  const wasRunning = restart.some(({ time: at }) => at && (began === undefined || began < at.ns));
  return wasRunning ? message('exit.made-up.restart') : null;
}

/** Whether the shim was gone before the end: then what cleans up behind it tells one, with status 137. */
function isOfCleanUp(evidence: Evidence, event: ContainerEvent): boolean {
  if (event.kind === 'task-exit') return shimGoneBefore(evidence, event) !== null;
  const isExact = event.told?.exact === true && event.exitStatus === KILLED;
  const gone = isExact && !evidence.ownDelete ? shimGoneBefore(evidence, event, FORCED_DELETE) : null;
  return gone !== null && evidence.of('signal-asked', 'stop-escalated', 'kill').length === 0;
}

/** The shim's end, where it is told before that of its container: a living shim goes only once its task is deleted. */
export function shimGoneBefore(evidence: Evidence, { time: end }: ContainerEvent, least = 0): ContainerEvent | null {
  const gone = evidence.of('shim-disconnected', 'shim-cleaned-up');
  return gone.find(({ time }) => time && end && end.ns - time.ns > seconds(least)) ?? null;
}

/** The code that somebody saw; null where nobody did, and where two say otherwise. */
export function observedStatus(evidence: Evidence): number | null {
  const seen = new Set(statusesOf(evidence).flatMap(({ status, madeUp: why }) => (why === null ? [status] : [])));
  const [status = null] = seen;
  return seen.size === 1 ? status : null;
}

/** What is said of the codes of a run that ended so. */
export function statusClaims(evidence: Evidence, cause: Cause): Claim[] {
  const told = statusesOf(evidence);
  const lostShim = cause === 'shim-died' || cause === 'shim-panicked';
  const isReal = ({ status, madeUp: why }: ToldStatus): boolean => why === null && !(lostShim && status === KILLED);
  const real = told.filter(isReal);
  const invented = told.filter(one => !isReal(one));
  return [...realClaims(real, cause), ...inventedClaims(invented)];
}

function realClaims(real: readonly ToldStatus[], cause: Cause): Claim[] {
  const [first] = real;
  if (!first) return [];
  const other = real.find(({ status }) => status !== first.status);
  if (other) {
    const words = { first: first.status, by: byOf(first), second: other.status, other: byOf(other) };
    return [claim(message('exit.conflict', words), 'certain', [first.event, other.event])];
  }
  const { status } = first;
  const isStart = cause === 'start-failed' || cause === 'runtime-died';
  const means = meaningOf(status, cause, isStart);
  const by = byOf(first);
  const text = means ? message('exit.code', { status, by, means }) : message('exit.bare', { status, by });
  return [
    claim(
      text,
      'certain',
      real.map(({ event }) => event),
    ),
  ];
}

function inventedClaims(invented: readonly ToldStatus[]): Claim[] {
  const [first] = invented;
  if (!first) return [];
  const why = first.madeUp ?? message('exit.made-up.clean-up');
  const text = message('exit.made-up', { status: first.status, by: byOf(first), why });
  return [
    claim(
      text,
      'likely',
      invented.map(({ event }) => event),
    ),
  ];
}

/** Who says so. */
function byOf({ event: { told, kind } }: ToldStatus): Message | string {
  if (told) return told.by;
  return kind === 'died' ? 'docker events' : message('exit.by-shim');
}
