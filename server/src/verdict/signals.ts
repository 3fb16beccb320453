// The signals that the runtime sent to a run's init, and who asked for them.
import type { ContainerEvent } from '../containers/model';
import { SIGKILL } from '../containers/signals';
import { seconds, type Evidence } from './evidence';

/** A signal that dockerd or the runtime sent: a line of dockerd's, a command that audit saw, or the kill itself. */
export function runtimeSignals(evidence: Evidence): ContainerEvent[] {
  return evidence
    .of('signal-asked', 'kill', 'runtime-command')
    .map(event =>
      event.command?.subcommand === 'kill' && event.command.signal ? { ...event, signal: event.command.signal } : event,
    )
    .filter(({ signal, time }) => signal !== undefined && signal > 0 && time !== null);
}

/** The first SIGKILL of the runtime. */
export function runtimeKill(evidence: Evidence): ContainerEvent | null {
  return runtimeSignals(evidence).find(({ signal }) => signal === SIGKILL) ?? null;
}

/** dockerd says within so many seconds that its signal reached nobody. */
const MISSED = 2;

/** Whether dockerd says of a signal that its process had ended before; what audit saw sent has reached somebody. */
export function reachedNobody(evidence: Evidence, { kind, time }: ContainerEvent): boolean {
  if (kind === 'kill' || time === null) return false;
  return evidence.of('signal-missed').some(missed => {
    const gap = missed.time ? missed.time.ns - time.ns : -1n;
    return gap >= 0n && gap <= seconds(MISSED);
  });
}

/** dockerd waits for what it stops as it stops itself: 15 s and more, by the longest timeout of its containers. */
const SHUTDOWN = 120;
/** Between a call and the first signal that it leads to. */
const ASKED = 2;

/** Who asked for a signal: the last call before it, or the end of dockerd itself; null where no line tells. */
export function askedBy(evidence: Evidence, signal: ContainerEvent): ContainerEvent | null {
  const { time } = signal;
  if (time === null) return null;
  const asked = evidence
    .of('stop-asked', 'restart-asked', 'kill-asked', 'remove-asked', 'shutting-down')
    .filter(ask => ask.kind !== 'remove-asked' || ask.signal === SIGKILL)
    .findLast(ask => ask.time && ask.time.ns <= time.ns + seconds(0.02) && ask.time.ns >= time.ns - seconds(ASKED));
  if (asked) return asked;
  const near = evidence.onNode(
    time.ns - seconds(SHUTDOWN),
    time.ns + seconds(0.02),
    'dockerd-stopping',
    'dockerd-started',
  );
  const last = near.at(-1);
  return last?.kind === 'dockerd-stopping' ? last : null;
}
