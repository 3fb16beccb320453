// A folder of logs as one case: the one owner of what was read. Queries give pages with the generation they come from.
import { NO_ACCOUNTS, type AccountNames } from '../audit/accounts';
import type { AuditSubject } from '../audit/subjects';
import type { RulesDocument } from '../auditRules/document';
import type { HostedTraceback } from '../containers/facts';
import { mergePlaces, type Placed } from '../containers/identity';
import { isId, MIN_DIGITS } from '../containers/ids';
import type { Container, ContainerEvent, Exec } from '../containers/model';
import { mergedTracebacks } from '../containers/panics';
import type { Host } from '../host';
import type { Zone } from '../log/time';
import type { GivenTime } from '../log/timeline';
import type { Place, Span } from '../place';
import { fleetOf, type Fleet } from '../report/fleet';
import type { VersionFact } from '../source/model';
import type { KnownIssueRow, Sighting } from '../verdict/knownIssues/model';
import { knownIssues } from '../verdict/knownIssues/rows';
import { ArchiveFiles } from './archive/files';
import { findAuditReferences, type AuditReferences } from './auditReferences';
import { findAuditEvents, findMentions } from './lookUp';
import type { CaseOptions, CaseWatcher } from './caseOptions';
import { readCase, type CaseContents } from './caseRead';
import type { CaseRows } from './caseRows';
import { Taken } from './caseTaken';
import type { Disagreement } from './caseTimes';
import { readFile, type FileReading, type RulesReading } from './file';
import { calledApart } from './nodes';
import type { NotRead } from './notRead';
import { OwnReader } from './ownReader';
import type { CaseReader } from './reading';

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
  private contents: CaseContents | null = null;
  private taken = Taken.NOTHING;
  /** Milliseconds that it took last to find what the files mean together. */
  private costMs = 0;
  /** Made at the first question. */
  private merged: readonly Placed<HostedTraceback>[] | null = null;
  private rows: CaseRows | null = null;
  private reading: AbortController | null = null;

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
    const { signal } = (this.reading = new AbortController());
    const { host, disk, reader, roots, options, costMs, rows } = this;
    const { ruleFiles = [], foreign = [] } = this.contents ?? {};
    const before = { readings: this.taken.readings, ruleFiles, foreign, rows };
    const show = (readings: readonly FileReading[], known: CaseRows): void => {
      this.rows = known;
      this.take(readings);
    };
    try {
      const contents = await readCase({ host, disk, reader, roots, options, before, costMs, show }, signal, watcher);
      this.contents = contents;
      show(contents.readings, contents.rows);
    } finally {
      await disk.release();
    }
  }

  /** Of how many files the last read has used what was kept of them on disk. */
  get kept(): number {
    return this.contents?.kept ?? 0;
  }

  /** Whether the user has ended the last read before all files had their turn: they are among what was not read. */
  get isCut(): boolean {
    return this.contents?.isCut ?? false;
  }

  /** Ends a read that is under way; nothing more of it is taken over. */
  close(): void {
    this.reading?.abort();
  }

  containers(offset: number, limit: number): Promise<CasePage<Container>> {
    return Promise.resolve(this.page(this.taken.containers, offset, limit));
  }

  containerIds(): Promise<readonly string[]> {
    return Promise.resolve(this.taken.containers.map(container => container.id));
  }

  containersOfNode(file: string | null): Promise<readonly Container[]> {
    const own = new Set(this.taken.ofSameNode(file).map(({ found }) => found.path));
    return Promise.resolve(this.taken.containers.filter(({ events }) => events.some(({ at }) => own.has(at.file))));
  }

  lookUp(digits: string): Promise<Meant | null> {
    if (digits.length < MIN_DIGITS) {
      return Promise.resolve(null);
    }
    const [container, ...others] = this.taken.containers.filter(candidate => candidate.id.startsWith(digits));
    if (container) {
      return Promise.resolve({ container, exec: null, others });
    }
    const byExec = this.taken.containers.flatMap(owner =>
      owner.execs.filter(exec => exec.id.startsWith(digits)).map(exec => ({ container: owner, exec, others: [] })),
    );
    return Promise.resolve(byExec[0] ?? null);
  }

  events(id: string, offset: number, limit: number): Promise<CasePage<ContainerEvent>> {
    return Promise.resolve(
      this.page(this.taken.containers.find(container => container.id === id)?.events ?? [], offset, limit),
    );
  }

  async references(digits: string): Promise<readonly Reference[]> {
    if (digits.length < MIN_DIGITS) return [];
    const ids = this.wholeIds(digits);
    const references: Reference[] = [];
    for (const { found, contents } of this.taken.readings) {
      references.push(...(await findMentions(this.disk, found, ids, { given: contents.timeline.given })));
    }
    return references;
  }

  /** The container and exec ids that digits are or begin; the digits themselves where none is known. */
  private wholeIds(digits: string): readonly string[] {
    if (isId(digits)) {
      return [digits];
    }
    const known = this.taken.containers.flatMap(container => [container.id, ...container.execs.map(exec => exec.id)]);
    const whole = known.filter(id => id.startsWith(digits));
    return whole.length > 0 ? whole : [digits];
  }

  async auditReferences(subject: AuditSubject, file: string | null, signal?: AbortSignal): Promise<AuditReferences> {
    const readings = subject.kind === 'key' ? this.taken.readings : this.taken.ofSameNode(file);
    const files = [];
    for (const { found, contents } of readings) {
      const events = await findAuditEvents(this.disk, found, subject, { given: contents.timeline.given, signal });
      files.push({ file: found.path, group: this.taken.nodeOf(found.path) ?? found.group, events });
    }
    return findAuditReferences(files, subject, file, signal);
  }

  traces(offset: number, limit: number): Promise<CasePage<Placed<HostedTraceback>>> {
    this.merged ??= mergedTracebacks(this.taken.readings.map(({ facts }) => facts));
    return Promise.resolve(this.page(this.merged, offset, limit));
  }

  sightings(): Promise<readonly Placed<Sighting>[]> {
    return Promise.resolve(
      mergePlaces(
        this.taken.readings.map(({ found, issues }) =>
          issues.sightings.map(value => ({ key: value.key, at: { file: found.path, line: value.line }, value })),
        ),
      ),
    );
  }

  async fleet(): Promise<Fleet> {
    return fleetOf({
      nodes: new Map([...this.taken.nodes].map(([file, node]) => [file, calledApart(node)])),
      containers: this.taken.containers,
      tracebacks: (await this.traces(0, Number.MAX_SAFE_INTEGER)).items,
      sightings: await this.sightings(),
      versions: this.taken.readings.flatMap(({ versions }) => [...versions]),
    });
  }

  issueRows(): Promise<readonly KnownIssueRow[]> {
    return Promise.resolve(this.rows?.rows ?? knownIssues);
  }

  versions(file: string | null): Promise<readonly VersionFact[]> {
    return Promise.resolve(this.taken.ofSameNode(file).flatMap(reading => [...reading.versions]));
  }

  files(): Promise<readonly FileReading[]> {
    return Promise.resolve(this.taken.readings);
  }

  async rules(file: string | null): Promise<readonly RulesDocument[]> {
    const group = this.taken.reading(file)?.found.group;
    const ruleFiles = this.contents?.ruleFiles ?? [];
    const near = ruleFiles.filter(({ found }) => [group, ''].includes(found.group));
    const current = await Promise.all((near.length > 0 ? near : ruleFiles).map(known => this.currentRules(known)));
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
    return Promise.resolve(this.page(this.contents?.notRead ?? [], offset, limit));
  }

  zone(file: string | null): Promise<Zone | null> {
    const own = this.taken.reading(file);
    const all = own ? [own, ...this.taken.ofSameNode(file)] : this.taken.ofSameNode(file);
    const zones = all.map(({ contents }) => contents.timeline.last.zone);
    const set = this.taken.given.get(file ?? '')?.zone ?? this.options.zone;
    return Promise.resolve(set ?? zones.find(zone => zone !== null) ?? null);
  }

  givenTime(file: string | null): Promise<GivenTime | null> {
    return Promise.resolve(this.taken.given.get(file ?? '') ?? null);
  }

  disagreements(file: string | null): Promise<readonly Disagreement[]> {
    return Promise.resolve(this.taken.disagreements.filter(({ at }) => at.file === file));
  }

  /** Takes other settings of times: nothing is read anew. */
  setTimes({ zone, offsets }: Pick<CaseOptions, 'zone' | 'offsets'>): void {
    this.options = { ...this.options, zone, ...(offsets && { offsets }) };
    this.take(this.taken.readings);
  }

  private take(readings: readonly FileReading[]): void {
    const began = Date.now();
    this.taken = Taken.of(readings, this.options);
    this.costMs = Date.now() - began;
    this.merged = null;
    this.generation++;
  }

  accountNames(file: string | null): Promise<AccountNames> {
    const found = this.taken.reading(file)?.found ?? null;
    return Promise.resolve(this.contents?.accounts.namesOf(found) ?? NO_ACCOUNTS);
  }

  private page<T>(items: readonly T[], offset: number, limit: number): CasePage<T> {
    return { items: items.slice(offset, offset + limit), total: items.length, generation: this.generation };
  }
}
