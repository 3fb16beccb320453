// Audit events as far as they concern containers: commands of runtimes, signals, crashes, each once.
import { readCommand } from '../audit/command';
import { describeEvent } from '../audit/describe';
import type { AuditEvent } from '../audit/event';
import { integer, processName, readKill, type AuditKill } from '../audit/kill';
import { findRecord } from '../audit/event';
import { NS_PER_SECOND, type Instant } from '../log/time';
import { message, type Message } from '../message';
import type { Certainty } from '../place';
import type { Drafts } from './drafts';
import { mergeAuditEvents, syscallRecord, type Placed } from './identity';
import { runtimeCommandOf } from './auditFacts';
import type { FileFacts } from './facts';
import { isId } from './ids';
import type { ContainerEvent, Match } from './model';
import type { NodeKey, Nodes } from './nodes';
import { isRuntime, isRuntimeInit, type RuntimeCommand } from './runtimeCommand';
import { SIGKILL, SIGTERM } from './signals';

/** A runtime's command is over in much less; after this long its pid may be another process's. */
const LIFE_NS = 30n * NS_PER_SECOND;

/** The process that an event tells of, by the host's numbers. */
interface Actor {
  readonly pid: number | null;
  readonly parentPid: number | null;
}

/** An audit event with its node. */
export interface AuditFact extends Placed<AuditEvent>, Actor {
  readonly node: NodeKey;
}

/** A signal that no runtime's command line names a container for. */
export interface LooseKill extends AuditFact {
  readonly kill: AuditKill;
  /** Whether a runtime sent it. */
  readonly byRuntime: boolean;
}

/** The kernel's record of a process that ended by a fault of its own (ANOM_ABEND). */
export interface Abend extends AuditFact {
  readonly signal: number | null;
  readonly name: string | null;
}

/** What audit tells beside the events that it added to containers. */
export interface AuditTold {
  readonly kills: readonly LooseKill[];
  readonly abends: readonly Abend[];
  /** The first processes of runtimes, which become the inits of containers. */
  readonly inits: readonly AuditFact[];
  readonly nodeEvents: readonly (readonly [NodeKey, ContainerEvent])[];
  /** By node, the signals of which one at least was recorded. */
  readonly recorded: ReadonlyMap<NodeKey, ReadonlySet<number>>;
}

/** Adds the commands and signals whose container a command line tells. */
export function addAudit(drafts: Drafts, files: readonly FileFacts[], nodes: Nodes): AuditTold {
  const facts = mergeAuditEvents(
    files.map(({ group, audit }) => ({ group, events: audit })),
    syscallRecord,
  )
    .map(placed => factOf(placed, nodes))
    .sort((a, b) => Number((a.value.time?.ns ?? 0n) - (b.value.time?.ns ?? 0n)));
  const commands = facts.map(fact => ({ fact, command: runtimeCommandOf(fact.value) }));
  // Longer prefixes before shorter ones, whatever file holds them.
  const digits = commands.flatMap(({ command }) => command?.id ?? []);
  for (const id of digits.sort((a, b) => b.length - a.length)) drafts.ofDigits(id);
  const executed = new Map<string, { readonly command: RuntimeCommand; readonly time: Instant | null }>();
  const told = {
    kills: [] as LooseKill[],
    abends: [] as Abend[],
    inits: [] as AuditFact[],
    nodeEvents: [] as (readonly [NodeKey, ContainerEvent])[],
    recorded: new Map<NodeKey, Set<number>>(),
  };
  for (const { fact, command } of commands) {
    const kill = readKill(fact.value);
    const process = `${fact.node} ${String(fact.pid)}`;
    if (findRecord(fact.value, 'EXECVE')) {
      if (command) executed.set(process, { command, time: fact.value.time });
      else executed.delete(process);
      if (isRuntimeInit(readCommand(fact.value)?.argv ?? [])) told.inits.push(fact);
    }
    const known = executed.get(process);
    const own = kill && known && isFresh(known.time, fact.value.time) ? known.command : command;
    const signal = kill?.signal?.number;
    if (signal !== undefined) told.recorded.set(fact.node, (told.recorded.get(fact.node) ?? new Set()).add(signal));
    const daemon = kill && killedDaemon(fact, kill);
    if (daemon) told.nodeEvents.push([fact.node, daemon]);
    if (own) addCommand(drafts, fact, own, kill);
    else if (kill && !daemon) told.kills.push({ ...fact, kill, byRuntime: isRuntime(kill.sender.name ?? '') });
    const abend = abendOf(fact);
    if (abend) told.abends.push(abend);
  }
  return told;
}

function factOf(placed: Placed<AuditEvent>, nodes: Nodes): AuditFact {
  const record = findRecord(placed.value, 'SYSCALL') ?? placed.value.records[0]?.record;
  const number = (name: string): number | null => (record ? integer(record, name) : null);
  return {
    ...placed,
    node: nodes.of(placed.at.file, placed.value.node),
    pid: number('pid'),
    parentPid: number('ppid'),
  };
}

function isFresh(since: Instant | null, time: Instant | null): boolean {
  return since !== null && time !== null && time.ns >= since.ns && time.ns - since.ns < LIFE_NS;
}

function addCommand(drafts: Drafts, fact: AuditFact, command: RuntimeCommand, kill: AuditKill | null): void {
  const { value: event } = fact;
  const meant = drafts.ofDigits(command.id);
  const match: Match = isId(command.id) ? 'id' : 'prefix';
  const certainty: Certainty = meant.length > 1 ? 'possible' : 'certain';
  const told = kill ? killOf(event, command, kill) : { kind: 'runtime-command' as const, text: describeEvent(event) };
  const ran = findRecord(event, 'EXECVE') && {
    runtime: command.runtime,
    subcommand: command.subcommand,
    force: command.force,
    signal: command.signal,
    pid: fact.pid,
    parentPid: fact.parentPid,
  };
  for (const draft of meant) {
    draft.nodes.add(fact.node);
    const { killed, ...rest } = { killed: undefined, ...told };
    draft.events.push({
      ...baseOf(fact, match, certainty),
      ...rest,
      ...(ran && { command: ran }),
      ...(ran && command.exec !== null && { exec: command.exec }),
      // Of several containers none is known to have had the pid.
      ...(killed && meant.length === 1 && { killed }),
    });
  }
}

function baseOf(fact: AuditFact, match: Match, certainty: Certainty): Omit<ContainerEvent, 'kind' | 'text'> {
  const { value: event, at, also } = fact;
  return { time: event.time, node: event.node, match, certainty, at, also };
}

/** A signal that a runtime sent for its `kill` or `delete`, or that failed. */
function killOf(
  event: AuditEvent,
  { runtime, subcommand, force }: RuntimeCommand,
  kill: AuditKill,
): Pick<ContainerEvent, 'kind' | 'text' | 'killed' | 'signal'> {
  const forced = subcommand === 'delete' && force;
  const words = { kill: describeEvent(event), runtime, subcommand: forced ? 'delete --force' : (subcommand ?? '?') };
  const text =
    subcommand === null
      ? message('container.kill-by', { kill: words.kill, runtime })
      : message('container.kill-by-runtime', words);
  const number = kill.signal?.number;
  if (kill.success !== true || number === undefined || (subcommand !== null && !SIGNALLING.includes(subcommand))) {
    return { kind: 'kill', text };
  }
  const ends = number === SIGKILL || number === SIGTERM;
  const killed = ends ? { killed: kill.targets.map(({ opid }) => opid) } : {};
  return { kind: forced && number === SIGKILL ? 'forced-delete' : 'kill', text, signal: number, ...killed };
}

/** The commands of a runtime that signal the init. */
const SIGNALLING: readonly string[] = ['kill', 'delete'];

const DAEMONS: readonly string[] = ['dockerd', 'containerd', 'docker-containe'];

/** A signal that ends a daemon of the node. */
function killedDaemon(fact: AuditFact, kill: AuditKill): ContainerEvent | null {
  const hit = kill.success === true && kill.targets.find(({ ocomm }) => DAEMONS.includes(ocomm ?? ''));
  const number = kill.signal?.number;
  const ends = number === SIGKILL || number === SIGTERM;
  return hit && ends
    ? {
        ...baseOf(fact, 'pid', 'certain'),
        kind: hit.ocomm === 'dockerd' ? 'dockerd-killed' : 'containerd-killed',
        text: describeEvent(fact.value),
        signal: number,
      }
    : null;
}

function abendOf(fact: AuditFact): Abend | null {
  const record = findRecord(fact.value, 'ANOM_ABEND');
  if (!record) return null;
  return { ...fact, pid: integer(record, 'pid'), signal: integer(record, 'sig'), name: processName(record) };
}

/** An event that a pid ties to a container. */
export function eventByPid(
  fact: AuditFact,
  kind: ContainerEvent['kind'],
  certainty: Certainty,
  more: Partial<ContainerEvent> & { readonly text?: Message } = {},
): ContainerEvent {
  return { ...baseOf(fact, 'pid', certainty), kind, text: describeEvent(fact.value), ...more };
}
