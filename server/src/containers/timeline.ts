// A container's events as a tired reader wants them: each exec one row, what repeats one row with its count and its rate.
import { compareInstants, NS_PER_SECOND, type Instant } from '../log/time';
import { execsIn, failureOf, type ToldExec } from './execs';
import type { ContainerEvent, EventKind } from './model';
import { inOrder } from './order';

/** What happened once, or many times alike. */
export interface TimelineRow {
  /** All events that it stands for, in order of time. */
  readonly events: readonly [ContainerEvent, ...ContainerEvent[]];
  /** Of execs: the first of them. */
  readonly exec: ToldExec | null;
  /** How often it happened. */
  readonly count: number;
  /** When it happened first and last; null where no line tells. */
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** From one time to the next in nanoseconds, the median; null where it did not come regularly, or too seldom to tell. */
  readonly every: bigint | null;
}

/** Something that happened once. */
interface Item {
  readonly events: readonly [ContainerEvent, ...ContainerEvent[]];
  readonly exec: ToldExec | null;
  readonly time: Instant | null;
  /** The same for what is told as one. */
  readonly key: string;
  /** Whether it says nothing about the container's life: it is told as one with its like though others stand between. */
  readonly noise: boolean;
}

/**
 * The rows of a timeline. Noise is folded between two events that tell something, everything else only where nothing
 * stands between; so each row stands where it happened first. `events` are those of one container, in order of time.
 */
export function timelineOf(events: readonly ContainerEvent[]): TimelineRow[] {
  const rows: [Item, ...Item[]][] = [];
  let stretch = new Map<string, [Item, ...Item[]]>();
  for (const item of itemsOf(events)) {
    const known = item.noise ? stretch.get(item.key) : alike(rows.at(-1), item);
    if (known) {
      known.push(item);
      continue;
    }
    const row: [Item] = [item];
    rows.push(row);
    if (item.noise) stretch.set(item.key, row);
    else stretch = new Map();
  }
  return rows.map(rowOf);
}

function alike(row: [Item, ...Item[]] | undefined, { key }: Item): [Item, ...Item[]] | undefined {
  return row?.[0].key === key ? row : undefined;
}

function itemsOf(events: readonly ContainerEvent[]): Item[] {
  const execs = execsIn(events);
  const ofExec = new Map(execs.flatMap(exec => exec.events.map(event => [event, exec] as const)));
  const told = new Set<ToldExec>();
  return events.flatMap((event): Item[] => {
    const exec = ofExec.get(event) ?? null;
    if (exec === null) return [{ events: [event], exec, time: event.time, key: keyOf(event), noise: isNoise(event) }];
    if (told.has(exec)) return [];
    told.add(exec);
    const [first, ...others] = inOrder(exec.events);
    const time = exec.asked ?? exec.started ?? event.time;
    return [{ events: [first ?? event, ...others], exec, time, key: execKey(exec), noise: true }];
  });
}

/** Questions, and lines that have no row in the table of wordings: none of them does anything to a container. */
const NOISE: readonly EventKind[] = ['inspected', 'exec-inspected', 'api-call', 'log', 'probe-failed', 'exec-answered'];
/** What a runtime is asked about a container, or for an exec in it. */
const NOISY_COMMANDS: readonly string[] = ['exec', 'state', 'ps', 'events'];

function isNoise({ kind, command }: ContainerEvent): boolean {
  return NOISE.includes(kind) || (kind === 'runtime-command' && NOISY_COMMANDS.includes(command?.subcommand ?? ''));
}

function keyOf({ kind, certainty, text, command, signal }: ContainerEvent): string {
  // The words of a command hold pids and paths, which are others each time.
  const said = command
    ? [command.runtime, command.subcommand, command.force, signal]
    : [text.id, withoutQuery(text.args)];
  return JSON.stringify([kind, certainty, said]);
}

/** `GET .../logs?since=1`: what is asked for, however it is asked. */
function withoutQuery(args: ContainerEvent['text']['args']): object {
  const { call } = args;
  return typeof call === 'string' ? { ...args, call: call.replace(/\?.*/, '') } : args;
}

function execKey(exec: ToldExec): string {
  const { asker, command, exitCode, finished } = exec;
  const failed = failureOf(exec)?.text;
  return JSON.stringify(['exec', asker, command, exitCode, finished !== null, failed?.id, failed?.args['error']]);
}

function rowOf(items: readonly [Item, ...Item[]]): TimelineRow {
  const [item] = items;
  const times = items.flatMap(({ time }) => time ?? []).sort(compareInstants);
  const [first, ...others] = inOrder(items.flatMap(({ events }) => events));
  return {
    events: [first ?? item.events[0], ...others],
    exec: item.exec,
    count: items.length,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    every: times.length === items.length ? regularInterval(times) : null,
  };
}

/** Fewer times prove no rate. */
const MIN_TIMES = 5;
/** A stamp of whole seconds tells an interval to a second: below this it would tell little of it. */
const MIN_COARSE_NS = 5n * NS_PER_SECOND;

/**
 * The median of the intervals between times (in order), in nanoseconds; null where they are not regular: nine of ten lie
 * within a quarter of it, and all of them together last as long as their number says, to a tenth.
 */
function regularInterval(times: readonly Instant[]): bigint | null {
  if (times.length < MIN_TIMES) return null;
  const intervals = times.slice(1).map(({ ns }, index) => ns - (times[index]?.ns ?? ns));
  const median = [...intervals].sort((a, b) => Number(a - b))[intervals.length >> 1] ?? 0n;
  if (median <= 0n || (median < MIN_COARSE_NS && times.some(({ digits }) => digits === 0))) return null;
  const near = intervals.filter(interval => distance(interval, median) * 4n <= median).length;
  const whole = BigInt(intervals.length) * median;
  const lasted = (times.at(-1)?.ns ?? 0n) - (times[0]?.ns ?? 0n);
  return near * 10 >= intervals.length * 9 && distance(lasted, whole) * 10n <= whole ? median : null;
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
