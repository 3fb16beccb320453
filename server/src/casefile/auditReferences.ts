// Everywhere that the audit records of a case name a subject: an event, a process, a key of a rule.
import type { AuditEvent, PlacedRecord } from '../audit/event';
import { nodesFit, sameMoment, sameSubject, subjectsOf, type AuditSubject, type NamedSubject } from '../audit/subjects';
import type { Place, Span } from '../place';

/** The audit events of one file. */
interface AuditFileEvents {
  readonly file: string;
  /** Files of one group come from one node. */
  readonly group: string;
  readonly events: readonly AuditEvent[];
}

/** What was found. */
export interface AuditReferences {
  /** In the order of the files and of their lines; at most MAX_REFERENCES, the nearest in time. */
  readonly items: readonly { readonly at: Place; readonly span: Span }[];
  /** How many there are in all. */
  readonly total: number;
}

/** More than anybody walks through; the editor's list of them takes seconds. */
export const MAX_REFERENCES = 2000;
/** The event loop is given a turn after this much work: only then can a request be cancelled. */
const SLICE_MS = 20;

interface Found {
  readonly at: Place;
  readonly span: Span;
  readonly ns: bigint;
}

/**
 * Finds a subject in the events of files. Copies of one record in several files are one place, in `preferred` where it
 * stands there; but an event is asked for with all its records in all files. Rejects only on cancellation.
 */
export async function findAuditReferences(
  files: readonly AuditFileEvents[],
  subject: AuditSubject,
  preferred: string | null,
  signal?: AbortSignal,
): Promise<AuditReferences> {
  const found = new Map<string, Found>();
  let turn = Date.now();
  for (const { file, group, events } of files) {
    for (const event of events) {
      if (Date.now() - turn > SLICE_MS) {
        await new Promise(resolve => setTimeout(resolve, 0));
        signal?.throwIfAborted();
        turn = Date.now();
      }
      for (const { placed, named, key } of placesIn(event, subject)) {
        const source = subject.kind === 'event' ? file : group;
        // The same for copies of a record in several files.
        const whole = `${source} ${identityOf(event, placed)} ${key}`;
        const entry = { at: { file: placed.file, line: placed.line }, span: named, ns: event.time?.ns ?? 0n };
        const known = found.get(whole);
        if (known === undefined || (file === preferred && known.at.file !== file)) found.set(whole, entry);
      }
    }
  }
  return { items: nearest(inOrder(found.values(), files), momentOf(subject)), total: found.size };
}

function inOrder(found: Iterable<Found>, files: readonly AuditFileEvents[]): Found[] {
  const order = new Map(files.map(({ file }, index) => [file, index]));
  const fileOf = ({ at }: Found): number => order.get(at.file) ?? 0;
  return [...found].sort((a, b) => fileOf(a) - fileOf(b) || a.at.line - b.at.line || a.span.start - b.span.start);
}

/** The same for copies of an event; without a serial nothing tells a copy from another event of that second. */
function identityOf({ time, serial }: AuditEvent, { file, line }: PlacedRecord): string {
  return serial === null ? `${file} ${String(line)}` : `${String(time?.ns)} ${String(serial)}`;
}

interface PlaceInEvent {
  readonly placed: PlacedRecord;
  readonly named: Span;
  readonly key: string;
}

function placesIn(event: AuditEvent, subject: AuditSubject): PlaceInEvent[] {
  switch (subject.kind) {
    case 'event':
      return nodesFit(event.node, subject.node) && sameMoment(event, subject.moment)
        ? event.records.map(placed => ({ placed, named: placed.record.head, key: String(placed.line) }))
        : [];
    case 'key': {
      // One place per event: the call's own key, where it has one.
      const places = namedIn(event, subject, () => '');
      return places
        .filter(({ placed }) => placed.record.type === 'SYSCALL')
        .concat(places)
        .slice(0, 1);
    }
    case 'process':
      return namedIn(event, subject, (placed, { field }) => `${placed.record.type} ${field}`);
  }
}

function namedIn(
  event: AuditEvent,
  subject: AuditSubject,
  keyOf: (placed: PlacedRecord, named: NamedSubject) => string,
): PlaceInEvent[] {
  return event.records.flatMap(placed =>
    subjectsOf(placed.record, event)
      .filter(named => sameSubject(named.subject, subject))
      .map(named => ({ placed, named: named.span, key: keyOf(placed, named) })),
  );
}

function momentOf(subject: AuditSubject): bigint | null {
  return subject.kind === 'key' ? null : (subject.moment?.time?.ns ?? null);
}

/** The nearest to a moment, in the order that they were found in; without a moment the first ones. */
function nearest(found: readonly Found[], moment: bigint | null): readonly Found[] {
  if (found.length <= MAX_REFERENCES || moment === null) {
    return found.slice(0, MAX_REFERENCES);
  }
  const distance = ({ ns }: Found): bigint => (ns < moment ? moment - ns : ns - moment);
  const kept = [...found].sort((a, b) => Number(distance(a) - distance(b))).slice(0, MAX_REFERENCES);
  const near = new Set(kept);
  return found.filter(entry => near.has(entry));
}
