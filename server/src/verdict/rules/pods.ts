// Ends in Kubernetes without Docker: what containerd's CRI plugin and the kubelet tell, with the status that the shim saw.
import type { ContainerEvent } from '../../containers/model';
import { message } from '../../message';
import { seconds, type Evidence } from '../evidence';
import { BY_SIGNAL, KILLED, observedStatus, shimGoneBefore } from '../exitStatus';
import { runtimeSignals } from '../signals';
import { claim, type Found, type Rule } from './rule';

const TERMINATED = BY_SIGNAL + 15;
/** The OOM event and the exit come by two ways. */
const OOM_WINDOW = 2;
/** A stop that is that long ago has nothing to do with the end: no grace period is longer. */
const LONGEST_GRACE = 3600;

/** The end of the container's own process; null where no shim told it. */
function exitOf({ run }: Evidence): ContainerEvent | null {
  return run.events.find(({ kind, certainty }) => kind === 'task-exit' && certainty === 'certain') ?? null;
}

export const POD_RULES: readonly Rule[] = [
  {
    id: 'shim-gone-before-exit',
    cause: 'shim-died',
    because:
      'a living shim tells the exit, then its task is deleted, then it goes; for a dead one the clean-up tells an exit with status 137 (containerd core/runtime/v2, cleanupAfterDeadShim)',
    holds: evidence => {
      const exit = exitOf(evidence);
      const gone = exit && shimGoneBefore(evidence, exit);
      if (!exit || !gone || exit.exitStatus !== KILLED || runtimeSignals(evidence).length > 0) return null;
      if (evidence.ownDelete || evidence.of('start-failed').length > 0) return null;
      return { certainty: 'likely', claims: [claim(message('pod.verdict.shim-gone'), 'likely', [gone, exit])] };
    },
    samples: ['started +5 shim-disconnected +0.1 task-exit=137'],
    counterSamples: [
      'started +5 task-exit=137 +0.1 shim-disconnected',
      'started +5 signal-asked=15 +1 shim-disconnected +0.1 task-exit=137',
      'started +5 shim-disconnected +0.1 task-exit=1',
    ],
  },
  {
    id: 'oom-told-by-shim',
    cause: 'oom-killed',
    because:
      "the shim watches the container's control group and tells a kill there (TaskOOM); a program that outlives a killed child does not end with 137 at once",
    holds: evidence => {
      const exit = exitOf(evidence);
      const window = seconds(OOM_WINDOW);
      const near = evidence
        .of('task-oom')
        .filter(({ time }) => time && exit?.time && abs(exit.time.ns - time.ns) <= window);
      if (!exit || near.length === 0 || exit.exitStatus !== KILLED || runtimeSignals(evidence).length > 0) return null;
      return { certainty: 'likely', claims: [claim(message('pod.verdict.oom'), 'likely', [...near, exit])] };
    },
    samples: ['started +5 task-oom +0.01 task-exit=137', 'started +5 task-exit=137 +0.01 task-oom'],
    counterSamples: [
      'started +5 task-oom +60 task-exit=137',
      'started +5 task-oom +0.01 task-exit=1',
      'started +5 signal-asked=9 task-oom +0.01 task-exit=137',
      'started +5 task-exit=137',
    ],
  },
  {
    id: 'stopped-through-cri',
    cause: 'stopped',
    because:
      'StopContainer sends the stop signal, waits for the timeout, then kills (containerd internal/cri/server/container_stop.go)',
    holds: stopped,
    samples: [
      'started +5 stop-asked signal-asked=15 +20 task-exit=143',
      'started +5 kill-reason stop-asked signal-asked=15 +5 task-exit=0',
      'started +5 stop-asked +0.01 signal-asked=9 +0.01 task-exit=137',
    ],
    counterSamples: [
      'started +5 task-exit=143',
      'started +5 task-exit=0 +1 stop-asked signal-asked=15',
      'started +5 stop-asked +20 task-exit=1',
    ],
  },
  {
    id: 'exited-with-status',
    cause: 'exited',
    because: 'the shim saw the status, which is no signal, and nobody had asked for the end',
    holds: evidence => {
      const status = observedStatus(evidence);
      const exit = exitOf(evidence);
      if (!exit || status === null || status >= BY_SIGNAL || asked(evidence, exit).length > 0) return null;
      return { certainty: 'certain', claims: [claim(message('pod.verdict.exited', { status }), 'certain', [exit])] };
    },
    samples: ['started +5 task-exit=0', 'started +5 task-exit=127 shim-disconnected'],
    counterSamples: [
      'started +5 task-exit=137',
      'started +5 stop-asked signal-asked=15 +20 task-exit=0',
      'started +5 shim-disconnected +0.1 task-exit=1',
    ],
  },
  {
    id: 'ended-by-a-signal',
    cause: 'killed-from-host',
    because:
      'a status of 128 and more says that a signal ended it, or that the program says so itself; not who sent it',
    holds: evidence => {
      const status = observedStatus(evidence);
      const exit = exitOf(evidence);
      if (!exit || status === null || status < BY_SIGNAL) return null;
      return {
        certainty: 'possible',
        claims: [claim(message('pod.verdict.by-signal', { status }), 'possible', [exit])],
      };
    },
    samples: [],
    counterSamples: ['started +5 task-exit=137', 'started +5 task-exit=0'],
  },
];

/** What was asked for before an end: a stop, or a signal. */
function asked(evidence: Evidence, exit: ContainerEvent): ContainerEvent[] {
  return evidence.of('stop-asked', 'kill-asked', 'remove-asked', 'signal-asked').filter(({ time }) => {
    const gap = time && exit.time ? exit.time.ns - time.ns : null;
    return gap !== null && gap >= 0n && gap <= seconds(LONGEST_GRACE);
  });
}

function stopped(evidence: Evidence): Found | null {
  const exit = exitOf(evidence);
  const status = observedStatus(evidence);
  if (!exit || status === null) return null;
  const before = asked(evidence, exit);
  const stop = before.find(({ kind }) => kind === 'stop-asked');
  const signals = before.filter(({ kind }) => kind === 'signal-asked');
  if (!stop || signals.length === 0) return null;
  const bySignal = (status === TERMINATED && signals.some(({ signal }) => signal === 15)) || killedBy(signals, status);
  const certainty = bySignal ? 'certain' : 'likely';
  const reasons = evidence.of('kill-reason').filter(({ time }) => time && stop.time && time.ns <= stop.time.ns);
  return {
    certainty,
    claims: [
      claim(message('pod.verdict.stopped'), certainty, [stop, ...signals, exit]),
      ...(reasons.length > 0 ? [claim(message('pod.verdict.reason'), 'likely', reasons.slice(-1))] : []),
    ],
  };
}

function killedBy(signals: readonly ContainerEvent[], status: number): boolean {
  return status === KILLED && signals.some(({ signal }) => signal === 9);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
