// Where a statement stands in the logs, and how sure it is.

/** UTF-16 columns of one line: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of a file: `file` as the case found it, `line` counted from 0 (as in LSP; the command line prints from 1). */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** Where in the line it stands; the whole line is meant without one. */
  readonly column?: number;
}

/** What stands before the index of a place in the target of a page's link. */
export const PLACE_LINK = '#place-';
/** The same before the number of a claim, which a click pins. */
export const PIN_LINK = '#pin-';

/** Certain: a line says so. Likely: lines agree and nothing else fits. Possible: one of several readings. */
export type Certainty = 'certain' | 'likely' | 'possible';

const WEAKEST_FIRST: readonly Certainty[] = ['possible', 'likely', 'certain'];

/** The weaker of two certainties. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return WEAKEST_FIRST.indexOf(a) < WEAKEST_FIRST.indexOf(b) ? a : b;
}

const BY_NUMBERS = new Intl.Collator('en', { numeric: true });

/** Orders file names as people do: audit.log.2 before audit.log.10. */
export function naturalOrder(a: string, b: string): number {
  return BY_NUMBERS.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The last part of a path or of a uri's path. */
export function fileName(path: string): string {
  return path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');
}
