// Which process was the init of a run, where no line gives its pid: by the pids around it, its name, and what ended behind it.
import { NS_PER_SECOND, type Instant } from '../log/time';
import type { Certainty } from '../place';
import type { Creation } from './model';
import type { RunDraft } from './processes';
import { isRuntime } from './runtimeCommand';
import { isShell } from './shells';
import { SIGKILL, SIGTERM } from './signals';

/** `runc init` forks a child whose child is the init: more than so many pids between them are others' work (nsexec.c). */
const FEW_PIDS_AFTER = 9;
const MOST_PIDS_AFTER = 32;
const MOST_PIDS_BETWEEN = 4096;

/** Pids of which one is the init's: those given out between `runc init` and `runc start`. */
export interface InitRange {
  readonly first: number;
  readonly last: number;
  /** When `runc start` was called: before it the init is runc's own program. */
  readonly since: Instant | null;
}

/** The pids that the init may have, by that of `runc init` and what is known of `runc start`. */
export function rangeOf(
  first: number | null,
  start: { readonly pid: number | null; readonly time: Instant | null } | null,
): InitRange | null {
  if (first === null) return null;
  const pid = start?.pid ?? null;
  const near = pid !== null && pid > first && pid - first < MOST_PIDS_BETWEEN;
  return { first, last: near ? pid - 1 : first + MOST_PIDS_AFTER, since: start?.time ?? null };
}

/** How sure it is that a process with a pid and a name was a run's init at a time (ns); null where it was not, or that is not known. */
export function isInit(run: RunDraft, pid: number, name: string | null, time: bigint | null): Certainty | null {
  if (run.inits.size > 0) return run.inits.has(pid) ? 'certain' : null;
  if (run.initRange === null || (name !== null && isRuntime(name))) return null;
  const { first, last, since } = run.initRange;
  if (pid < first || pid > last || (time !== null && since !== null && time < since.ns)) return null;
  return pid - first > MOST_PIDS_AFTER && !isCommand(run.creation, name) ? 'possible' : 'likely';
}

/** docker-init, which may stand before a container's program. */
export const DOCKER_INIT = 'docker-init';

/** A pid that is so much lower was given out after the numbers had begun anew. */
const WRAPPED = 16_384;

/** Whether a process was there before a run's shim was, so that it is none of the run's. */
export function isOlderThanShim({ shim }: Pick<RunDraft, 'shim'>, pid: number): boolean {
  return shim !== null && pid < shim && shim - pid < WRAPPED;
}

/** An end is logged this soon behind what no process survives. */
const RIGHT_BEHIND_NS = NS_PER_SECOND / 2n;

export interface FoundInit {
  readonly run: RunDraft;
  readonly certainty: Certainty;
}

/**
 * Of the runs whose init, or whose main program, a process may have been that ended at a time, those that fit best.
 * Containers that start together have ranges of pids in common: what ended right behind it comes first, then what has its
 * pid right behind `runc init`.
 */
export function narrowed<T extends FoundInit>(found: readonly T[], pid: number, time: Instant | null): readonly T[] {
  const certain = found.filter(({ certainty }) => certainty === 'certain');
  if (certain.length > 0) return certain;
  const left = found.filter(({ run }) => !wasReachedLater(run, time));
  const ended = left.filter(({ run }) => endedBehind(run, time));
  const [one, ...others] = ended;
  if (one && others.length === 0) return [one];
  const fit = ended.length > 0 ? ended : left;
  const near = fit.filter(({ run: { initRange } }) => initRange && pid - initRange.first <= FEW_PIDS_AFTER);
  return near.length === 1 ? near : fit;
}

/** Whether a run ended right behind something. */
function endedBehind({ to }: RunDraft, time: Instant | null): boolean {
  const gap = to && time ? to.ns - time.ns : -NS_PER_SECOND;
  return gap >= -RIGHT_BEHIND_NS / 10n && gap <= RIGHT_BEHIND_NS;
}

/** A runtime signals, and runs commands in, only what still lives. */
function wasReachedLater({ events }: RunDraft, time: Instant | null): boolean {
  return events.some(event => {
    const reaches = event.kind === 'kill' || event.kind === 'exec-started' || event.command?.subcommand === 'kill';
    // What is stopped may have ended right before: the kill itself tells whether anybody was reached.
    const least = event.command && isEnding(event.command.signal) ? RIGHT_BEHIND_NS : 0n;
    return reaches && event.time !== null && time !== null && event.time.ns - time.ns > least;
  });
}

function isEnding(signal: number | null): boolean {
  return signal === SIGKILL || signal === SIGTERM;
}

/** Whether it is known which pid the init has, so that another one is not the init's. */
export function knowsInit({ inits, initRange }: RunDraft): boolean {
  return inits.size > 0 || initRange !== null;
}

/** The program that docker-init runs is its first child: forked at once, and called as the container's command. */
export function isMain({ creation, initRange }: RunDraft, pid: number, name: string | null): boolean {
  if (creation?.init !== true || initRange === null || !isCommand(creation, name)) return false;
  return pid > initRange.last && pid <= initRange.last + MOST_PIDS_AFTER;
}

/** Where no line tells the init's pid, its name has to do: that of the command, and not of a shell, whose children are shells too. */
export function isOnlyByName(run: RunDraft, name: string | null): boolean {
  return !knowsInit(run) && isCommand(run.creation, name) && !isShell(name ?? '');
}

/** Whether a process is called as the container's command is; 15 bytes of a name are kept by the kernel. */
export function isCommand(creation: Creation | null, name: string | null): boolean {
  const program = creation?.command?.[0]?.replace(/^.*\//, '');
  return (
    name !== null && program !== undefined && (program === name || (name.length === 15 && program.startsWith(name)))
  );
}
