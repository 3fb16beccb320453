// What the files of a node tell of each other's times: zones, years, boots. A second stage over what was read of each.
import { NO_TIME_GIVEN, Timeline, type GivenTime, type PlacedMark } from '../log/timeline';
import { NS_PER_SECOND, type Instant, type Zone } from '../log/time';
import type { TimeEvidence } from '../log/timeEvidence';
import { correctionOf, type TimeRule } from '../log/timeRules';
import type { EntrySample, SampledEntry } from '../reading/entrySample';
import { resolveTimes } from '../reading/log';
import { withSetYears } from './setYears';

/** What of a file tells of times. */
export interface TimedFile {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  /** When it was changed last, in milliseconds since the epoch. */
  readonly modified: number;
  readonly evidence: TimeEvidence;
  readonly sample: EntrySample;
}

/** What the user has set. */
export interface TimeSettings {
  /** Of all nodes. */
  readonly zone: Zone | null;
  /** Of single files. */
  readonly offsets: readonly TimeRule[];
}

/** What is known of the time of each file of one node besides its lines, by the file's path. */
export function givenTimes(files: readonly TimedFile[], settings: TimeSettings): ReadonlyMap<string, GivenTime> {
  const own = files.map(file => {
    const { zone, year, shift } = correctionOf(settings.offsets, file.name);
    const given = { ...NO_TIME_GIVEN, zone: zone ?? settings.zone, year, shift, modified: file.modified };
    return { file, given, timeline: new Timeline(file.path, file.evidence, given) };
  });
  const beside = own.map(({ file, given }) => {
    const others = own.filter(other => other.file !== file);
    const zone = others.find(({ timeline }) => timeline.tellsZone)?.timeline.last.zone ?? null;
    const moments = file.evidence.isLacking ? others.flatMap(({ timeline }) => momentsOf(timeline)) : [];
    const completed = { ...given, node: { zone, moments } };
    return { file, given: completed, timeline: new Timeline(file.path, file.evidence, completed) };
  });
  const withNode = withSetYears(beside);
  return new Map(
    withNode.map(({ file, given }) => {
      const others = withNode.filter(other => other.file !== file);
      const needed = file.evidence.boots.segments.some(segment => segment.exact.length + segment.rough.length === 0);
      return [file.path, needed ? { ...given, copies: copiesOf(file, others) } : given];
    }),
  );
}

/** Moments that a log tells without any doubt. */
function momentsOf({ file, evidence }: Timeline): { readonly time: Instant; readonly at: PlacedMark['at'] }[] {
  const stamped = evidence.years.map(({ line, stamp }) => ({
    line,
    time: resolveTimes(
      { outer: null, inner: null, own: { ...stamp, offset: stamp.offset ?? 0 }, instant: null, uptime: null },
      null,
    ),
  }));
  return [...evidence.moments, ...stamped].flatMap(({ line, time }) => (time ? [{ time, at: { file, line } }] : []));
}

interface Dated {
  readonly file: TimedFile;
  readonly timeline: Timeline;
}

/** The kernel's lines of a file that stand in others with a time of day. */
function copiesOf(file: TimedFile, others: readonly Dated[]): readonly PlacedMark[] {
  const exact = others.flatMap(other =>
    shared(file.sample.kernel, other.file.sample.kernel).flatMap(([line, copy]) => markOf(line, copy, other) ?? []),
  );
  const boots = file.evidence.boots;
  const placed = new Set(exact.map(({ line }) => boots.segmentAt(line)));
  const alike = others.flatMap(other =>
    shared(file.sample.messages, other.file.sample.messages).flatMap(([line, copy]) =>
      copy.times.uptime || placed.has(boots.segmentAt(line.line)) ? [] : (markOf(line, copy, other) ?? []),
    ),
  );
  return [...exact, ...agreeing(alike, mark => boots.segmentAt(mark.line))].sort((a, b) => a.line - b.line);
}

/** The entries that both have once, the first of them without a time of day. */
function shared(
  pool: EntrySample['messages'],
  other: EntrySample['messages'],
): (readonly [SampledEntry, SampledEntry])[] {
  const found: [SampledEntry, SampledEntry][] = [];
  for (const entry of pool.entries) {
    const copy = other.get(entry.key);
    const { own, instant, uptime } = entry.times;
    if (copy?.count === 1 && entry.count === 1 && uptime && !own && !instant) found.push([entry, copy]);
  }
  return found;
}

function markOf({ line, times }: SampledEntry, copy: SampledEntry, other: Dated): PlacedMark | null {
  const { own, instant } = copy.times;
  const when = resolveTimes({ ...copy.times, uptime: null }, other.timeline.at(copy.line));
  if (!times.uptime || !when || (!own && !instant)) return null;
  return { line, uptime: times.uptime, when, at: { file: other.file.path, line: copy.line } };
}

/** As a node starts, it says the same at each boot; later messages are alike by accident only. */
const STARTED = 300n * NS_PER_SECOND;
/** So many have to tell the same boot. */
const AGREEING = 3;
const NEAR = 2n * NS_PER_SECOND;

/** Of marks whose messages alone are the same, those that tell the same boot. */
function agreeing(marks: readonly PlacedMark[], boot: (mark: PlacedMark) => number): readonly PlacedMark[] {
  const settled = marks.filter(({ uptime }) => uptime.ns >= STARTED);
  return settled.filter(mark => {
    const same = settled.filter(other => boot(other) === boot(mark) && distance(bootOf(other), bootOf(mark)) <= NEAR);
    return same.length >= AGREEING && same.length * 2 > settled.filter(other => boot(other) === boot(mark)).length;
  });
}

function bootOf({ uptime, when }: PlacedMark): bigint {
  return when.ns - uptime.ns;
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
