// The bytes of a file become lines, its lines facts.
import { FactReader, tellsNoFact } from '../containers/facts';
import { resolveStamp, type Stamp } from '../log/time';
import { NO_TIME_GIVEN, type GivenTime } from '../log/timeline';
import { message, type Message } from '../message';
import { stampOf, type Entry } from '../reading/line';
import { MAX_LINE, splitLines, STRETCH, TextLines } from '../reading/lines';
import { LogReader } from '../reading/log';
import { tellsNoVersion, VersionReader } from '../source/version';
import { KnownIssueReader } from '../verdict/knownIssues/reader';
import { knownIssues } from '../verdict/knownIssues/rows';
import type { FoundFile } from './discover';
import type { FileReading, ReadOptions } from './file';
import { concat } from './packed';

const LF = 0x0a;
const INNER = new TextDecoder('utf-8', { ignoreBOM: true });
/** So many lines are read before the clock is looked at. */
const LINES = 1024;
/** The event loop is given a turn after this much work. */
const SLICE_MS = 20;

/** Takes the lines of one file in their order, as bytes or as text. */
export class FileReader {
  private readonly log: LogReader;
  private readonly facts: FactReader;
  private readonly versions: VersionReader;
  private readonly issues: KnownIssueReader;
  private readonly notes: Message[] = [];
  private line = 0;
  /** How many have come; of a text its file's. */
  private bytes = 0;
  private turn = Date.now();
  /** The beginning of a line whose end has not come yet. */
  private rest: Uint8Array[] = [];
  /** Whose mark of the byte order is none of the text: only at the very beginning. */
  private decoder = new TextDecoder();

  constructor(
    private readonly found: FoundFile,
    private readonly options: Pick<ReadOptions, 'signal' | 'issues'>,
  ) {
    this.issues = new KnownIssueReader(options.issues ?? knownIssues);
    const tellsNothing = (text: string): boolean =>
      tellsNoFact(text) && tellsNoVersion(text) && this.issues.tellsNothing(text);
    this.log = new LogReader(
      found.path,
      (text, entry) => {
        this.visit(text, entry);
      },
      tellsNothing,
    );
    this.facts = new FactReader(found.path, found.group);
    this.versions = new VersionReader(found.path);
  }

  /** Takes the next bytes. Rejects only on cancellation. */
  async push(piece: Uint8Array): Promise<void> {
    this.bytes += piece.length;
    const end = piece.lastIndexOf(LF) + 1;
    const start = end > 0 && this.rest.length > 0 ? piece.indexOf(LF) + 1 : 0;
    if (start > 0) await this.pushRest(piece.subarray(0, start));
    if (end > start) await this.pushLines(piece.subarray(start, end));
    if (end < piece.length) this.rest.push(piece.subarray(end));
  }

  /** Takes the line whose beginning came with the pieces before. */
  private async pushRest(bytes: Uint8Array): Promise<void> {
    const pieces = [...this.rest, bytes];
    this.rest = [];
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    await this.pushLines(concat(pieces, length));
  }

  /** Takes whole lines. */
  private async pushLines(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const taken = this.takeDump(bytes, from);
      from = taken > 0 ? from + taken : this.pushStretch(bytes, from);
      await this.pause();
    }
  }

  /**
   * Takes a stretch of lines as text, and what follows of a dump that begins in it; returns where that ends. As long as the
   * text is ASCII, its columns are those of the bytes.
   */
  private pushStretch(bytes: Uint8Array, from: number): number {
    const feed = bytes.indexOf(LF, Math.min(from + STRETCH, bytes.length - 1));
    const to = feed < 0 ? bytes.length : feed + 1;
    const text = this.decoder.decode(bytes.subarray(from, to));
    this.decoder = INNER;
    const isAscii = text.length === to - from;
    const lines = new TextLines(text);
    while (lines.next()) {
      this.pushLine(lines.text);
      if (isAscii) lines.skip(this.takeDump(bytes, from + lines.following));
    }
    return isAscii ? Math.max(to, from + lines.following) : to;
  }

  /** Takes what it can of a dump of goroutines without making text of it; returns how many bytes. */
  private takeDump(bytes: Uint8Array, from: number): number {
    const taken = this.log.takeDump(bytes, from, bytes.length);
    if (taken.lines > 0) {
      this.facts.pass(taken.lines);
      this.versions.pass(taken.lines);
      this.issues.pass(taken.lines);
      this.line += taken.lines;
    }
    return taken.bytes;
  }

  /** Takes a text that is whole lines. Rejects only on cancellation. */
  async pushText(text: string): Promise<void> {
    for (const line of splitLines(text)) {
      this.pushLine(line);
      if (this.line % LINES === 0) await this.pause();
    }
  }

  private pushLine(text: string): void {
    if (text.length === MAX_LINE) {
      this.notes.push(message('case.long-line', { line: this.line + 1, limit: MAX_LINE }));
    }
    this.log.push(text);
    this.line++;
  }

  private visit(text: string, entry: Entry): void {
    this.facts.push(text, entry);
    this.issues.push(text, entry);
    const { message: said, payload } = entry.envelope;
    // A message in quotes is no output of a command that somebody pasted: those begin their line.
    const stamp = (): Stamp | null => stampOf(entry);
    if (said) this.versions.push(` ${said.text}`, 1, stamp);
    else this.versions.push(text, payload, stamp);
  }

  /** Gives others a turn where there was none for a while. Rejects only on cancellation. */
  private async pause(): Promise<void> {
    if (Date.now() - this.turn <= SLICE_MS) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    this.options.signal?.throwIfAborted();
    this.turn = Date.now();
  }

  /** What has been read; no more may come. */
  async end(): Promise<FileReading> {
    await this.pushRest(new Uint8Array(0));
    return this.dated(NO_TIME_GIVEN);
  }

  private dated(given: GivenTime): FileReading {
    const { found, log, facts, versions, issues, notes } = this;
    const contents = log.end(given);
    const stated = versions.end((stamp, at) => resolveStamp(stamp, contents.timeline.at(at)));
    const told = { facts: facts.end(contents), versions: stated, issues: issues.end(contents) };
    const dated = (other: GivenTime): FileReading => this.dated(other);
    return { found, bytes: this.bytes || found.bytes, ...told, contents, notes, dated };
  }
}
