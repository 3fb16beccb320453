// The lines of a file become facts.
import { FactReader } from '../containers/facts';
import type { TakenLines } from '../golang/dump';
import { resolveStamp, type Stamp } from '../log/time';
import { NO_TIME_GIVEN, type GivenTime } from '../log/timeline';
import { message, type Message } from '../message';
import type { Pasted } from '../pasted/model';
import { readLine, stampOf, type Entry } from '../reading/line';
import { MAX_LINE, splitLines } from '../reading/lines';
import { LogReader, type LogContents } from '../reading/log';
import { tellsNoVersion, VersionReader } from '../source/version';
import { KnownIssueReader } from '../verdict/knownIssues/reader';
import { knownIssues } from '../verdict/knownIssues/rows';
import type { FoundFile } from './discover';
import type { FileReading, ReadOptions } from './file';
import { LineFeed, type LineTaker } from './lineFeed';
import type { SampleView, SievedBlock } from './sieve';

/** So many lines are read before the clock is looked at. */
const LINES = 1024;

/** A reading with all that a log holds. */
export interface WholeReading extends FileReading {
  readonly contents: LogContents;
  readonly dated: (given: GivenTime) => WholeReading;
}

/** Takes the lines of one file in their order, as sieved blocks or as text. */
export class FileReader implements LineTaker {
  private readonly log: LogReader;
  private readonly facts: FactReader;
  private readonly versions: VersionReader;
  private feed: LineFeed;
  private readonly issues: KnownIssueReader;
  private readonly notes: Message[] = [];
  private pasted = false;
  private line = 0;

  constructor(
    private found: FoundFile,
    options: Pick<ReadOptions, 'signal' | 'issues'>,
  ) {
    this.issues = new KnownIssueReader(options.issues ?? knownIssues);
    this.log = new LogReader(found.path, ...this.listeners());
    this.facts = new FactReader(found.path, found.group);
    this.versions = new VersionReader(found.path);
    this.feed = new LineFeed(this, options.signal);
  }

  /** Goes on, after it was written down and read back, with the same file as it is now. */
  resume(found: FoundFile, signal: AbortSignal | undefined): void {
    this.found = found;
    this.issues.resume();
    this.log.resume(...this.listeners());
    this.feed = new LineFeed(this, signal, this.line > 0);
  }

  /** Takes the next block of the file. Rejects only on cancellation. */
  async take(sieved: SievedBlock): Promise<void> {
    await this.feed.take(sieved);
    this.facts.addHosts(sieved.hosts);
  }

  /** Takes what was pasted into the file; its lines follow without it. */
  paste(pasted: Pasted): void {
    this.pasted = true;
    this.facts.paste(pasted);
  }

  /** Takes a text that is whole lines. Rejects only on cancellation. */
  async pushText(text: string): Promise<void> {
    for (const line of splitLines(text)) {
      this.push(line);
      if (this.line % LINES === 0) await this.feed.pause();
    }
  }

  /** How many lines it has had. */
  get lines(): number {
    return this.line;
  }

  /** Which entries the sieve has to let through for the sample. */
  get sample(): SampleView {
    return this.log.sample;
  }

  get isBusy(): boolean {
    return this.log.isBusy;
  }

  push(text: string): void {
    if (text.length === MAX_LINE) {
      this.notes.push(message('case.long-line', { line: this.line + 1, limit: MAX_LINE }));
    }
    this.log.push(text);
    this.line++;
  }

  pushDropped(text: string): void {
    const { envelope, payload } = readLine(text);
    const host = payload.kind === 'audit' ? payload.record.node : envelope.host;
    if (host !== null) this.facts.addHosts([[host, -1]]);
    this.push(text);
  }

  takeDump(bytes: Uint8Array, from: number, to: number): TakenLines {
    const taken = this.log.takeDump(bytes, from, to);
    if (taken.lines > 0) {
      this.facts.pass(taken.lines);
      this.versions.pass(taken.lines);
      this.issues.pass(taken.lines);
      this.line += taken.lines;
    }
    return taken;
  }

  pass(lines: number): void {
    this.log.pass(lines);
    this.facts.skip(lines);
    this.versions.skip(lines);
    this.issues.pass(lines);
    this.line += lines;
  }

  /** Who is shown the lines of the log, and whether one tells them nothing. */
  private listeners(): [visit: (text: string, entry: Entry) => void, tellsNothing: (text: string) => boolean] {
    const visit = (text: string, entry: Entry): void => {
      this.visit(text, entry);
    };
    return [visit, text => tellsNoVersion(text) && this.issues.tellsNothing(text)];
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

  /** What has been read; no more may come. */
  end(given: GivenTime = NO_TIME_GIVEN): WholeReading {
    const { found, log, facts, versions, issues, notes, pasted } = this;
    const contents = log.end(given);
    const stated = versions.end((stamp, at) => resolveStamp(stamp, contents.timeline.at(at)));
    const told = { facts: facts.end(contents), versions: stated, issues: issues.end(contents) };
    const dated = (other: GivenTime): WholeReading => this.end(other);
    return { found, bytes: found.bytes, ...told, contents, notes, pasted, dated };
  }
}
