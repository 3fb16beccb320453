// One read of a case: its files one after the other, those that have not changed as they were, and what is shown meanwhile.
import type { Host } from '../host';
import { message, type Message } from '../message';
import { CaseAccounts, NOTHING_GIVEN } from './accounts';
import type { ArchiveFiles } from './archive/files';
import type { CaseOptions, CaseWatcher } from './caseOptions';
import { readCaseRows, type CaseRows } from './caseRows';
import { discoverAll, type Discovery, type FoundFile } from './discover';
import { asPart, EarlyResults, inOrder, isPart, smallFirst } from './early';
import type { FileReading, RulesReading } from './file';
import { unreadable, type NotRead } from './notRead';
import type { CaseReader, PartTaker, ReadCase } from './reading';

/** What was read of the files of a case. */
export interface CaseContents {
  readonly readings: readonly FileReading[];
  readonly ruleFiles: readonly RulesReading[];
  readonly foreign: readonly ForeignFile[];
  /** Those that may be logs first. */
  readonly notRead: readonly NotRead[];
  /** Of how many files it was read what was kept of them on disk. */
  readonly kept: number;
  /** Whether the user has ended it before all files had their turn. */
  readonly isCut: boolean;
  readonly accounts: CaseAccounts;
  readonly rows: CaseRows;
}

/** A file that was looked at and is no log. */
interface ForeignFile {
  readonly found: FoundFile;
  readonly notRead: NotRead;
}

/** What is read, and by whom. */
interface ReadContext {
  readonly host: Host;
  readonly disk: ArchiveFiles;
  readonly reader: CaseReader;
  readonly roots: readonly string[];
  readonly options: CaseOptions;
  /** What the case holds so far. */
  readonly before: Pick<CaseContents, 'readings' | 'ruleFiles' | 'foreign'> & { readonly rows: CaseRows | null };
  /** Milliseconds that it took last to find what the files mean together. */
  readonly costMs: number;
  /** Is given what is known before all has been read. */
  readonly show: (readings: readonly FileReading[], rows: CaseRows) => void;
}

/** Reads a case. Rejects when a root cannot be had, and where `signal` is aborted. */
export async function readCase(context: ReadContext, signal: AbortSignal, watcher: CaseWatcher): Promise<CaseContents> {
  const { host, disk, roots, options } = context;
  const either = watcher.cancelled ? AbortSignal.any([signal, watcher.cancelled]) : signal;
  const discovery = await discoverAll(disk, roots, either);
  const rows = await readCaseRows(host, roots, either);
  const read = new FilesRead(context, discovery, rows, either, watcher);
  try {
    await read.all();
  } catch (error) {
    if (signal.aborted || !watcher.cancelled?.aborted) throw error;
    read.leaveOutRest();
  }
  const named = await CaseAccounts.read(disk, options.accounts ?? NOTHING_GIVEN, discovery, signal);
  signal.throwIfAborted();
  const contents = read.contents(named);
  await context.reader.release(read.as, read.paths);
  return contents;
}

class FilesRead {
  readonly as: ReadCase;
  private readonly found: readonly FoundFile[];
  /** Those that are read, in their turn. */
  private readonly files: readonly FoundFile[];
  /** What the case held before, by path. */
  private readonly known: ReadonlyMap<string, Known>;
  private readonly readings: FileReading[] = [];
  private readonly ruleFiles: RulesReading[] = [];
  private readonly foreign: ForeignFile[] = [];
  private readonly notRead: NotRead[];
  /** Null where nobody is told before the end. */
  private readonly early: EarlyResults | null;
  private readonly ofBytes: number;
  private bytes = 0;
  /** What is left of the limit. */
  private left: number;
  /** How many files are done. */
  private done = 0;
  private kept = 0;
  private isCut = false;
  /** What was shown last of the file that is being read. */
  private part: FileReading | null = null;

  constructor(
    private readonly context: ReadContext,
    discovery: Discovery,
    private readonly rows: CaseRows,
    private readonly signal: AbortSignal,
    private readonly watcher: CaseWatcher,
  ) {
    const { options, before, roots, show, costMs } = context;
    this.as = { roots, archives: options.archives ?? null, rowFiles: rows.files };
    this.found = inOrder(discovery.files);
    const taken = this.found.slice(0, options.maxFiles);
    this.files = smallFirst(taken);
    this.ofBytes = taken.reduce((sum, file) => sum + file.bytes, 0);
    this.left = options.maxBytes;
    const tooMany = message('case.file-limit', { files: options.maxFiles });
    const over = this.found.slice(taken.length).map(file => leftOut(file, tooMany));
    this.notRead = [...discovery.notRead, ...over, ...rows.notRead];
    // With other rows every line may tell something else.
    const isSame = before.rows !== null && JSON.stringify(before.rows.files) === JSON.stringify(rows.files);
    const whole = isSame ? [...before.readings, ...before.ruleFiles].filter(reading => !isPart(reading)) : [];
    this.known = new Map([...whole, ...(isSame ? before.foreign : [])].map(known => [known.found.path, known]));
    const held = whole.filter(reading => 'facts' in reading);
    const { onTaken } = watcher;
    const showEarly = (readings: readonly FileReading[]): void => {
      show(readings, rows);
      onTaken?.();
    };
    this.early = onTaken ? new EarlyResults(this.readings, held, costMs, showEarly) : null;
  }

  /** Reads all files. Rejects on cancellation only. */
  async all(): Promise<void> {
    const lastChanged = this.files.findLastIndex(file => !this.unchanged(file));
    for (const file of this.files) {
      this.signal.throwIfAborted();
      this.report(0);
      this.take(file, await this.one(file));
      this.done++;
      this.part = null;
      this.bytes += file.bytes;
      if (this.done <= lastChanged) this.early?.showIfDue();
    }
  }

  /** Tells of the files that have not had their turn, after a cancellation; what was known of them stays. */
  leaveOutRest(): void {
    for (const file of this.files.slice(this.done)) {
      const known = this.known.get(file.path) ?? (file.path === this.part?.found.path ? this.part : null);
      const isHeld = known !== null && !('notRead' in known);
      if (known && (isHeld || this.unchanged(file))) this.take(file, resultOf(known));
      if (this.unchanged(file)) continue;
      this.isCut = true;
      const reason = message(isHeld ? 'case.cancelled-partial' : 'case.cancelled');
      this.notRead.push(leftOut(file, reason, isHeld ? 'partial' : 'unread'));
    }
  }

  contents({ accounts, notRead }: Awaited<ReturnType<typeof CaseAccounts.read>>): CaseContents {
    const places = new Map(this.found.map(({ path }, place) => [path, place]));
    const place = (path: string): number => places.get(path) ?? -1;
    const { readings, ruleFiles, foreign, rows } = this;
    return {
      readings: readings.sort((a, b) => place(a.found.path) - place(b.found.path)),
      ruleFiles,
      foreign,
      kept: this.kept,
      isCut: this.isCut,
      notRead: [...this.notRead, ...notRead].sort(
        (a, b) => Number(a.kind === 'foreign') - Number(b.kind === 'foreign') || place(a.path) - place(b.path),
      ),
      accounts,
      rows,
    };
  }

  /** Of whose archives nothing has to be kept at hand any more. */
  get paths(): readonly string[] {
    return this.files.map(({ path }) => path);
  }

  private take(file: FoundFile, result: FileReading | RulesReading | NotRead): void {
    if ('facts' in result) {
      this.left -= result.bytes;
      this.readings.push(result);
      this.notRead.push(...result.notes.map(reason => leftOut(file, reason, 'partial')));
    } else if ('rules' in result) {
      this.left -= result.bytes;
      this.ruleFiles.push(result);
    } else {
      this.left -= result.kind === 'foreign' ? file.bytes : 0;
      this.notRead.push(result);
      if (result.kind === 'foreign') this.foreign.push({ found: file, notRead: result });
    }
  }

  /** Reads a file that has changed since it was last read, if it fits into what is left of the limit. */
  private async one(file: FoundFile): Promise<FileReading | RulesReading | NotRead> {
    const { context, signal, left: maxBytes, as } = this;
    const before = this.unchanged(file);
    const inflated = before && 'bytes' in before ? before.bytes : 0;
    if (Math.max(file.bytes, inflated) > maxBytes) {
      const megabytes = Math.round(context.options.maxBytes / 1e6);
      return leftOut(file, message('case.size-limit', { megabytes }));
    }
    if (before) return resultOf(before);
    const onBytes = (bytes: number): void => {
      this.report(bytes);
    };
    try {
      const parts = this.known.has(file.path) || !this.early ? null : this.parts(this.early);
      const onKept = (): void => void this.kept++;
      const asked = { found: file, in: as, issues: this.rows.rows, maxBytes, signal, onBytes, onKept, parts };
      return await context.reader.read(asked);
    } catch (error) {
      signal.throwIfAborted();
      return leftOut(file, unreadable(error)); // one file must not cost the others
    }
  }

  /** Takes what was read so far of a file. */
  private parts(early: EarlyResults): PartTaker {
    return {
      isDue: () => !this.signal.aborted && early.isDue,
      take: part => {
        if (this.signal.aborted) return;
        this.part = asPart(part);
        early.show([this.part]);
      },
    };
  }

  /** What is known of a file that is as it was. */
  private unchanged({ path, bytes, modified }: FoundFile): Known | null {
    const known = this.known.get(path);
    return known?.found.modified === modified && known.found.bytes === bytes ? known : null;
  }

  private report(bytes: number): void {
    const file = this.files[this.done];
    this.watcher.onProgress?.({
      files: this.done,
      ofFiles: this.files.length,
      bytes: this.bytes + Math.min(bytes, file?.bytes ?? 0),
      ofBytes: this.ofBytes,
    });
  }
}

/** What a case knows of a file. */
type Known = FileReading | RulesReading | ForeignFile;

function resultOf(known: Known): FileReading | RulesReading | NotRead {
  return 'notRead' in known ? known.notRead : known;
}

function leftOut({ path, name }: FoundFile, reason: Message, kind: NotRead['kind'] = 'unread'): NotRead {
  return { path, name, kind, reason };
}
