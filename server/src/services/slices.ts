// The documents that show parts of logs: each is made when its text is asked for, and goes on while it is open.
import { NO_TIME_GIVEN } from '../log/timeline';
import path from 'node:path';
import { DidChangeWatchedFilesNotification, type Connection, type Disposable } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { FileLines } from '../casefile/fileLines';
import { compileFilter } from '../filter/compile';
import type { Filter } from '../filter/model';
import { parseFilter } from '../filter/text';
import type { Host } from '../host';
import { message, type Message } from '../message';
import { fileName, type Place } from '../place';
import { LogReader } from '../reading/log';
import { problemText } from '../render/problem';
import { grouped } from '../render/numbers';
import { text } from '../render/text';
import { remember } from '../remember';
import { MOST_SYNCED, type SliceState } from '../sliceProtocol';
import { inBackground } from './background';
import { BoundedFiles } from './boundedFiles';
import { gapsOf } from './caseGaps';
import type { Cases } from './cases';
import type { Documents } from './documents';
import type { SettingsStore } from './settings';
import { fileUri } from './fileUri';
import { Settle } from './settle';
import { ShownTask } from './shownTask';
import { Slice, type ScanFacts } from './slice';
import { parseSliceUri, type SliceReference } from './sliceUri';

/** So much of the beginning of a log outside of any case tells its year and zone. */
const HEAD_LINES = 2000;
/** A document that is not opened again so long after it was closed is closed. */
const REOPENED_MS = 5000;
const MEGABYTE = 1_000_000;

interface OpenSlice {
  readonly slice: Slice;
  readonly reference: SliceReference;
  readonly watch: Promise<Disposable | null>;
  readonly settle: Settle;
  /** What of the case of its logs was not read. */
  gaps: readonly Message[];
}

export class Slices {
  private readonly open = new Map<string, OpenSlice>();
  private readonly files = new Map<string, FileLines>();
  /** The host's files and those in its archives, as far as settings allow. */
  readonly disk: BoundedFiles;
  private readonly models = new Map<string, Promise<ScanFacts['modelAt']>>();
  /** Tells whoever shows a slice that it has changed; `text` where its text has too. */
  onChanged: (state: SliceState, text: boolean) => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
    private readonly cases: Cases,
    private readonly documents: Documents,
    settings: SettingsStore,
  ) {
    this.disk = new BoundedFiles(host, settings);
    cases.onChanged(() => {
      inBackground(connection, this.noteGaps());
    });
    documents.open.onDidClose(({ document }) => {
      // A document whose language changes is closed and opened again.
      setTimeout(() => {
        if (!documents.open.get(document.uri)) this.close(document.uri);
      }, REOPENED_MS).unref();
    });
  }

  /** The text of a slice, as soon as there is some; null for what is no slice. */
  async text(uri: string): Promise<string | null> {
    const slice = this.sliceOf(uri);
    if (!slice) return null;
    const shown = await slice.text();
    if (shown !== '') return shown;
    // A document without any line says so itself, and of what.
    const nothing = message(slice.state === 'reading' ? 'slice.nothing-yet' : 'slice.nothing');
    return `${text(nothing)}\n${this.detail(uri, slice)}\n`;
  }

  /** The state of a slice; null for what is no slice, or was never read. */
  state(uri: string): SliceState | null {
    const known = this.open.get(uri);
    if (!known) return null;
    const { slice, reference } = known;
    return {
      uri,
      summary: text(this.summary(slice)),
      detail: this.detail(uri, slice),
      filter: reference.filter,
      isPage: slice.isPage,
      state: slice.state,
      warning: slice.isCut || slice.isCancelled || slice.logs.some(({ problem }) => problem !== null),
      isMerged: reference.files.length > 1,
    };
  }

  /** Shows what is written into the logs of a slice, or no more. */
  async follow(uri: string, on: boolean): Promise<void> {
    await this.open.get(uri)?.slice.follow(on);
  }

  /** Files have changed on disk. */
  touched(uris: readonly string[]): void {
    for (const { reference, settle } of this.open.values()) {
      if (reference.files.some(file => uris.includes(fileUri(file)) || uris.includes(URI.file(file).toString())))
        settle.touch();
    }
  }

  /** Where a line of a slice stands; null for other documents, and for lines that are of no log. */
  place(uri: string, line: number): Place | null {
    const document = this.documents.open.get(uri);
    return (document && this.open.get(uri)?.slice.place(line, document.getText())) ?? null;
  }

  /** The line of a slice on which a line of a log stands, or the next one behind it; null where there is none. */
  async lineOf(uri: string, place: Place): Promise<number | null> {
    return (await this.sliceOf(uri)?.lineOf(place)) ?? null;
  }

  /** The line of a slice that shows a place itself; null where none does. */
  async lineShowing(uri: string, place: Place): Promise<number | null> {
    const line = await this.lineOf(uri, place);
    const there = line === null ? null : this.place(uri, line);
    return there?.file === place.file && there.line === place.line ? line : null;
  }

  /** Whether a log that parts are shown of is too large for the editor to hand it over. */
  isTooLarge(file: string): boolean {
    return (this.files.get(file)?.bytes ?? 0) > MOST_SYNCED;
  }

  /** The lines of a log by their numbers. */
  linesOf(file: string): FileLines {
    const known = this.files.get(file);
    if (known) return known;
    const lines = new FileLines(this.disk.for(file), file);
    this.files.set(file, lines);
    return lines;
  }

  private sliceOf(uri: string): Slice | null {
    const known = this.open.get(uri);
    if (known) return known.slice;
    const reference = parseSliceUri(uri);
    if (!reference) return null;
    const parsed = parseFilter(reference.filter);
    return this.make(uri, reference, 'problem' in parsed ? { terms: [] } : parsed);
  }

  private make(uri: string, reference: SliceReference, filter: Filter): Slice {
    const task = new ShownTask(this.connection, text(message('slice.reading', { file: fileName(reference.files[0]) })));
    const slice: Slice = new Slice(reference, compileFilter(filter), {
      host: this.host,
      linesOf: file => this.linesOf(file),
      factsOf: async file => {
        await this.noteGapsOf(uri);
        return this.factsOf(file, filter);
      },
      bytesOf: async file =>
        (
          await this.disk
            .for(file)
            .stat(file)
            .catch(() => null)
        )?.bytes ?? 0,
      onProgress: (bytes, ofBytes) => {
        const [megabytes, ofMegabytes] = [Math.round(bytes / MEGABYTE), Math.round(ofBytes / MEGABYTE)];
        task.report(
          bytes,
          ofBytes,
          text(message('slice.reading-state', { megabytes, ofMegabytes, lines: slice.count })),
        );
      },
      onChange: isOtherText => {
        if (slice.state !== 'reading') task.done();
        const state = this.state(uri);
        if (state) this.onChanged(state, isOtherText);
      },
    });
    task.signal.addEventListener('abort', () => {
      slice.cancel();
    });
    const settle = new Settle(() => {
      inBackground(this.connection, slice.grow());
    });
    const watch = slice.isPage ? Promise.resolve(null) : this.watch(reference.files);
    this.open.set(uri, { slice, reference, settle, watch, gaps: [] });
    return slice;
  }

  private close(uri: string): void {
    const known = this.open.get(uri);
    if (!known) return;
    this.open.delete(uri);
    known.slice.cancel();
    known.settle.stop();
    inBackground(
      this.connection,
      known.watch.then(watch => watch?.dispose()),
    );
    const used = new Set([...this.open.values()].flatMap(({ reference }) => reference.files));
    for (const file of this.files.keys()) if (!used.has(file)) this.files.delete(file);
    if (used.size === 0) inBackground(this.connection, this.disk.release());
  }

  /** Asks to be told when files change; null where the client tells nothing: then a slice stays as it is. */
  private async watch(files: readonly string[]): Promise<Disposable | null> {
    const watchers = files.map(file => ({
      globPattern: { baseUri: URI.file(path.dirname(file)).toString(), pattern: path.basename(file) },
    }));
    try {
      return await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    } catch (error) {
      this.connection.console.error(problemText(error));
      return null;
    }
  }

  /** What the case that a log belongs to knows of it, as far as a filter asks. */
  private async factsOf(file: string, { terms }: Filter): Promise<ScanFacts> {
    const uri = fileUri(file);
    const inCase = this.cases.of(uri);
    const reading = (await inCase?.files())?.find(({ found }) => found.path === file);
    const known = new Map<string, ReadonlySet<number>>();
    for (const { kind, value } of terms) {
      if (kind === 'container' && inCase) known.set(value, await this.linesOfContainer(value, file));
    }
    const modelAt = reading
      ? (line: number) => reading.contents.timeline.at(line)
      : await remember(this.models, file, () => this.modelOfHead(file));
    return { known, modelAt, node: reading?.facts.host ?? reading?.found.group ?? '' };
  }

  private async linesOfContainer(digits: string, file: string): Promise<ReadonlySet<number>> {
    const inCase = this.cases.of(fileUri(file));
    const meant = await inCase?.lookUp(digits);
    const events = [meant?.container, ...(meant?.others ?? [])].flatMap(container => container?.events ?? []);
    const places = [
      ...((await inCase?.references(digits)) ?? []).map(({ at }) => at),
      ...events.flatMap(({ at, also }) => [at, ...also]),
    ];
    return new Set(places.filter(place => place.file === file).map(({ line }) => line));
  }

  /** A log outside of any case tells its year and zone itself. */
  private async modelOfHead(file: string): Promise<ScanFacts['modelAt']> {
    const reader = new LogReader(file);
    for (const line of await this.linesOf(file).read(0, HEAD_LINES)) reader.push(line);
    const zone = (await this.cases.of(fileUri(file))?.zone(file)) ?? null;
    const { timeline } = reader.end({ ...NO_TIME_GIVEN, zone });
    return line => timeline.at(line);
  }

  /** Asks the cases of all slices anew what was not read, and tells who shows them. */
  private async noteGaps(): Promise<void> {
    for (const uri of this.open.keys()) {
      if (!(await this.noteGapsOf(uri))) continue;
      const state = this.state(uri);
      if (state) this.onChanged(state, this.open.get(uri)?.slice.count === 0);
    }
  }

  /** Whether something else is not read now. */
  private async noteGapsOf(uri: string): Promise<boolean> {
    const known = this.open.get(uri);
    if (!known) return false;
    const inCases = new Set(known.reference.files.map(file => this.cases.of(fileUri(file))));
    const gaps = (await Promise.all([...inCases].map(gapsOf))).flat();
    const isOther = JSON.stringify(gaps) !== JSON.stringify(known.gaps);
    known.gaps = gaps;
    return isOther;
  }

  private summary(slice: Slice): Message {
    const lines = grouped(slice.count);
    if (slice.isCancelled) return message('slice.cancelled', { lines });
    if (slice.isCut) return message('slice.cut', { lines });
    if (slice.dropped > 0) return message('slice.dropped', { lines, dropped: grouped(slice.dropped) });
    return slice.shortened > 0
      ? message('slice.shortened', { lines, shortened: grouped(slice.shortened) })
      : message('slice.lines', { lines });
  }

  /** What was read, and what was not. */
  private detail(uri: string, { logs, isPage, reference: { filter, from } }: Slice): string {
    const gaps = isPage ? [] : (this.open.get(uri)?.gaps ?? []);
    const said = logs.map(({ path: file, looked, problem }) =>
      problem
        ? message('slice.notRead', { file, reason: problem })
        : message('slice.read', { file, first: grouped(Math.min(from + 1, looked)), last: grouped(looked) }),
    );
    return [...(filter === '' ? [] : [message('slice.filter', { filter })]), ...said, ...gaps].map(text).join('\n');
  }
}
