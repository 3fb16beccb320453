// The end of a thread that reads files: it answers with what it has read, as bytes, and keeps that for the next time.
import type { FileStat, Host } from '../host';
import { message, type Message } from '../message';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import { ArchiveFiles } from './archive/files';
import { DEFAULT_BOUNDS } from './archive/bounds';
import { rowsOf } from './caseRows';
import type { FoundFile } from './discover';
import { FileRun, readRest } from './fileRun';
import { stateOf, type FileState } from './fileState';
import { reasonOf, unreadable, type NotRead } from './notRead';
import { NO_BYTES } from './packed';
import type { Answer, Port, Question, ReadCase, WholeState } from './reading';
import { CaseStore, type KeptReading } from './store/caseStore';
import { digestOf } from './store/digest';
import { readReader } from './store/keptReader';

/** So many bytes behind what a reader has had are read again and again, before it is given them: to write it down costs more. */
const MOST_REST = 256 * 1024;
/** Of files that were read last so much is kept in memory (bytes): those that grow are asked for again soon. */
const MOST_RECENT = 64 * 1024 * 1024;
/** What changes all the time is shown as it was read. */
const MOST_ATTEMPTS = 3;
/** The first part of a file is shown after so long, each next one when twice as much time has passed. */
const FIRST_PART_MS = 100;
/** How often it is told how much of a file has been read. */
const BYTES_MS = 100;

/**
 * Answers what comes through a port.
 * @param program what tells this program from another one
 * @param firstPartMs after how many milliseconds the first part of a file is shown
 */
export function serveReads(
  host: Host,
  port: Port<Question, Answer>,
  program: string,
  firstPartMs = FIRST_PART_MS,
): void {
  const say = (said: Message): void => {
    port.post({ kind: 'said', said });
  };
  const service = new ReadService(host, program, firstPartMs, say);
  const running = new Map<number, AbortController>();
  const answer = async (question: Exclude<Question, { kind: 'cancel' }>): Promise<Answer> => {
    const { id } = question;
    if (question.kind === 'release') {
      await service.release(question);
      return { kind: 'released', id };
    }
    const controller = new AbortController();
    running.set(id, controller);
    const result = await service.read(question, controller.signal, port);
    return 'reason' in result ? { kind: 'not-read', id, notRead: result } : { kind: 'state', id, state: result };
  };
  port.listen(question => {
    if (question.kind === 'cancel') {
      running.get(question.id)?.abort();
      return;
    }
    const { id } = question;
    void answer(question)
      .catch((error: unknown): Answer => ({ kind: 'failed', id, reason: reasonOf(error) }))
      .then(port.post)
      .finally(() => running.delete(id));
  });
}

/** A case of which files are asked for. */
interface OpenCase {
  readonly disk: ArchiveFiles;
  readonly store: CaseStore | null;
  readonly issues: readonly KnownIssueRow[];
  /** A digest of the users' rows. */
  readonly issuesKey: string;
}

/** A file that was read to its end. */
interface WholeRun {
  readonly run: FileRun;
  readonly state: FileState;
  /** What it was before it was opened. */
  readonly before: FileStat;
  /** As in WholeState. */
  readonly gone: string | null;
}

type ReadQuestion = Extract<Question, { kind: 'read' }>;

class ReadService {
  private readonly cases = new Map<string, OpenCase>();
  /** By case and path, the one that was asked for last at the end. */
  private readonly recent = new Map<string, KeptReading & { readonly found: FoundFile }>();

  constructor(
    private readonly host: Host,
    private readonly program: string,
    private readonly firstPartMs: number,
    private readonly say: (said: Message) => void,
  ) {}

  async release({ in: of, storage, paths }: Extract<Question, { kind: 'release' }>): Promise<void> {
    const { disk, store } = this.open(of, storage);
    this.cases.delete(keyOf(of, storage));
    await disk.release();
    await store?.tidy(paths);
  }

  private open(of: ReadCase, storage: string | null): OpenCase {
    const key = keyOf(of, storage);
    let known = this.cases.get(key);
    if (!known) {
      const { host, program, say } = this;
      const store = storage === null ? null : new CaseStore(host, of.roots, { folder: storage, program, say });
      const disk = new ArchiveFiles(host, of.archives ?? DEFAULT_BOUNDS);
      const issuesKey = digestOf(new TextEncoder().encode(JSON.stringify(of.rowFiles)));
      this.cases.set(key, (known = { disk, store, issues: rowsOf(of.rowFiles).rows, issuesKey }));
    }
    return known;
  }

  /** Rejects on cancellation only, or where something of ours fails. */
  async read(question: ReadQuestion, signal: AbortSignal, port: Port<Question, Answer>): Promise<WholeState | NotRead> {
    const { found } = question;
    const opened = this.open(question.in, question.storage);
    const id = `${opened.issuesKey} ${question.in.roots.join('\0')} ${found.path}`;
    try {
      // Before anything of it is opened: what takes its place later is another file.
      const before = await opened.disk.stat(onDisk(found));
      const kept = question.anew ? null : await this.kept(id, found, before, opened);
      const known = kept && (await this.goOn(kept, question, opened, signal));
      const isFromDisk = known !== null && kept !== this.recent.get(id);
      if (known && !(known instanceof FileRun)) {
        this.remember(id, found, kept);
        return { ...known, isKept: isFromDisk, gone: null };
      }
      const read = await this.readWhole({ run: known, before }, question, opened, signal, port);
      if ('reason' in read) return read;
      const { run, state, gone } = read;
      const { reader, ending } = state;
      const { reached } = run;
      if (gone === null && ending.failure === null && (reached ?? !run.grows)) {
        this.remember(id, found, { reader, reached, ending });
        await opened.store?.save(found, read.before, opened.issuesKey, { reader, reached, ending });
      }
      return { ...state, isKept: isFromDisk && run === known, gone };
    } catch (error) {
      signal.throwIfAborted();
      return { path: found.path, name: found.name, kind: 'unread', reason: unreadable(error) };
    }
  }

  /** What is known of a file, in memory or on disk, that may still be so. */
  private async kept(
    id: string,
    found: FoundFile,
    now: FileStat,
    { store, issuesKey }: OpenCase,
  ): Promise<KeptReading | null> {
    const recent = this.recent.get(id);
    const same = recent?.found.bytes === found.bytes && recent.found.modified === found.modified;
    if (recent && (same || (recent.reached && found.bytes > recent.found.bytes))) return recent;
    return (await store?.load(found, now, issuesKey)) ?? null;
  }

  /** Goes on from what is known: at once where hardly anything has come since then; null where the file is another one. */
  private async goOn(
    { reader, reached, ending }: KeptReading,
    { found, maxBytes }: ReadQuestion,
    { disk, issues }: OpenCase,
    signal: AbortSignal,
  ): Promise<FileState | FileRun | null> {
    if (!reached) return ending.bytes > maxBytes ? null : { reader: reader.slice(), tail: NO_BYTES, ending };
    const rest = await readRest(disk, found, reached, MOST_REST);
    if (rest === null) return null;
    const bytes = reached.at + rest.length;
    if (rest !== 'more' && bytes <= maxBytes) {
      return { reader: reader.slice(), tail: rest, ending: { bytes, failure: null, rules: null } };
    }
    const begun = { reader: readReader(reader, found, { issues, signal }), reached };
    return FileRun.resume(disk, found, begun, { maxBytes, issues, signal });
  }

  /** Reads a file to its end: anew, and once more where another one has taken its place meanwhile, or it was cut. */
  private async readWhole(
    begun: { readonly run: FileRun | null; readonly before: FileStat },
    question: ReadQuestion,
    { disk, issues }: OpenCase,
    signal: AbortSignal,
    port: Port<Question, Answer>,
  ): Promise<WholeRun | NotRead> {
    const { found, maxBytes } = question;
    const file = onDisk(found);
    for (let attempt = 1; ; attempt++) {
      const before = attempt === 1 ? begun.before : await disk.stat(file);
      const options = { maxBytes, signal, issues, keepsEnd: true };
      const run = (attempt === 1 ? begun.run : null) ?? (await FileRun.open(disk, found, options));
      if ('reason' in run) return run;
      const state = await this.readOn(run, question, issues, port);
      signal.throwIfAborted();
      const after = await disk.stat(file).catch(reasonOf);
      if (typeof after === 'string') return { run, state, before, gone: after };
      const isSame = before.inode === after.inode && (!run.grows || run.bytes <= after.bytes);
      if (isSame || attempt === MOST_ATTEMPTS) return { run, state, before, gone: null };
      this.say(message('case.changed-meanwhile', { path: found.path }));
    }
  }

  private async readOn(
    run: FileRun,
    { id, parts }: ReadQuestion,
    issues: readonly KnownIssueRow[],
    port: Port<Question, Answer>,
  ): Promise<FileState> {
    const began = Date.now();
    let [nextPart, nextBytes] = [began + this.firstPartMs, began + BYTES_MS];
    let shown = run.reader.lines;
    while (await run.next()) {
      const now = Date.now();
      if (now >= nextBytes) {
        port.post({ kind: 'bytes', id, bytes: run.bytes });
        nextBytes = now + BYTES_MS;
      }
      if (parts && now >= nextPart && run.reader.lines > shown) {
        shown = run.reader.lines;
        port.post({ kind: 'part', id, state: { ...stateOf(run, issues), tail: NO_BYTES } });
        nextPart = 2 * now - began;
      }
    }
    return stateOf(run, issues);
  }

  private remember(id: string, found: FoundFile, { reader, reached, ending }: KeptReading): void {
    this.recent.delete(id);
    this.recent.set(id, { reader, reached, ending, found });
    let bytes = 0;
    for (const kept of this.recent.values()) bytes += kept.reader.length;
    for (const [other, kept] of this.recent) {
      if (bytes <= MOST_RECENT) return;
      this.recent.delete(other);
      bytes -= kept.reader.length;
    }
  }
}

/** The file on disk that a file of the case is, or lies in. */
function onDisk({ path, archive }: FoundFile): string {
  return archive?.path ?? path;
}

function keyOf(of: ReadCase, storage: string | null): string {
  return JSON.stringify([of, storage]);
}
