// Signals that no pid ties to a container, by time as the last resort: the only run of the node that ended right behind.
import { NS_PER_SECOND } from '../log/time';
import { isCommand } from './inits';
import type { ContainerEvent } from './model';
import type { NodeKey } from './nodes';
import type { LooseEvent, Processes, RunDraft } from './processes';

/** An end is logged within a few hundredths of a second behind what caused it. */
const RIGHT_BEHIND_NS = NS_PER_SECOND / 5n;
/** On a node under load it may take this long: a second run that ended so soon may be meant as well. */
const UNDER_LOAD_NS = NS_PER_SECOND;

/** Adds each event to the run that it must have ended, marked as matched by time; returns those that hit none. */
export function addByTime(processes: Processes, loose: readonly LooseEvent[]): (readonly [NodeKey, ContainerEvent])[] {
  const left = loose.filter(({ node, event, names }) => {
    if (!ENDING.includes(event.kind) || event.signal === undefined) return true;
    const [run, ...others] = processes.ofNode(node).filter(candidate => endsBehind(candidate, event, UNDER_LOAD_NS));
    // Where it is known which pid its init had, or what its program is called, this was another one.
    if (!run || others.length > 0 || run.inits.size > 0 || run.initRange !== null) return true;
    if (!endsBehind(run, event, RIGHT_BEHIND_NS) || isCalledOtherwise(run, names)) return true;
    const again = loose.filter(
      ({ node: of, event: other }) =>
        of === node && other.kind === event.kind && endsBehind(run, other, RIGHT_BEHIND_NS),
    );
    if (again.length > 1) return true;
    const kind = event.kind === 'kill' && isCleaningUp(run, event) ? 'forced-delete' : event.kind;
    run.events.push({ ...event, kind, match: 'time', certainty: 'likely', reached: 'init' });
    return false;
  });
  return left.map(({ node, event }) => [node, event] as const);
}

/** Whether none of those that were reached has the name of the run's program, or of docker-init. */
function isCalledOtherwise({ creation }: RunDraft, names: readonly string[]): boolean {
  if (!creation?.command || names.length === 0) return false;
  return !names.some(name => name === DOCKER_INIT || isCommand(creation, name));
}

const DOCKER_INIT = 'docker-init';
const ENDING: readonly ContainerEvent['kind'][] = ['host-kill', 'kill'];

function endsBehind({ to, events }: RunDraft, { time }: ContainerEvent, most: bigint): boolean {
  // When a run ended that a boot shows to be over, is not known.
  if (to === null || time === null || events.some(({ kind }) => kind === 'node-booted')) return false;
  const gap = to.ns - time.ns;
  return gap >= -RIGHT_BEHIND_NS / 10n && gap <= most;
}

/** A runtime kills what a lost shim left behind once containerd has noticed that it is gone. */
function isCleaningUp({ events }: RunDraft, { time }: ContainerEvent): boolean {
  const gone = events.find(({ kind }) => kind === 'shim-disconnected')?.time;
  return gone !== undefined && gone !== null && time !== null && gone.ns <= time.ns;
}
