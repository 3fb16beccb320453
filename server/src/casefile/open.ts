// A file of a case as text in bytes, piece by piece: inflated, and judged by its beginning; what is no text is refused with its reason.
import type { Files } from '../host';
import { message, type Message } from '../message';
import { archiveForm } from './archive/forms';
import type { FoundFile } from './discover';
import { FirstHole, isBinary } from './holes';
import { unreadable, type NotRead } from './notRead';
import {
  concat,
  InflateError,
  openRaw,
  packMethod,
  peek,
  Refused,
  startsWith,
  unpacked,
  wholeLines,
  type Peeked,
} from './packed';

/** The bytes of a file that is text, inflated where it was packed; `head` is HEAD_BYTES of it, and of a hole that it begins with but a part. */
export interface OpenFile extends Peeked {
  /** Whether these are the bytes that the file has: nothing was inflated. */
  readonly isPlain: boolean;
}

/** A large file whose name says nothing is judged by this much of it: a workspace may hold more than logs. */
export const HEAD_BYTES = 256 * 1024;

/** A few kilobytes can inflate to more than a machine has; no string could hold this much either. */
const MAX_INFLATED = 2 ** 31 - 1;

/** Opens a file by its first bytes. Never rejects: what is no text is told with its reason. */
export async function openFile(
  host: Pick<Files, 'readPieces' | 'inflate'>,
  found: Pick<FoundFile, 'path' | 'name'>,
): Promise<OpenFile | NotRead> {
  let raw: Peeked | null = null;
  try {
    raw = await openRaw(host, found.path);
    const pieces = unpacked(host, raw);
    const isPlain = pieces === raw.pieces;
    const hole = new FirstHole();
    const behind = hole.behind(pieces);
    const file = await peek(isPlain ? behind : wholeLines(behind), HEAD_BYTES);
    const reason = refusal(file.head);
    if (reason === null) return { ...file, pieces: hole.whole(file), isPlain };
    await file.close();
    return { path: found.path, name: found.name, ...reason };
  } catch (error) {
    await raw?.close();
    return { path: found.path, name: found.name, kind: 'unread', reason: unreadableBytes(error) };
  }
}

/** `__CURSOR=`, the first field of every entry. */
const EXPORT = [...new TextEncoder().encode('__CURSOR=')];

/** Why bytes that begin so are no text of a log; null for text. */
function refusal(head: Uint8Array): Pick<NotRead, 'kind' | 'reason'> | null {
  const method = packMethod(head);
  if (archiveForm({ head }) !== null) {
    return { kind: 'unread', reason: message('case.archive') };
  }
  if (method) {
    return { kind: 'unread', reason: message('case.compressed', { method }) };
  }
  if (head.length === 0) {
    return { kind: 'foreign', reason: message('case.empty') };
  }
  // The export form of a journal has binary lengths in it (systemd, Journal Export Formats).
  return isBinary(head) && !startsWith(head, EXPORT) ? { kind: 'unread', reason: message('case.binary') } : null;
}

/** Why bytes that were being read ended too early. */
export function unreadableBytes(error: unknown): Message {
  if (error instanceof TooLarge) {
    const megabytes = Math.floor(error.limit / 1e6);
    return error.limit < MAX_INFLATED
      ? message('case.inflated-rest', { megabytes })
      : message('case.inflated-limit', { megabytes });
  }
  if (error instanceof Refused) return error.said;
  return error instanceof InflateError ? message('case.inflate', { reason: error.message }) : unreadable(error);
}

/** More than `limit` bytes would come out. */
class TooLarge extends Error {
  constructor(readonly limit: number) {
    super();
  }
}

/** Whether an error says that more bytes would come than may be read. */
export function isOverLimit(error: unknown): boolean {
  return error instanceof TooLarge;
}

/** The pieces of an open file, at most `limit` bytes; rejects above that, and as the pieces do: unreadableBytes says why. */
export async function* limited({ pieces }: Pick<OpenFile, 'pieces'>, limit: number): AsyncGenerator<Uint8Array> {
  const most = Math.min(limit, MAX_INFLATED);
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) {
      throw new TooLarge(most);
    }
    yield piece;
  }
}

/** All bytes of an open file, as `limited` gives them. */
export async function readAll(file: OpenFile, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of limited(file, limit)) {
    length += piece.length;
    pieces.push(piece);
  }
  return concat(pieces, length);
}
