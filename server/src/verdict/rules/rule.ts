// What a rule of the verdict is, and what it finds.
import type { Cause, ContainerEvent } from '../../containers/model';
import type { Message } from '../../message';
import type { Certainty, Place } from '../../place';
import type { Evidence } from '../evidence';
import type { Claim } from '../model';

/** What a rule finds: `possible` is a candidate that nothing proves and nothing excludes. */
export interface Found {
  readonly certainty: Certainty;
  readonly claims: readonly Claim[];
}

/** A row of the table of rules. The first that holds with more than `possible` gives the cause. */
export interface Rule {
  readonly id: string;
  readonly cause: Cause;
  /** Why it holds: how the daemons, the runtime and the kernel work. */
  readonly because: string;
  readonly holds: (evidence: Evidence) => Found | null;
  /** Made runs, as words (test/unit/verdict/madeRun.ts): it holds for these with more than `possible`, ... */
  readonly samples: readonly string[];
  /** ... and for none of these. */
  readonly counterSamples: readonly string[];
}

/** A claim that events prove, each once and by all its places. */
export function claim(text: Message, certainty: Certainty, events: readonly (ContainerEvent | null)[]): Claim {
  return { text, certainty, evidence: [...new Set(events)].flatMap(event => (event ? placesOf(event) : [])) };
}

export function placesOf({ at, also }: ContainerEvent): Place[] {
  return [at, ...also];
}
