// The same entry in several files is one thing with several places.
import type { AuditEvent, PlacedRecord } from '../audit/event';
import type { Instant } from '../log/time';
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
  const telling = files.filter(file => file.length > 0);
  // In one file nothing stands twice.
  if (telling.length <= 1) return telling.flat().map(({ at, value }) => ({ at, also: [], value }));
  const merged: { at: Place; also: Place[]; value: T }[] = [];
  const byKey = new Map<string, { also: Place[] }>();
  for (const file of telling) {
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
  /** Of events without a serial: which records of it each file has told already. */
  readonly told: Map<AuditFile, Set<string>>;
}

/**
 * The audit events of several files, each once, in the order of the files. An event is (node, time, serial), where a
 * missing `node=` fits any. Copies are united, since a rotation may leave some records of an event in one file and
 * some in the next; in files of different groups two events are copies only if they share a record, word for word.
 * An event without a serial (journald) is a copy of one whose records hold all of its own, word for word, at the same
 * time to the digits that both have, of the same node or group; the n-th of a file is the n-th of such events.
 */
export function mergeAuditEvents(files: readonly AuditFile[], leadOf: LeadOf = firstRecord): Placed<AuditEvent>[] {
  const byKey = new Map<string, Copies[]>();
  const inOrder: Copies[] = [];
  const unnumbered: { readonly file: AuditFile; readonly copies: Copies }[] = [];
  for (const file of files) {
    for (const event of file.events) {
      const copies: Copies = { groups: new Set([file.group]), events: [event], told: new Map() };
      if (event.serial === null) {
        unnumbered.push({ file, copies });
        inOrder.push(copies);
        continue;
      }
      const key = `${String(event.time?.ns)} ${String(event.serial)}`;
      const alike = byKey.get(key) ?? [];
      const known = alike.find(candidate => isCopy(event, file.group, candidate));
      if (known) {
        known.groups.add(file.group);
        known.events.push(event);
        continue;
      }
      byKey.set(key, [...alike, copies]);
      inOrder.push(copies);
    }
  }
  const absorbed = absorb(unnumbered, inOrder);
  return inOrder.filter(copies => !absorbed.has(copies)).map(({ events }) => unite(events, leadOf));
}

/** Adds each event without a serial to the event that it is a copy of; returns those that have found one. */
function absorb(
  unnumbered: readonly { readonly file: AuditFile; readonly copies: Copies }[],
  all: readonly Copies[],
): ReadonlySet<Copies> {
  const absorbed = new Set<Copies>();
  if (unnumbered.length === 0) {
    return absorbed;
  }
  const bySignature = new Map<string, Copies[]>();
  const index = (copies: Copies): void => {
    for (const record of copies.events.flatMap(event => event.records)) {
      const key = signature(record);
      const known = bySignature.get(key);
      if (known) {
        known.push(copies);
      } else {
        bySignature.set(key, [copies]);
      }
    }
  };
  all.filter(({ events: [event] }) => event.serial !== null).forEach(index);
  for (const { file, copies } of unnumbered) {
    const [event] = copies.events;
    const own = event.records.map(signature);
    const candidates = bySignature.get(own[0] ?? '') ?? [];
    const known = candidates.find(candidate => isUnnumberedCopy(event, own, file, candidate));
    if (known) {
      known.events.push(event);
      absorbed.add(copies);
    } else {
      index(copies);
    }
    const { told } = known ?? copies;
    told.set(file, new Set([...(told.get(file) ?? []), ...own]));
  }
  return absorbed;
}

function isUnnumberedCopy(event: AuditEvent, own: readonly string[], file: AuditFile, candidate: Copies): boolean {
  const [known] = candidate.events;
  const sameNode = candidate.groups.has(file.group)
    ? candidate.events.every(({ node }) => node === null || event.node === null || node === event.node)
    : event.node !== null && candidate.events.some(({ node }) => node === event.node);
  if (!sameNode || !isSameTime(known.time, event.time)) {
    return false;
  }
  const told = candidate.told.get(file);
  const theirs = new Set(candidate.events.flatMap(({ records }) => records.map(signature)));
  return own.every(record => theirs.has(record) && told?.has(record) !== true);
}

/** Equal to the digits that both have: a stamp of whole seconds leaves the rest out. */
function isSameTime(a: Instant | null, b: Instant | null): boolean {
  if (a === null || b === null) {
    return false;
  }
  const unit = 10n ** BigInt(9 - Math.min(a.digits, b.digits));
  return a.ns / unit === b.ns / unit;
}

function isCopy(event: AuditEvent, group: string, { groups, events }: Copies): boolean {
  // Without a time nothing tells one boot's serials from another's.
  const sameNode = events.every(({ node }) => node === null || event.node === null || node === event.node);
  const dated = event.time !== null;
  return dated && sameNode && (groups.has(group) || events.some(known => shareRecord(known, event)));
}

function shareRecord(a: AuditEvent, b: AuditEvent): boolean {
  const known = new Set(a.records.map(signature));
  return b.records.some(record => known.has(signature(record)));
}

/** Of an event without records. */
const NO_PLACE: Place = { file: '', line: 0 };

/** All records of the copies, each once. */
function unite(events: Copies['events'], leadOf: LeadOf): Placed<AuditEvent> {
  // What ausearch -i prints says less than the record it was made of: that one leads.
  const [first, ...others] = [...events].sort((a, b) => Number(isInterpreted(a)) - Number(isInterpreted(b)));
  if (first && others.length === 0) {
    const only = leadOf(first.records);
    return { at: only ? placeOf(only) : NO_PLACE, also: [], value: first };
  }
  const records = [...(first ?? events[0]).records];
  const known = new Set(records.map(signature));
  const types = new Set(records.map(({ record }) => record.type));
  for (const record of others.flatMap(event => event.records)) {
    const again = record.record.form === 'interpreted' && types.has(record.record.type);
    if (!again && !known.has(signature(record))) {
      known.add(signature(record));
      records.push(record);
    }
  }
  const lead = leadOf(records);
  const at = lead ? placeOf(lead) : NO_PLACE;
  const copies = others.flatMap(event => event.records).filter(record => lead && isCopyOfRecord(record, lead));
  const node = events.find(event => event.node !== null)?.node ?? null;
  return { at, also: copies.map(placeOf), value: { ...(first ?? events[0]), node, records } };
}

function isInterpreted({ records }: AuditEvent): boolean {
  return records.some(({ record }) => record.form === 'interpreted');
}

function isCopyOfRecord(record: PlacedRecord, lead: PlacedRecord): boolean {
  if (record === lead) {
    return false;
  }
  const sameType = record.record.type === lead.record.type;
  const interpreted = record.record.form === 'interpreted' && lead.record.form !== 'interpreted';
  return signature(record) === signature(lead) || (sameType && interpreted);
}

/** What a record says, whatever its node= and its place; the decoded tail of one copy may be missing in the other. */
function signature({ record }: PlacedRecord): string {
  return [record.type, ...record.fields.map(field => `${field.name}=${field.raw}`)].join(' ');
}

function placeOf({ file, line }: PlacedRecord): Place {
  return { file, line };
}
