// What one file tells of containers: statements of the daemons, kills and tracebacks; and where in a line ids stand.
import type { AuditEvent } from '../audit/event';
import { findField, type AuditRecord } from '../audit/record';
import { execCommand } from '../daemon/dockerApi';
import type { LogrusEntry } from '../daemon/logrus';
import type { KernelReport } from '../kernel/report';
import { messageText } from '../log/envelope';
import type { Instant } from '../log/time';
import type { LineTimes } from '../log/timeEvidence';
import { message } from '../message';
import type { Pasted, ToldContainer } from '../pasted/model';
import type { Span } from '../place';
import type { Entry } from '../reading/line';
import { resolveTimes, timesOf, type LogContents, type PlacedTraceback } from '../reading/log';
import { tellsOfContainers } from './auditFacts';
import { BootLines } from './boots';
import { encodedIds } from './encodedIds';
import { ExecCommands } from './execCommands';
import { hexRuns } from './ids';
import { Creations } from './creations';
import { spansOfEvents, statementOf } from './pastedEvents';
import { SourceSpans, type SourceSpan } from './sources';
import { readStatement } from './wordings/index';
import { ofContainer, saidIn, type Said, type Statement } from './wordings/row';

/** A statement of a daemon with its place. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly time: Instant | null;
  readonly line: number;
  /** The same in two files for the same entry; null where the line has nothing that makes it one of its kind. */
  readonly key: string | null;
  /** The command of the exec that is started; null where it is not told beyond doubt. */
  readonly command: string | null;
  /** The host that the line names; null where it names none. */
  readonly host: string | null;
}

/** A traceback with the host that its first line names. */
export interface HostedTraceback extends PlacedTraceback {
  readonly host: string | null;
}

/** What one line of the kernel reports. */
export interface PlacedReport {
  readonly report: KernelReport;
  readonly time: Instant | null;
  readonly line: number;
  /** The same in two files for the same report: the stamps of dmesg and of syslog differ. */
  readonly key: string;
  readonly host: string | null;
}

/** Digits in a line that can be an id or its beginning. */
interface Mention {
  readonly digits: string;
  readonly span: Span;
}

export interface FileFacts {
  readonly file: string;
  /** Files of one group come from one node: the first sub-folder of the case, '' for files at its top. */
  readonly group: string;
  /** The host that most of its lines name, null where none does. */
  readonly host: string | null;
  readonly statements: readonly PlacedStatement[];
  /** What the rows of auditFacts.ts tell, and the first and last event: some of their records may stand in another file. */
  readonly audit: readonly AuditEvent[];
  readonly reports: readonly PlacedReport[];
  readonly tracebacks: readonly HostedTraceback[];
  /** The ids of the boots that its lines name: no two machines have the same. */
  readonly bootIds: readonly string[];
  /** The lines that tell of a boot. */
  readonly boots: readonly { readonly time: Instant | null; readonly line: number; readonly host: string | null }[];
  /** Of which programs it holds lines, and from when to when. */
  readonly sources: readonly SourceSpan[];
  /** Containers as pasted outputs tell of them. */
  readonly inspections: readonly ToldContainer[];
  /** The tokens of the architectures that its calls name (arch=). */
  readonly architectures: readonly string[];
}

interface PendingReport {
  readonly report: KernelReport;
  readonly entry: Entry;
  readonly line: number;
  readonly host: string | null;
  readonly key: string;
}

interface PendingStatement {
  readonly statement: Statement;
  readonly times: LineTimes;
  readonly line: number;
  /** A hash of all that the entry says: no slice of the file's text is kept alive. */
  readonly said: string;
  readonly command: string | null;
  readonly host: string | null;
}

/** Gathers the facts of one file while its lines are read. */
export class FactReader {
  private readonly pending: PendingStatement[] = [];
  private readonly architectures = new Set<string>();
  private readonly hosts = new Map<string, number>();
  /** The lines from which on another host is named. */
  private readonly hostChanges: { readonly line: number; readonly host: string | null }[] = [];
  private readonly execs = new ExecCommands();
  private readonly creations = new Creations();
  private readonly reports: PendingReport[] = [];
  private readonly sources = new SourceSpans();
  private pasted: Pasted | null = null;
  private readonly boots = new BootLines();
  private line = 0;

  constructor(
    private readonly file: string,
    private readonly group: string,
  ) {}

  /** Takes what was pasted into the file; its lines are passed over. */
  paste(pasted: Pasted): void {
    this.pasted = pasted;
  }

  /** Passes over lines that name no host and no id. */
  pass(lines: number): void {
    this.noteHost(null, this.line);
    this.line += lines;
  }

  /** Passes over lines that tell no fact and begin no traceback. */
  skip(lines: number): void {
    this.line += lines;
  }

  /** Counts hosts of lines that were passed over. */
  addHosts(hosts: readonly (readonly [host: string, lines: number])[]): void {
    for (const [host, lines] of hosts) this.hosts.set(host, (this.hosts.get(host) ?? 0) + lines);
  }

  /** Takes the next line with its reading. */
  push(text: string, entry: Entry): void {
    const line = this.line++;
    const host = this.countHost(entry, line);
    if (entry.payload.kind === 'audit') this.noteArchitecture(entry.payload.record);
    let statement: Statement | null = null;
    if (entry.payload.kind === 'logrus') {
      statement = this.pushLogrus(text, entry, entry.payload.entry, line, host);
    } else if (entry.payload.kind === 'klog') {
      statement = readStatement(saidIn(entry.payload.entry));
      if (statement) {
        const said = hash(messageText(text, entry.envelope));
        this.pending.push({ statement, times: timesOf(entry), line, said, command: null, host });
      }
    } else if (entry.payload.kind === 'kernel') {
      const { report } = entry.payload;
      // The seconds since boot stand before it in one file and not in the other.
      const key = hash(text.slice(entry.payload.start));
      this.reports.push({ report, entry, line, host, key });
    }
    this.sources.push(entry, line, statement);
    this.boots.push(text, entry, line);
  }

  private pushLogrus(
    text: string,
    entry: Entry,
    logrus: LogrusEntry,
    line: number,
    host: string | null,
  ): Statement | null {
    const said = saidIn(logrus);
    this.creations.call(said.text);
    const asked = execCommand(said.text);
    if (asked !== null) {
      this.execs.form(asked);
      return null;
    }
    this.execs.call(said.text);
    const statement = this.created(said) ?? readStatement(said);
    if (statement) {
      const { kind, exec, container } = statement;
      const command = kind === 'exec-started' && exec !== null ? this.execs.started(exec, container) : null;
      const said = hash(messageText(text, entry.envelope));
      this.pending.push({ statement, times: timesOf(entry), line, said, command, host });
    }
    return statement;
  }

  /** The first time that a container's root is mounted is its creation (moby daemon/daemon.go, Mount). */
  private created(said: Said): Statement | null {
    const container = said.text.startsWith('container mounted via ') ? said.value('container') : null;
    const creation = container === null ? null : this.creations.mount(container);
    if (creation === null) return null;
    const { name, image, command } = creation;
    const words = { name: name ?? '?', image: image ?? '?', command: command?.join(' ') ?? '?' };
    return ofContainer('created', message('container.created', words), container, { creation });
  }

  /** All facts, with the times that the contents allow. No more lines may come. */
  end(contents: LogContents): FileFacts {
    const { auditEvents } = contents;
    const edges = new Set([auditEvents[0], auditEvents.at(-1)]);
    return {
      file: this.file,
      group: this.group,
      host: [...this.hosts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null,
      statements: [
        ...this.pending.map(({ statement, times, line, said, command, host }) => {
          const time = resolveTimes(times, contents.timeline.at(line));
          return { statement, time, line, key: time && keyOf(time, said), command, host };
        }),
        ...this.pastedStatements(),
      ],
      inspections: this.pasted?.containers ?? [],
      audit: auditEvents.filter(event => edges.has(event) || tellsOfContainers(event)),
      reports: this.reports.map(({ report, entry, line, host, key }) => {
        return { report, time: resolveTimes(timesOf(entry), contents.timeline.at(line)), line, key, host };
      }),
      bootIds: [...this.boots.ids],
      boots: this.boots.lines.map(({ times, line }) => {
        return { time: resolveTimes(times, contents.timeline.at(line)), line, host: this.hostAt(line) };
      }),
      sources: [...this.sources.end(this.file, contents), ...spansOfEvents(this.pasted?.events ?? [])],
      tracebacks: contents.tracebacks.map(placed => ({ ...placed, host: this.hostAt(placed.traceback.line) })),
      architectures: [...this.architectures],
    };
  }

  private pastedStatements(): PlacedStatement[] {
    return (this.pasted?.events ?? []).flatMap(event => {
      const statement = statementOf(event);
      if (!statement) return [];
      const { time, at, action, id, attributes } = event;
      const [, command = null] = /^exec_start: (.*\S)/.exec(action) ?? [];
      const said = JSON.stringify([action, id, ...[...attributes].sort()]);
      return [{ statement, time, line: at.line, key: time && entryKey(time, said), command, host: null }];
    });
  }

  private noteArchitecture(record: AuditRecord): void {
    const token = record.type === 'SYSCALL' ? findField(record, 'arch')?.raw : undefined;
    if (token !== undefined) this.architectures.add(token);
  }

  private countHost(entry: Entry, line: number): string | null {
    const host = entry.payload.kind === 'audit' ? entry.payload.record.node : entry.envelope.host;
    if (host) {
      this.hosts.set(host, (this.hosts.get(host) ?? 0) + 1);
    }
    this.noteHost(host, line);
    return host;
  }

  private noteHost(host: string | null, line: number): void {
    if (host !== (this.hostChanges.at(-1)?.host ?? null)) {
      this.hostChanges.push({ line, host });
    }
  }

  private hostAt(line: number): string | null {
    return this.hostChanges.findLast(change => change.line <= line)?.host ?? null;
  }
}

/** Everywhere in a line that digits stand which can be an id: plain, and in the hex of an audit value. */
export function mentionsIn(text: string, { envelope, payload }: Entry): Mention[] {
  const fields = payload.kind === 'audit' ? payload.record.fields : [];
  return [
    ...hexRuns(text, envelope.payload),
    ...fields.flatMap(field => encodedIds(field).map(digits => ({ digits, span: field.span }))),
  ];
}

/** The identity of a log entry: its stamp and all that it says, to the nanosecond and to the letter, on whatever line. */
export function entryKey(time: Instant, payload: string): string {
  return keyOf(time, hash(payload));
}

function keyOf(time: Instant, said: string): string {
  return `${String(time.ns)} ${said}`;
}

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits keep no slice of the file's text alive. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
  }
  return `${(a >>> 0).toString(16)}.${(b >>> 0).toString(16)}`;
}
