// Ends that somebody asked for: docker stop, docker kill, docker rm -f, the end of dockerd.
import type { Cause, ContainerEvent } from '../../containers/model';
import { SIGKILL, SIGTERM } from '../../containers/signals';
import { message } from '../../message';
import type { Certainty } from '../../place';
import { ignoresSignals } from '../commands';
import { seconds, type Evidence } from '../evidence';
import { askedBy, reachedNobody, runtimeSignals } from '../signals';
import { OBEYED } from './kernel';
import { claim, type Found, type Rule } from './rule';

/** A stop sends SIGKILL a second after its first signal at the earliest, but for `-t 0`. */
const GRACE = 0.9;
/** Longer than this after a signal that can be handled, an end has nothing to do with it. */
const FORGOTTEN = 120;

/** What the signals of the runtime tell of a run. */
interface Told extends Found {
  readonly cause: Cause;
}

function bySignals(evidence: Evidence): Told | null {
  const signals = runtimeSignals(evidence).filter(({ time }) => !isAfterEnd(evidence, time));
  const [kill] = signals.filter(({ signal }) => signal === SIGKILL);
  const [first] = signals;
  if (!first || !evidence.end) return null;
  const found = kill ? killed(evidence, first, kill, signals) : obeyed(evidence, first, signals);
  const isDoubtful =
    comesAfterKilledDockerd(evidence, first) || signals.every(signal => reachedNobody(evidence, signal));
  return found && isDoubtful ? { ...found, certainty: 'possible' } : found;
}

/** A dockerd that was killed has its containers stopped as it starts again: what ended them then is its own end. */
function comesAfterKilledDockerd(evidence: Evidence, { time }: ContainerEvent): boolean {
  if (!time) return false;
  const from = evidence.run.from?.ns ?? time.ns;
  const restarts = evidence.onNode(from, time.ns, 'dockerd-started', 'dockerd-stopping', 'dockerd-killed');
  const started = restarts.findLastIndex(({ kind }) => kind === 'dockerd-started');
  return started >= 0 && restarts[started - 1]?.kind !== 'dockerd-stopping' && evidence.of('shutting-down').length > 0;
}

function isAfterEnd(evidence: Evidence, time: ContainerEvent['time']): boolean {
  const gap = evidence.beforeEnd(time);
  return gap !== null && gap < -seconds(0.3);
}

/** SIGKILL: alone it is a kill; behind another signal that was not obeyed it is a stop. */
function killed(
  evidence: Evidence,
  first: ContainerEvent,
  kill: ContainerEvent,
  signals: readonly ContainerEvent[],
): Told | null {
  const escalated = evidence.of('stop-escalated');
  const asked = askedBy(evidence, first);
  const evidenceOfIt = [asked, ...signals, ...escalated];
  if (escalated.length > 0) return told('stopped', 'certain', evidenceOfIt);
  const grace = first.time && kill.time ? kill.time.ns - first.time.ns : 0n;
  const asksStop = asked !== null && asked.kind !== 'kill-asked' && asked.kind !== 'remove-asked';
  if (first.signal !== SIGKILL) {
    if (asksStop) return told('stopped', 'certain', evidenceOfIt);
    // dockerd at any level says that it uses force: where it was heard and did not, SIGKILL was asked for by itself.
    if (evidence.heard('dockerd', kill.time)) return told('killed', 'likely', [askedBy(evidence, kill), kill]);
    const isStop = first.signal === SIGTERM && grace >= seconds(GRACE);
    return told('stopped', isStop ? 'likely' : 'possible', evidenceOfIt);
  }
  const ask = askedBy(evidence, kill);
  if (ask && ask.kind !== 'kill-asked' && ask.kind !== 'remove-asked')
    return told('stopped', 'likely', [ask, ...signals]);
  // Behind the end of a shim it is the clean-up that kills what is left.
  const shimKills = kill.time ? evidence.onNode(kill.time.ns - seconds(1), kill.time.ns, 'shim-kill') : [];
  if (!ask && shimKills.length > 0) return told('killed', 'possible', [...signals, ...shimKills]);
  const term =
    evidence.records(SIGTERM) || evidence.heard('dockerd', kill.time) || signals.some(({ command }) => command);
  return told('killed', ask ? 'certain' : term ? 'likely' : 'possible', [ask, ...signals]);
}

/** A signal that can be handled, and no SIGKILL behind it. */
function obeyed(evidence: Evidence, first: ContainerEvent, signals: readonly ContainerEvent[]): Told | null {
  const last = signals.findLast(({ time }) => evidence.endsWithin(time, OBEYED));
  const asked = askedBy(evidence, last ?? first);
  const cause = asked
    ? asked.kind === 'kill-asked'
      ? 'killed'
      : 'stopped'
    : (last ?? first).signal === SIGTERM
      ? 'stopped'
      : 'killed';
  // A container may have a stop signal of its own (STOPSIGNAL): only SIGTERM by itself is taken for a stop.
  const sure = asked !== null || last?.signal === SIGTERM;
  if (last) return told(cause, sure ? 'likely' : 'possible', [asked, ...signals]);
  const gap = evidence.beforeEnd(signals.at(-1)?.time ?? null);
  const open = first.signal === SIGTERM && gap !== null && gap < seconds(FORGOTTEN);
  return open && !ignoresSignals(evidence.run.creation) ? told(cause, 'possible', [asked, ...signals]) : null;
}

function told(cause: Cause, certainty: Certainty, events: readonly (ContainerEvent | null)[]): Told {
  const text = cause === 'stopped' ? message('verdict.stopped') : message('verdict.killed');
  return { cause, certainty, claims: [claim(text, certainty, events)] };
}

function ruleOf(cause: Cause, samples: readonly string[], counterSamples: readonly string[]): Rule {
  return {
    id: cause,
    cause,
    because:
      'docker stop sends SIGTERM (or the signal of the image), then SIGKILL; docker kill and docker rm -f send theirs alone (moby daemon/stop.go, kill.go)',
    holds: evidence => {
      const found = bySignals(evidence);
      return found?.cause === cause ? found : null;
    },
    samples,
    counterSamples,
  };
}

export const STOP_RULES: readonly Rule[] = [
  ruleOf(
    'stopped',
    [
      'run:start +5 stop-asked signal-asked=15 +2 stop-escalated=15 signal-asked=9 +0.01 task-deleted',
      'run:start +5 run:kill=15 kill=15 +0.1 run:delete',
      'run:start +5 run:kill=15 +10 run:kill=9 +0.01 run:delete',
      'run:start +5 run:kill=15 kill=15 +10 run:kill=9 +0.01 signal-missed run:delete',
      'run:start +5 node:dockerd-stopping signal-asked=15 +0.1 task-deleted',
    ],
    [
      'run:start +5 run:kill=9 kill=9 +0.01 run:delete',
      'run:start +5 run:kill=15 +20 run:delete',
      'run:start +5 kill-asked signal-asked=15 +0.1 task-deleted',
      'run:start +5 task-deleted',
      'run:start +5 shutting-down signal-asked=15 run:kill=15 +0.03 signal-missed run:delete task-deleted',
    ],
  ),
  ruleOf(
    'killed',
    [
      'run:start +5 kill-asked=9 signal-asked=9 +0.01 task-deleted',
      'run:start +5 kill-asked=10 run:kill=10 +0.1 run:delete',
      'run:start +5 run:kill=9 kill=9 +0.01 run:delete',
      'run:start +5 remove-asked=9 signal-asked=9 +0.01 task-deleted',
    ],
    [
      'run:start +5 run:kill=15 +10 run:kill=9 +0.01 run:delete',
      'run:start +5 run:kill=10 +20 run:delete',
      'run:start +5 run:kill=10 +0.1 run:delete',
      'run:start +5 kill-asked=9 signal-asked=9',
    ],
  ),
];
