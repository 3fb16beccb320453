// What a verdict consists of: claims with the lines that prove them, what is missing, what to do now.
import type { Cause } from '../containers/model';
import type { Message } from '../message';
import type { Certainty, Place } from '../place';

/** A statement about a run. Each place of its evidence is a line that was read. */
export interface Claim {
  readonly text: Message;
  readonly certainty: Certainty;
  readonly evidence: readonly Place[];
}

/** What these files do not tell, why that matters, and how to have it next time. */
export interface Missing {
  readonly what: Message;
  readonly why: Message;
  readonly how: Message;
}

export interface Verdict {
  /** In the order of an explanation: what happened, then what follows from it. */
  readonly claims: readonly Claim[];
  readonly missing: readonly Missing[];
  /** Causes that the lines leave open, where none is proved. */
  readonly candidates: readonly Cause[];
}
