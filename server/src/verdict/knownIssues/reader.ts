// Looks for known issues while the lines of one file are read.
import { hexRuns } from '../../containers/ids';
import { entryKey } from '../../containers/facts';
import { messageText } from '../../log/envelope';
import type { Entry } from '../../reading/line';
import { instantOfEntry, type LogContents } from '../../reading/log';
import { moduleOf } from '../../source/moduleFile';
import { EntryMatcher, matchTraceback } from './match';
import type { KnownIssueRow, Sighting } from './model';

/** An issue that fills a log is told by the first so many of its lines; the rest is only counted. */
const MAX_OF_A_ROW = 10_000;

/** What a file shows of known issues. */
export interface SightedIssues {
  /** In the order of the lines. */
  readonly sightings: readonly Sighting[];
  /** How many more there are of a row, by its id, than are kept. */
  readonly more: ReadonlyMap<string, number>;
}

type Pending = Omit<Sighting, 'time' | 'key'> & { readonly entry: Entry; readonly said: string };

/** Takes the lines of one file in their order. */
export class KnownIssueReader {
  private readonly pending: Pending[] = [];
  private readonly counts = new Map<KnownIssueRow, number>();
  /** The line on which each row was seen last. */
  private readonly latest = new Map<KnownIssueRow, number>();
  private matcher: EntryMatcher;
  private line = 0;

  constructor(private readonly rows: readonly KnownIssueRow[]) {
    this.matcher = matcherOf(rows);
  }

  /** Goes on, after it was written down and read back. */
  resume(): void {
    this.matcher = matcherOf(this.rows);
  }

  /** Texts of which one stands in each line that is to be taken; null where all are. */
  get lineMarks(): readonly string[] | null {
    return this.matcher.lineMarks;
  }

  /** Whether a bare line of a traceback has nothing to tell. */
  tellsNothing(text: string): boolean {
    return this.matcher.tellsNothing(text);
  }

  /** Passes over lines that tell nothing. */
  pass(lines: number): void {
    this.line += lines;
  }

  /** Takes the next line with its reading. */
  push(text: string, entry: Entry): void {
    const line = this.line++;
    for (const { issue, certainty } of this.matcher.match(text, entry)) {
      // The kernel says one kill in two lines, one below the other.
      const again = this.latest.get(issue) === line - 1 && entry.payload.kind === 'kernel';
      this.latest.set(issue, line);
      if (again || !this.isKept(issue)) continue;
      const digits = hexRuns(text, entry.envelope.payload).map(run => run.digits);
      const host = entry.payload.kind === 'audit' ? entry.payload.record.node : entry.envelope.host;
      const said = messageText(text, entry.envelope);
      this.pending.push({ issue, certainty, line, endLine: line, host, digits, module: null, entry, said });
    }
  }

  private isKept(issue: KnownIssueRow): boolean {
    const count = (this.counts.get(issue) ?? 0) + 1;
    this.counts.set(issue, count);
    return count <= MAX_OF_A_ROW;
  }

  /** What was seen, with the times that the whole file allows. No more lines may come. */
  end({ tracebacks, timeline }: Pick<LogContents, 'tracebacks' | 'timeline'>): SightedIssues {
    const traced = tracebacks.flatMap(placed => {
      const { line, endLine } = placed.traceback;
      return matchTraceback(placed, this.rows).map(({ issue, certainty, frame }): Sighting => {
        const { time } = placed;
        return { issue, certainty, line, endLine, time, host: null, digits: [], module: moduleOf(frame), key: null };
      });
    });
    const told = this.pending
      .filter(({ issue, line }) => !traced.some(trace => trace.issue === issue && encloses(trace, line)))
      .map(({ entry, said, ...seen }): Sighting => {
        const time = instantOfEntry(entry, timeline.at(seen.line));
        return { ...seen, time, key: time && entryKey(time, said) };
      });
    return {
      sightings: [...traced, ...told].sort((a, b) => a.line - b.line),
      more: new Map(
        [...this.counts].flatMap(([{ id }, count]) => (count > MAX_OF_A_ROW ? [[id, count - MAX_OF_A_ROW]] : [])),
      ),
    };
  }
}

function encloses({ line, endLine }: Pick<Sighting, 'line' | 'endLine'>, at: number): boolean {
  return line <= at && at <= endLine;
}

const matchers = new WeakMap<readonly KnownIssueRow[], EntryMatcher>();

/** The matcher of a table: a case has many files, and one table. */
function matcherOf(rows: readonly KnownIssueRow[]): EntryMatcher {
  const known = matchers.get(rows) ?? new EntryMatcher(rows);
  matchers.set(rows, known);
  return known;
}
