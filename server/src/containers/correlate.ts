// From the facts of all files of a case to its containers: who is meant, and every event once.
import { describeEvent } from '../audit/describe';
import type { AuditEvent } from '../audit/event';
import { readKill } from '../audit/kill';
import { compareInstants, NS_PER_SECOND, type Instant } from '../log/time';
import { message } from '../message';
import { naturalOrder, type Certainty } from '../place';
import { explainRuns } from '../verdict/cause';
import { runtimeCommandOf } from './auditFacts';
import type { FileFacts, PlacedStatement } from './facts';
import { isId, MIN_DIGITS } from './ids';
import { mergeAuditEvents, mergePlaces, syscallRecord, type Placed } from './identity';
import type { Container, ContainerEvent, Exec, Match } from './model';
import { only } from './only';
import { panicsOfShims } from './panics';
import type { RuntimeCommand } from './runtimeCommand';
import { short } from './wordings/row';

/** A container while its events are gathered. */
interface Draft {
  readonly id: string;
  readonly events: ContainerEvent[];
  readonly execs: Map<string, Exec>;
}

/** All containers of a case, in the order of their first event. Pure: the same facts in any order give the same. */
export function correlate(files: readonly FileFacts[]): Container[] {
  const ordered = [...files].sort((a, b) => naturalOrder(a.file, b.file));
  const audit = mergeAuditEvents(
    ordered.map(({ group, audit: events }) => ({ group, events })),
    syscallRecord,
  )
    .map(placed => ({ ...placed, command: runtimeCommandOf(placed.value) }))
    .filter(hasCommand);
  const drafts = new Drafts(ordered, audit);
  const statements = mergePlaces(
    ordered.map(file =>
      file.statements.map(fact => ({ key: fact.key, at: { file: file.file, line: fact.line }, value: fact })),
    ),
  );
  for (const placed of statements) {
    addStatement(drafts, placed);
  }
  for (const placed of audit) {
    addAudit(drafts, placed);
  }
  for (const panic of panicsOfShims(ordered, drafts.all())) {
    drafts.get(panic.container).events.push(panic.event);
  }
  return drafts
    .all()
    .map(finish)
    .sort((a, b) => compareInstants(a.first, b.first) || (a.id < b.id ? -1 : 1));
}

/** An audit event about a container. */
interface AuditFact extends Placed<AuditEvent> {
  readonly command: RuntimeCommand;
}

function hasCommand(placed: Placed<AuditEvent> & { readonly command: RuntimeCommand | null }): placed is AuditFact {
  return placed.command !== null;
}

class Drafts {
  private readonly byId = new Map<string, Draft>();
  /** By the first MIN_DIGITS digits: no id and no prefix has fewer. */
  private readonly byBeginning = new Map<string, Draft[]>();
  private readonly execs = new Map<string, string>();

  /** Whole ids are known before any prefix is looked at, and longer prefixes before shorter ones, whatever file holds them. */
  constructor(files: readonly FileFacts[], audit: readonly AuditFact[]) {
    for (const file of files) {
      for (const { statement } of file.statements) {
        if (statement.container !== null) {
          this.get(statement.container);
        }
        if (statement.exec !== null && statement.container !== null) {
          this.execs.set(statement.exec, statement.container);
        }
      }
    }
    const inCommands = audit.map(({ command }) => command.id);
    for (const digits of inCommands.sort((a, b) => b.length - a.length)) {
      this.ofDigits(digits);
    }
  }

  get(id: string): Draft {
    const known = this.byId.get(id);
    if (known) {
      return known;
    }
    const draft: Draft = { id, events: [], execs: new Map() };
    this.byId.set(id, draft);
    const beginning = id.slice(0, MIN_DIGITS);
    this.byBeginning.set(beginning, [...(this.byBeginning.get(beginning) ?? []), draft]);
    return draft;
  }

  ofExec(exec: string): Draft | null {
    const container = this.execs.get(exec);
    return container === undefined ? null : this.get(container);
  }

  /** The containers whose id begins with some digits; a container of its own where none does. */
  ofDigits(digits: string): readonly Draft[] {
    if (isId(digits)) {
      return [this.get(digits)];
    }
    const alike = this.byBeginning.get(digits.slice(0, MIN_DIGITS)) ?? [];
    const longer = alike.filter(draft => draft.id.startsWith(digits));
    return longer.length > 0 ? longer : [this.get(digits)];
  }

  all(): Draft[] {
    return [...this.byId.values()];
  }
}

function addStatement(drafts: Drafts, { value: fact, at, also }: Placed<PlacedStatement>): void {
  const { statement, time } = fact;
  const draft =
    statement.container !== null
      ? drafts.get(statement.container)
      : statement.exec === null
        ? null
        : drafts.ofExec(statement.exec);
  if (!draft) {
    return;
  }
  const match: Match = statement.container === null ? 'exec' : 'id';
  draft.events.push({
    time,
    node: fact.host,
    kind: statement.kind,
    text: textOf(fact),
    match,
    certainty: 'certain',
    at,
    also,
    ...(statement.shimPid !== null && { shimPid: statement.shimPid }),
  });
  if (statement.exec !== null) {
    const known = draft.execs.get(statement.exec);
    const started = statement.kind === 'exec-started' ? time : (known?.started ?? null);
    const command = fact.command ?? known?.command ?? null;
    draft.execs.set(statement.exec, { id: statement.exec, command, started, finished: null, exitCode: null });
  }
}

function textOf({ statement, command }: PlacedStatement): ContainerEvent['text'] {
  return statement.kind === 'exec-started' && command !== null
    ? message('container.exec-started-command', { exec: short(statement.exec ?? ''), command })
    : statement.text;
}

/** The signals with which a runtime ends a container (signal(7)). */
const SIGTERM = 15;
const SIGKILL = 9;

function addAudit(drafts: Drafts, { value: event, command, at, also }: AuditFact): void {
  const meant = drafts.ofDigits(command.id);
  const match: Match = isId(command.id) ? 'id' : 'prefix';
  const certainty: Certainty = meant.length > 1 ? 'possible' : 'certain';
  const kill = readKill(event);
  const forced = command.subcommand === 'delete' && command.force;
  const subcommand = forced ? 'delete --force' : command.subcommand;
  const what = describeEvent(event);
  const text = kill ? message('container.kill-by-runtime', { kill: what, runtime: command.runtime, subcommand }) : what;
  const ends = kill?.success === true && (command.subcommand === 'delete' || command.subcommand === 'kill');
  const killed = ends && (kill.signal?.number === SIGKILL || kill.signal?.number === SIGTERM) ? kill.targets : [];
  const kind = !kill ? 'runtime-command' : forced && ends && kill.signal?.number === SIGKILL ? 'forced-delete' : 'kill';
  const told = { time: event.time, node: event.node, kind, text, match, certainty, at, also } as const;
  for (const draft of meant) {
    // Of several containers none is known to have had the pid.
    draft.events.push(meant.length === 1 ? { ...told, killed: killed.map(({ opid }) => opid) } : told);
  }
}

function finish(draft: Draft): Container {
  const events = inOrder(draft.events);
  const times = events.map(event => event.time).filter((time): time is Instant => time !== null);
  const { runs, state } = explainRuns(events);
  return {
    id: draft.id,
    complete: isId(draft.id),
    names: [],
    image: null,
    node: only(events.flatMap(event => event.node ?? [])),
    first: times[0] ?? null,
    last: latest(times),
    state,
    removed: null,
    runs,
    execs: [...draft.execs.values()],
    events,
  };
}

/** The last event may have whole seconds only: then another one's stamp is later. */
function latest(times: readonly Instant[]): Instant | null {
  return times.reduce<Instant | null>((last, time) => (last && last.ns >= time.ns ? last : time), null);
}

/**
 * Events in order of time. A stamp of whole seconds stands behind the finer stamps of its second that precede it in
 * its file: a panic's lines have syslog's stamp only.
 */
function inOrder(events: readonly ContainerEvent[]): ContainerEvent[] {
  const latest = new Map<string, Instant>();
  const moments = [...events].sort(byPlace).map(event => ({ event, moment: momentOf(event, latest) }));
  return moments.sort((a, b) => compareInstants(a.moment, b.moment)).map(({ event }) => event);
}

/** Takes the events in the order of their places; `latest` holds the latest stamp so far of each second of a file. */
function momentOf({ time, at }: ContainerEvent, latest: Map<string, Instant>): Instant | null {
  if (time === null) {
    return null;
  }
  const second = `${at.file} ${String(time.ns / NS_PER_SECOND)}`;
  const before = latest.get(second);
  if (before && before.ns >= time.ns) {
    return time.digits === 0 ? before : time;
  }
  latest.set(second, time);
  return time;
}

function byPlace({ at: a }: ContainerEvent, { at: b }: ContainerEvent): number {
  return a.file === b.file ? a.line - b.line : naturalOrder(a.file, b.file);
}
