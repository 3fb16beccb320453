// A file of the index: what was read of one log, in the extension's storage. Whatever else lies there is recognised.
import type { Ending } from '../file';
import type { Reached } from '../fileRun';
import { concat } from '../packed';
import { digestOf } from './digest';

/** Changes with the form of such a file. What a reader holds changes with the program, which `KeptHead.program` tells. */
const MAGIC = 'nodelog index 1\n';
/** A head has paths and digests. */
const MOST_HEAD = 1 << 20;
const LF = 0x0a;

/** What a kept reading is known by, and what it is of. */
export interface KeptHead {
  /** The program that has written it: another one may read lines otherwise. */
  readonly program: string;
  /** A digest of the known issues that were looked for. */
  readonly issues: string;
  readonly path: string;
  /** The file as it was: size, time and number of the file on disk, that of its archive for a member. */
  readonly bytes: number;
  readonly modified: number;
  readonly inode: number | null;
  /** Null where the reader has had all lines, and the file is not gone on with. */
  readonly reached: Reached | null;
  readonly ending: Ending;
}

interface Kept {
  readonly head: KeptHead;
  /** The reader, packed. */
  readonly packed: Uint8Array;
}

/** The file: the form, a digest of all that follows, the head as a line of JSON, the reader. */
export function writeKept({ head, packed }: Kept): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const rest = concat([line, packed], line.length + packed.length);
  const first = new TextEncoder().encode(`${MAGIC}${digestOf(rest)}\n`);
  return concat([first, rest], first.length + rest.length);
}

/** What such a file holds; null for bytes that are cut, changed or something else. Never throws. */
export function readKept(bytes: Uint8Array): Kept | null {
  const [form, digest] = lineAt(bytes, 0);
  const [sum, start] = lineAt(bytes, digest);
  if (`${form}\n` !== MAGIC || sum !== digestOf(bytes.subarray(start))) return null;
  const [line, at] = lineAt(bytes, start);
  try {
    return { head: JSON.parse(line) as KeptHead, packed: bytes.subarray(at) };
  } catch {
    return null; // its digest is right and its head is none: somebody has made it
  }
}

/** A line from a byte on, and where the next one begins. */
function lineAt(bytes: Uint8Array, from: number): [text: string, next: number] {
  const end = bytes.indexOf(LF, from);
  if (end < 0 || end - from > MOST_HEAD) return ['', bytes.length];
  return [new TextDecoder().decode(bytes.subarray(from, end)), end + 1];
}
