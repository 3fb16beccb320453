// Bytes that may be packed: how, what they hold, and their beginning before all of them.
import type { Files, InflateMethod, PackMethod } from '../host';
import type { Message } from '../message';

/** Bytes with their beginning. */
export interface Peeked {
  /** Their beginning: as much as was asked for, or all where there is no more. */
  readonly head: Uint8Array;
  /** All of them from the start, once. Rejects where the file, or what inflates it, fails in the middle. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Lets go of what they come from where they are not read. */
  close(): Promise<void>;
}

const PACKED: readonly { readonly method: PackMethod; readonly bytes: readonly number[] }[] = [
  { method: 'gzip', bytes: [0x1f, 0x8b] },
  { method: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { method: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { method: 'bzip2', bytes: [0x42, 0x5a, 0x68] },
];
/** No mark is longer. */
const MAGIC_BYTES = 6;
const LF = 0x0a;

/** How data is packed, whatever its file is called; null where it is not. */
export function packMethod(head: Uint8Array): PackMethod | null {
  return PACKED.find(({ bytes }) => startsWith(head, bytes))?.method ?? null;
}

export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Bytes that are not read (any further), for a reason of our own. */
export class Refused extends Error {
  constructor(readonly said: Message) {
    super(said.id);
  }
}

/** Data that could not be inflated; a file that could not be read is none. */
export class InflateError extends Error {}

/** Opens a file. Rejects where nothing of it can be read. */
export async function openRaw(files: Pick<Files, 'readPieces'>, path: string): Promise<Peeked> {
  return peek(files.readPieces(path), MAGIC_BYTES);
}

/** What an opened file holds, unpacked where it is packed. A failure to inflate comes behind what could be inflated. */
export function unpacked(files: Pick<Files, 'inflate'>, { head, pieces }: Peeked): AsyncIterable<Uint8Array> {
  const method = packMethod(head);
  return method ? inflated(files, method, pieces) : pieces;
}

/** What packed bytes hold. Rejects with InflateError where they are damaged, and as the pieces do. */
export async function* inflated(
  host: Pick<Files, 'inflate'>,
  method: InflateMethod,
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
    if (failed !== null || error instanceof Refused) throw failed ?? error;
    throw new InflateError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The pieces so that each ends with a line, whose last may have no break. The beginning of a line whose end does not come
 * because they fail is left out: half of a number is another number.
 */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LF) + 1;
    if (end > 0) {
      yield concat([...held, piece.subarray(0, end)], length + end);
      [held, length] = [[], 0];
    }
    if (end < piece.length) held.push(piece.subarray(end));
    length += piece.length - end;
  }
  if (length > 0) yield concat(held, length);
}

/** The first bytes, at least so many where there are so many, and all of the pieces. A failure behind some bytes comes behind them. */
export async function peek(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
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

export const NO_BYTES = new Uint8Array(0);

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

/** Pieces as far as they come: what ends them early is told when they have ended. */
export class UntilFailure {
  failed = false;
  error: unknown = null;

  constructor(private readonly source: AsyncIterable<Uint8Array>) {}

  async *pieces(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.source;
    } catch (error) {
      this.failed = true;
      this.error = error;
    }
  }
}
