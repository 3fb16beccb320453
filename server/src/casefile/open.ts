// A file of a case as text in bytes, piece by piece: inflated, and judged by its beginning; what is no text is refused with its reason.
import type { Host, PackMethod } from '../host';
import { message, type Message } from '../message';
import { unreadable, type FoundFile, type NotRead } from './discover';

/** The bytes of a file that is text, inflated where it was packed. */
export interface OpenFile {
  /** Its beginning: HEAD_BYTES of it, or all where there is no more. */
  readonly head: Uint8Array;
  /** All of it from the start, once. Rejects where the file, or what inflates it, fails in the middle. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Lets go of the file where its pieces are not read. */
  close(): Promise<void>;
}

/** A large file whose name says nothing is judged by this much of it: a workspace may hold more than logs. */
export const HEAD_BYTES = 256 * 1024;
/** NUL in the first bytes means that a file is no text, as git and grep decide it. */
const SNIFFED = 8000;

/** A few kilobytes can inflate to more than a machine has; no string could hold this much either. */
const MAX_INFLATED = 2 ** 31 - 1;
const PACKED: readonly { readonly method: PackMethod; readonly bytes: readonly number[] }[] = [
  { method: 'gzip', bytes: [0x1f, 0x8b] },
  { method: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { method: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { method: 'bzip2', bytes: [0x42, 0x5a, 0x68] },
];
/** No mark is longer. */
const MAGIC_BYTES = 6;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const LF = 0x0a;
/** So much of a line is held back while its end is waited for. */
const HELD = 1 << 20;
/** tar(5): every header of a POSIX archive has it here. */
const TAR = 'ustar';
const TAR_AT = 257;

/** Opens a file by its first bytes. Never rejects: what is no text is told with its reason. */
export async function openFile(host: Host, found: Pick<FoundFile, 'path' | 'name'>): Promise<OpenFile | NotRead> {
  let raw: OpenFile | null = null;
  try {
    raw = await peek(host.readPieces(found.path), MAGIC_BYTES);
    const method = packMethod(raw.head);
    // A failure to inflate comes with the first piece or with a later one: both are told as one.
    const file = await peek(method ? wholeLines(inflated(host, method, raw.pieces)) : raw.pieces, HEAD_BYTES);
    const reason = refusal(file.head);
    if (reason === null) return file;
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
  const method = startsWith(head, ZIP) ? 'zip' : packMethod(head);
  if (new TextDecoder('latin1').decode(head.subarray(TAR_AT, TAR_AT + TAR.length)) === TAR) {
    return { kind: 'unread', reason: message('case.archive') };
  }
  if (method) {
    return { kind: 'unread', reason: message('case.compressed', { method }) };
  }
  if (head.length === 0) {
    return { kind: 'foreign', reason: message('case.empty') };
  }
  // The export form of a journal has binary lengths in it (systemd, Journal Export Formats).
  return head.subarray(0, SNIFFED).includes(0) && !startsWith(head, EXPORT)
    ? { kind: 'unread', reason: message('case.binary') }
    : null;
}

/** How data is packed, whatever its file is called; null where it is not. */
function packMethod(head: Uint8Array): PackMethod | null {
  return PACKED.find(({ bytes }) => startsWith(head, bytes))?.method ?? null;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Data that could not be inflated; a file that could not be read is none. */
class InflateError extends Error {}

async function* inflated(
  host: Host,
  method: PackMethod,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let failed: unknown = null;
  const source = (async function* () {
    try {
      yield* pieces;
    } catch (error) {
      failed = error;
      throw error;
    }
  })();
  try {
    yield* host.inflate(method, source);
  } catch (error) {
    throw failed ?? new InflateError(error instanceof Error ? error.message : String(error));
  }
}

/** The pieces without the beginning of a line whose end does not come because they fail: half of a number is another number. */
async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LF) + 1;
    if (end > 0 || length > HELD) {
      yield* held;
      yield piece.subarray(0, end);
      [held, length] = [[], 0];
    }
    held.push(piece.subarray(end));
    length += piece.length - end;
  }
  yield* held;
}

/** Why bytes that were being read ended too early. */
export function unreadableBytes(error: unknown): Message {
  if (error instanceof TooLarge) {
    const megabytes = Math.floor(error.limit / 1e6);
    return error.limit < MAX_INFLATED
      ? message('case.inflated-rest', { megabytes })
      : message('case.inflated-limit', { megabytes });
  }
  return error instanceof InflateError ? message('case.inflate', { reason: error.message }) : unreadable(error);
}

/** The first bytes, at least so many where there are so many, and all of the pieces. A failure behind some bytes comes behind them. */
async function peek(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<OpenFile> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  let end: Ended | null = null;
  while (length < bytes && !end) {
    try {
      const next = await iterator.next();
      if (next.done) {
        end = {};
      } else {
        first.push(next.value);
        length += next.value.length;
      }
    } catch (error) {
      if (length === 0) throw error;
      end = { error };
    }
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { head: concat(first, length).subarray(0, bytes), pieces: rest(first, iterator, end), close };
}

/** How pieces have ended: with `error` where they failed. */
interface Ended {
  readonly error?: unknown;
}

async function* rest(
  first: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  end: Ended | null,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* first;
    if (end && 'error' in end) throw end.error;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The pieces as one array of `length` bytes; one piece alone is not copied. */
export function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) {
    return only;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
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
export async function* limited({ pieces }: OpenFile, limit: number): AsyncGenerator<Uint8Array> {
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
