// Reads the versions that the lines of a test state.
import type { VersionFact } from '../../../server/src/source/model';
import { VersionReader } from '../../../server/src/source/version';

/** All version facts of the lines of one file, whose payloads begin at column `from`. */
export function readVersionFacts(file: string, lines: Iterable<string>, from = 0): VersionFact[] {
  const reader = new VersionReader(file);
  for (const line of lines) reader.push(line, from);
  return reader.end();
}
