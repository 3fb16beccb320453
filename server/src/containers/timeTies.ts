// Signals that no pid ties to a container, by time as the last resort: the only run of the node that ended right behind.
import { NS_PER_SECOND } from '../log/time';
import { addTo, Moments } from './lists';
import type { ContainerEvent } from './model';
import type { NodeKey } from './nodes';
import type { Processes, RunDraft } from './processes';

/** An end is logged within a few hundredths of a second behind what caused it. */
const RIGHT_BEHIND_NS = NS_PER_SECOND / 5n;
/** The two are stamped by different programs: the end may seem to be so long before its cause. */
const SLACK_NS = RIGHT_BEHIND_NS / 10n;

/** Adds each event to the run that it must have ended, marked as matched by time; returns those that hit none. */
export function addByTime(
  processes: Processes,
  loose: readonly (readonly [NodeKey, ContainerEvent])[],
): (readonly [NodeKey, ContainerEvent])[] {
  const index = new TimeIndex(processes, loose);
  return loose.filter(([node, event]) => {
    if (!ENDING.includes(event.kind) || event.signal === undefined) return true;
    const [run, ...others] = index.runsEndingBehind(node, event);
    // Where it is known which pid its init had, this was another one.
    if (!run || others.length > 0 || run.inits.size > 0 || run.initRange !== null) return true;
    if (index.eventsBefore(node, run).filter(({ kind }) => kind === event.kind).length > 1) return true;
    const kind = event.kind === 'kill' && isCleaningUp(run, event) ? 'forced-delete' : event.kind;
    run.events.push({ ...event, kind, match: 'time', certainty: 'likely', reached: 'init' });
    return false;
  });
}

const ENDING: readonly ContainerEvent['kind'][] = ['host-kill', 'kill'];

/** The ends of runs, and what may have ended them, by node and time. */
class TimeIndex {
  private readonly ends = new Map<NodeKey, Moments<RunDraft>>();
  private readonly events: ReadonlyMap<NodeKey, Moments<ContainerEvent>>;

  constructor(
    private readonly processes: Processes,
    loose: readonly (readonly [NodeKey, ContainerEvent])[],
  ) {
    const byNode = new Map<NodeKey, ContainerEvent[]>();
    for (const [node, event] of loose) addTo(byNode, node, event);
    this.events = new Map([...byNode].map(([node, events]) => [node, new Moments(events, ({ time }) => time?.ns)]));
  }

  /** The runs of a node that ended right behind an event. */
  runsEndingBehind(node: NodeKey, { time }: ContainerEvent): RunDraft[] {
    const known = this.ends.get(node) ?? new Moments(this.processes.ofNode(node), endOf);
    this.ends.set(node, known);
    return time ? known.between(time.ns - SLACK_NS, time.ns + RIGHT_BEHIND_NS) : [];
  }

  /** The events of its node that a run ended right behind. */
  eventsBefore(node: NodeKey, run: RunDraft): ContainerEvent[] {
    const end = endOf(run);
    return end === null ? [] : (this.events.get(node)?.between(end - RIGHT_BEHIND_NS, end + SLACK_NS) ?? []);
  }
}

/** When a run ended; when one did that a boot shows to be over is not known. */
function endOf({ to, events }: RunDraft): bigint | null {
  return to === null || events.some(({ kind }) => kind === 'node-booted') ? null : to.ns;
}

/** A runtime kills what a lost shim left behind once containerd has noticed that it is gone. */
function isCleaningUp({ events }: RunDraft, { time }: ContainerEvent): boolean {
  const gone = events.find(({ kind }) => kind === 'shim-disconnected')?.time;
  return gone !== undefined && gone !== null && time !== null && gone.ns <= time.ns;
}
