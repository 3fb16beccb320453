// Files of one node that tell different times of the same entry: one of them has another clock, zone or year than is thought.
import type { Timeline } from '../log/timeline';
import { NS_PER_SECOND, type Instant } from '../log/time';
import type { Place } from '../place';
import type { SampledEntry } from '../reading/entrySample';
import { resolveTimes } from '../reading/log';
import type { TimedFile } from './nodeTimes';

/** The same entry in two files, at two times. */
export interface Disagreement {
  /** The file whose stamps lack more; the other one is likely right. */
  readonly at: Place;
  readonly time: Instant;
  readonly other: { readonly at: Place; readonly time: Instant };
  /** What is to be added to the file's times for both to agree, in nanoseconds. */
  readonly behind: bigint;
  /** How many entries tell it. */
  readonly entries: number;
}

interface DatedFile extends TimedFile {
  readonly timeline: Timeline;
}

/** An entry of one file and the same of another, each there once. */
interface Pair {
  readonly entry: SampledEntry;
  readonly other: SampledEntry;
  readonly time: Instant;
  readonly otherTime: Instant;
}

/** What is stamped by whole seconds, and delivered at once, differs by less. */
const TOLERANCE = 2n * NS_PER_SECOND;
/** So many entries have to tell the same difference. */
const AGREEING = 3;
/** And such a share of what both files have of the same time: a message that is said each hour is not the same entry. */
const SHARE = 0.3;

type Kind = 'messages' | 'records' | 'kernel';
const KINDS: readonly Kind[] = ['messages', 'records', 'kernel'];

/** For each file that disagrees with another one of its node: by how much, shown by one entry. Each file is told of once. */
export function findDisagreements(files: readonly DatedFile[]): readonly Disagreement[] {
  const found: Disagreement[] = [];
  for (const [file, others] of sharing(files)) {
    for (const [other, pairs] of others) {
      const [off, right] = lacks(file) >= lacks(other) ? [file, other] : [other, file];
      const turned = off === file ? pairs : pairs.map(turn);
      const known = found.some(({ at }) => at.file === off.path);
      const disagreement = known ? null : disagreementOf(off, right, turned);
      if (disagreement) found.push(disagreement);
    }
  }
  return found;
}

/** The pairs of files with the entries that both have, each pair of files once. */
function sharing(files: readonly DatedFile[]): Map<DatedFile, Map<DatedFile, Pair[]>> {
  const all = new Map<DatedFile, Map<DatedFile, Pair[]>>();
  for (const kind of KINDS) {
    const byKey = new Map<
      number,
      { readonly file: DatedFile; readonly entry: SampledEntry; readonly time: Instant }[]
    >();
    for (const file of files) {
      for (const entry of file.sample[kind].entries) {
        const time = entry.count === 1 ? timeOf(entry, file) : null;
        if (!time) continue;
        const known = byKey.get(entry.key) ?? [];
        for (const other of known) {
          const others = all.get(other.file) ?? new Map<DatedFile, Pair[]>();
          all.set(other.file, others);
          const pairs = others.get(file) ?? [];
          others.set(file, pairs);
          pairs.push({ entry: other.entry, other: entry, time: other.time, otherTime: time });
        }
        byKey.set(entry.key, [...known, { file, entry, time }]);
      }
    }
  }
  return all;
}

function disagreementOf(file: DatedFile, other: DatedFile, pairs: readonly Pair[]): Disagreement | null {
  // One entry that both place at the same time shows that the others are alike by accident.
  if (pairs.length < AGREEING || pairs.some(pair => size(behindOf(pair)) <= TOLERANCE)) return null;
  const telling = largest(pairs);
  const [first] = telling;
  if (!first || telling.length < AGREEING || telling.length * 2 <= pairs.length) return null;
  const behind = roundedBehind(telling);
  const share = Math.max(shareOf(file, other, behind), shareOf(other, file, -behind));
  return share < SHARE
    ? null
    : {
        at: { file: file.path, line: first.entry.line },
        time: first.time,
        other: { at: { file: other.path, line: first.other.line }, time: first.otherTime },
        behind,
        entries: telling.length,
      };
}

/** The largest number of pairs with the same difference, in the order of lines. */
function largest(pairs: readonly Pair[]): readonly Pair[] {
  const sorted = [...pairs].sort((a, b) => Number(behindOf(a) - behindOf(b)));
  let best: readonly Pair[] = [];
  let from = 0;
  sorted.forEach((pair, to) => {
    while (behindOf(pair) - behindOf(sorted[from] ?? pair) > TOLERANCE) from++;
    if (to + 1 - from > best.length) best = sorted.slice(from, to + 1);
  });
  return [...best].sort((a, b) => a.entry.line - b.entry.line);
}

/** To the quarter of an hour where that is near, since zones are wrong more often than clocks; else to the second. */
function roundedBehind(pairs: readonly Pair[]): bigint {
  const behind = behindOf(pairs[pairs.length >> 1] ?? { time: ZERO, otherTime: ZERO });
  const quarter = rounded(behind, 900n * NS_PER_SECOND);
  return quarter !== 0n && size(behind - quarter) <= TOLERANCE ? quarter : rounded(behind, NS_PER_SECOND);
}

const ZERO: Instant = { ns: 0n, digits: 0 };

/** Which share of a file's entries the other one has, of those that lie in its time when the difference is made good. */
function shareOf(file: DatedFile, other: DatedFile, behind: bigint): number {
  let all = 0;
  let both = 0;
  for (const kind of KINDS) {
    const times = [...other.sample[kind].entries].flatMap(entry => timeOf(entry, other)?.ns ?? []);
    const [first, last] = [times.reduce(earlier, FAR), times.reduce(later, -FAR)];
    for (const entry of file.sample[kind].entries) {
      const time = other.sample[kind].takes(entry.lot) ? timeOf(entry, file) : null;
      if (!time || time.ns + behind < first - TOLERANCE || time.ns + behind > last + TOLERANCE) continue;
      all++;
      if (other.sample[kind].get(entry.key)) both++;
    }
  }
  return all === 0 ? 0 : both / all;
}

const FAR = 1n << 62n;

function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function timeOf({ times, line }: SampledEntry, { timeline }: DatedFile): Instant | null {
  return resolveTimes(times, timeline.at(line));
}

function behindOf({ time, otherTime }: Pick<Pair, 'time' | 'otherTime'>): bigint {
  return otherTime.ns - time.ns;
}

function turn({ entry, other, time, otherTime }: Pair): Pair {
  return { entry: other, other: entry, time: otherTime, otherTime: time };
}

/** How much a file's times are completed by what is not in its lines. */
function lacks({ timeline: { evidence, given } }: DatedFile): number {
  return (
    Number(evidence.isLacking) +
    Number(evidence.isLacking && evidence.zones.length === 0) +
    Number(given.shift !== null)
  );
}

function rounded(ns: bigint, unit: bigint): bigint {
  const half = ns < 0n ? -unit / 2n : unit / 2n;
  return ((ns + half) / unit) * unit;
}

function size(ns: bigint): bigint {
  return ns < 0n ? -ns : ns;
}
