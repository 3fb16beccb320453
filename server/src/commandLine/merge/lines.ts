// The lines of one file for a merge: its text piece by piece, its entries, and in which order its times are.
import type { OpenFile } from '../../casefile/open';
import { NS_PER_SECOND, type Instant } from '../../log/time';
import { TimeEvidence, type LineTimes } from '../../log/timeEvidence';
import { Timeline } from '../../log/timeline';
import { EntrySample } from '../../reading/entrySample';
import { EntryJoiner, type LinePart } from '../../reading/joined';
import type { Entry } from '../../reading/line';
import { MAX_LINE, STRETCH, TextLines } from '../../reading/lines';
import { resolveTimes, timesOf } from '../../reading/log';

/** Is given each line in its order with its entry and its number, from 0. */
type Visit = (text: string, entry: Entry, part: LinePart, line: number) => void;

/** Hands the lines of a file to `visit`, a stretch at a time; what is yielded is the number of lines so far. Rejects as its bytes do. */
export async function* visitLines({ pieces }: Pick<OpenFile, 'pieces'>, visit: Visit): AsyncGenerator<number> {
  let count = 0;
  const joiner = new EntryJoiner((text, entry, part) => {
    visit(text, entry, part, count++);
  });
  for await (const stretch of stretches(pieces)) {
    const lines = new TextLines(stretch);
    while (lines.next()) joiner.push(lines.text);
    yield count;
  }
  joiner.end();
  yield count;
}

/** The text of a file in stretches of whole lines. */
async function* stretches(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += STRETCH) {
      const text = decoder.decode(piece.subarray(at, at + STRETCH), { stream: true });
      const end = text.lastIndexOf('\n') + 1;
      if (end > 0) yield rest.join('') + text.slice(0, end);
      if (end > 0) rest = [];
      if (end < text.length) rest.push(text.slice(end));
    }
  }
  yield rest.join('') + decoder.decode();
}

/** Lines that come later than this are no accident: such a file is sorted whole, in memory. */
const SORTED = 60n * NS_PER_SECOND;

/** What a first look at a file tells. */
export class Survey {
  readonly evidence = new TimeEvidence();
  readonly sample = new EntrySample();
  readonly hosts = new Set<string>();
  /** Lines that are longer than what is read of a line, from 0. */
  readonly longLines: number[] = [];
  /** How much earlier than a line before it some line is, in nanoseconds. */
  private late = 0n;
  /** The line with the earliest time. */
  private first: { readonly line: number; readonly times: LineTimes; readonly ns: bigint } | null = null;
  private latest: bigint | null = null;
  private last: bigint | null = null;
  private later = 0;
  private earlier = 0;
  private wasTold = false;
  /** Knows of each line what the lines before it tell, which is what is known of it in the end. */
  private readonly timeline: Timeline;

  constructor(path: string) {
    this.timeline = new Timeline(path, this.evidence);
  }

  readonly visit: Visit = (text, entry, part, line) => {
    const times = timesOf(entry);
    if (text.length === MAX_LINE) this.longLines.push(line);
    const host = hostOf(entry);
    if (host !== null) this.hosts.add(host);
    this.evidence.push(line, times);
    if (part === 'whole' || part === 'first') this.sample.push(text, entry, times, line);
    if (times.own || times.instant || times.uptime) this.order(line, times);
  };

  private order(line: number, times: LineTimes): void {
    const ns = this.roughly(line, times);
    if (ns === null) return;
    if (this.first === null || ns < this.first.ns) this.first = { line, times, ns };
    if (this.last !== null && ns !== this.last) this[ns > this.last ? 'later' : 'earlier']++;
    if (this.latest !== null && this.latest - ns > this.late) this.late = this.latest - ns;
    if (this.latest === null || ns > this.latest) this.latest = ns;
    this.last = ns;
  }

  /** A time that can be compared with those of other lines: without year or zone as if they were any. */
  private roughly(line: number, { own, instant, uptime }: LineTimes): bigint | null {
    if (instant && !own) return instant.ns;
    if (!own) return uptime && BigInt(this.evidence.boots.segmentAt(line)) * BOOT + uptime.ns;
    const { zones, months, years } = this.evidence;
    const isTold = zones.length > 0 && years.length > 0;
    if (isTold !== this.wasTold) {
      // Times of another kind from here on.
      this.latest = this.last = this.first = null;
      this.wasTold = isTold;
    }
    const model = isTold ? this.timeline.at(line) : null;
    const year = own.year ?? model?.year?.year ?? ANY_YEAR + (months.at(-1)?.years ?? 0);
    const stamp = { ...own, year: model?.year ? own.year : year, offset: own.offset ?? model?.zone?.offset ?? 0 };
    return resolveTimes({ own: stamp, instant: null, uptime: null, outer: null, inner: null }, model)?.ns ?? null;
  }

  get isNewestFirst(): boolean {
    return this.earlier > this.later;
  }

  /** How far lines are out of their order; null where they have none, or the reverse one. */
  get lateness(): bigint | null {
    return this.isNewestFirst || this.late > SORTED ? null : this.late;
  }

  /** The earliest time of a line; null where none is known. */
  earliest(timeline: Timeline): Instant | null {
    return this.first && resolveTimes(this.first.times, timeline.at(this.first.line));
  }
}

const ANY_YEAR = 2000;
/** Longer than any machine runs. */
const BOOT = 1_000_000_000n * NS_PER_SECOND;

/** The host that a line names; null where it names none. */
export function hostOf({ envelope, payload }: Entry): string | null {
  return payload.kind === 'audit' ? payload.record.node : envelope.host;
}
