// What was run in a container, from its events: by whom, from when to when, and how it ended, as far as any line tells.
import { NS_PER_SECOND, type Instant } from '../log/time';
import type { Asker, ContainerEvent, EventKind, Exec } from './model';

/** An exec with the events that tell of it. An ExecSync whose exec no line names has no id. */
export interface ToldExec extends Omit<Exec, 'id'> {
  readonly id: string | null;
  readonly events: readonly ContainerEvent[];
}

interface Draft extends ToldExec {
  id: string | null;
  command: string | null;
  asker: Asker | null;
  asked: Instant | null;
  started: Instant | null;
  finished: Instant | null;
  exitCode: number | null;
  readonly events: ContainerEvent[];
  /** Whether its caller was answered: nothing that follows is about it. */
  answered: boolean;
}

/** dockerd starts the exec of a health check right behind the line that says so, and a caller what it has had made. */
const AT_ONCE_NS = 5n * NS_PER_SECOND;
/** A caller that was not answered for so long has gone: no probe's timeout is that long. */
const PATIENCE_NS = 300n * NS_PER_SECOND;

/** The execs that events of one container, in order of time, tell of; in the order of their first event. */
export function execsIn(events: readonly ContainerEvent[]): readonly ToldExec[] {
  const reader = new ExecReader();
  // The stamps of audit are coarse: a command may stand before the call that asked for it.
  const isCommand = ({ kind }: ContainerEvent): boolean => kind === 'runtime-command';
  for (const event of events) if (!isCommand(event)) reader.take(event);
  for (const event of events) if (isCommand(event)) reader.takeCommand(event);
  return reader.execs;
}

/** The event that says why an exec could not be run, or was given up; null where none does. */
export function failureOf({ events }: ToldExec): ContainerEvent | null {
  return events.findLast(({ kind }) => kind === 'exec-failed' || kind === 'health-check-failed') ?? null;
}

/**
 * An exec gets its id only after it was asked for: the calls that wait for one are given theirs in order. What is a guess
 * is left out: of several that may be meant, one is taken only if all have the same command and caller.
 */
class ExecReader {
  readonly execs: Draft[] = [];
  private readonly byId = new Map<string, Draft>();
  /** Asked for, and no line has told the id yet. */
  private waiting: Draft[] = [];
  private check: Draft | null = null;

  private readonly takers: Partial<Record<EventKind, (event: ContainerEvent) => void>> = {
    'exec-created': event => {
      this.ask(event, 'api', null);
    },
    'exec-asked': event => {
      this.ask(event, event.asker ?? null, event.execCommand ?? null);
    },
    'health-check': event => {
      this.takeCheck(event);
    },
    'health-check-failed': event => {
      this.takeCheck(event);
    },
    'exec-answered': event => {
      this.answer(event);
    },
    'exec-failed': event => {
      if (event.exec === undefined) this.answer(event);
      else end(this.named(event, event.exec), event);
    },
  };

  take(event: ContainerEvent): void {
    const taker = this.takers[event.kind];
    if (taker) taker(event);
    else if (event.exec !== undefined) this.takeNamed(event, event.exec);
  }

  /** Takes the runtime's command for an exec. */
  takeCommand(event: ContainerEvent): void {
    if (event.exec === undefined) return;
    const exec = this.byId.get(event.exec) ?? this.add(null);
    exec.id = event.exec;
    exec.events.push(event);
    this.byId.set(event.exec, exec);
  }

  private takeNamed(event: ContainerEvent, id: string): void {
    const exec = this.named(event, id);
    if (event.kind === 'exec-start-asked') {
      exec.asker = 'api';
      exec.asked ??= event.time;
    } else if (event.kind === 'exec-started') {
      exec.started ??= event.time;
      exec.command ??= event.execCommand ?? null;
    } else if (event.kind === 'exec-ended') {
      end(exec, event);
    }
  }

  /** The exec of an id, which may be one that was waiting for its id. */
  private named(event: ContainerEvent, id: string): Draft {
    const known = this.byId.get(id);
    if (known) {
      known.events.push(event);
      return known;
    }
    const exec = this.whichWaits(event) ?? this.add(null);
    exec.id = id;
    exec.events.push(event);
    this.byId.set(id, exec);
    return exec;
  }

  private whichWaits(event: ContainerEvent): Draft | null {
    const { check } = this;
    if (
      event.kind === 'exec-started' &&
      check?.id === null &&
      check.finished === null &&
      isWithin(check, event, AT_ONCE_NS)
    )
      return check;
    const asker: Asker | null = event.kind === 'exec-start-asked' ? 'api' : null;
    this.waiting = this.waiting.filter(exec => isWithin(exec, event, exec.asker === 'api' ? AT_ONCE_NS : PATIENCE_NS));
    const candidates = this.waiting.filter(exec => asker === null || exec.asker === asker);
    const found = firstIfAlike(candidates);
    // Which of several has ended is not told: then nor is how long it took.
    if (found && candidates.length > 1) found.asked = null;
    if (found) this.waiting = this.waiting.filter(exec => exec !== found);
    return found;
  }

  private ask(event: ContainerEvent, asker: Asker | null, command: string | null): void {
    const exec = this.add(event);
    exec.asker = asker;
    exec.command = command;
    this.waiting.push(exec);
  }

  /** dockerd makes one health check of a container at a time. */
  private takeCheck(event: ContainerEvent): void {
    const begins = event.kind === 'health-check' && event.exitStatus === undefined;
    if (begins || this.check === null) {
      this.check = this.add(event);
      this.check.asker = 'health-check';
    } else {
      this.check.events.push(event);
    }
    if (!begins) end(this.check, event);
  }

  /** The answer to an ExecSync names the container only. */
  private answer(event: ContainerEvent): void {
    const open = this.execs.filter(
      exec => exec.asker === 'kubelet' && !exec.answered && isWithin(exec, event, PATIENCE_NS),
    );
    const ended = open.filter(exec => exec.finished !== null && exec.exitCode === (event.exitStatus ?? null));
    const exec = firstIfAlike(ended.length > 0 ? ended : open.filter(({ finished }) => finished === null));
    if (!exec) return;
    exec.events.push(event);
    exec.answered = true;
    this.waiting = this.waiting.filter(other => other !== exec);
    end(exec, event);
  }

  private add(event: ContainerEvent | null): Draft {
    const exec: Draft = {
      id: null,
      command: null,
      asker: null,
      asked: event?.time ?? null,
      started: null,
      finished: null,
      exitCode: null,
      events: event ? [event] : [],
      answered: false,
    };
    this.execs.push(exec);
    return exec;
  }
}

/** The first line that tells an end counts, and the status of whichever tells one. */
function end(exec: Draft, { time, exitStatus }: ContainerEvent): void {
  exec.finished ??= time;
  exec.exitCode ??= exitStatus ?? null;
}

function firstIfAlike(candidates: readonly Draft[]): Draft | null {
  const [first] = candidates;
  const alike = candidates.every(({ command, asker }) => command === first?.command && asker === first.asker);
  return first && alike ? first : null;
}

function isWithin({ asked }: Draft, { time }: ContainerEvent, most: bigint): boolean {
  return asked === null || time === null || time.ns - asked.ns <= most;
}
