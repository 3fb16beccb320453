// Ends of a shim before that of its container: who is left then is killed by the clean-up behind it.
import type { ContainerEvent } from '../../containers/model';
import { message } from '../../message';
import type { Certainty } from '../../place';
import { seconds, type Evidence } from '../evidence';
import { claim, type Found, type Rule } from './rule';

/** runc waits so long before it looks whether what it killed for `delete --force` is gone (delete.go, killContainer). */
const FORCED_DELETE = 0.1;

/** The clean-up invented the status: nobody saw the process end. */
function cleanUp(evidence: Evidence, certainty: Certainty): Found['claims'] {
  const forced = evidence.of('forced-delete');
  return forced.length > 0 ? [claim(message('verdict.killed-by-clean-up'), certainty, forced)] : [];
}

export const SHIM_RULES: readonly Rule[] = [
  {
    id: 'shim-panicked',
    cause: 'shim-panicked',
    because:
      'a panic ends the shim, and containerd cleans up after it: the tie between the two is as sure as that of the panic',
    holds: evidence => {
      const [panic] = evidence.of('panic').sort(bySureness);
      const cleaned = evidence.of('shim-cleaned-up');
      if (!panic || cleaned.length === 0) return null;
      const { certainty } = panic;
      return {
        certainty,
        claims: [
          claim(message('verdict.panic', { panic: panic.text }), 'certain', [panic]),
          claim(message('verdict.panic-of-this-shim'), certainty, [panic, ...cleaned]),
          claim(message('verdict.shim-cleaned-up'), 'certain', cleaned),
          ...cleanUp(evidence, 'certain'),
        ],
      };
    },
    samples: ['exec-started panic? +0.5 shim-reaped shim-cleaned-up', 'panic shim-reaped shim-cleaned-up'],
    counterSamples: ['panic? shim-reaped', 'panic?? shim-reaped shim-cleaned-up'],
  },
  {
    id: 'shim-cleaned-up',
    cause: 'shim-died',
    because: 'containerd 1.0 to 1.4 logs it only when a shim exits while its task exists (runtime/v1/linux/runtime.go)',
    holds: evidence => {
      const cleaned = evidence.of('shim-cleaned-up').filter(({ certainty }) => certainty === 'certain');
      if (cleaned.length === 0) return null;
      return {
        certainty: 'certain',
        claims: [claim(message('verdict.shim-cleaned-up'), 'certain', cleaned), ...cleanUp(evidence, 'certain')],
      };
    },
    samples: ['shim-reaped shim-cleaned-up forced-delete'],
    counterSamples: ['shim-reaped', 'shim-disconnected task-deleted'],
  },
  {
    id: 'shim-killed',
    cause: 'shim-died',
    because: 'audit saw the signal that ended the shim',
    holds: evidence => {
      const killed = evidence
        .of('shim-kill')
        .filter(({ signal, time }) => signal === 9 && evidence.endsWithin(time, 3));
      const [first] = killed;
      if (!first) return null;
      const { certainty } = first;
      return {
        certainty,
        claims: [
          claim(message('verdict.shim-killed', { kill: first.text }), certainty, killed),
          ...cleanUp(evidence, 'certain'),
        ],
      };
    },
    samples: ['run:start +5 shim-kill=9 +0.01 shim-disconnected forced-delete task-deleted'],
    counterSamples: ['run:start +5 shim-kill=9 +60 run:delete task-deleted'],
  },
  {
    id: 'init-killed-by-clean-up',
    cause: 'shim-died',
    because:
      'a living shim has its container deleted before it goes: `delete --force` finds somebody to kill only where it died',
    holds: evidence => {
      const forced = evidence.of('forced-delete').filter(({ killed }) => killed === undefined || killed.length > 0);
      const [first] = forced;
      if (!first || evidence.ownDelete || evidence.of('start-failed').length > 0) return null;
      const gone = evidence
        .of('shim-disconnected')
        .find(({ time }) => time && first.time && time.ns <= first.time.ns + seconds(0.01));
      // Anybody may call `delete --force`; behind a lost shim, or where no delete of the shim's own was recorded, it is the clean-up.
      const recorded = evidence.of('runtime-command').some(({ command }) => command?.subcommand === 'start');
      const certainty = gone ? (first.match === 'time' ? 'likely' : 'certain') : recorded ? 'likely' : 'possible';
      return {
        certainty,
        claims: [
          ...(gone ? [claim(message('verdict.shim-gone-first'), certainty, [gone])] : []),
          claim(message('verdict.killed-by-clean-up'), first.match === 'time' ? 'likely' : 'certain', forced),
        ],
      };
    },
    samples: ['run:start +5 shim-disconnected +0.01 forced-delete +0.1 task-deleted'],
    counterSamples: [
      'run:start +5 run:delete shim-disconnected task-deleted',
      'run:start run:delete forced-delete??',
      'forced-delete',
    ],
  },
  {
    id: 'shim-gone-first',
    cause: 'shim-died',
    because:
      'a living shim tells the end before it goes; for a dead one containerd does so once `delete --force` has killed the init, which takes a tenth of a second at least (containerd runtime/v2, runc delete.go)',
    holds: evidence => {
      const [gone] = evidence.of('shim-disconnected');
      const [told] = evidence.of('task-deleted');
      if (!gone?.time || !told?.time || evidence.ownDelete || signalled(evidence)) return null;
      const late = told.time.ns - gone.time.ns >= seconds(FORCED_DELETE);
      const from = gone.time.ns + seconds(FORCED_DELETE);
      const [cleaned] = late ? evidence.onNode(from, told.time.ns, 'clean-up-ended') : [];
      const early = evidence.onNode(gone.time.ns, from, 'clean-up-ended').length > 0;
      if (!cleaned || early) return null;
      return {
        certainty: 'likely',
        claims: [claim(message('verdict.shim-gone-first'), 'likely', [gone, cleaned, told])],
      };
    },
    samples: ['shim-started +5 shim-disconnected +0.11 node:clean-up-ended +0.002 task-deleted'],
    counterSamples: [
      'shim-started +5 shim-disconnected +0.001 task-deleted +0.01 node:clean-up-ended',
      'shim-started +5 shim-disconnected +0.11 task-deleted',
      'run:start +5 run:delete shim-disconnected +0.11 node:clean-up-ended +0.002 task-deleted',
    ],
  },
];

function signalled(evidence: Evidence): boolean {
  return evidence.of('signal-asked', 'stop-escalated', 'kill').length > 0;
}

function bySureness(a: ContainerEvent, b: ContainerEvent): number {
  const order: readonly Certainty[] = ['certain', 'likely', 'possible'];
  return order.indexOf(a.certainty) - order.indexOf(b.certainty);
}
