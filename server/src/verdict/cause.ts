// Why a run ended, as far as its events prove it. What they do not prove stays unknown, with the causes that are left.
import type { NodeFacts } from '../containers/coverage';
import type { Cause, ContainerEvent, Run } from '../containers/model';
import { only } from '../containers/only';
import type { Instant } from '../log/time';
import type { Certainty } from '../place';
import { Evidence, type ExplainedRun } from './evidence';
import { missingOf } from './missing';
import type { Claim } from './model';
import { observedStatus, statusClaims } from './exitStatus';
import { RULES } from './rules/index';

/** A run with its cause and the claims that lead to it. */
export function explainRun(run: ExplainedRun, node: NodeFacts): Run {
  const evidence = new Evidence(run, node);
  const told = judge(evidence);
  return {
    started: startOf(run.events),
    finished: endOf(evidence),
    exitCode: told.cause === 'shim-died' || told.cause === 'shim-panicked' ? null : observedStatus(evidence),
    cause: told.cause,
    certainty: told.certainty,
    shimPid: run.shim,
    initPid: only([...run.inits]),
    verdict: {
      claims: [...told.claims, ...statusClaims(evidence, told.cause)],
      missing: missingOf(evidence, told.cause),
      candidates: told.candidates,
    },
  };
}

interface Judgement {
  readonly cause: Cause;
  readonly certainty: Certainty | null;
  readonly claims: readonly Claim[];
  readonly candidates: readonly Cause[];
}

/** The first rule that holds for more than possible, unless one before it leaves another cause open that is as strong. */
function judge(evidence: Evidence): Judgement {
  const open: Cause[] = [];
  const claims: Claim[] = [];
  for (const { cause, holds } of RULES) {
    const found = holds(evidence);
    if (!found) continue;
    // What ends a program from outside and may have been at work leaves no room for the weakest of all claims.
    const isRest = cause === 'exited' || cause === 'running';
    if (found.certainty !== 'possible' && !(isRest && open.length > 0)) {
      return { cause, certainty: found.certainty, claims: found.claims, candidates: [] };
    }
    open.push(cause);
    claims.push(...found.claims.map(claim => ({ ...claim, certainty: 'possible' as const })));
  }
  return { cause: 'unknown', certainty: null, claims, candidates: [...new Set(open)] };
}

/** When the runtime started the process, or the shim began; a call alone is no start. */
function startOf(events: readonly ContainerEvent[]): Instant | null {
  const started =
    events.find(({ command }) => command?.subcommand === 'start') ??
    events.find(({ kind }) => kind === 'shim-started') ??
    events.find(({ kind, certainty }) => kind === 'started' && certainty === 'certain');
  return started?.time ?? null;
}

/** The init's kill by a clean-up where audit saw it, else the first line that shows the end. */
function endOf({ run, end }: Evidence): Instant | null {
  const forced = run.events.find(({ kind, certainty }) => kind === 'forced-delete' && certainty === 'certain');
  const told = run.events.find(({ kind, certainty }) => kind === 'exit-told' && certainty === 'certain');
  return (forced ?? (told?.told?.exact === true && told.time ? told : end))?.time ?? null;
}
