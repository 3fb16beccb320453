// Points in time with the digits that a log gives, and what a file tells of its year and zone.

/** A point in time. `ns` counts nanoseconds since 1970-01-01T00:00:00Z; `digits` says how many fractional digits were written. */
export interface Instant {
  readonly ns: bigint;
  readonly digits: number;
}
