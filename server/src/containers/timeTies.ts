// Signals that no pid ties to a container, by time as the last resort: the only run of the node that ended right behind.
import { NS_PER_SECOND } from '../log/time';
import type { ContainerEvent } from './model';
import type { NodeKey } from './nodes';
import type { Processes, RunDraft } from './processes';

/** An end is logged within a few hundredths of a second behind what caused it. */
const RIGHT_BEHIND_NS = NS_PER_SECOND / 5n;

/** Adds each event to the run that it must have ended, marked as matched by time; returns those that hit none. */
export function addByTime(
  processes: Processes,
  loose: readonly (readonly [NodeKey, ContainerEvent])[],
): (readonly [NodeKey, ContainerEvent])[] {
  return loose.filter(([node, event]) => {
    if (!ENDING.includes(event.kind) || event.signal === undefined) return true;
    const [run, ...others] = processes.ofNode(node).filter(candidate => endsBehind(candidate, event));
    // Where it is known which pid its init had, this was another one.
    if (!run || others.length > 0 || run.inits.size > 0 || run.initRange !== null) return true;
    const again = loose.filter(([of, other]) => of === node && other.kind === event.kind && endsBehind(run, other));
    if (again.length > 1) return true;
    const kind = event.kind === 'kill' && isCleaningUp(run, event) ? 'forced-delete' : event.kind;
    run.events.push({ ...event, kind, match: 'time', certainty: 'likely', reached: 'init' });
    return false;
  });
}

const ENDING: readonly ContainerEvent['kind'][] = ['host-kill', 'kill'];

function endsBehind({ to, events }: RunDraft, { time }: ContainerEvent): boolean {
  // When a run ended that a boot shows to be over, is not known.
  if (to === null || time === null || events.some(({ kind }) => kind === 'node-booted')) return false;
  const gap = to.ns - time.ns;
  return gap >= -RIGHT_BEHIND_NS / 10n && gap <= RIGHT_BEHIND_NS;
}

/** A runtime kills what a lost shim left behind once containerd has noticed that it is gone. */
function isCleaningUp({ events }: RunDraft, { time }: ContainerEvent): boolean {
  const gone = events.find(({ kind }) => kind === 'shim-disconnected')?.time;
  return gone !== undefined && gone !== null && time !== null && gone.ns <= time.ns;
}
