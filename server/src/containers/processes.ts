// Which process of which run a pid means. Pids are used again: one counts on its node, between the start and the end of a run.
import type { AuditKill } from '../audit/kill';
import { describeReport } from '../kernel/describe';
import { NS_PER_SECOND, type Instant } from '../log/time';
import type { Certainty } from '../place';
import { addTo } from '../lists';
import { eventByPid, type Abend, type AuditFact, type AuditTold, type LooseKill } from './auditTies';
import type { PlacedReport } from './facts';
import type { Placed } from './identity';
import { hexRuns, ID_DIGITS } from './ids';
import {
  isCommand,
  isInit,
  isMain,
  isOnlyByName,
  knowsInit,
  narrowed,
  rangeOf,
  type FoundInit,
  type InitRange,
} from './inits';
import { Lasting } from './moments';
import type { ContainerEvent, Creation } from './model';
import type { NodeKey } from './nodes';
import { only } from './only';
import { isEnd, shimOf, type RunEvents } from './runs';
import { SIGKILL } from './signals';

/** Clocks of the kernel's log and of daemons differ, and stamps of syslog have whole seconds. */
const CLOCKS_NS = 3n * NS_PER_SECOND;
/** A process may be seen so long before its start is logged. */
const EARLY_NS = NS_PER_SECOND;

/** A run while its events are gathered, with what is known of its processes. */
export interface RunDraft {
  readonly container: string;
  readonly node: NodeKey;
  readonly events: ContainerEvent[];
  readonly creation: Creation | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly shim: number | null;
  /** Pids that lines give to its init. */
  readonly inits: Set<number>;
  readonly initRange: InitRange | null;
}

/** What is known of a run by its own events, and by the first processes of runtimes. */
export function draftRun(
  container: string,
  node: NodeKey,
  creation: Creation | null,
  events: RunEvents,
  inits: readonly AuditFact[],
): RunDraft {
  const commands = events.flatMap(event => (event.command ? [{ ...event.command, time: event.time }] : []));
  const create = commands.find(({ subcommand }) => subcommand === 'create' || subcommand === 'run');
  const start = commands.find(({ subcommand }) => subcommand === 'start');
  const init = create && inits.find(fact => fact.node === node && isChildOf(fact, create));
  const shims = events.filter(({ certainty }) => certainty === 'certain').flatMap(event => shimOf(event) ?? []);
  const reached = events.flatMap(({ killed, initPid }) => [
    ...(killed?.length === 1 ? killed : []),
    ...(initPid ? [initPid] : []),
  ]);
  return {
    container,
    node,
    creation,
    events: [...events],
    from: events.find(({ kind }) => kind !== 'created')?.time ?? null,
    to: events.find(isEnd)?.time ?? null,
    shim: only(shims),
    inits: new Set(reached),
    initRange: rangeOf(init?.pid ?? null, start ?? null),
  };
}

function isChildOf(fact: AuditFact, create: { readonly pid: number | null; readonly time: Instant | null }): boolean {
  const { time } = fact.value;
  const gap = time && create.time ? time.ns - create.time.ns : -1n;
  return fact.parentPid !== null && fact.parentPid === create.pid && gap >= 0n && gap < 10n * NS_PER_SECOND;
}

/** Runs of all containers, asked by node, time and pid. */
export class Processes {
  private readonly byNode = new Map<NodeKey, RunDraft[]>();
  private readonly lasting: ReadonlyMap<NodeKey, Lasting<RunDraft>>;

  constructor(runs: readonly RunDraft[]) {
    for (const run of runs) addTo(this.byNode, run.node, run);
    this.lasting = new Map([...this.byNode].map(([node, ofNode]) => [node, new Lasting(ofNode, lifeOf)]));
  }

  ofNode(node: NodeKey): readonly RunDraft[] {
    return this.byNode.get(node) ?? [];
  }

  /** The runs that may have had processes at a time. */
  alive(node: NodeKey, time: Instant | null): readonly RunDraft[] {
    return time === null ? [] : (this.lasting.get(node)?.at(time.ns) ?? []);
  }
}

/** From when to when a run may have had processes; null where that is not known. */
function lifeOf({ from, to }: RunDraft): { readonly from: bigint; readonly to: bigint | null } | null {
  return from && { from: from.ns - EARLY_NS, to: to && to.ns + CLOCKS_NS };
}

/** A signal, crash or report that hit no process of a container that is known. */
export interface LooseEvent {
  readonly node: NodeKey;
  readonly event: ContainerEvent;
  /** The names of those whom a signal reached. */
  readonly names: readonly string[];
}

/** Adds signals, crashes and OOM kills to the runs whose processes they hit; returns those that hit nobody known. */
export function addByPid(
  processes: Processes,
  told: AuditTold,
  reports: readonly (Placed<PlacedReport> & { readonly node: NodeKey })[],
): LooseEvent[] {
  const loose: LooseEvent[] = [];
  // What a runtime signals is the init: that is known before it is asked whom others have hit.
  const runtimesFirst = [...told.kills].sort((a, b) => Number(b.byRuntime) - Number(a.byRuntime));
  for (const kill of runtimesFirst) {
    const event = addKill(processes, kill);
    const names = kill.kill.targets.flatMap(({ ocomm }) => ocomm ?? []);
    if (event) loose.push({ node: kill.node, event, names });
  }
  for (const abend of told.abends) {
    const event = addAbend(processes, abend);
    if (event) loose.push({ node: abend.node, event, names: [] });
  }
  for (const report of reports) {
    const event = addReport(processes, report);
    if (event) loose.push({ node: report.node, event, names: [] });
  }
  return loose;
}

/** Adds a signal; returns it where it hit no process of a container that is known. */
function addKill(processes: Processes, fact: LooseKill): ContainerEvent | null {
  const { kill, node, byRuntime } = fact;
  const signal = kill.success === true ? kill.signal?.number : undefined;
  const alive = processes.alive(node, kill.time);
  const more = signal === undefined ? {} : { signal };
  const ofParent = alive.filter(run => run.shim !== null && run.shim === fact.parentPid);
  if (byRuntime) {
    const certainty: Certainty = ofParent.length === 1 ? 'certain' : 'possible';
    const killed = signal === undefined ? {} : { killed: kill.targets.map(({ opid }) => opid) };
    const [target, ...further] = signal === undefined ? [] : kill.targets;
    for (const run of ofParent) {
      run.events.push(eventByPid(fact, 'kill', certainty, { ...more, ...killed }));
      if (target && further.length === 0 && ofParent.length === 1) run.inits.add(target.opid);
    }
    return ofParent.length > 0
      ? null
      : eventByPid(fact, 'kill', 'possible', { ...more, killed: kill.targets.map(({ opid }) => opid) });
  }
  const inner = isFromInside(kill);
  for (const { opid, ocomm } of leaderFirst(kill)) {
    const shim = alive.filter(run => run.shim === opid);
    const inits = alive.flatMap(run => {
      const certainty = isInit(run, opid, ocomm, kill.time?.ns ?? null);
      return certainty ? [{ run, certainty }] : [];
    });
    const init = signal === SIGKILL ? narrowed(inits, opid, kill.time) : inits;
    const [one, ...others] = shim.length > 0 ? shim.map(run => ({ run, certainty: 'certain' as const })) : init;
    if (!one) continue;
    const kind = shim.length > 0 ? 'shim-kill' : inner ? 'inner-kill' : 'host-kill';
    for (const { run, certainty } of [one, ...others]) {
      const sure = others.length > 0 ? 'possible' : certainty;
      run.events.push(eventByPid(fact, kind, sure, { ...more, ...(kind !== 'shim-kill' && { reached: 'init' }) }));
    }
    return null;
  }
  if (inner || ofParent.length > 0) {
    for (const run of ofParent)
      run.events.push(eventByPid(fact, 'inner-kill', 'likely', { ...more, reached: 'other' }));
    return ofParent.length > 0 ? null : eventByPid(fact, 'inner-kill', 'possible', more);
  }
  // The kernel keeps 15 bytes of a name.
  const ofShim = kill.targets.some(({ ocomm }) => ocomm?.startsWith('containerd-shim'));
  const kind = ofShim ? 'shim-kill' : 'host-kill';
  return eventByPid(fact, kind, 'possible', { ...more, killed: kill.targets.map(({ opid }) => opid) });
}

/** Whom a signal reached; of a process group its leader alone, if it was reached: a container's init leads its own. */
function leaderFirst({ argumentPid, targets }: AuditKill): AuditKill['targets'] {
  const leader = targets.filter(({ opid }) => argumentPid !== null && opid === -argumentPid);
  return leader.length > 0 ? leader : targets;
}

/** A sender in another pid namespace than the kernel's own numbers its target otherwise (pid_namespaces(7)). */
function isFromInside({ argumentPid, targets }: AuditKill): boolean {
  if (argumentPid === null || argumentPid === 0 || argumentPid === -1 || targets.length === 0) return false;
  return !targets.some(({ opid }) => opid === Math.abs(argumentPid));
}

/** Adds a crash to the run that had the process; returns it where none is known to have had it. */
function addAbend(processes: Processes, fact: Abend): ContainerEvent | null {
  const more = {
    ...(fact.signal !== null && { signal: fact.signal }),
    ...(fact.pid !== null && { killed: [fact.pid] }),
    ...(fact.name !== null && { victim: fact.name }),
  };
  const event = (certainty: Certainty, reached: ContainerEvent['reached']): ContainerEvent =>
    eventByPid(fact, 'crash', certainty, { ...more, ...(reached && { reached }) });
  const { time } = fact.value;
  const found = fact.pid === null ? [] : findProcess(processes.alive(fact.node, time), time, fact.pid, fact.name);
  for (const { run, certainty, reached } of found) run.events.push(event(certainty, reached));
  return found.length > 0 ? null : event('possible', undefined);
}

interface FoundProcess extends FoundInit {
  readonly reached: 'init' | 'main';
}

/** The runs whose init, or whose program under docker-init, a process that crashed may have been; of several it is possibly that of each. */
function findProcess(
  alive: readonly RunDraft[],
  time: Instant | null,
  pid: number,
  name: string | null,
  slack = 0n,
): readonly FoundProcess[] {
  const latest = time && time.ns + slack;
  const all = alive.flatMap((run): FoundProcess[] => {
    const certainty = isInit(run, pid, name, latest);
    if (certainty) return [{ run, certainty, reached: 'init' }];
    return isMain(run, pid, name) || isOnlyByName(run, name) ? [{ run, certainty: 'likely', reached: 'main' }] : [];
  });
  const found = narrowed(all, pid, time);
  return found.length < 2 ? found : found.map(one => ({ ...one, certainty: 'possible' }));
}

/** Adds a report of the kernel; returns it where it is about no container that is known. */
function addReport(
  processes: Processes,
  { value: { report, time, host }, at, also, node }: Placed<PlacedReport> & { readonly node: NodeKey },
): ContainerEvent | null {
  const base = { time, node: host, text: describeReport(report, null).sentence, at, also } as const;
  switch (report.kind) {
    case 'oom-constraint': {
      const id = cgroupId(report.cgroup ?? report.taskCgroup ?? '');
      const runs = id === null ? [] : processes.ofNode(node).filter(run => run.container === id);
      const near = nearTo(runs, time);
      const run = nearest(near, time, report.pid);
      const global = report.cgroup === null;
      const event: ContainerEvent = { ...base, kind: 'oom-kill', match: 'cgroup', certainty: 'certain', signal: 9 };
      const doubtful: ContainerEvent = { ...event, certainty: 'possible' };
      if (run) run.events.push({ ...event, ...reachedBy(run, report.pid, report.process) });
      else for (const one of near) one.events.push(doubtful);
      if (global) return { ...event, kind: 'node-oom', match: 'id' };
      return near.length > 0 ? null : event;
    }
    case 'segfault':
    case 'trap': {
      const found = findProcess(processes.alive(node, time), time, report.pid, report.process, CLOCKS_NS);
      const event: ContainerEvent = {
        ...base,
        kind: 'crash',
        match: 'pid',
        certainty: 'possible',
        killed: [report.pid],
        victim: report.process,
      };
      for (const { run, certainty, reached } of found) run.events.push({ ...event, certainty, reached });
      return found.length > 0 ? null : event;
    }
    case 'xid':
      return { ...base, kind: 'xid', match: 'id', certainty: 'certain' };
    case 'oom-invoked':
    case 'oom-usage':
    case 'oom-killed':
    case 'oom-reaped':
    case 'hung-task':
      return null;
  }
}

/** Whether the victim was the container's own program, as far as pids and names tell. */
function reachedBy(run: RunDraft, pid: number, name: string): Pick<ContainerEvent, 'reached'> {
  if (isInit(run, pid, name, null)) return { reached: 'init' };
  if (isMain(run, pid, name)) return { reached: 'main' };
  if (knowsInit(run) && run.creation?.init !== true) return run.creation === null ? {} : { reached: 'other' };
  if (!knowsInit(run) && run.creation?.command && run.creation.init !== true) {
    return { reached: isCommand(run.creation, name) ? 'main' : 'other' };
  }
  return {};
}

/** /docker/ID, /system.slice/docker-ID.scope, /kubepods/.../ID: the last id of a cgroup's path. */
function cgroupId(path: string): string | null {
  const ids = hexRuns(path).filter(({ digits }) => digits.length === ID_DIGITS);
  return ids.at(-1)?.digits ?? null;
}

/** The runs of a container at a time, to the difference of clocks. */
function nearTo(runs: readonly RunDraft[], time: Instant | null): readonly RunDraft[] {
  if (time === null) return runs.length === 1 ? runs : [];
  return runs.filter(
    ({ from, to }) =>
      (from === null || from.ns - CLOCKS_NS <= time.ns) && (to === null || time.ns <= to.ns + CLOCKS_NS),
  );
}

/** Of runs that are near to a report of the kernel, that which had the pid, else the only one that there was at its time. */
function nearest(near: readonly RunDraft[], time: Instant | null, pid: number): RunDraft | null {
  const whole = time?.digits === 0 ? NS_PER_SECOND : 0n;
  const during = near.filter(
    ({ from, to }) => time && from && from.ns <= time.ns + whole && (to === null || time.ns <= to.ns),
  );
  return near.find(run => isInit(run, pid, null, null) !== null) ?? only(during) ?? only(near);
}
