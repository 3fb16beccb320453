// The lines of one file in order of time, each with those behind it that have no time of their own.
import type { OpenFile } from '../../casefile/open';
import { Turns } from '../../casefile/turns';
import type { Instant } from '../../log/time';
import type { Timeline } from '../../log/timeline';
import type { Entry } from '../../reading/line';
import { resolveTimes, timesOf } from '../../reading/log';
import { hostOf, visitLines } from './lines';

/** A line as it is printed. */
export interface MergedLine {
  /** Null where it has none of its own. */
  readonly time: Instant | null;
  readonly node: string | null;
  readonly unit: string | null;
  /** From 0. */
  readonly line: number;
  readonly text: string;
}

/** A line with a time, and those that stay with it. */
export interface Group {
  readonly ns: bigint;
  /** Its place among the groups of its file. */
  readonly index: number;
  readonly lines: MergedLine[];
}

/** How a file's lines are read. */
export interface SourceOptions {
  readonly timeline: Timeline;
  /** How much earlier than one before it a line can be (nanoseconds); null for a file that is sorted whole. */
  readonly lateness: bigint | null;
  readonly isNewestFirst: boolean;
  /** What lines are said to be of that name no host, no unit. */
  readonly node: string | null;
  readonly unit: string | null;
}

/** The groups of a file in order of time, in batches; those without any time are one group of its own at the end. */
export class Source {
  private readonly held = new Turns<Group>();
  private readonly batches: AsyncGenerator<number>;
  private current: Group | null = null;
  /** Lines before the first that has a time. */
  private undated: MergedLine[] = [];
  private latest: bigint | null = null;
  private count = 0;
  private ended = false;

  constructor(
    file: Pick<OpenFile, 'pieces'>,
    private readonly options: SourceOptions,
  ) {
    this.batches = visitLines(file, (text, entry, _part, line) => {
      this.take(text, entry, line);
    });
  }

  /** The next group at hand; null where more has to be read first, or none is left. */
  next(): Group | null {
    const first = this.held.first;
    if (!first) return null;
    const { lateness } = this.options;
    const isReady = this.ended || (lateness !== null && this.latest !== null && first.ns + lateness <= this.latest);
    // The group that is being read may get more lines.
    return isReady && first !== this.current ? this.held.pop() : null;
  }

  /** Reads more; false where there is no more. Rejects as the file's bytes do. */
  async read(): Promise<boolean> {
    if (this.ended) return false;
    this.ended = (await this.batches.next()).done === true;
    if (this.ended) this.current = null;
    return true;
  }

  /** Gives up what was not read. */
  end(): void {
    this.ended = true;
    this.current = null;
  }

  /** The lines so far of a file in which no line has a time; each is given once. */
  takeUndated(): readonly MergedLine[] {
    const lines = this.undated;
    this.undated = [];
    return lines;
  }

  private take(text: string, entry: Entry, line: number): void {
    const { timeline } = this.options;
    const times = timesOf(entry);
    const time = times.own || times.instant || times.uptime ? resolveTimes(times, timeline.at(line)) : null;
    const node = hostOf(entry) ?? this.options.node;
    const merged = { time, node, unit: unitOf(entry) ?? this.options.unit, line, text };
    if (!time) {
      (this.current?.lines ?? this.undated).push(merged);
      return;
    }
    const index = this.options.isNewestFirst ? -this.count++ : this.count++;
    this.current = { ns: time.ns, index, lines: [...this.undated, merged] };
    this.undated = [];
    if (this.latest === null || time.ns > this.latest) this.latest = time.ns;
    this.held.push(this.current);
  }
}

/** The program that wrote a line, or its unit; null where the line does not tell. */
function unitOf({ envelope, payload }: Entry): string | null {
  if (payload.kind === 'audit' || payload.kind === 'audit-json') return 'audit';
  if (envelope.program !== null) return envelope.program;
  if (envelope.unit !== null) return envelope.unit.replace(/\.service$/, '');
  return payload.kind === 'kernel' || envelope.id.startsWith('dmesg-') ? 'kernel' : null;
}
