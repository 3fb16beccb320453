// From the facts of all files of a case to its containers: who is meant, and every event once.
import { describeEvent } from '../audit/describe';
import { compareInstants, type Instant } from '../log/time';
import { message } from '../message';
import { naturalOrder, type Certainty, type Place } from '../place';
import { explainRuns } from '../verdict/cause';
import type { AuditFact, FileFacts, PlacedStatement } from './facts';
import { isId, MIN_DIGITS } from './ids';
import { auditKey, mergePlaces, type Placed } from './identity';
import type { Container, ContainerEvent, Exec, Match } from './model';
import { panicsOfShims } from './panics';
import { short } from './wordings';

const NS_PER_SECOND = 1_000_000_000n;

/** A container while its events are gathered. */
interface Draft {
  readonly id: string;
  readonly events: ContainerEvent[];
  readonly execs: Map<string, Exec>;
  readonly hosts: Set<string>;
  /** Whom kills of the runtime have reached: the init, or with `kill --all` its children too. */
  readonly killed: Set<number>;
  shimPid: number | null;
}

/** All containers of a case, in the order of their first event. Pure: the same facts in any order give the same. */
export function correlate(files: readonly FileFacts[]): Container[] {
  const ordered = [...files].sort((a, b) => naturalOrder(a.file, b.file));
  const drafts = new Drafts(ordered);
  const statements = mergePlaces(
    ordered.map(file =>
      file.statements.map(fact => ({ key: fact.key, at: { file: file.file, line: fact.line }, value: { fact, file } })),
    ),
  );
  for (const placed of statements) {
    addStatement(drafts, placed);
  }
  for (const placed of mergePlaces(ordered.map(auditPlaces))) {
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

class Drafts {
  private readonly byId = new Map<string, Draft>();
  /** By the first MIN_DIGITS digits: no id and no prefix has fewer. */
  private readonly byBeginning = new Map<string, Draft[]>();
  private readonly execs = new Map<string, string>();

  /** Whole ids are known before any prefix is looked at, and longer prefixes before shorter ones, whatever file holds them. */
  constructor(files: readonly FileFacts[]) {
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
    const inCommands = files.flatMap(file => file.audit.flatMap(({ command }) => command?.id ?? []));
    for (const digits of inCommands.sort((a, b) => b.length - a.length)) {
      this.ofDigits(digits);
    }
  }

  get(id: string): Draft {
    const known = this.byId.get(id);
    if (known) {
      return known;
    }
    const draft: Draft = { id, events: [], execs: new Map(), hosts: new Set(), killed: new Set(), shimPid: null };
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

function addStatement(drafts: Drafts, placed: Placed<{ fact: PlacedStatement; file: FileFacts }>): void {
  const { fact, file } = placed.value;
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
  if (file.host !== null) {
    draft.hosts.add(file.host);
  }
  draft.shimPid = statement.shimPid ?? draft.shimPid;
  const match: Match = statement.container === null ? 'exec' : 'id';
  draft.events.push({
    time,
    kind: statement.kind,
    text: textOf(fact),
    match,
    certainty: 'certain',
    at: placed.at,
    also: placed.also,
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

function auditPlaces(file: FileFacts): { key: string; at: Place; value: AuditFact }[] {
  return file.audit.map(fact => {
    const { event } = fact;
    const first = event.records.find(({ record }) => record.type === 'SYSCALL') ?? event.records[0];
    const at = { file: file.file, line: first?.line ?? 0 };
    return { key: auditKey(event, file.group), at, value: fact };
  });
}

function addAudit(drafts: Drafts, placed: Placed<AuditFact>): void {
  const { event, kill, command } = placed.value;
  if (!command) {
    return;
  }
  const meant = drafts.ofDigits(command.id);
  const match: Match = isId(command.id) ? 'id' : 'prefix';
  const certainty: Certainty = meant.length > 1 ? 'possible' : 'certain';
  const what = describeEvent(event);
  const forced = command.subcommand === 'delete' && command.force;
  const subcommand = forced ? 'delete --force' : command.subcommand;
  const text = kill ? message('container.kill-by-runtime', { kill: what, runtime: command.runtime, subcommand }) : what;
  const kind = !kill ? 'runtime-command' : forced && kill.success ? 'forced-delete' : 'kill';
  for (const draft of meant) {
    draft.events.push({ time: event.time, kind, text, match, certainty, at: placed.at, also: placed.also });
    if (kill?.success && meant.length === 1 && command.subcommand !== 'exec') {
      kill.targets.forEach(({ opid }) => draft.killed.add(opid));
    }
  }
}

function finish(draft: Draft): Container {
  const events = inOrder(draft.events);
  const times = events.map(event => event.time).filter((time): time is Instant => time !== null);
  const [first, ...others] = explainRuns(events);
  const last = others.at(-1) ?? first;
  // Of several runs no line tells which one the pids were of.
  const pids =
    others.length > 0 ? { shimPid: null, initPid: null } : { shimPid: draft.shimPid, initPid: only(draft.killed) };
  return {
    id: draft.id,
    complete: isId(draft.id),
    names: [],
    image: null,
    node: only(draft.hosts),
    first: times[0] ?? null,
    last: latest(times),
    state: last.state,
    removed: null,
    runs: [{ ...first.run, ...pids }, ...others.map(({ run }) => ({ ...run, ...pids }))],
    execs: [...draft.execs.values()],
    events,
  };
}

/** The only member of a set; null where there is none or several. */
function only<T>(values: ReadonlySet<T>): T | null {
  const [first = null] = values;
  return values.size === 1 ? first : null;
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
