// Looks through a log for the lines that a filter shows: over bytes, by what must stand in them; read is only what has to be.
import type { CompiledFilter } from '../filter/compile';
import type { FilterLine } from '../filter/model';
import { TooLong, type Host } from '../host';
import type { Instant, TimeModel } from '../log/time';
import { message } from '../message';
import { fileName } from '../place';
import type { Entry } from '../reading/line';
import { MAX_LINE, TextLines } from '../reading/lines';
import { instantOfEntry, LogReader, type LogContents } from '../reading/log';
import { lineBlocks, type LineBlock } from './blocks';
import { Unreadable } from './fileLines';
import type { LineStart } from './lineIndex';

/** A line that is shown; `line` counts from 0. */
export interface ShownLine {
  readonly text: string;
  readonly line: number;
  /** Null where it is not known, or was not asked for. */
  readonly time: Instant | null;
}

/** What is looked through, and for what. */
export interface ScanInput {
  /** The path, for what is said of it. */
  readonly file: string;
  /** The node that the file comes from, where that is known. */
  readonly node: string;
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Where they begin. */
  readonly start: LineStart;
  readonly filter: CompiledFilter;
  /** The lines of which the case knows that they tell of a container, by what the filter calls it. */
  readonly known: ReadonlyMap<string, ReadonlySet<number>>;
  readonly modelAt: (line: number) => TimeModel | null;
  /** Whether the times of the lines are wanted. */
  readonly wantsTimes: boolean;
}

/** The lines of one stretch, and where it ends in the file. */
export interface ScanPart {
  readonly lines: readonly ShownLine[];
  readonly bytes: number;
  /** The number of the line behind it. */
  readonly endLine: number;
  /** The time of its last line; null where that is not known. */
  readonly time: Instant | null;
}

/** Longer than an honest expression takes for a stretch on a busy machine (milliseconds). */
const REGEX_MS = 3000;

/** The lines that are shown, stretch by stretch. Rejects as the pieces do; with Unreadable where an expression takes too long. */
export async function* scan(host: Pick<Host, 'bounded'>, input: ScanInput): AsyncGenerator<ScanPart> {
  let { byte: bytes } = input.start;
  let decoder = new TextDecoder('utf-8', { ignoreBOM: bytes > 0 });
  for await (const block of lineBlocks(input.pieces)) {
    const stretch = new Stretch(input, block, decoder.decode(block.bytes));
    decoder = INNER;
    bytes += block.ownEnd - block.ownStart;
    const lines = input.filter.hasRegex ? within(host, input, stretch) : stretch.shown();
    yield { lines, bytes, endLine: stretch.endOwn, time: stretch.time };
  }
}

const INNER = new TextDecoder('utf-8', { ignoreBOM: true });

function within(host: Pick<Host, 'bounded'>, { file }: ScanInput, stretch: Stretch): ShownLine[] {
  try {
    return host.bounded(() => stretch.shown(), REGEX_MS);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    throw new Unreadable(message('filter.regex-slow', { line: stretch.looksAt + 1, file: fileName(file) }));
  }
}

/** A line as it was read, and which entry it is part of. */
interface ReadLine extends FilterLine {
  readonly line: number;
  readonly group: number;
}

/** A block of lines with some before and behind, which may be of the same events. */
class Stretch {
  /** The line that is looked at. */
  looksAt = 0;
  /** When its last own line was written, where that was found out. */
  time: Instant | null = null;
  readonly endOwn: number;
  private readonly firstLine: number;
  private readonly firstOwn: number;

  constructor(
    private readonly input: ScanInput,
    block: LineBlock,
    private readonly text: string,
  ) {
    const { line } = input.start;
    [this.firstLine, this.firstOwn, this.endOwn] = [line + block.firstLine, line + block.firstOwn, line + block.endOwn];
  }

  shown(): ShownLine[] {
    const { filter, wantsTimes } = this.input;
    if (!this.mayMatch()) return [];
    return filter.reads || filter.whole || wantsTimes ? this.shownOfRead() : this.shownByText();
  }

  private mayMatch(): boolean {
    const { needle } = this.input.filter;
    if (!needle) return true;
    needle.lastIndex = 0;
    return needle.test(this.text) || [...this.input.known.values()].some(lines => this.holdsOneOf(lines));
  }

  private holdsOneOf(lines: ReadonlySet<number>): boolean {
    for (const line of lines) if (line >= this.firstLine && line < this.endOwn) return true;
    return false;
  }

  /** Where text alone decides: only lines that hold what must stand in them are looked at. */
  private shownByText(): ShownLine[] {
    const shown: ShownLine[] = [];
    const { needle, matches } = this.input.filter;
    for (const { text, line } of needle && !this.text.includes('\r') ? this.hits(needle) : this.lines()) {
      this.looksAt = line;
      if (line >= this.firstOwn && line < this.endOwn && matches(this.textOnly(text, line)))
        shown.push({ text, line, time: null });
    }
    return shown;
  }

  private textOnly(text: string, line: number): FilterLine {
    return new Looked(text, line, null, this.input);
  }

  private *lines(): Generator<{ readonly text: string; readonly line: number }> {
    const lines = new TextLines(this.text);
    for (let line = this.firstLine; lines.next(); line++) yield { text: lines.text, line };
  }

  private *hits(needle: RegExp): Generator<{ readonly text: string; readonly line: number }> {
    const all = this.text;
    let line = this.firstLine;
    let counted = 0;
    needle.lastIndex = 0;
    for (let hit = needle.exec(all); hit; hit = needle.exec(all)) {
      for (let at = all.indexOf('\n', counted); at >= 0 && at < hit.index; at = all.indexOf('\n', counted)) {
        line++;
        counted = at + 1;
      }
      const end = all.indexOf('\n', counted);
      const text = all.slice(counted, Math.min(end < 0 ? all.length : end, counted + MAX_LINE));
      yield { text, line };
      if (end < 0) return;
      needle.lastIndex = end + 1;
    }
  }

  /** Where lines must be read: all of the stretch is, for entries and events have several. */
  private shownOfRead(): ShownLine[] {
    const { filter } = this.input;
    const { lines, contents } = this.read();
    this.time = lines[this.endOwn - 1 - this.firstLine]?.time ?? null;
    const found = new Set<number>();
    for (const line of lines) {
      this.looksAt = line.line;
      if (filter.matches(line)) found.add(line.line);
    }
    if (found.size > 0 && filter.whole) this.addRelated(found, lines, contents);
    return lines
      .filter(({ line }) => found.has(line) && line >= this.firstOwn && line < this.endOwn)
      .map(({ text, line, time }) => ({ text, line, time }));
  }

  private read(): { readonly lines: readonly ReadLine[]; readonly contents: LogContents } {
    const { file, modelAt } = this.input;
    const lines: ReadLine[] = [];
    let pushes = 0;
    let time: Instant | null = null;
    const reader = new LogReader(
      file,
      (text, entry, part, line) => {
        // journalctl indents the lines of a message; the lines of an entry of its other forms come together.
        const own = pushes === line - this.firstLine + 1;
        const group: number =
          part === 'whole' ? -1 - line : part === 'rest' && own ? (lines.at(-1)?.group ?? 0) : pushes;
        time = instantOfEntry(entry, modelAt(line)) ?? time;
        lines.push(new Looked(text, line, time, this.input, entry, group));
      },
      undefined,
      this.firstLine,
    );
    for (const { text } of this.lines()) {
      pushes++;
      reader.push(text);
    }
    pushes++;
    return { contents: reader.end(), lines };
  }

  /** Adds the lines that belong to one that is found: of its entry, its audit event, its traceback. */
  private addRelated(found: Set<number>, lines: readonly ReadLine[], { auditEvents, tracebacks }: LogContents): void {
    const add = (line: ReadLine | undefined): void => {
      if (line && this.input.filter.allows(line)) found.add(line.line);
    };
    const at = (line: number): ReadLine | undefined => lines[line - this.firstLine];
    const direct = [...found];
    const groups = new Set(direct.map(line => at(line)?.group));
    for (const line of lines) if (groups.has(line.group)) add(line);
    for (const { records } of auditEvents)
      if (records.some(({ line }) => found.has(line))) for (const { line } of records) add(at(line));
    for (const { traceback } of tracebacks) {
      const own = lines.slice(traceback.line - this.firstLine, traceback.endLine + 1 - this.firstLine);
      const isOf = ({ entry: { envelope } }: ReadLine): boolean =>
        envelope.program === traceback.program || envelope.program === null;
      if (own.some(line => isOf(line) && found.has(line.line))) own.filter(isOf).forEach(add);
    }
  }
}

/** A line that is asked about. */
class Looked implements ReadLine {
  constructor(
    readonly text: string,
    readonly line: number,
    readonly time: Instant | null,
    private readonly input: Pick<ScanInput, 'node' | 'known'>,
    private readonly reading: Entry | null = null,
    readonly group = 0,
  ) {}

  get entry(): Entry {
    // Terms that ask for it say so in their rows.
    if (!this.reading) throw new Error('This line was not read.');
    return this.reading;
  }

  get node(): string {
    return this.input.node;
  }

  tellsOf(container: string): boolean {
    return this.input.known.get(container)?.has(this.line) ?? false;
  }
}
