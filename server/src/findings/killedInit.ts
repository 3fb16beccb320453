// A SIGKILL or SIGTERM that reached the init of a container: which container it was, and how sure that is.
import { addTo } from '../lists';
import { readCommand } from '../audit/command';
import type { AuditEvent } from '../audit/event';
import { readKill, type AuditKill } from '../audit/kill';
import { findField } from '../audit/record';
import { mayBeOneBoot, nodesFit } from '../audit/subjects';
import { ID_DIGITS, MIN_DIGITS } from '../containers/ids';
import type { Container, ContainerEvent } from '../containers/model';
import { readRuntimeCommand, type RuntimeCommand } from '../containers/runtimeCommand';
import { short } from '../containers/wordings/row';
import { NS_PER_SECOND } from '../log/time';
import { message } from '../message';
import type { Finding } from './model';

/** SIGKILL and SIGTERM (signal(7)). */
const ENDING: readonly number[] = [9, 15];
/** The commands of a runtime that signal the init. */
const SIGNALLING: readonly string[] = ['kill', 'delete'];
/** A runtime's `kill` and `delete` are over in much less; after this long its pid may be another process's. */
const LIFE_NS = 30n * NS_PER_SECOND;

/** A runtime's command with the event that executed it. */
interface Executed {
  readonly command: RuntimeCommand;
  readonly event: AuditEvent;
}

/** What is said of a kill. The sentence of its event stands in the hover beside it, so it is not said here again. */
type Said = Pick<Finding, 'text' | 'related'>;

/** Takes the audit events of a log in their order and says which of them signalled the init of a container. */
export class KilledInits {
  private readonly byBeginning = new Map<string, Container[]>();
  private readonly byInit = new Map<number, Container[]>();
  /** By pid: the last command of a runtime that was executed in it. */
  private readonly executed = new Map<number, Executed>();

  /** `containers` are those that the case knows; none where there is no case. */
  constructor(containers: readonly Container[]) {
    for (const container of containers) {
      const beginning = container.id.slice(0, MIN_DIGITS);
      addTo(this.byBeginning, beginning, container);
      for (const pid of new Set(container.runs.flatMap(({ initPid }) => initPid ?? []))) {
        addTo(this.byInit, pid, container);
      }
    }
  }

  push(event: AuditEvent): Finding | null {
    const kill = readKill(event);
    if (!kill) {
      this.remember(event);
      return null;
    }
    const [target, ...others] = kill.targets;
    const { signal } = kill;
    if (kill.success !== true || !signal || !ENDING.includes(signal.number) || !target) {
      return null;
    }
    const said = this.byCommand(event, kill, signal.name, others.length === 0) ?? this.byPid(event, kill, signal.name);
    const placed = event.records.find(({ record }) => record.type === 'SYSCALL');
    return placed && said
      ? { code: 'killed-init', group: 'killedInit', line: placed.line, span: placed.record.head, ...said }
      : null;
  }

  private remember(event: AuditEvent): void {
    const record = event.records.find(placed => placed.record.type === 'SYSCALL')?.record;
    const pid = Number(record && findField(record, 'pid')?.raw);
    if (!record || !event.records.some(placed => placed.record.type === 'EXECVE')) {
      return;
    }
    const command = commandOf(event);
    if (command && isSignalling(command)) {
      this.executed.set(pid, { command, event });
    } else {
      this.executed.delete(pid);
    }
  }

  /** The killer's own command line names the container, or the command line that it was executed with. */
  private byCommand(event: AuditEvent, kill: AuditKill, signal: string, alone: boolean): Said | null {
    const own = commandOf(event);
    const executed = own ? null : this.executedBy(kill);
    const command = own ?? executed?.command;
    if (!command || !isSignalling(command)) {
      return null;
    }
    const { id, runtime, subcommand } = command;
    const known = this.byBeginning.get(id.slice(0, MIN_DIGITS)) ?? [];
    const [meant, ...others] = known.filter(candidate => candidate.id.startsWith(id));
    const args = { signal, container: meant ? nameOf(meant) : short(id), runtime, subcommand };
    if (others.length > 0) {
      const text = message('finding.killed-init.ambiguous', { signal, digits: id, count: others.length + 1 });
      return { text, related: [] };
    }
    const pid = kill.targets[0]?.opid;
    const certain = own && alone && meant?.runs.some(({ initPid }) => initPid === pid);
    const text = certain ? message('finding.killed-init.certain', args) : message('finding.killed-init.likely', args);
    return { text, related: [...commandLine(executed), ...containerLine(meant, event)] };
  }

  private executedBy({ sender, time, serial, node }: AuditKill): Executed | null {
    const known = sender.pid === null ? undefined : this.executed.get(sender.pid);
    return known?.event.time &&
      time &&
      nodesFit(known.event.node, node) &&
      mayBeOneBoot(known.event, { time, serial }) &&
      time.ns >= known.event.time.ns &&
      time.ns - known.event.time.ns < LIFE_NS
      ? known
      : null;
  }

  /** The target has the pid that the case knows as that of an init; pids are reused, so it is never certain. */
  private byPid(event: AuditEvent, kill: AuditKill, signal: string): Said | null {
    const found = kill.targets.flatMap(({ opid }) =>
      (this.byInit.get(opid) ?? []).filter(alive => mayLive(alive, kill)).map(alive => [alive, opid] as const),
    );
    const [[meant, pid] = [], ...others] = new Map(found);
    if (!meant || pid === undefined || others.length > 0) {
      return null;
    }
    const text = message('finding.killed-init.by-pid', { signal, container: nameOf(meant), pid });
    return { text, related: containerLine(meant, event) };
  }
}

function commandOf(event: AuditEvent): RuntimeCommand | null {
  const command = readCommand(event);
  return command && readRuntimeCommand(command.argv, command.cut);
}

/** Whether a container may have had a process when a signal was sent: after its first event, before its end. */
function mayLive({ node, first, runs }: Container, kill: AuditKill): boolean {
  if (kill.time === null) return false;
  const last = runs.at(-1)?.finished ?? null;
  const begun = first === null || first.ns <= kill.time.ns;
  const over = last !== null && last.ns + NS_PER_SECOND < kill.time.ns;
  return nodesFit(node, kill.node) && begun && !over;
}

function isSignalling(command: RuntimeCommand): command is RuntimeCommand & { readonly subcommand: string } {
  return command.subcommand !== null && SIGNALLING.includes(command.subcommand);
}

function nameOf({ id }: Container): string {
  return short(id);
}

function commandLine(executed: Executed | null): Finding['related'] {
  const placed = executed?.event.records.find(({ record }) => record.type === 'EXECVE');
  const text = message('finding.killed-init.command');
  return placed ? [{ at: { file: placed.file, line: placed.line }, text }] : [];
}

/** Events that stand in the audit log itself: another log tells more of what they led to. */
const AUDITED: readonly ContainerEvent['kind'][] = ['runtime-command', 'kill', 'forced-delete'];

/** The line nearest in time that names the container whole. */
function containerLine(container: Container | undefined, { time }: AuditEvent): Finding['related'] {
  if (container?.id.length !== ID_DIGITS) {
    return [];
  }
  const distance = (event: ContainerEvent): bigint => {
    const away = (event.time?.ns ?? 0n) - (time?.ns ?? 0n);
    return away < 0n ? -away : away;
  };
  const named = container.events.filter(
    ({ match, kind, ...event }) => match === 'id' && event.time !== null && !AUDITED.includes(kind),
  );
  const [nearest] = named.sort((a, b) => Number(distance(a) - distance(b)));
  const text = message('finding.killed-init.line', { container: nameOf(container) });
  return nearest ? [{ at: nearest.at, text }] : [];
}
