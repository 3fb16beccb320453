// The same entry in several files is one thing with several places.
import type { AuditEvent, PlacedRecord } from '../audit/event';
import type { Place } from '../place';

/** Something with an identity: the n-th with a key in one file is the n-th with that key in another. */
export interface Keyed<T> {
  readonly key: string | null;
  readonly at: Place;
  readonly value: T;
}

export interface Placed<T> {
  readonly at: Place;
  readonly also: readonly Place[];
  readonly value: T;
}

/** Merges the lists of several files; the first file's value and place lead. A null key is never merged. */
export function mergePlaces<T>(files: readonly (readonly Keyed<T>[])[]): Placed<T>[] {
  const merged: { at: Place; also: Place[]; value: T }[] = [];
  const byKey = new Map<string, { also: Place[] }>();
  for (const file of files) {
    const seen = new Map<string, number>();
    for (const { key, at, value } of file) {
      const nth = key === null ? 0 : (seen.get(key) ?? 0);
      if (key !== null) {
        seen.set(key, nth + 1);
      }
      const known = key === null ? undefined : byKey.get(`${key} ${String(nth)}`);
      if (known) {
        known.also.push(at);
        continue;
      }
      const placed = { at, also: [], value };
      merged.push(placed);
      if (key !== null) {
        byKey.set(`${key} ${String(nth)}`, placed);
      }
    }
  }
  return merged;
}

/** The audit events of a file; files of one group come from one node. */
export interface AuditFile {
  readonly group: string;
  readonly events: readonly AuditEvent[];
}

/** The record that stands for an event; undefined for one without records. */
type LeadOf = (records: readonly PlacedRecord[]) => PlacedRecord | undefined;

function firstRecord(records: readonly PlacedRecord[]): PlacedRecord | undefined {
  return records[0];
}

/** The record that tells most of an event of the kernel. */
export function syscallRecord(records: readonly PlacedRecord[]): PlacedRecord | undefined {
  return records.find(({ record }) => record.type === 'SYSCALL') ?? records[0];
}

interface Copies {
  readonly groups: Set<string>;
  readonly events: [AuditEvent, ...AuditEvent[]];
}

/**
 * The audit events of several files, each once, in the order of the files. An event is (node, time, serial), where a
 * missing `node=` fits any. Copies are united, since a rotation may leave some records of an event in one file and
 * some in the next; in files of different groups two events are copies only if they share a record, word for word.
 */
export function mergeAuditEvents(files: readonly AuditFile[], leadOf: LeadOf = firstRecord): Placed<AuditEvent>[] {
  const byKey = new Map<string, Copies[]>();
  const inOrder: Copies[] = [];
  for (const { group, events } of files) {
    for (const event of events) {
      const key = `${String(event.time.ns)} ${String(event.serial)}`;
      const alike = byKey.get(key) ?? [];
      const known = alike.find(copies => isCopy(event, group, copies));
      if (known) {
        known.groups.add(group);
        known.events.push(event);
        continue;
      }
      const copies: Copies = { groups: new Set([group]), events: [event] };
      byKey.set(key, [...alike, copies]);
      inOrder.push(copies);
    }
  }
  return inOrder.map(({ events }) => unite(events, leadOf));
}

function isCopy(event: AuditEvent, group: string, { groups, events }: Copies): boolean {
  const sameNode = events.every(({ node }) => node === null || event.node === null || node === event.node);
  return sameNode && (groups.has(group) || events.some(known => shareRecord(known, event)));
}

function shareRecord(a: AuditEvent, b: AuditEvent): boolean {
  const known = new Set(a.records.map(signature));
  return b.records.some(record => known.has(signature(record)));
}

/** All records of the copies, each once. */
function unite(events: Copies['events'], leadOf: LeadOf): Placed<AuditEvent> {
  const [first, ...others] = events;
  const records = [...first.records];
  const known = new Set(others.length > 0 ? records.map(signature) : []);
  for (const record of others.flatMap(event => event.records)) {
    if (!known.has(signature(record))) {
      known.add(signature(record));
      records.push(record);
    }
  }
  const lead = leadOf(records);
  const at = lead ? placeOf(lead) : { file: '', line: 0 };
  const copies = others
    .flatMap(event => event.records)
    .filter(record => record !== lead && lead && signature(record) === signature(lead));
  const node = events.find(event => event.node !== null)?.node ?? null;
  return { at, also: copies.map(placeOf), value: { ...first, node, records } };
}

/** What a record says, whatever its node= and its place; the decoded tail of one copy may be missing in the other. */
function signature({ record }: PlacedRecord): string {
  return [record.type, ...record.fields.map(field => `${field.name}=${field.raw}`)].join(' ');
}

function placeOf({ file, line }: PlacedRecord): Place {
  return { file, line };
}
