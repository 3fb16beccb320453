// The words of an error.
import { SourceProblem } from '../source/problem';
import { text } from './text';

/** What a person reads of an error: our own words where it is ours, else those of the system. */
export function problemText(error: unknown): string {
  return error instanceof SourceProblem ? text(error.said) : error instanceof Error ? error.message : String(error);
}
