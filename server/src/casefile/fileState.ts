// What was read of a file as it is handed from one thread to another, and as it is kept: bytes, and a few words about them.
import type { FoundFile } from './discover';
import { conclude, type Ending, type FileReading, type ReadOptions, type RulesReading } from './file';
import type { FileRun } from './fileRun';
import type { NotRead } from './notRead';
import { unsieved } from './sieve';
import { readReader, writeReader } from './store/keptReader';
import type { KnownIssueRow } from '../verdict/knownIssues/model';

export interface FileState {
  /** The reader (store/keptReader.ts). */
  readonly reader: Uint8Array<ArrayBuffer>;
  /** The lines behind those that it has had. */
  readonly tail: Uint8Array<ArrayBuffer>;
  readonly ending: Ending;
}

/** What a run has read so far, or in all. Throws GraphError where the reader cannot be written down. */
export function stateOf(run: FileRun, issues: readonly KnownIssueRow[]): FileState {
  return { reader: writeReader(run.reader, issues), tail: run.tail.slice(), ending: run.ending };
}

/** The reading of such a state. Throws GraphError where its bytes are none; rejects on cancellation. */
export async function readingOf(
  found: FoundFile,
  { reader: bytes, tail, ending }: FileState,
  options: { readonly issues: readonly KnownIssueRow[]; readonly signal?: ReadOptions['signal'] },
): Promise<FileReading | RulesReading | NotRead> {
  const reader = readReader(bytes, found, options);
  if (tail.length > 0) await reader.take(unsieved({ bytes: tail, ownStart: 0, ownEnd: tail.length, hasReturns: true }));
  return conclude(found, reader, ending);
}
