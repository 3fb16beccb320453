// Ends that the kernel or a stranger brought: no memory left, a fault of the program, a signal from the host.
import { DOCKER_INIT, isCommand, isOlderThanShim } from '../../containers/inits';
import type { ContainerEvent } from '../../containers/model';
import { message } from '../../message';
import { weaker } from '../../place';
import { staysShell } from '../commands';
import { seconds, type Evidence } from '../evidence';
import { runtimeKill } from '../signals';
import { claim, type Found, type Rule } from './rule';

/** The kernel's log is dated by another clock than the daemons': its stamps may lie this far apart (seconds). */
const CLOCKS = 3;
/** An end is logged this soon after a fatal signal (seconds), also on a node under load. */
const SOON = 2;
/** A signal that can be handled is obeyed this soon (seconds), as far as it is claimed to be the cause. */
export const OBEYED = 1.5;

export const KERNEL_RULES: readonly Rule[] = [
  {
    id: 'oom-killed',
    cause: 'oom-killed',
    because: 'the kernel names the control group of the container and the process that it killed (mm/oom_kill.c)',
    holds: evidence => {
      const all = evidence.of('oom-kill');
      const kills = all.filter(({ time }) => evidence.endsWithin(time, CLOCKS, CLOCKS));
      // Nothing survives it: an end that is told much later was not seen as it was.
      const sure = all.filter(({ reached, time }) => reached === 'init' && evidence.endsWithin(time, Infinity, CLOCKS));
      const own = [...sure, ...kills.filter(({ reached }) => reached === 'main')];
      if (own.length > 0) {
        const certainty = own.some(({ reached }) => reached === 'init') ? 'certain' : 'likely';
        return { certainty, claims: [claim(message('verdict.oom-killed'), certainty, own)] };
      }
      const ofOthers = evidence.possible('oom-kill').filter(({ time }) => evidence.endsWithin(time, CLOCKS, CLOCKS));
      const doubtful = [...kills.filter(({ reached }) => reached === undefined), ...ofOthers];
      return doubtful.length > 0 ? candidate(message('verdict.oom-of-whom'), doubtful) : null;
    },
    samples: [
      'run:start +5 oom-kill@init +0.05 run:delete task-deleted',
      'shim-started oom-kill@main +0.1 task-deleted',
    ],
    counterSamples: [
      'run:start +5 oom-kill@other +1 run:delete task-deleted',
      'run:start +5 oom-kill@main +60 task-deleted',
      'run:start +5 oom-kill +0.1 task-deleted',
      'heard:audit heard:kernel heard:daemons run:start oom-kill?? +0.1 run:delete task-deleted +5',
    ],
  },
  {
    id: 'oom-noticed',
    cause: 'oom-killed',
    because: 'containerd tells of an OOM kill without saying in which container; only the log of the kernel tells',
    holds: evidence => {
      const end = evidence.end?.time;
      if (!end || evidence.heard('kernel', end)) return null;
      const noticed = evidence.onNode(windowOf(evidence), end.ns + seconds(0.5), 'oom-notice');
      return noticed.length > 0 ? candidate(message('verdict.oom-of-whom'), noticed) : null;
    },
    samples: [],
    counterSamples: ['run:start +5 node:oom-notice +0.1 task-deleted'],
  },
  {
    id: 'killed-from-host',
    cause: 'killed-from-host',
    because: 'audit saw a process outside the runtime signal the init, which ended at once',
    holds: evidence => {
      const kills = evidence.of('host-kill').filter(kill => kill.reached === 'init' && endsBy(evidence, kill));
      const [first] = kills;
      const before = runtimeKill(evidence)?.time ?? null;
      if (!first || (before && first.time && before.ns < first.time.ns)) return null;
      const certainty = first.signal === 9 ? first.certainty : weaker('likely', first.certainty);
      return {
        certainty,
        claims: [claim(message('verdict.killed-from-host', { kill: first.text }), certainty, kills)],
      };
    },
    samples: [
      'run:start +5 host-kill=9@init +0.01 run:delete task-deleted',
      'run:start +5 host-kill=15@init +0.4 task-deleted',
    ],
    counterSamples: [
      'run:start +5 host-kill=15@init +30 task-deleted',
      'run:start +5 inner-kill=9@init +0.01 task-deleted',
    ],
  },
  {
    id: 'crashed',
    cause: 'crashed',
    because:
      'the kernel records a process that ends by a fault of its own (kernel/auditsc.c, audit_core_dumps; arch/x86/mm/fault.c)',
    holds: evidence => {
      const crashes = evidence.of('crash').filter(({ time }) => evidence.endsWithin(time, SOON, CLOCKS));
      const [first] = crashes.filter(({ reached }) => reached === 'init' || reached === 'main');
      if (!first) return null;
      const { certainty } = first;
      return { certainty, claims: [claim(message('verdict.crashed', { crash: first.text }), certainty, crashes)] };
    },
    samples: ['run:start crash@init +0.01 run:delete task-deleted'],
    counterSamples: ['run:start crash@init +60 task-deleted', 'run:start node:crash +0.01 task-deleted'],
  },
  {
    id: 'crash-near',
    cause: 'crashed',
    because: 'some process crashed right before, and which container it was in is not told',
    holds: evidence => {
      const end = evidence.end?.time;
      const { inits, initRange, creation } = evidence.run;
      // Where docker-init is not the init, another process than the init is a child, whose crash ends nothing.
      const known = (inits.size > 0 || initRange !== null) && creation?.init === false;
      const ofNode = end && !known ? evidence.onNode(windowOf(evidence), end.ns + seconds(0.1), 'crash') : [];
      const own = ofNode.filter(crash => !isOlder(evidence, crash) && !isOfChild(evidence, crash));
      const near = [...own, ...evidence.possible('crash').filter(({ time }) => evidence.endsWithin(time, 0.5, 0.1))];
      return near.length > 0 ? candidate(message('verdict.crash-near'), near) : null;
    },
    samples: [],
    counterSamples: ['run:start +5 node:crash +0.01 task-deleted', 'run:start +5 crash@init?? +0.01 task-deleted'],
  },
  {
    id: 'kill-near',
    cause: 'killed-from-host',
    because: 'some process was killed right before, and which container it was in is not told',
    holds: evidence => {
      const end = evidence.end?.time;
      const { inits, initRange, creation } = evidence.run;
      const known = (inits.size > 0 || initRange !== null) && creation !== null && creation.init !== true;
      const ofNode =
        end && !known
          ? evidence.onNode(windowOf(evidence), end.ns + seconds(0.05), 'host-kill', 'inner-kill', 'kill')
          : [];
      const near = ofNode.filter(kill => !isOlder(evidence, kill));
      const inner = known ? [] : evidence.of('inner-kill');
      const own = [...inner, ...evidence.possible('host-kill')].filter(({ time }) =>
        evidence.endsWithin(time, 0.5, 0.05),
      );
      return near.length + own.length > 0 ? candidate(message('verdict.kill-near'), [...near, ...own]) : null;
    },
    samples: [],
    counterSamples: [
      'run:start +5 node:host-kill=9 +0.01 task-deleted',
      'heard:audit heard:kernel heard:daemons run:start +5 host-kill=9@init?? +0.01 run:delete task-deleted +5',
    ],
  },
];

/** Whether all those whom something hit were there before the run was. */
function isOlder({ run }: Evidence, { killed = [] }: ContainerEvent): boolean {
  return killed.length > 0 && killed.every(pid => isOlderThanShim(run, pid));
}

/** Whether it was another program than the container's own that crashed. */
function isOfChild({ run: { creation } }: Evidence, { victim = DOCKER_INIT }: ContainerEvent): boolean {
  return staysShell(creation) && victim !== DOCKER_INIT && !isCommand(creation, victim);
}

/** From when on something may have ended the run. */
function windowOf({ earliestEnd, end }: Evidence): bigint {
  return (earliestEnd ?? end?.time?.ns ?? 0n) - seconds(0.5);
}

/**
 * Whether a signal ended the run: nothing survives SIGKILL, others count where they were obeyed. Where it is not certain
 * that it was the init that SIGKILL reached, the end is to follow at once, or to be told late.
 */
function endsBy(evidence: Evidence, { signal, time, certainty }: ContainerEvent): boolean {
  if (signal === undefined || signal === 0 || !time) return false;
  if (signal !== 9) return evidence.endsWithin(time, OBEYED, 0.05);
  const earliest = evidence.earliestEnd;
  const isLate = earliest !== null && earliest < (evidence.end?.time?.ns ?? 0n) && time.ns > earliest - seconds(SOON);
  return evidence.endsWithin(time, certainty === 'certain' || isLate ? Infinity : SOON, 0.05);
}

function candidate(text: Parameters<typeof claim>[0], events: readonly ContainerEvent[]): Found {
  return { certainty: 'possible', claims: [claim(text, 'possible', events)] };
}
