// Signals that no pid ties to a container, by time as the last resort: the only run of the node that ended right behind.
import { NS_PER_SECOND, type Instant } from '../log/time';
import { addTo } from '../lists';
import { DOCKER_INIT, isCommand, isOlderThanShim } from './inits';
import { Moments } from './moments';
import type { ContainerEvent } from './model';
import type { NodeKey } from './nodes';
import type { LooseEvent, Processes, RunDraft } from './processes';

/** An end is logged within a few hundredths of a second behind what caused it. */
const RIGHT_BEHIND_NS = NS_PER_SECOND / 5n;
/** On a node under load it may take this long: a second run that ended so soon may be meant as well. */
const UNDER_LOAD_NS = NS_PER_SECOND;
/** The two are stamped by different programs: the end may seem to be so long before its cause. */
const SLACK_NS = RIGHT_BEHIND_NS / 10n;

/** Adds each event to the run that it must have ended, marked as matched by time; returns those that hit none. */
export function addByTime(processes: Processes, loose: readonly LooseEvent[]): (readonly [NodeKey, ContainerEvent])[] {
  const index = new TimeIndex(processes, loose);
  const left = loose.filter(({ node, event, names }) => {
    const { time } = event;
    if (!ENDING.includes(event.kind) || event.signal === undefined || time === null) return true;
    const behind = index
      .runsEndingBehind(node, time)
      .filter(run => !isCalledOtherwise(run, names) && !isOlder(run, event.killed));
    const [run, ...others] = behind;
    // Where it is known which pid its init had, this was another one.
    if (!run || others.length > 0 || run.inits.size > 0 || run.initRange !== null) return true;
    if (run.to === null || run.to.ns - time.ns > RIGHT_BEHIND_NS) return true;
    if (index.eventsBefore(node, run).filter(({ kind }) => kind === event.kind).length > 1) return true;
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

/** Whether all those that were reached were there before the run was. */
function isOlder(run: RunDraft, killed: readonly number[] = []): boolean {
  return killed.length > 0 && killed.every(pid => isOlderThanShim(run, pid));
}

const ENDING: readonly ContainerEvent['kind'][] = ['host-kill', 'kill'];

/** The ends of runs, and what may have ended them, by node and time. */
class TimeIndex {
  private readonly ends = new Map<NodeKey, Moments<RunDraft>>();
  private readonly events: ReadonlyMap<NodeKey, Moments<ContainerEvent>>;

  constructor(
    private readonly processes: Processes,
    loose: readonly LooseEvent[],
  ) {
    const byNode = new Map<NodeKey, ContainerEvent[]>();
    for (const { node, event } of loose) addTo(byNode, node, event);
    this.events = new Map([...byNode].map(([node, events]) => [node, new Moments(events, ({ time }) => time?.ns)]));
  }

  /** The runs of a node that ended behind a moment, as soon as they do under load. */
  runsEndingBehind(node: NodeKey, time: Instant): RunDraft[] {
    const known = this.ends.get(node) ?? new Moments(this.processes.ofNode(node), endOf);
    this.ends.set(node, known);
    return known.between(time.ns - SLACK_NS, time.ns + UNDER_LOAD_NS);
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
