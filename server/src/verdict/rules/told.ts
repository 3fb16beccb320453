// Ends as pasted outputs tell them: the code and whether memory had run out, not who did it.
import type { Cause, ContainerEvent } from '../../containers/model';
import { message } from '../../message';
import type { Evidence } from '../evidence';
import { BY_SIGNAL, KILLED, statusesOf } from '../exitStatus';
import { runtimeSignals } from '../signals';
import { claim, type Rule } from './rule';

/** A signal that is that long ago has nothing to do with the end: no grace period is longer. */
const LONGEST_GRACE = 3600;
/** docker's oom and die come one right after the other. */
const OOM_WINDOW = 2;

interface ToldEnd {
  readonly status: number;
  readonly event: ContainerEvent;
}

/** The end that an output tells, where nobody made it up and all that tell one agree. */
function toldEnd(evidence: Evidence): ToldEnd | null {
  const real = statusesOf(evidence).filter(({ madeUp, event }) => madeUp === null && !event.kind.startsWith('start-'));
  const told = real.find(({ event }) => event.kind === 'exit-told' || event.kind === 'died');
  return told && real.every(({ status }) => status === told.status) ? told : null;
}

/** Whether somebody sent its processes a signal before the end, as far as is told. */
function wasSignalled(evidence: Evidence): boolean {
  const asked = evidence.of('stop-asked', 'restart-asked', 'kill-asked', 'remove-asked', 'shutting-down', 'host-kill');
  return [...asked, ...runtimeSignals(evidence)].some(({ time }) => evidence.endsWithin(time, LONGEST_GRACE));
}

/** Whether a stop that was asked for and obeyed would be told: the runtime's own lines say so, or audit. */
function seesStops(evidence: Evidence): boolean {
  const { end, run } = evidence;
  const time = end?.time ?? null;
  const inPod = run.events.some(({ pod }) => pod !== undefined) && evidence.heard('daemons', time);
  return inPod || evidence.heard('debug', time) || (evidence.heard('audit', time) && evidence.records(15));
}

/** What is proved by a code, besides what the logs tell. */
export const TOLD_RULES: readonly Rule[] = [
  {
    id: 'oom-told',
    cause: 'oom-killed',
    because:
      'the runtime notes an OOM kill in the control group; its child alone may have been hit, but then the container does not end with 137 unless something else kills it',
    holds: evidence => {
      const told = toldEnd(evidence);
      if (told?.status !== KILLED || wasSignalled(evidence)) return null;
      const { event } = told;
      const near = evidence.of('task-oom').filter(({ time }) => evidence.endsWithin(time, OOM_WINDOW, OOM_WINDOW));
      if (event.told?.oomKilled !== true && near.length === 0) return null;
      return { certainty: 'likely', claims: [claim(message('verdict.told.oom'), 'likely', [...near, event])] };
    },
    samples: ['started +5 exit-told=137@oom', 'started +5 task-oom +0.01 died=137'],
    counterSamples: [
      'started +5 exit-told=137',
      'started +5 exit-told=4@oom',
      'started +5 signal-asked=9 +0.1 exit-told=137@oom',
      'started +5 host-kill=9@init +0.1 exit-told=137@oom',
      'started +5 task-exit=143 exit-told=137@oom',
    ],
  },
  {
    id: 'exited-told',
    cause: 'exited',
    because: 'a code below 128 is no signal: the program ended by itself, unless somebody asked it to end',
    holds: evidence => {
      const told = toldEnd(evidence);
      if (!told || told.status >= BY_SIGNAL || wasSignalled(evidence) || !seesStops(evidence)) return null;
      const { status, event } = told;
      return { certainty: 'likely', claims: [claim(message('pod.verdict.exited', { status }), 'likely', [event])] };
    },
    samples: ['heard:debug started +5 exit-told=3', 'heard:audit started +5 died=0'],
    counterSamples: [
      'started +5 exit-told=3',
      'heard:debug started +5 exit-told=137',
      'heard:debug started +5 stop-asked signal-asked=15 +1 exit-told=0',
      'heard:debug started +5 exit-told=3 died=0',
      'heard:debug started +5 health-check=1',
    ],
  },
];

/** The causes that a code leaves open, where nothing else is known. */
const OPEN: readonly { readonly cause: Cause; readonly fits: (status: number) => boolean }[] = [
  { cause: 'exited', fits: () => true },
  { cause: 'stopped', fits: status => status <= KILLED || status === BY_SIGNAL + 15 },
  { cause: 'killed', fits: status => status > BY_SIGNAL },
  { cause: 'killed-from-host', fits: status => status > BY_SIGNAL },
  { cause: 'oom-killed', fits: status => status === KILLED },
  { cause: 'crashed', fits: status => [4, 5, 6, 7, 8, 11].includes(status - BY_SIGNAL) },
];

/** Behind all that the logs prove: what is left where they prove nothing. */
export const OPEN_RULES: readonly Rule[] = OPEN.map(({ cause, fits }): Rule => ({
  id: `${cause}-by-code`,
  cause,
  because: 'the code does not exclude it',
  holds: evidence => {
    const told = toldEnd(evidence);
    return told && fits(told.status) ? { certainty: 'possible', claims: [] } : null;
  },
  samples: [],
  counterSamples: ['started +5', `started +5 exit-told=${cause === 'exited' ? '0' : '3'}`],
}));
