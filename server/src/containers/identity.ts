// The same entry in several files is one thing with several places.
import type { AuditEvent } from '../audit/event';
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

/** The identity of an audit event: (node, time, serial), a missing `node=` being the node of the file's group. */
export function auditKey(event: AuditEvent, group: string): string {
  return `${event.node ?? group} ${String(event.time.ns)} ${String(event.serial)}`;
}
