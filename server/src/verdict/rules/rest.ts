// What is left where nothing ended a run from outside: its program ended, or it runs.
import { message } from '../../message';
import type { EventKind } from '../../containers/model';
import type { Source } from '../../containers/sources';
import { seconds, type Evidence } from '../evidence';
import { claim, type Found, type Rule } from './rule';

/** The logs may end a little earlier than others do. */
const LAG = 10;
/** What ends a program is sent at most so long before its end is logged (seconds): audit is to have been heard since. */
const SIGNALLED = 2;
/** A run that was this many times as old as the time in which its end could be lost is taken to have lived on. */
const OLD = 3n;

export const REST_RULES: readonly Rule[] = [
  {
    id: 'ended-with-node',
    cause: 'runtime-died',
    because: 'no process outlives its kernel; whether it had ended before, nobody was left to tell',
    holds: ({ end }) =>
      end?.kind === 'node-booted'
        ? { certainty: 'possible', claims: [claim(message('verdict.node-booted'), 'possible', [end])] }
        : null,
    samples: [],
    counterSamples: ['heard:audit heard:kernel heard:daemons run:start +5 node-booted +5'],
  },
  {
    id: 'exited',
    cause: 'exited',
    because: 'the end is told, and whatever else ends a container would have left a line in files that were there',
    holds: exited,
    samples: ['heard:audit heard:kernel heard:daemons run:start +5 run:delete shim-disconnected task-deleted +5'],
    counterSamples: [
      'heard:kernel heard:daemons run:start +5 run:delete shim-disconnected task-deleted +5',
      'heard:audit heard:daemons run:start +5 run:delete shim-disconnected task-deleted +5',
      'heard:audit heard:kernel heard:daemons run:start +5',
    ],
  },
  {
    id: 'lost-end',
    cause: 'runtime-died',
    because: 'containerd tells dockerd of ends as they happen, and not again (moby libcontainerd, processEventStream)',
    holds: lost,
    samples: [],
    counterSamples: ['heard:daemons shim-started +1 node:containerd-gone +10 node:events-resumed +5'],
  },
  {
    id: 'running',
    cause: 'running',
    because: 'its start is told, and its end would have been until the last line',
    holds: running,
    samples: ['heard:daemons shim-started +60'],
    counterSamples: [
      'shim-started',
      'heard:daemons shim-started +60 task-deleted',
      'heard:daemons shim-started +1 node:containerd-gone +10 node:events-resumed +5',
    ],
  },
];

/** An end that was lost with containerd leaves a start and nothing else. */
function lost(evidence: Evidence): Found | null {
  const { start, end, run } = evidence;
  if (!start || end || !run.isLast || !mayBeLost(evidence)) return null;
  return { certainty: 'possible', claims: [claim(message('verdict.end-may-be-lost'), 'possible', [start])] };
}

function exited(evidence: Evidence): Found | null {
  const { end } = evidence;
  if (!end?.time || end.kind === 'node-booted') return null;
  const began = evidence.start?.time?.ns ?? 0n;
  const before = end.time.ns - seconds(SIGNALLED);
  const noSignal = heardSince(evidence, 'audit', before > began ? before : began) && evidence.records(9);
  const earliest = evidence.earliestEnd;
  const late = earliest !== null && earliest < end.time.ns;
  const noOom = evidence.heard('kernel', end.time) || (!late && evidence.heard('debug', end.time));
  const whole =
    !late ||
    (heardSince(evidence, 'audit', earliest) && heardSince(evidence, 'kernel', earliest) && !evidence.lostContainerd);
  const certainty =
    noSignal && noOom && whole && seesAllSignals(evidence) && shimLived(evidence) ? 'likely' : 'possible';
  const shown = [end, ...(evidence.ownDelete ? [evidence.ownDelete] : [])];
  return { certainty, claims: [claim(message('verdict.exited'), certainty, shown)] };
}

/** Whether a source was heard from a moment to the end. */
function heardSince({ node, end }: Evidence, source: Source, since: bigint): boolean {
  const stretch = node.coverage.at(source, end?.time ?? null);
  return stretch !== null && stretch.from <= since;
}

/** Whether a signal that audit has no rule for, asked for by way of Docker, would be told: by dockerd, or as a command. */
function seesAllSignals(evidence: Evidence): boolean {
  return evidence.heard('debug', evidence.end?.time ?? null) || evidence.ownDelete !== null;
}

/** Whether the shim outlived its container: it had it deleted, or told of the end before it went. */
function shimLived(evidence: Evidence): boolean {
  if (evidence.ownDelete) return true;
  const [gone] = evidence.of('shim-disconnected');
  const [told] = evidence.of('task-deleted');
  const since = gone?.time?.ns;
  const until = told?.time?.ns;
  return since !== undefined && until !== undefined && until - since < seconds(0.1);
}

function running(evidence: Evidence): Found | null {
  const { start, end, run } = evidence;
  if (!start?.time || end || !run.isLast) return null;
  const told = heardToTheEnd(evidence, 'daemons') || (start.command !== undefined && heardToTheEnd(evidence, 'audit'));
  const certainty = told && !mayBeLost(evidence) ? 'likely' : 'possible';
  return { certainty, claims: [claim(message('verdict.running'), certainty, [start])] };
}

/** Whether a source that tells of ends was heard from the start to the last line of all. */
function heardToTheEnd({ start, node: { coverage } }: Evidence, source: Source): boolean {
  const stretch = coverage.at(source, start?.time ?? null);
  return stretch !== null && !stretch.goesOn && stretch.to + seconds(LAG) >= coverage.latest;
}

/** dockerd tries to reach containerd again at most so many seconds apart: 3 (containerd client.go, MaxDelay) and grpc's jitter of a fifth. */
const RECONNECT = 3.6;
/** Where dockerd says when it heard again, what ended so many seconds around may be lost as well. */
const AROUND = 1;

const GONE: readonly EventKind[] = ['containerd-gone', 'containerd-killed'];
const BACK: readonly EventKind[] = ['events-resumed', 'containerd-started'];
const ALIVE: readonly EventKind[] = ['exec-started', 'health-check', 'restored'];

/**
 * Whether the end may have been lost with containerd: nobody tells dockerd what ended while it was gone. From when on it
 * was gone is not known where only its new start is told.
 */
function mayBeLost(evidence: Evidence): boolean {
  const { start, run, node } = evidence;
  let gone: bigint | null = null;
  let lost = false;
  const from = start?.time?.ns ?? 0n;
  for (const { kind, time } of node.events.between(from + 1n, null, [...GONE, ...BACK])) {
    const now = time?.ns ?? 0n;
    if (GONE.includes(kind)) {
      gone ??= now;
      lost = true;
    } else {
      const since = gone ?? (kind === 'containerd-started' ? from : now);
      // Until dockerd hears again nobody tells it of ends: where it is not at hand, that may be so much later.
      const isDeaf = kind === 'containerd-started' && !evidence.heard('dockerd', time);
      const away = now - since + (isDeaf ? seconds(RECONNECT) : 0n);
      lost = away > 0n && since - from < OLD * (isDeaf ? away : away + seconds(AROUND));
      if (lost && run.events.some(event => ALIVE.includes(event.kind) && event.time && event.time.ns > now))
        return false;
      // dockerd may hear again later than containerd starts: the same absence goes on.
      if (kind === 'events-resumed') gone = null;
      if (lost) return true;
    }
  }
  return lost;
}
