// One case of a window: reads it, shows how that goes, keeps it fresh, and tells what it holds.
import path from 'node:path';
import { DidChangeWatchedFilesNotification, type Connection, type Disposable } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { LocalCase } from '../casefile/case';
import type { CaseProgress } from '../casefile/caseOptions';
import { unreadable } from '../casefile/notRead';
import { fateOf } from '../containers/selection';
import { message } from '../message';
import type { CaseItem, CaseState } from '../protocol';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { inBackground } from './background';
import { filePath } from './fileUri';
import { progressText, ReadingProgress } from './readingProgress';
import { Settle } from './settle';

/** The log names so many files that were left out; the view has all of them. */
const MAX_TOLD = 200;

interface OpenCaseOptions {
  readonly uri: string;
  readonly origin: CaseItem['origin'];
  /** Is told that the case is being read, or no longer. */
  readonly onState: () => void;
  /** Is told that the case holds something else. */
  readonly onTaken: () => void;
}

export class OpenCase {
  readonly uri: string;
  readonly origin: CaseItem['origin'];
  /** The read that is under way, or the last one; never rejects. */
  reading: Promise<void> = Promise.resolve();
  private state: CaseState = 'reading';
  private problem: string | null = null;
  /** Whether the user has ended the last read. */
  private isCancelled = false;
  /** How far the read has come that is under way. */
  private progress: CaseProgress | null = null;
  /** Whether something has changed while it is being read. */
  private again = false;
  private reads = 0;
  /** Whether the log says how much was read. */
  private isLogged = false;
  /** What the log already has of it. */
  private readonly told = new Set<string>();
  private readonly watch: Promise<Disposable | null>;
  private readonly settle = new Settle(() => {
    inBackground(this.connection, this.read());
  });

  constructor(
    private readonly connection: Connection,
    readonly local: LocalCase,
    private readonly options: OpenCaseOptions,
  ) {
    this.uri = options.uri;
    this.origin = options.origin;
    this.watch = this.watchFiles();
  }

  /** Whether a document belongs to the case. */
  holds(uri: string): boolean {
    const file = filePath(uri);
    if (file === null || this.origin === 'file') {
      return file !== null && this.local.roots.includes(file);
    }
    const inside = path.relative(URI.parse(this.uri).fsPath, file);
    return !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..';
  }

  /**
   * Something of it on disk has changed: it is read again. A read that is under way goes on to its end, since a log that is
   * written all the time would else never be read; what the user has ended, only he begins again.
   */
  touched(): void {
    if (this.state === 'reading') this.again = true;
    else if (!this.isCancelled) this.settle.touch();
  }

  /** Reads it, or what has changed of it; a read that is under way ends. Never rejects: `item` tells how it has ended. */
  read(): Promise<void> {
    this.state = 'reading';
    this.isCancelled = false;
    this.again = false;
    this.settle.stop();
    this.options.onState();
    this.reading = this.readOnce(++this.reads);
    return this.reading;
  }

  async close(): Promise<void> {
    this.reads++;
    this.local.close();
    this.settle.stop();
    (await this.watch)?.dispose();
  }

  async item(): Promise<CaseItem> {
    const { uri, origin, state, problem, progress, local } = this;
    const [containers, traces, files] = [
      await local.containers(0, Number.MAX_SAFE_INTEGER),
      await local.traces(0, 0),
      await local.files(),
    ];
    const leftOut = (await local.notRead(0, Number.MAX_SAFE_INTEGER)).items;
    const noLogs = leftOut.filter(file => file.kind === 'foreign').length;
    return {
      uri,
      name: path.basename(URI.parse(uri).fsPath),
      origin,
      state,
      generation: local.generation,
      files: files.length,
      containers: containers.total,
      failed: containers.items.filter(container => fateOf(container) === 'failed').length,
      traces: traces.total,
      notRead: leftOut.length - noLogs,
      noLogs,
      problem,
      // What could not be read at all has nothing that it was cut off from.
      cancelled: this.isCancelled && state === 'ready',
      progress: progress && progressText(progress),
    };
  }

  private async readOnce(count: number): Promise<void> {
    const began = Date.now();
    const progress = new ReadingProgress(this.connection, path.basename(URI.parse(this.uri).fsPath));
    let problem: string | null = null;
    try {
      await this.local.read({
        onProgress: state => {
          this.progress = state;
          progress.report(state);
        },
        onTaken: this.options.onTaken,
        cancelled: progress.cancelled,
      });
    } catch (error) {
      problem = text(progress.cancelled.aborted ? message('case.cancelled') : unreadable(error));
    } finally {
      progress.done();
    }
    if (count !== this.reads) return; // the read that took its place tells how it ended
    this.isCancelled = progress.cancelled.aborted && (problem !== null || this.local.isCut);
    if (problem !== null) this.connection.console.error(`${this.uri}: ${problem}`);
    this.settle.took(Date.now() - began);
    this.done(problem);
    if (problem === null) inBackground(this.connection, this.log());
  }

  private done(problem: string | null): void {
    this.state = problem === null ? 'ready' : 'failed';
    this.problem = problem;
    this.progress = null;
    this.options.onTaken();
    if (this.again && !this.isCancelled) this.settle.touch();
    this.again = false;
  }

  /** Writes into the log, the first time, how much was read; what was left out and why: once, however often it is read. */
  private async log(): Promise<void> {
    const { console } = this.connection;
    if (!this.isLogged) {
      this.isLogged = true;
      const files = (await this.local.files()).length;
      console.info(text(message('case.read', { uri: this.uri, files, kept: this.local.kept })));
    }
    const { items } = await this.local.notRead(0, MAX_TOLD);
    for (const { path: file, kind, reason } of items) {
      const line = `${file}: ${text(reason)}`;
      if (kind !== 'foreign' && !this.told.has(line)) {
        this.told.add(line);
        console.warn(line);
      }
    }
  }

  /** Asks to be told of changes; null where the client tells none: then there is Refresh. */
  private async watchFiles(): Promise<Disposable | null> {
    const watchers = this.local.roots.map(root => ({
      globPattern:
        this.origin === 'file'
          ? { baseUri: URI.file(path.dirname(root)).toString(), pattern: path.basename(root) }
          : { baseUri: URI.file(root).toString(), pattern: '**/*' },
    }));
    try {
      return await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    } catch (error) {
      this.connection.console.error(problemText(error));
      return null;
    }
  }
}
