// Of which programs a file holds lines, and from when to when: what is not told there did not happen, as far as they log it.
import { findRecord, isNumbered, type AuditEvent, type NumberedEvent } from '../audit/event';
import { findField } from '../audit/record';
import type { Instant } from '../log/time';
import type { Entry } from '../reading/line';
import { instantOfEntry, type LogContents } from '../reading/log';
import type { EventKind } from './model';
import { CONTAINERD_ROWS } from './wordings/containerd';
import { DOCKERD_ROWS } from './wordings/dockerd';
import type { Statement } from './wordings/row';

/**
 * audit: events of the kernel's audit. kernel: its log. daemons: dockerd or containerd, whose lines tell the end of every
 * container. dockerd: itself. debug: dockerd at debug level.
 */
export type Source = 'audit' | 'kernel' | 'daemons' | 'dockerd' | 'debug';

/** All lines of a source in a file stand between two points in time. */
export interface SourceSpan {
  readonly source: Source;
  readonly from: Instant;
  readonly to: Instant;
  /** Whether the file was rotated away: the log goes on in another one. */
  readonly goesOn: boolean;
  /** Of audit: the first and the last serial, which have no gap where nothing is missing. */
  readonly serials: readonly [number, number] | null;
}

/** `messages-20261123.gz`, `audit.log.2.gz`, `syslog.1`. */
const ROTATED = /(?:\.\d{1,3}|-\d{8}(?:\d\d)?)(?:\.(?:gz|xz|bz2|zst))?$/;

/** What only dockerd says. */
const DOCKERD_KINDS: readonly EventKind[] = DOCKERD_ROWS.flatMap(row => row.samples.map(({ kind }) => kind)).filter(
  kind => !CONTAINERD_ROWS.some(row => row.samples.some(sample => sample.kind === kind)),
);

interface Edge {
  readonly entry: Entry;
  readonly line: number;
}

/** Takes the lines of one file in their order. */
export class SourceSpans {
  private first: Edge | null = null;
  private last: Edge | null = null;
  private firstDebug: Edge | null = null;
  private lastDebug: Edge | null = null;
  private readonly has = { kernel: false, daemons: false, dockerd: false, debug: false };

  /** `statement` is what the line tells, by the table of wordings. */
  push(entry: Entry, line: number, statement: Statement | null): void {
    const { envelope, payload } = entry;
    const dated = envelope.stamp !== null || envelope.instant !== null || payload.kind === 'logrus';
    if (!dated || payload.kind === 'audit') return;
    const edge = { entry, line };
    this.first ??= edge;
    this.last = edge;
    this.has.kernel ||= envelope.program === 'kernel' || envelope.id.startsWith('dmesg-') || payload.kind === 'kernel';
    this.has.daemons ||= statement !== null && statement.kind !== 'log';
    const saysDockerd = statement !== null && DOCKERD_KINDS.includes(statement.kind);
    this.has.dockerd ||= saysDockerd;
    if (payload.kind === 'logrus' && entry.level === 'debug' && envelope.program !== 'containerd') {
      this.firstDebug ??= edge;
      this.lastDebug = edge;
      // Where no line names its program, containerd's debug lines look the same.
      this.has.debug ||= envelope.program !== null || saysDockerd;
    }
  }

  end(file: string, contents: LogContents): SourceSpan[] {
    const goesOn = ROTATED.test(file);
    const spans: SourceSpan[] = [];
    const add = (source: Source, first: Edge | null, last: Edge | null): void => {
      const from = first && instantOfEntry(first.entry, contents.timeline.at(first.line));
      const to = last && instantOfEntry(last.entry, contents.timeline.at(last.line));
      if (from && to) spans.push({ source, from, to, goesOn, serials: null });
    };
    if (this.has.kernel) add('kernel', this.first, this.last);
    if (this.has.daemons) add('daemons', this.first, this.last);
    if (this.has.dockerd) add('dockerd', this.first, this.last);
    if (this.has.debug) add('debug', this.firstDebug, this.lastDebug);
    spans.push(...auditSpans(contents.auditEvents, goesOn));
    return spans;
  }
}

/** From when to when audit was heard: to its end, or until it was switched off (`auditctl -e 0`); what follows goes unheard. */
function auditSpans(events: readonly AuditEvent[], goesOn: boolean): SourceSpan[] {
  const spans: SourceSpan[] = [];
  let first: NumberedEvent | null = null;
  let last: NumberedEvent | null = null;
  const end = (isOff: boolean): void => {
    if (!first || !last) return;
    const serials = isOff ? null : ([first.serial, last.serial] as const);
    spans.push({ source: 'audit', from: first.time, to: last.time, goesOn: goesOn || isOff, serials });
    first = last = null;
  };
  for (const event of events.filter(isNumbered).sort((a, b) => Number(a.time.ns - b.time.ns))) {
    first ??= event;
    last = event;
    if (switchesOff(event)) end(true);
  }
  end(false);
  return spans;
}

function switchesOff(event: AuditEvent): boolean {
  const change = findRecord(event, 'CONFIG_CHANGE');
  return change !== undefined && findField(change, 'audit_enabled')?.raw === '0';
}
