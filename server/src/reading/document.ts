// A log that is open in the editor: its lines on demand, what spans several of them once per version.
import type { AuditEvent } from '../audit/event';
import type { FrameContext } from '../golang/frameLines';
import type { OomReport } from '../kernel/oomReports';
import { NO_TIME_GIVEN, type GivenTime } from '../log/timeline';
import { frameAt } from './frameAt';
import type { LinePart } from './joined';
import { readLine, type Entry } from './line';
import { MAX_LINE } from './lines';
import { LogReader, type LogContents } from './log';

export type { FrameContext };

/** The lines of a text, counted from 0, without their breaks. */
export interface LineSource {
  /** The number of its first line where it is a part of a log; 0 where absent. */
  readonly firstLine?: number;
  /** The number behind its last line. */
  readonly lineCount: number;
  line(index: number): string;
  /** The whole text with its breaks, where that is at hand: it is read faster than line by line. */
  readonly text?: () => string;
}

/** One version of a document. Everything is read at the first question and kept. */
export class LogDocument {
  private reader: LogReader | null = null;
  private read: LogContents | null = null;
  /** The entries of lines that are one of several of an entry. */
  private readonly joined = new Map<number, Entry>();
  private eventOfLine: Map<number, AuditEvent> | null = null;
  private oomOfLine: Map<number, OomReport> | null = null;

  /** `file` is the name that places carry; `given` what is known of its time from elsewhere. */
  constructor(
    readonly file: string,
    private readonly source: LineSource,
    private time: GivenTime = NO_TIME_GIVEN,
  ) {}

  /** Takes what is known of its time now; no line is read again. */
  set given(given: GivenTime) {
    if (given === this.time) return;
    this.time = given;
    this.read &&= this.reader?.end(given) ?? null;
    this.eventOfLine = null;
  }

  get lineCount(): number {
    return this.source.lineCount;
  }

  /** The text of a line, as far as lines are read (MAX_LINE). */
  text(line: number): string {
    return this.source.line(line).slice(0, MAX_LINE);
  }

  entry(line: number): Entry {
    // Which lines are parts of one entry only the lines around them tell.
    return (this.contents.lines > 0 && this.joined.get(line)) || readLine(this.text(line));
  }

  /** Audit events, tracebacks and the time model of the whole text. */
  get contents(): LogContents {
    if (!this.read) {
      const { firstLine = 0 } = this.source;
      const visit = (_: string, entry: Entry, part: LinePart, line: number): void => {
        if (part !== 'whole') this.joined.set(line, entry);
      };
      const reader = (this.reader = new LogReader(this.file, visit, undefined, firstLine));
      if (this.source.text) {
        reader.pushText(this.source.text());
      } else {
        for (let line = firstLine; line < this.lineCount; line++) {
          reader.push(this.text(line));
        }
      }
      this.read = reader.end(this.time);
    }
    return this.read;
  }

  /** The audit event that a line is a record of. */
  auditEvent(line: number): AuditEvent | null {
    this.eventOfLine ??= new Map(
      this.contents.auditEvents.flatMap(event => event.records.map(record => [record.line, event] as const)),
    );
    return this.eventOfLine.get(line) ?? null;
  }

  /** The report of the OOM killer that a line is one of. */
  oomReport(line: number): OomReport | null {
    this.oomOfLine ??= new Map(
      this.contents.oomReports.flatMap(report => report.lines.map(at => [at, report] as const)),
    );
    return this.oomOfLine.get(line) ?? null;
  }

  /** The frame that a line is one of the two lines of. */
  frame(line: number): FrameContext | null {
    return frameAt(this.contents.tracebacks, line);
  }
}
