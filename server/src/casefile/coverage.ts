// What one file is: how many of its lines have which form, how many none that is known, and from when to when they are.
import { compareInstants, type Instant, type Zone } from '../log/time';
import { NO_TIME_GIVEN } from '../log/timeline';
import type { Message } from '../message';
import { stampOf, type Entry } from '../reading/line';
import type { Pasted } from '../pasted/model';
import { instantOfEntry, LogReader, type LogContents } from '../reading/log';
import type { FoundFile } from './discover';
import { kindOf, type FileKind } from './fileKinds';
import { unreadableBytes, type OpenFile } from './open';
import { concat, wholeLines } from './packed';
import { holdsPasted, splitPasted } from './pastedFile';

export interface FormCount {
  /** The ids of an envelope and of a payload, with `+` between them. */
  readonly form: string;
  readonly lines: number;
}

export interface Coverage {
  /** What most of its lines are; null where no line is known. */
  readonly kind: FileKind | null;
  /** The most frequent first. With the unknown they are all lines. */
  readonly forms: readonly FormCount[];
  readonly lines: number;
  /** Lines of no known form. */
  readonly unknown: number;
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** The host that most of its lines name. */
  readonly host: string | null;
  /** That of its last lines; null where none tells. */
  readonly zone: Zone | null;
  /** Why it could not be read to its end; null where it was. */
  readonly cut: Message | null;
}

/** The form of lines of a traceback that nothing wraps. */
const TRACE = 'bare+trace';

/** A file, and when it was changed last, in milliseconds since the epoch: see GivenTime. */
type TimedPath = Pick<FoundFile, 'path' | 'modified' | 'bytes'>;

/** Reads a file to its end, or as far as it can be read. */
export async function readCoverage(file: OpenFile, { path, modified, bytes }: TimedPath): Promise<Coverage> {
  const counter = new Counter();
  const log = new LogReader(path, (_, entry, __, line) => {
    counter.push(entry, line);
  });
  let cut: Message | null = null;
  try {
    const pieces = holdsPasted({ bytes }, file.head) ? withoutPasted(file, counter) : wholeLines(file.pieces);
    for await (const lines of pieces) log.pushText(new TextDecoder().decode(lines));
  } catch (error) {
    cut = unreadableBytes(error);
  }
  return { ...counter.end(log.end({ ...NO_TIME_GIVEN, modified })), cut };
}

/** The whole file in one piece, what was pasted counted and left out. */
async function* withoutPasted({ pieces }: OpenFile, counter: Counter): AsyncGenerator<Uint8Array> {
  const taken: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    taken.push(piece);
    bytes += piece.length;
  }
  const { pasted, rest } = splitPasted(new TextDecoder().decode(concat(taken, bytes)));
  counter.paste(pasted);
  yield new TextEncoder().encode(rest);
}

/** Counts the lines of a log that its reader shows. */
class Counter {
  private readonly forms = new Map<string, number>();
  private readonly hosts = new Map<string, number>();
  private readonly span = new Span();
  /** Lines whose envelope or payload is known. */
  private known = 0;
  /** Lines that were pasted. */
  private pasted = 0;

  paste({ forms, containers, events }: Pasted): void {
    for (const { form, lines } of forms) {
      this.forms.set(form, lines);
      this.pasted += lines;
    }
    const moments = containers.flatMap(({ run }) => [run?.started ?? null, run?.finished ?? null]);
    for (const moment of [...moments, ...events.map(({ time }) => time)]) if (moment) this.span.add(moment);
  }

  push(entry: Entry, line: number): void {
    const { envelope, payload } = entry;
    this.span.push(entry, line);
    if (envelope.id === 'bare' && payload.kind === 'text') return;
    this.known++;
    add(this.forms, `${envelope.id}+${payload.kind}`);
    const host = payload.kind === 'audit' ? payload.record.node : envelope.host;
    if (host) add(this.hosts, host);
  }

  end({ lines, known, timeline }: LogContents): Omit<Coverage, 'cut'> {
    const traced = known - this.known;
    if (traced > 0) this.forms.set(TRACE, traced);
    const forms = byCount(this.forms).map(([form, count]) => ({ form, lines: count }));
    const host = byCount(this.hosts)[0]?.[0] ?? null;
    const { zone } = timeline.last;
    return {
      kind: kindOf(forms),
      forms,
      lines,
      unknown: lines - known - this.pasted,
      host,
      zone,
      ...this.span.end(timeline),
    };
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** A line whose time is known only with what the whole log tells. */
interface Undated {
  readonly entry: Entry;
  readonly line: number;
}

/**
 * The earliest and the latest time of a log. Of stamps without year or zone only the first and the last are looked at:
 * which of two is the earlier is not known before the log's end, and they stand in order of time.
 */
class Span {
  private first: Instant | null = null;
  private last: Instant | null = null;
  private firstUndated: Undated | null = null;
  private lastUndated: Undated | null = null;

  push(entry: Entry, line: number): void {
    const instant = instantOfEntry(entry, null);
    if (instant) this.add(instant);
    else if (stampOf(entry)) {
      this.lastUndated = { entry, line };
      this.firstUndated ??= this.lastUndated;
    }
  }

  add(instant: Instant): void {
    if (this.first === null || compareInstants(instant, this.first) < 0) this.first = instant;
    if (this.last === null || compareInstants(instant, this.last) > 0) this.last = instant;
  }

  end(timeline: LogContents['timeline']): Pick<Coverage, 'first' | 'last'> {
    for (const undated of [this.firstUndated, this.lastUndated]) {
      const instant = undated && instantOfEntry(undated.entry, timeline.at(undated.line));
      if (instant) this.add(instant);
    }
    return { first: this.first, last: this.last };
  }
}
