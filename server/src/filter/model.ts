// What a filter is: terms, each about one thing of a line, combined.
import type { Instant } from '../log/time';
import type { Entry } from '../reading/line';

/** A term of a filter. `not` hides the lines that it fits. */
export interface Term {
  /** The id of its row in terms.ts. */
  readonly kind: TermKind;
  readonly value: string;
  readonly not: boolean;
}

export type TermKind =
  'text' | 'regex' | 'like' | 'container' | 'node' | 'unit' | 'level' | 'kind' | 'type' | 'since' | 'until' | 'lines';

export interface Filter {
  readonly terms: readonly Term[];
}

/** A line as filters look at it. */
export interface FilterLine {
  readonly text: string;
  /** Its reading; made when it is asked for. */
  readonly entry: Entry;
  /** When it was written: by its own stamp, else that of the line above; null where none is known. */
  readonly time: Instant | null;
  /** The node that its file comes from where the line names none; '' where that is not known. */
  readonly node: string;
  /** Whether the case knows that the line tells of a container, though its id does not stand there. */
  readonly tellsOf: (container: string) => boolean;
}
