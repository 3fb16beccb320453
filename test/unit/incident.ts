// The 137 case as the tests of several rooms need it: its folder, its ids, and facts read out of texts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, type FileReading } from '../../server/src/casefile/file';
import type { FileFacts } from '../../server/src/containers/facts';

export const CASE = join(import.meta.dirname, '../../client/media/cases/exec-panic-137');

/** Its shim died; the SIGKILL of the clean-up is matched by 27 digits. */
export const KILLED = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
/** Its shim panicked. */
export const PANICKED = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
export const EXEC = '0f80962a9b908b89ea5af2f20f361e9dc10cfee6986cdc29d59e040e863427ef';
/** All digits that the kernel left of the third container's id. */
export const CUT = 'ff1a37ba009b9bb9eb04fc8ad7c';

export const FILES = [
  'audit.log',
  'audit.rules',
  'ausearch.txt',
  'messages-20200219',
  'messages-20200225',
  'versions.txt',
] as const;

/** The text of a file of the case. */
export function caseText(name: (typeof FILES)[number] | 'README.md'): string {
  return readFileSync(join(CASE, name), 'utf8');
}

/** Reads a text as a file of a case, under a path within the case. */
function readingOf(name: string, text: string): Promise<FileReading> {
  const group = name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
  const found = { path: `/case/${name}`, name, group, bytes: text.length, modified: 0, named: false };
  return readText(found, text, { maxBytes: Infinity });
}

/** The facts of made or real files, by their paths within the case. */
export async function factsOf(files: Readonly<Record<string, string>>): Promise<FileFacts[]> {
  const readings = await Promise.all(Object.entries(files).map(([name, text]) => readingOf(name, text)));
  return readings.map(reading => reading.facts);
}
