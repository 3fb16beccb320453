// A folder of logs as one case: the one owner of what was read. Queries give pages with the generation they come from.
import { NO_ACCOUNTS, type AccountNames } from '../audit/accounts';
import type { AuditSubject } from '../audit/subjects';
import type { RulesDocument } from '../auditRules/document';
import { correlate } from '../containers/correlate';
import type { HostedTraceback } from '../containers/facts';
import { mergePlaces, type Placed } from '../containers/identity';
import { isId, MIN_DIGITS } from '../containers/ids';
import type { Container, ContainerEvent, Exec } from '../containers/model';
import { mergedTracebacks } from '../containers/panics';
import type { Host } from '../host';
import type { Zone } from '../log/time';
import type { GivenTime } from '../log/timeline';
import type { TimeRule } from '../log/timeRules';
import { message, type Message } from '../message';
import type { Place, Span } from '../place';
import { fleetOf, type Fleet } from '../report/fleet';
import type { VersionFact } from '../source/model';
import type { KnownIssueRow, Sighting } from '../verdict/knownIssues/model';
import { knownIssues } from '../verdict/knownIssues/rows';
import { CaseAccounts, NOTHING_GIVEN, type GivenAccounts } from './accounts';
import type { ArchiveBounds } from './archive/bounds';
import { ArchiveFiles } from './archive/files';
import { discoverAll, type FoundFile } from './discover';
import { EarlyResults, inOrder, isPart, smallFirst } from './early';
import { readCaseRows } from './caseRows';
import { findAuditReferences, type AuditReferences } from './auditReferences';
import { findAuditEvents, findMentions } from './lookUp';
import { datedReadings, filesByNode, type Disagreement, type NodeFiles } from './caseTimes';
import { readFile, type FileReading, type RulesReading } from './file';
import { calledApart, nodesOf, type CaseNode } from './nodes';
import { unreadable, type NotRead } from './notRead';
import { OwnReader } from './ownReader';
import type { SieveThreads } from './sievePool';
import type { CaseReader, FileRequest } from './reading';

/** One page of a list; `total` is the whole list's length. */
export interface CasePage<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly generation: number;
}

/** A place where an id stands, plain, as a prefix or in hex. */
export interface Reference {
  readonly at: Place;
  readonly span: Span;
}

export interface CaseOptions {
  readonly maxFiles: number;
  readonly maxBytes: number;
  /** The node's zone where the user has set it. */
  readonly zone: Zone | null;
  /** What the user has set for the times of single files. */
  readonly offsets?: readonly TimeRule[];
  /** The beginning of a path -> the node that what lies there comes from, where the user has named it. */
  readonly nodes?: Readonly<Record<string, string>>;
  /** How far archives are read; DEFAULT_BOUNDS where nothing is set. */
  readonly archives?: ArchiveBounds;
  /** Files that name users and groups, where the user has named them. */
  readonly accounts?: GivenAccounts;
  /** Threads that help to go through large files. */
  readonly sieving?: SieveThreads | undefined;
}

export interface CaseProgress {
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
}

/** Who is told how a read goes. */
export interface CaseWatcher {
  readonly onProgress?: (progress: CaseProgress) => void;
  /** The case holds more than before, though not yet all. */
  readonly onTaken?: () => void;
}

/** What digits mean: a container (with `others` where they begin several ids), or an exec of one. */
interface Meant {
  readonly container: Container;
  readonly exec: Exec | null;
  readonly others: readonly Container[];
}

/** What the faces ask of a case. All of it comes from disk; an unsaved edit is never in it. */
export interface Case {
  /** Grows with every change of what the case holds. */
  readonly generation: number;
  /** Reads everything anew; a second call while one is under way cancels the first. Rejects when the root cannot be had. */
  read(watcher?: CaseWatcher): Promise<void>;
  containers(offset: number, limit: number): Promise<CasePage<Container>>;
  containerIds(): Promise<readonly string[]>;
  /** The containers that files of the node of `file` tell of. */
  containersOfNode(file: string | null): Promise<readonly Container[]>;
  /** The container or exec that digits are the id of, or begin it; null where none is known. */
  lookUp(digits: string): Promise<Meant | null>;
  events(id: string, offset: number, limit: number): Promise<CasePage<ContainerEvent>>;
  /** Everywhere that digits (an id, a prefix of one, an exec's id) mean the same thing. */
  references(digits: string): Promise<readonly Reference[]>;
  /**
   * Everywhere that the audit records of a case mean a subject. A pid is looked for in the files of one node only, that
   * of `file`, and in records that may be of the same boot; a key in all files. Rejects only on cancellation.
   */
  auditReferences(subject: AuditSubject, file: string | null, signal?: AbortSignal): Promise<AuditReferences>;
  /** The tracebacks of all files, each once with all its places, in the order of the files. */
  traces(offset: number, limit: number): Promise<CasePage<Placed<HostedTraceback>>>;
  /** Where known issues are seen, each once with all its places, in the order of the files. */
  sightings(): Promise<readonly Placed<Sighting>[]>;
  /** What happened over all nodes of the case. */
  fleet(): Promise<Fleet>;
  /** The known issues that are looked for: those of the product, and those that the case's folders bring along. */
  issueRows(): Promise<readonly KnownIssueRow[]>;
  /** The version lines that tell of the node that a file comes from. */
  versions(file: string | null): Promise<readonly VersionFact[]>;
  files(): Promise<readonly FileReading[]>;
  /** The files of audit rules beside `file`, as they are now: those of its sub-folder and of the top; all where there are none of these. */
  rules(file: string | null): Promise<readonly RulesDocument[]>;
  notRead(offset: number, limit: number): Promise<CasePage<NotRead>>;
  /** The zone of the node, by the file itself, else by the first one that tells. */
  zone(file: string | null): Promise<Zone | null>;
  /** What is known of a file's time besides its lines; null for a file that was not read. */
  givenTime(file: string | null): Promise<GivenTime | null>;
  /** Where a file and another one of its node tell different times of the same entry. */
  disagreements(file: string | null): Promise<readonly Disagreement[]>;
  /** Who the users and groups of a file's records are, as files of its node tell. */
  accountNames(file: string | null): Promise<AccountNames>;
}

/** A case in this process, over folders and files of a host. */
export class LocalCase implements Case {
  generation = 0;
  private readings: readonly FileReading[] = [];
  private ruleFiles: readonly RulesReading[] = [];
  private skipped: readonly NotRead[] = [];
  private given: ReadonlyMap<string, GivenTime> = new Map();
  private disagreeing: readonly Disagreement[] = [];
  private nodes: ReadonlyMap<string, CaseNode> = new Map();
  private found: readonly Container[] = [];
  /** Made at the first question. */
  private merged: readonly Placed<HostedTraceback>[] | null = null;
  private accounts: CaseAccounts | null = null;
  private reading: AbortController | null = null;
  /** What the users' own rows of known issues were when the files were read. */
  private rowsKey = '';
  private rows: readonly KnownIssueRow[] = knownIssues;

  /** The host's files and those in its archives. */
  private readonly disk: ArchiveFiles;
  private readonly reader: CaseReader;

  /** @param reader who reads the files; this thread where nobody is given */
  constructor(
    private readonly host: Host,
    readonly roots: readonly string[],
    public options: CaseOptions,
    reader?: CaseReader,
  ) {
    this.disk = new ArchiveFiles(host, options.archives);
    this.reader = reader ?? new OwnReader(this.disk, options.sieving);
  }

  async read(watcher: CaseWatcher = {}): Promise<void> {
    this.reading?.abort();
    const controller = (this.reading = new AbortController());
    try {
      await this.readAll(controller.signal, watcher);
    } finally {
      await this.disk.release();
    }
  }

  private async readAll(signal: AbortSignal, watcher: CaseWatcher): Promise<void> {
    const discovery = await discoverAll(this.disk, this.roots, signal);
    const notRead = [...discovery.notRead];
    const all = inOrder(discovery.files);
    const files = all.slice(0, this.options.maxFiles);
    const tooMany = message('case.file-limit', { files: this.options.maxFiles });
    notRead.push(...all.slice(files.length).map(file => leftOut(file, tooMany)));
    const ofBytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const rows = await readCaseRows(this.host, this.roots, signal);
    notRead.push(...rows.notRead);
    const rowsKey = JSON.stringify(rows.files);
    // With other rows every line may tell something else.
    const before = rowsKey === this.rowsKey ? [...this.readings, ...this.ruleFiles] : [];
    const whole = before.filter(reading => !isPart(reading));
    const known = new Map(whole.map(reading => [reading.found.path, reading]));
    const as = { roots: this.roots, archives: this.options.archives ?? null, rowFiles: rows.files };
    const readings: FileReading[] = [];
    const ruleFiles: RulesReading[] = [];
    const { onTaken } = watcher;
    // Where nobody is told, nobody asks before the end.
    const early =
      onTaken &&
      new EarlyResults(readings, known, shown => {
        this.rows = rows.rows;
        this.take(shown);
        onTaken();
      });
    let bytes = 0;
    let left = this.options.maxBytes;
    for (const [index, file] of smallFirst(files).entries()) {
      signal.throwIfAborted();
      const report = (more: number): void => {
        watcher.onProgress?.({
          files: index,
          ofFiles: files.length,
          bytes: bytes + Math.min(more, file.bytes),
          ofBytes,
        });
      };
      report(0);
      const request = { found: file, in: as, issues: rows.rows, maxBytes: left, signal, onBytes: report };
      const onPart = (part: FileReading): void => {
        if (!signal.aborted && !known.has(file.path)) early?.show([part]);
      };
      const result = await this.readOne({ ...request, onPart }, known.get(file.path));
      if ('facts' in result) {
        left -= result.bytes;
        readings.push(result);
        notRead.push(
          ...result.notes.map(reason => ({ path: file.path, name: file.name, kind: 'partial' as const, reason })),
        );
        if (index + 1 < files.length) early?.showIfDue();
      } else if ('rules' in result) {
        left -= result.bytes;
        ruleFiles.push(result);
      } else {
        left -= result.kind === 'foreign' ? file.bytes : 0;
        notRead.push(result);
      }
      bytes += file.bytes;
    }
    const named = await CaseAccounts.read(this.disk, this.options.accounts ?? NOTHING_GIVEN, discovery, signal);
    notRead.push(...named.notRead);
    signal.throwIfAborted();
    this.accounts = named.accounts;
    this.rowsKey = rowsKey;
    this.rows = rows.rows;
    this.ruleFiles = ruleFiles;
    const places = new Map(all.map(({ path }, place) => [path, place]));
    const place = (path: string): number => places.get(path) ?? -1;
    this.skipped = notRead.sort(
      (a, b) => Number(a.kind === 'foreign') - Number(b.kind === 'foreign') || place(a.path) - place(b.path),
    );
    this.take(readings.sort((a, b) => place(a.found.path) - place(b.found.path)));
    await this.reader.release(
      as,
      files.map(({ path }) => path),
    );
  }

  /** Ends a read that is under way; nothing more of it is taken over. */
  cancel(): void {
    this.reading?.abort();
  }

  /** Reads a file that has changed since it was last read, if it fits into what is left of the limit. */
  private async readOne(
    request: FileRequest,
    before: FileReading | RulesReading | undefined,
  ): Promise<FileReading | RulesReading | NotRead> {
    const { found: file, maxBytes, signal } = request;
    const unchanged = before?.found.modified === file.modified && before.found.bytes === file.bytes;
    if (Math.max(file.bytes, unchanged ? before.bytes : 0) > maxBytes) {
      return leftOut(file, message('case.size-limit', { megabytes: Math.round(this.options.maxBytes / 1e6) }));
    }
    try {
      return unchanged ? before : await this.reader.read(request);
    } catch (error) {
      signal.throwIfAborted();
      return leftOut(file, unreadable(error)); // one file must not cost the others
    }
  }

  containers(offset: number, limit: number): Promise<CasePage<Container>> {
    return Promise.resolve(this.page(this.found, offset, limit));
  }

  containerIds(): Promise<readonly string[]> {
    return Promise.resolve(this.found.map(container => container.id));
  }

  containersOfNode(file: string | null): Promise<readonly Container[]> {
    const own = new Set(this.ofSameNode(file).map(({ found }) => found.path));
    return Promise.resolve(this.found.filter(({ events }) => events.some(({ at }) => own.has(at.file))));
  }

  lookUp(digits: string): Promise<Meant | null> {
    if (digits.length < MIN_DIGITS) {
      return Promise.resolve(null);
    }
    const [container, ...others] = this.found.filter(candidate => candidate.id.startsWith(digits));
    if (container) {
      return Promise.resolve({ container, exec: null, others });
    }
    const byExec = this.found.flatMap(owner =>
      owner.execs.filter(exec => exec.id.startsWith(digits)).map(exec => ({ container: owner, exec, others: [] })),
    );
    return Promise.resolve(byExec[0] ?? null);
  }

  events(id: string, offset: number, limit: number): Promise<CasePage<ContainerEvent>> {
    return Promise.resolve(this.page(this.found.find(container => container.id === id)?.events ?? [], offset, limit));
  }

  async references(digits: string): Promise<readonly Reference[]> {
    if (digits.length < MIN_DIGITS) return [];
    const ids = this.wholeIds(digits);
    const references: Reference[] = [];
    for (const { found, contents } of this.readings) {
      references.push(...(await findMentions(this.disk, found, ids, { given: contents.timeline.given })));
    }
    return references;
  }

  /** The container and exec ids that digits are or begin; the digits themselves where none is known. */
  private wholeIds(digits: string): readonly string[] {
    if (isId(digits)) {
      return [digits];
    }
    const known = this.found.flatMap(container => [container.id, ...container.execs.map(exec => exec.id)]);
    const whole = known.filter(id => id.startsWith(digits));
    return whole.length > 0 ? whole : [digits];
  }

  async auditReferences(subject: AuditSubject, file: string | null, signal?: AbortSignal): Promise<AuditReferences> {
    const readings = subject.kind === 'key' ? this.readings : this.ofSameNode(file);
    const files = [];
    for (const { found, contents } of readings) {
      const events = await findAuditEvents(this.disk, found, subject, { given: contents.timeline.given, signal });
      files.push({ file: found.path, group: this.nodeOf(found.path) ?? found.group, events });
    }
    return findAuditReferences(files, subject, file, signal);
  }

  traces(offset: number, limit: number): Promise<CasePage<Placed<HostedTraceback>>> {
    this.merged ??= mergedTracebacks(this.readings.map(({ facts }) => facts));
    return Promise.resolve(this.page(this.merged, offset, limit));
  }

  sightings(): Promise<readonly Placed<Sighting>[]> {
    return Promise.resolve(
      mergePlaces(
        this.readings.map(({ found, issues }) =>
          issues.sightings.map(value => ({ key: value.key, at: { file: found.path, line: value.line }, value })),
        ),
      ),
    );
  }

  async fleet(): Promise<Fleet> {
    return fleetOf({
      nodes: new Map([...this.nodes].map(([file, node]) => [file, calledApart(node)])),
      containers: this.found,
      tracebacks: (await this.traces(0, Number.MAX_SAFE_INTEGER)).items,
      sightings: await this.sightings(),
      versions: this.readings.flatMap(({ versions }) => [...versions]),
    });
  }

  issueRows(): Promise<readonly KnownIssueRow[]> {
    return Promise.resolve(this.rows);
  }

  versions(file: string | null): Promise<readonly VersionFact[]> {
    return Promise.resolve(this.ofSameNode(file).flatMap(reading => [...reading.versions]));
  }

  /** What tells of the node that a file comes from: where there are several, its own files and those at the top that name no host. */
  private ofSameNode(file: string | null): readonly FileReading[] {
    const nodes = this.byNode(this.readings);
    const [only] = nodes.length === 1 ? nodes : [];
    return (only ?? nodes.find(({ own }) => own.some(({ found }) => found.path === file)))?.all ?? [];
  }

  private byNode(readings: readonly FileReading[]): readonly NodeFiles<FileReading>[] {
    return filesByNode(
      readings,
      ({ found }) => this.nodeOf(found.path) ?? '',
      ({ facts }) => facts.host !== null,
    );
  }

  /** The key of the node that a file of the case comes from. */
  private nodeOf(file: string): string | null {
    return this.nodes.get(file)?.key ?? null;
  }

  files(): Promise<readonly FileReading[]> {
    return Promise.resolve(this.readings);
  }

  async rules(file: string | null): Promise<readonly RulesDocument[]> {
    const group = this.readings.find(({ found }) => found.path === file)?.found.group;
    const near = this.ruleFiles.filter(({ found }) => [group, ''].includes(found.group));
    const current = await Promise.all((near.length > 0 ? near : this.ruleFiles).map(known => this.currentRules(known)));
    return current.flat();
  }

  /** A file of rules as it is now; none where it is gone, or holds rules no more. The next read of the case takes it over. */
  private async currentRules({ found, rules }: RulesReading): Promise<RulesDocument[]> {
    try {
      const { bytes, modified } = await this.disk.stat(found.path);
      if (bytes === found.bytes && modified === found.modified) return [rules];
      const { maxBytes } = this.options;
      const result = await readFile(this.disk, { ...found, bytes, modified }, { maxBytes });
      return 'rules' in result ? [result.rules] : [];
    } catch {
      return []; // gone: the next read of the case tells
    }
  }

  notRead(offset: number, limit: number): Promise<CasePage<NotRead>> {
    return Promise.resolve(this.page(this.skipped, offset, limit));
  }

  zone(file: string | null): Promise<Zone | null> {
    const own = this.readings.find(({ found }) => found.path === file);
    const all = own ? [own, ...this.ofSameNode(file)] : this.ofSameNode(file);
    const zones = all.map(({ contents }) => contents.timeline.last.zone);
    const set = this.given.get(file ?? '')?.zone ?? this.options.zone;
    return Promise.resolve(set ?? zones.find(zone => zone !== null) ?? null);
  }

  givenTime(file: string | null): Promise<GivenTime | null> {
    return Promise.resolve(this.given.get(file ?? '') ?? null);
  }

  disagreements(file: string | null): Promise<readonly Disagreement[]> {
    return Promise.resolve(this.disagreeing.filter(({ at }) => at.file === file));
  }

  /** Takes other settings of times: nothing is read anew. */
  setTimes({ zone, offsets }: Pick<CaseOptions, 'zone' | 'offsets'>): void {
    this.options = { ...this.options, zone, ...(offsets && { offsets }) };
    this.take(this.readings);
  }

  /** Completes the times of what was read by what the files of a node tell of each other; then what they mean together. */
  private take(readings: readonly FileReading[]): void {
    const { zone, offsets = [] } = this.options;
    this.nodes = nodesOf(
      readings.map(({ found, facts }) => ({ ...facts, name: found.name })),
      this.options.nodes,
    );
    const times = datedReadings(this.byNode(readings), { zone, offsets });
    this.given = times.given;
    this.readings = readings.map(reading => times.readings.get(reading.found.path) ?? reading);
    this.disagreeing = times.disagreements;
    this.found = correlate(
      this.readings.map(({ facts }) => ({ ...facts, group: this.nodeOf(facts.file) ?? facts.group })),
    );
    this.merged = null;
    this.generation++;
  }

  accountNames(file: string | null): Promise<AccountNames> {
    const reading = this.readings.find(({ found }) => found.path === file);
    return Promise.resolve(this.accounts?.namesOf(reading?.found ?? null) ?? NO_ACCOUNTS);
  }

  private page<T>(items: readonly T[], offset: number, limit: number): CasePage<T> {
    return { items: items.slice(offset, offset + limit), total: items.length, generation: this.generation };
  }
}

function leftOut({ path, name }: FoundFile, reason: Message): NotRead {
  return { path, name, kind: 'unread', reason };
}
