// What one file tells of containers: statements of the daemons, kills, tracebacks and every place where an id stands.
import { readCommand } from '../audit/command';
import type { AuditEvent } from '../audit/event';
import { readKill, type AuditKill } from '../audit/kill';
import { execCommand } from '../daemon/dockerApi';
import { spanText } from '../log/envelope';
import type { Instant, TimeModel } from '../log/time';
import type { Span } from '../place';
import type { Entry } from '../reading/line';
import { instantOfEntry, type LogContents, type PlacedTraceback } from '../reading/log';
import { encodedIds } from './encodedIds';
import { ExecCommands } from './execCommands';
import { hexRuns } from './ids';
import { readRuntimeCommand, type RuntimeCommand } from './runtimeCommand';
import { readStatement, type Statement } from './wordings';

/** A statement of a daemon with its place. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly time: Instant | null;
  readonly line: number;
  /** The same in two files for the same entry; null where the line has nothing that makes it one of its kind. */
  readonly key: string | null;
  /** The command of the exec that is started; null where it is not told beyond doubt. */
  readonly command: string | null;
}

/** A place where digits stand that can be an id or its beginning. */
export interface Mention {
  readonly digits: string;
  readonly line: number;
  readonly span: Span;
}

/** An audit event that a runtime's command or a kill makes interesting. */
export interface AuditFact {
  readonly event: AuditEvent;
  readonly kill: AuditKill | null;
  readonly command: RuntimeCommand | null;
}

export interface FileFacts {
  readonly file: string;
  /** Files of one group come from one node: the first sub-folder of the case, '' for files at its top. */
  readonly group: string;
  /** The host that most of its lines name, null where none does. */
  readonly host: string | null;
  readonly statements: readonly PlacedStatement[];
  readonly mentions: readonly Mention[];
  readonly audit: readonly AuditFact[];
  readonly tracebacks: readonly PlacedTraceback[];
  readonly timeModel: TimeModel | null;
}

interface PendingStatement {
  readonly statement: Statement;
  readonly entry: Entry;
  readonly line: number;
  readonly payload: string;
  readonly command: string | null;
}

/** Gathers the facts of one file while its lines are read. */
export class FactReader {
  private readonly pending: PendingStatement[] = [];
  private readonly mentions: Mention[] = [];
  private readonly hosts = new Map<string, number>();
  private readonly execs = new ExecCommands();
  private line = 0;

  constructor(
    private readonly file: string,
    private readonly group: string,
  ) {}

  /** Takes the next line with its reading. */
  push(text: string, entry: Entry): void {
    const line = this.line++;
    this.countHost(text, entry);
    for (const run of hexRuns(text, entry.envelope.payload)) {
      this.mentions.push({ digits: run.digits, line, span: run.span });
    }
    if (entry.payload.kind === 'audit') {
      for (const field of entry.payload.record.fields) {
        this.mentions.push(...encodedIds(field).map(digits => ({ digits, line, span: field.span })));
      }
    }
    if (entry.payload.kind === 'logrus') {
      this.pushLogrus(text, entry, entry.payload.entry, line);
    }
  }

  private pushLogrus(text: string, entry: Entry, logrus: Parameters<typeof readStatement>[0], line: number): void {
    const msg = logrus.msg?.value ?? '';
    const asked = execCommand(msg);
    if (asked !== null) {
      this.execs.form(asked);
      return;
    }
    this.execs.call(msg);
    const statement = readStatement(logrus);
    if (statement) {
      const { kind, exec, container } = statement;
      const command = kind === 'exec-started' && exec !== null ? this.execs.started(exec, container) : null;
      this.pending.push({ statement, entry, line, payload: text.slice(entry.envelope.payload), command });
    }
  }

  /** All facts, with the times that the whole file allows. The reader must not be used afterwards. */
  end(contents: LogContents): FileFacts {
    const audit = contents.auditEvents.map(auditFact).filter(fact => fact !== null);
    return {
      file: this.file,
      group: this.group,
      host: [...this.hosts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null,
      statements: this.pending.map(({ statement, entry, line, payload, command }) => {
        const time = instantOfEntry(entry, contents.timeModel);
        return { statement, time, line, key: time && identity(time, payload), command };
      }),
      mentions: this.mentions,
      audit,
      tracebacks: contents.tracebacks,
      timeModel: contents.timeModel,
    };
  }

  private countHost(text: string, entry: Entry): void {
    const host = entry.payload.kind === 'audit' ? entry.payload.record.node : spanText(text, entry.envelope.host);
    if (host) {
      this.hosts.set(host, (this.hosts.get(host) ?? 0) + 1);
    }
  }
}

/** The identity of a log entry (design: node, program, inner stamp, payload): its stamp and all that it says. */
function identity(time: Instant, payload: string): string {
  return `${String(time.ns)} ${hash(payload)}`;
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

function auditFact(event: AuditEvent): AuditFact | null {
  const kill = readKill(event);
  const command = readCommand(event);
  const runtime = command && readRuntimeCommand(command.argv, command.cut);
  return kill || runtime ? { event, kill, command: runtime } : null;
}
