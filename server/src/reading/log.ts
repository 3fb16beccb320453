// A whole log, line by line: its audit events, its tracebacks and what it tells of time. No line is kept.
import { groupAuditEvents, type AuditEvent, type PlacedRecord } from '../audit/event';
import type { AuditRecord } from '../audit/record';
import { NOTHING_TAKEN, type TakenLines } from '../golang/dump';
import { TracebackReader } from '../golang/reader';
import type { Traceback } from '../golang/traceback';
import { OomReader, type OomReport } from '../kernel/oomReports';
import { traceStart } from '../log/envelope';
import {
  isWhole,
  resolveStamp,
  resolveUptime,
  shifted,
  stampOfInstant,
  type Instant,
  type Stamp,
  type TimeModel,
} from '../log/time';
import { TimeEvidence, type LineTimes } from '../log/timeEvidence';
import { NO_TIME_GIVEN, Timeline, type GivenTime } from '../log/timeline';
import { EntrySample } from './entrySample';
import { EntryJoiner, type LinePart } from './joined';
import { readLine, stampOf, type Entry } from './line';
import { recordsOf } from './payload';
import { STRETCH, TextLines } from './lines';

const ENCODER = new TextEncoder();
/** So many lines behind one of a traceback another one of it may stand that nothing shows to be one. */
const BUSY = 128;

/** Is given each line with its entry and its number, as EntryJoiner does; the lines that takeDump takes are not shown. */
type VisitLine = (text: string, entry: Entry, part: LinePart, line: number) => void;

/** A traceback with the time of its first line. */
export interface PlacedTraceback {
  readonly traceback: Traceback;
  readonly time: Instant | null;
}

/** What a log holds beyond its single lines. */
export interface LogContents {
  readonly auditEvents: readonly AuditEvent[];
  readonly tracebacks: readonly PlacedTraceback[];
  readonly oomReports: readonly OomReport[];
  /** What completes the stamps of each line: zones change within a log. */
  readonly timeline: Timeline;
  /** Some of its entries, the same that another log with these entries has. */
  readonly sample: EntrySample;
  readonly lines: number;
  /** How many of them some parser knew. */
  readonly known: number;
}

/** Takes the lines of one log in their order and gathers what spans several of them. */
export class LogReader {
  private readonly records: PlacedRecord[] = [];
  private readonly ooms = new OomReader();
  private readonly tracebacks: TracebackReader;
  /** When the lines were written that may belong to a traceback; none stands for no time. */
  private readonly traceTimes = new Map<number, LineTimes>();
  private readonly joiner = new EntryJoiner(this.taker());
  private readonly evidence = new TimeEvidence();
  readonly sample = new EntrySample();
  private traced: readonly Traceback[] | null = null;
  private reports: readonly OomReport[] | null = null;
  private count: number;
  private knownCount = 0;
  private lastTraced = -Infinity;

  constructor(
    private readonly file: string,
    private visit: VisitLine = () => undefined,
    /** Whether a line of a traceback tells whoever else reads the log nothing: see takeDump. */
    tellsNothing: (text: string) => boolean = () => true,
    /** The number of the first line: the text may be a part of the log. */
    private readonly firstLine = 0,
  ) {
    this.count = firstLine;
    this.tracebacks = new TracebackReader(isPlain(tellsNothing));
  }

  /** Goes on, after it was written down and read back; for what is given see the constructor. */
  resume(visit: VisitLine, tellsNothing: (text: string) => boolean): void {
    this.visit = visit;
    this.joiner.resume(this.taker());
    this.tracebacks.resume(isPlain(tellsNothing));
  }

  private taker(): (text: string, entry: Entry, part: LinePart) => void {
    return (text, entry, part) => {
      this.take(text, entry, part);
    };
  }

  /**
   * Takes lines of bytes[from, to), as far as they are those of a dump of goroutines in its common form: quicker than `push`,
   * to the same end.
   */
  takeDump(bytes: Uint8Array, from: number, to: number): TakenLines {
    if (this.joiner.isOpen) return NOTHING_TAKEN;
    const taken = this.tracebacks.takeDump(bytes, from, to, this.count);
    this.count += taken.lines;
    this.knownCount += taken.traced;
    if (taken.lines > 0) this.joiner.pass();
    if (taken.traced > 0) this.lastTraced = this.count;
    return taken;
  }

  /** Whether the next line has to be read, whatever it is, since it may belong to what the lines before have begun. */
  get isBusy(): boolean {
    return this.lastTraced >= this.count - BUSY || this.joiner.isOpen || this.ooms.mayGoOn(this.count);
  }

  /** Passes over so many lines of known forms, of which nothing has to be read; not while it is busy. */
  pass(lines: number): void {
    this.count += lines;
    this.knownCount += lines;
  }

  /** Reads the next line. */
  push(text: string): void {
    this.joiner.push(text);
  }

  private take(text: string, entry: Entry, part: LinePart): void {
    const line = this.count++;
    const { envelope, payload } = entry;
    for (const record of recordsOf(payload)) this.records.push({ record, file: this.file, line });
    const { host, program, pid } = envelope;
    if (isKernel(entry)) this.ooms.push(payload.kind === 'kernel' ? payload.report : null, host, line);
    const traced = this.tracebacks.push({ text, from: traceStart(text, envelope), line, host, program, pid });
    const times = timesOf(entry);
    if (traced) {
      this.lastTraced = line;
      this.traceTimes.set(line, times);
    }
    if (payload.kind !== 'text' || envelope.id !== 'bare' || traced) {
      this.knownCount++;
    }
    this.evidence.push(line, times);
    if (part === 'whole' || part === 'first') this.sample.push(text, entry, times, line);
    this.visit(text, entry, part, line);
  }

  /** Reads a whole text. */
  pushText(text: string): void {
    for (let from = 0; from < text.length;) {
      const feed = text.indexOf('\n', from + STRETCH);
      const to = feed < 0 ? text.length : feed + 1;
      this.pushStretch(text.slice(from, to));
      from = to;
    }
  }

  /** Reads whole lines; a dump in them as bytes, whose columns are those of the text as long as that is ASCII. */
  private pushStretch(text: string): void {
    const bytes = ENCODER.encode(text);
    const lines = new TextLines(text);
    while (lines.next()) {
      this.push(lines.text);
      if (bytes.length === text.length) lines.skip(this.takeDump(bytes, lines.following, bytes.length).bytes);
    }
  }

  /** What has been gathered; no more lines may come. Asked again with what else is known of the log's time, it answers by that. */
  end(given: GivenTime = NO_TIME_GIVEN): LogContents {
    this.joiner.end();
    const timeline = new Timeline(this.file, this.evidence, given);
    this.traced ??= this.tracebacks.end();
    this.reports ??= this.ooms.end();
    return {
      auditEvents: groupAuditEvents(this.records, ({ record, line }) => recordTime(record, () => timeline.at(line))),
      tracebacks: this.traced.map(traceback => {
        const times = this.traceTimes.get(traceback.line);
        return { traceback, time: times ? resolveTimes(times, timeline.at(traceback.line)) : null };
      }),
      oomReports: this.reports,
      timeline,
      sample: this.sample,
      lines: this.count - this.firstLine,
      known: this.knownCount,
    };
  }
}

/** Whether a bare line of a traceback is nothing else to whoever reads the log. */
function isPlain(tellsNothing: (text: string) => boolean): (text: string) => boolean {
  return text => {
    const entry = readLine(text);
    return entry.envelope.id === 'bare' && entry.payload.kind === 'text' && tellsNothing(text);
  };
}

/** Whether a line is of the kernel's log; a bare one is where it says so itself. */
function isKernel({ envelope, payload }: Entry): boolean {
  return envelope.program === 'kernel' || payload.kind === 'kernel' || envelope.id.startsWith('dmesg-');
}

/** The instant of a line: its inner stamp, or the outer one completed by the model that holds at the line. */
export function instantOfEntry(entry: Entry, model: TimeModel | null): Instant | null {
  return resolveTimes(timesOf(entry), model);
}

/** The moment of a line by what it has of a time. */
export function resolveTimes({ own, instant, uptime }: LineTimes, model: TimeModel | null): Instant | null {
  if (own) return resolveStamp(own, model);
  if (instant) return shifted(instant, model);
  return uptime && resolveUptime(uptime, model);
}

/** What a line has of a time. */
export function timesOf(entry: Entry): LineTimes {
  const { payload } = entry;
  const { stamp: outer, instant, uptime } = entry.envelope;
  const inner = innerStamp(entry);
  if (payload.kind === 'audit') {
    const { time, stamp } = payload.record;
    return { outer, inner, own: time ? null : stamp, instant: time ?? instant, uptime };
  }
  if (payload.kind === 'audit-json') return { outer, inner, own: null, instant: payload.event.time, uptime };
  return { outer, inner, own: stampOf(entry), instant, uptime };
}

/** An audit record's own time, or its local stamp completed by a model. */
function recordTime({ time, stamp }: AuditRecord, model: () => TimeModel | null): Instant | null {
  return time ? shifted(time, model()) : stamp && resolveStamp(stamp, model());
}

/** What the payload says of the time: the kernel's audit records have it in UTC, whatever the envelope's zone is. */
function innerStamp({ envelope, payload }: Entry): Stamp | null {
  if (payload.kind === 'logrus') {
    const { stamp } = payload.entry;
    return stamp && isWhole(stamp) ? stamp : null;
  }
  const time = envelope.stamp && payload.kind === 'audit' ? payload.record.time : null;
  return time && stampOfInstant(time);
}
