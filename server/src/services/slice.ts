// One document that shows a part of one or several logs: reads it, holds it, and goes on as its logs grow.
import { scan, type ScanInput, type ScanPart, type ShownLine } from '../casefile/scan';
import { mergeByTime } from '../casefile/merge';
import { Unreadable, type FileLines } from '../casefile/fileLines';
import type { CompiledFilter } from '../filter/compile';
import type { Host } from '../host';
import type { Message } from '../message';
import type { Place } from '../place';
import { unreadable } from '../casefile/notRead';
import { PlaceLines } from './placeLines';
import type { SliceReference } from './sliceUri';

/** A document stays below what the editor colours and wraps (20 MB, 300,000 lines), and is handed over in a moment. */
export const SLICE_LIMITS = { lines: 100_000, characters: 12_000_000 };
/** So much is looked through for a first line; then it is said that there is none so far. */
const PATIENCE_BYTES = 32 * 1024 * 1024;
/** Lines before the end are looked at again when a log grows: a late line may belong to an event among them. */
const AGAIN_LINES = 512;
/** What is dropped at the top when a live slice is full, so that this is not done for every line. */
const DROPPED_SHARE = 0.2;

/** What the case knows of a log that is looked through. */
export type ScanFacts = Pick<ScanInput, 'known' | 'modelAt' | 'node'>;

export interface SliceOptions {
  readonly host: Pick<Host, 'bounded'>;
  readonly linesOf: (file: string) => FileLines;
  readonly factsOf: (file: string) => Promise<ScanFacts>;
  readonly bytesOf: (file: string) => Promise<number>;
  readonly onProgress: (bytes: number, ofBytes: number) => void;
  /** Called when there is something new to show; `text` where the text is another. */
  readonly onChange: (text: boolean) => void;
}

/** How far a log was read. */
interface ReadLog {
  readonly path: string;
  lines: ShownLine[];
  /** How many of its lines were looked at, and up to which byte. */
  looked: number;
  bytes: number;
  /** The time up to which its lines are known; null before any is. */
  frontier: bigint | null;
  problem: Message | null;
  isDone: boolean;
  generation: number;
}

/** The lines of a version of the document. */
interface Shown {
  readonly text: string;
  readonly places: readonly Place[];
}

export class Slice {
  state: 'reading' | 'live' | 'paused' | 'ended' = 'reading';
  /** Lines that would be shown too are left out behind the last one, for there are too many. */
  isCut = false;
  /** How many of the oldest lines have made room for new ones. */
  dropped = 0;
  /** How many long lines end early, so that the others find room. */
  shortened = 0;
  readonly logs: readonly ReadLog[];
  private readonly controller = new AbortController();
  private places: readonly Place[] = [];
  /** Of `places`, once somebody has asked. */
  private placeLines: PlaceLines | null = null;
  private texts: readonly string[] = [];
  /** What was handed over last: the editor may still have the one before. */
  private readonly given: Shown[] = [];
  private told = 0;
  private work: Promise<void>;
  private resolveFirst: () => void = () => undefined;
  /** Settled when there is something to show, or all is known. */
  private readonly first: Promise<void>;

  constructor(
    readonly reference: SliceReference,
    private readonly filter: CompiledFilter,
    private readonly options: SliceOptions,
  ) {
    this.logs = reference.files.map(path => ({
      path,
      lines: [],
      looked: reference.from,
      bytes: 0,
      frontier: null,
      problem: null,
      isDone: false,
      generation: 0,
    }));
    this.first = new Promise(resolve => {
      this.resolveFirst = resolve;
    });
    this.work = this.read();
  }

  get count(): number {
    return this.places.length;
  }

  get isPage(): boolean {
    return this.reference.count !== null;
  }

  /** Whether it was ended before its logs were. */
  get isCancelled(): boolean {
    return this.controller.signal.aborted;
  }

  /** The text as far as it is known, once anything is. */
  async text(): Promise<string> {
    await this.first;
    const text = this.texts.length === 0 ? '' : `${this.texts.join('\n')}\n`;
    this.given.unshift({ text, places: this.places });
    this.given.splice(3);
    this.told = this.places.length;
    return text;
  }

  /** Ends when all is read that there is now. */
  settled(): Promise<void> {
    return this.work;
  }

  /** Where a line of the document stands; `text` is the document's. Null where it is no line of a log. */
  place(line: number, text: string): Place | null {
    const shown = this.given.find(given => given.text.length === text.length) ?? this.given[0];
    return shown?.places[line] ?? null;
  }

  /** The line of the document on which a line of its first log stands, or the first one behind it; null where there is none. */
  async lineOf(place: Place): Promise<number | null> {
    await this.first;
    this.placeLines ??= new PlaceLines(this.places);
    return this.placeLines.lineOf(place);
  }

  /** Ends what is going on; what is known stays. */
  cancel(): void {
    this.controller.abort();
  }

  /** Shows what is written from now on, or no more. */
  async follow(on: boolean): Promise<void> {
    if (this.state === 'live' && !on) this.state = 'paused';
    else if (this.state === 'paused' && on) this.state = 'live';
    else return;
    this.options.onChange(false);
    if (on) await this.grow();
  }

  /** A log of it has changed on disk. */
  async grow(): Promise<void> {
    this.work = this.work.then(async () => {
      if (this.state !== 'live') return;
      for (const log of this.logs) await this.readMore(log);
      this.arrange();
    });
    await this.work;
  }

  private async read(): Promise<void> {
    if (this.isPage) await this.readPage();
    else await this.readLogs();
    this.arrange();
    this.state = this.isPage || this.isCut || this.isCancelled ? 'ended' : 'live';
    this.resolveFirst();
    // Where nothing was found, the text says how much was read.
    this.options.onChange(this.count === 0);
  }

  private async readPage(): Promise<void> {
    const { from, count } = this.reference;
    for (const log of this.logs) {
      await this.guarded(log, async () => {
        const lines = await this.options.linesOf(log.path).read(from, count ?? 0, this.controller.signal);
        log.lines = lines.map((text, index) => ({ text, line: from + index, time: null }));
        log.looked = from + lines.length;
      });
    }
  }

  /** Reads the log that is behind in time, until all are read or there is enough. */
  private async readLogs(): Promise<void> {
    const scans: { readonly log: ReadLog; parts: AsyncGenerator<ScanPart> | null }[] = this.logs.map(log => ({
      log,
      parts: null,
    }));
    const sizes = await Promise.all(this.logs.map(({ path }) => this.options.bytesOf(path)));
    const ofBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
    for (let left = scans; left.length > 0 && !this.isCut; left = left.filter(({ log }) => !log.isDone)) {
      const behind = left.reduce((a, b) => (isBehind(b.log, a.log) ? b : a));
      await this.guarded(behind.log, async () => {
        this.controller.signal.throwIfAborted();
        behind.parts ??= await this.scanFrom(behind.log, null);
        const next = await behind.parts.next();
        if (next.done) behind.log.isDone = true;
        else this.take(behind.log, next.value);
      });
      this.options.onProgress(
        sum(this.logs, ({ bytes }) => bytes),
        ofBytes,
      );
      const found = sum(this.logs, ({ lines }) => lines.length);
      if (found > 0 && (found >= 2 * this.told || found > SLICE_LIMITS.lines)) this.arrange();
      if (sum(this.logs, ({ bytes }) => bytes) > PATIENCE_BYTES) this.resolveFirst();
      // Logs whose times nobody knows are not merged line by line, but must not fill the memory either.
      this.isCut ||= found > 4 * SLICE_LIMITS.lines;
    }
    await Promise.all(scans.map(({ parts }) => parts?.return(undefined)));
  }

  /** Does work for a log; what goes wrong is told with it. */
  private async guarded(log: ReadLog, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.isDone = true;
      if (!this.isCancelled) log.problem = error instanceof Unreadable ? error.said : unreadable(error);
    }
  }

  /** Looks through a log from a line's beginning on; null is where the slice begins. */
  private async scanFrom(log: ReadLog, from: ScanInput['start'] | null): Promise<AsyncGenerator<ScanPart>> {
    const lines = this.options.linesOf(log.path);
    const { from: first } = this.reference;
    const facts = await this.options.factsOf(log.path);
    await lines.refresh();
    if (first > 0) await lines.read(first, 1, this.controller.signal);
    const start = from ?? lines.before(first);
    log.generation = lines.generation;
    const wantsTimes = this.logs.length > 1;
    const input = {
      ...facts,
      file: log.path,
      pieces: lines.pieces(start.byte),
      start,
      filter: this.filter,
      wantsTimes,
    };
    return scan(this.options.host, input);
  }

  private take(log: ReadLog, { lines, bytes, endLine, time }: ScanPart): void {
    const { from } = this.reference;
    for (const line of lines) if (line.line >= from) log.lines.push(line);
    log.bytes = bytes;
    log.looked = endLine;
    log.frontier = time?.ns ?? log.frontier;
  }

  /** Reads what a log has more; all of it where it has become another one. */
  private async readMore(log: ReadLog): Promise<void> {
    await this.guarded(log, async () => {
      log.problem = null;
      const lines = this.options.linesOf(log.path);
      const count = await lines.count(this.controller.signal);
      const isAnother = lines.generation !== log.generation;
      if (!isAnother && count < log.looked) return;
      const start = isAnother ? { line: 0, byte: 0 } : lines.before(Math.max(0, log.looked - AGAIN_LINES));
      log.lines = log.lines.filter(({ line }) => line < start.line);
      for await (const part of await this.scanFrom(log, start)) this.take(log, part);
    });
  }

  /** Puts together what is to be shown. */
  private arrange(): void {
    const [only] = this.logs;
    const reading = this.logs.filter(({ isDone }) => !isDone);
    const horizon = reading.some(({ frontier }) => frontier === null)
      ? -1n
      : reading.reduce<bigint | null>(
          (least, { frontier }) => (least === null || (frontier ?? 0n) < least ? frontier : least),
          null,
        );
    const merged =
      only && this.logs.length === 1
        ? only.lines.map(line => ({ ...line, file: 0 }))
        : mergeByTime(
            this.logs.map(({ lines }) => lines),
            horizon,
          );
    const shown = this.state === 'live' ? this.withRoom(merged) : this.firstOf(merged);
    const before = this.texts;
    this.texts = this.isPage ? this.fitted(shown.map(({ text }) => text)) : shown.map(({ text }) => text);
    this.placeLines = null;
    this.places = shown.map(({ file, line }) => ({ file: this.logs[file]?.path ?? '', line }));
    if (this.places.length > 0) this.resolveFirst();
    const grown = this.texts.length !== before.length || this.texts.at(-1) !== before.at(-1);
    this.options.onChange(grown);
  }

  /** As many of the first lines as fit. */
  private firstOf<T extends ShownLine>(lines: readonly T[]): readonly T[] {
    let characters = 0;
    const end = lines.findIndex(({ text }, index) => {
      characters += text.length + 1;
      return index >= SLICE_LIMITS.lines || characters > SLICE_LIMITS.characters;
    });
    if (end < 0 || this.isPage) return lines;
    this.isCut = true;
    return lines.slice(0, end);
  }

  /** A live slice is full with its newest lines. */
  private withRoom<T extends ShownLine>(lines: readonly T[]): readonly T[] {
    const characters = sum(lines, ({ text }) => text.length + 1);
    const over = Math.max(lines.length / SLICE_LIMITS.lines, characters / SLICE_LIMITS.characters);
    if (over <= 1) return lines;
    const kept = Math.max(1, Math.floor((lines.length / over) * (1 - DROPPED_SHARE)));
    const from = new Map<number, number>();
    const rest = lines.slice(lines.length - kept);
    this.dropped += lines.length - kept;
    for (const line of rest) {
      const file = 'file' in line ? Number(line.file) : 0;
      if (!from.has(file)) from.set(file, line.line);
    }
    this.logs.forEach((log, file) => {
      log.lines = log.lines.filter(({ line }) => line >= (from.get(file) ?? Infinity));
    });
    return rest;
  }

  /** A page has all its lines: where they are too long for a document, the longest end early. */
  private fitted(texts: readonly string[]): readonly string[] {
    let limit = Infinity;
    const room = SLICE_LIMITS.characters - texts.length;
    const size = (): number => sum(texts, ({ length }) => Math.min(length, limit));
    while (size() > room) limit = Math.floor(Math.min(limit, Math.max(...texts.map(({ length }) => length))) / 2);
    this.shortened = texts.filter(({ length }) => length > limit).length;
    return texts.map(line => (line.length > limit ? `${line.slice(0, limit - 1)}…` : line));
  }
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

function isBehind(a: ReadLog, b: ReadLog): boolean {
  return b.frontier !== null && (a.frontier === null || a.frontier < b.frontier);
}
