// The explanation of a container: what became of it first, then why each of its runs ended, what is missing, what to do now.
import { MIN_DIGITS } from '../containers/ids';
import type { Container, ContainerEvent, Run } from '../containers/model';
import { message, type Message } from '../message';
import type { Claim, Missing } from './model';
import { claim } from './rules/rule';

/** A claim about one of a container's runs, or about the container itself where it has no run. */
export interface ExplainedClaim extends Claim {
  /** Counted from 1; null for what is said of the container. */
  readonly run: number | null;
}

export interface Explanation {
  readonly claims: readonly ExplainedClaim[];
  readonly missing: readonly Missing[];
  readonly advice: readonly Message[];
}

/** Whether a run is over, or was never begun. */
export function isOver({ cause, finished }: Run): boolean {
  return cause !== 'running' && (finished !== null || cause !== 'unknown');
}

/** Explains a container; `others` are those of its case, one of which may have taken its place. */
export function explain(container: Container, others: readonly Container[]): Explanation {
  const { runs } = container;
  const told = runs.flatMap((run, index) => run.verdict.claims.map(made => ({ ...made, run: index + 1 })));
  const missing = new Map(runs.flatMap(({ verdict }) => verdict.missing.map(row => [row.what.id, row] as const)));
  return {
    claims: [...fateOf(container, others).map(made => ({ ...made, run: null })), ...told],
    missing: [...missing.values()],
    advice: adviceFor(container),
  };
}

/** What became of a container that ended: removed, started again, replaced by another of its name. */
function fateOf(container: Container, others: readonly Container[]): Claim[] {
  const { removed, events, runs, names, first, node } = container;
  const claims: Claim[] = [];
  const asked = removed && events.findLast(({ kind, time }) => kind === 'remove-asked' && time?.ns === removed.ns);
  if (asked) claims.push(claim(message('verdict.removed'), 'likely', [asked]));
  const last = runs.at(-1);
  const start = runs.length > 1 && last?.started ? startEvent(events, last) : null;
  if (start) claims.push(claim(message('verdict.started-again'), 'certain', [start]));
  const next = others.find(
    other =>
      other.id !== container.id &&
      (node === null || other.node === null || other.node === node) &&
      other.names.some(name => names.includes(name)) &&
      first !== null &&
      other.first !== null &&
      other.first.ns > first.ns,
  );
  const made = next?.events.find(({ kind }) => kind === 'created') ?? next?.events[0];
  if (next && made) {
    const words = { name: next.names.find(name => names.includes(name)) ?? '', container: next.id };
    claims.push(claim(message('verdict.replaced', words), 'certain', [made]));
  }
  return claims;
}

function startEvent(events: readonly ContainerEvent[], { started }: Run): ContainerEvent | null {
  return (
    events.find(
      ({ time, kind, command }) =>
        time?.ns === started?.ns && (kind === 'shim-started' || command?.subcommand === 'start'),
    ) ?? null
  );
}

/** What to do now, as long as the container is there as far as the logs tell. */
function adviceFor({ id, removed, state, runs, events }: Container): Message[] {
  const autoRemoved = events.some(({ creation }) => creation?.autoRemove === true);
  if (removed || autoRemoved) return [message('verdict.advice.gone')];
  const save =
    state === 'running' ? [] : [message('verdict.advice.save', { container: id, short: id.slice(0, MIN_DIGITS) })];
  const shims = runs.some(({ cause }) => cause === 'shim-panicked');
  return [
    message('verdict.advice.no-removal'),
    ...save,
    message('verdict.advice.inspect', { container: id }),
    ...(shims ? [message('verdict.advice.shims')] : []),
  ];
}
