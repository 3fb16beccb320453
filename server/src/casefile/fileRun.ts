// One file while it is read, block by block: from its beginning, or from where it was left when it had fewer lines.
import type { Files } from '../host';
import type { FoundFile } from './discover';
import { byteBlocks, type BlockStart, type ByteBlock } from './blocks';
import { SievePool, type SieveThreads } from './sievePool';
import { refusal, type Ending, type ReadOptions } from './file';
import { FileReader } from './fileReader';
import { isOverLimit, limited, openFile, unreadableBytes, type OpenFile } from './open';
import { NO_BYTES, concat, peek, UntilFailure } from './packed';
import type { NotRead } from './notRead';
import { holdsPasted, splitPasted } from './pastedFile';
import { Sieve, SIEVED_SIZES, unsieved, type SievedBlock } from './sieve';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import { knownIssues } from '../verdict/knownIssues/rows';
import { marksOfFacts } from './marks';
import { digestOf } from './store/digest';

/** So many bytes of its beginning a file is known by, and so many before the lines that it is gone on with. */
const KNOWN_BY = 4096;
const { around: AGAIN } = SIEVED_SIZES;
const LF = 0x0a;

/** Up to where a reader has had the lines of a file, and what the file is known by that it may go on with. */
export interface Reached {
  /** The bytes that the reader has had: whole lines. */
  readonly at: number;
  /** Digests of the file's beginning, and of what stands before `at`. */
  readonly head: string;
  readonly before: string;
}

/** A reader that has had the first lines of a file. */
export interface Begun {
  readonly reader: FileReader;
  readonly reached: Reached;
}

export class FileRun {
  /** How much has been read, inflated. */
  bytes: number;
  /** How many bytes of lines the reader has had. */
  private at: number;
  private readonly source: UntilFailure;
  private readonly blocks: AsyncGenerator<SievedBlock>;
  /** The last lines so far: of a file that grows the reader is not given them, since more may come that belongs to them. */
  private held: SievedBlock | null = null;
  private readonly rules: Uint8Array[] = [];
  private head: Uint8Array;
  private before: Uint8Array = NO_BYTES;

  private constructor(
    readonly found: FoundFile,
    readonly reader: FileReader,
    file: Pick<OpenFile, 'head' | 'pieces'>,
    options: ReadOptions,
    /** Null for a file that is read at once. */
    start: (BlockStart & { readonly at: number }) | null,
    /** Whether the file grows, so that what is at its end may not be all. */
    readonly grows: boolean,
    /** Whether outputs were pasted into it, which may be one line or one bracket from its beginning to its end. */
    private readonly isPasted = false,
  ) {
    this.at = start?.at ?? 0;
    this.bytes = this.at - (start?.again ?? 0);
    this.head = file.head.subarray(0, KNOWN_BY);
    this.source = new UntilFailure(this.counted(limited(file, options.maxBytes - this.bytes)));
    const blocks = byteBlocks(this.source.pieces(), SIEVED_SIZES, undefined, grows ? (start ?? BEGINNING) : null);
    const pool = poolFor(options.issues ?? knownIssues, options.sieving ?? null);
    this.blocks = pool ? pool.sieve(blocks, reader.sample) : allOf(blocks);
  }

  /** Begins a file. What is not to be read is told with its reason; never rejects but for cancellation. */
  static async open(
    host: Files,
    found: FoundFile,
    options: ReadOptions & { readonly keepsEnd?: boolean },
  ): Promise<FileRun | NotRead> {
    const file = await openFile(host, found);
    if ('reason' in file) return file;
    const isPasted = holdsPasted(found, file.head);
    const foreign = isPasted ? null : await refusal(found, file.head, options);
    if (foreign) {
      await file.close();
      return foreign;
    }
    const grows = (options.keepsEnd ?? false) && file.isPlain && !found.archive && !isPasted;
    return new FileRun(found, new FileReader(found, options), file, options, null, grows, isPasted);
  }

  /** Goes on with a file; null where it is another one now, or shorter. Rejects where it cannot be read. */
  static async resume(
    host: Files,
    found: FoundFile,
    { reader, reached }: Begun,
    options: ReadOptions,
  ): Promise<FileRun | null> {
    const rest = await openRest(host, found, reached);
    if (!rest) return null;
    const start = { at: reached.at, again: rest.before.length };
    const run = new FileRun(found, reader, rest, options, start, true);
    run.before = rest.before;
    return run;
  }

  /** Gives the reader the next block; false where there is none. Rejects only on cancellation. */
  async next(): Promise<boolean> {
    if (this.isPasted) {
      await this.takeWhole();
      return false;
    }
    const next = await this.blocks.next();
    const ready = this.grows ? this.held : next.done ? null : next.value;
    if (this.grows && !next.done) this.held = next.value;
    if (ready && !(this.grows && next.done)) await this.feed(ready);
    return !next.done;
  }

  private async takeWhole(): Promise<void> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.source.pieces()) pieces.push(piece);
    const { pasted, rest } = splitPasted(new TextDecoder().decode(concat(pieces, this.bytes)));
    this.reader.paste(pasted);
    await this.reader.pushText(rest);
  }

  private async feed(sieved: SievedBlock): Promise<void> {
    await this.reader.take(sieved);
    const { bytes, ownStart, ownEnd } = sieved.block;
    this.at += ownEnd - ownStart;
    this.before = bytes.slice(Math.max(0, ownEnd - KNOWN_BY), ownEnd);
  }

  /** Up to where the reader has had the file; null where that cannot be gone on with. */
  get reached(): Reached | null {
    const { at, head } = this;
    // Of a line without an end not all is read: then bytes are no measure.
    if (!this.grows || at === 0 || at + this.tail.length !== this.bytes || this.source.failed) return null;
    return { at, head: digestOf(head.subarray(0, at)), before: digestOf(this.before) };
  }

  /** The lines behind those that the reader has had, when all have been read. */
  get tail(): Uint8Array {
    if (!this.held) return NO_BYTES;
    const { bytes, ownStart, ownEnd } = this.held.block;
    return bytes.subarray(ownStart, ownEnd);
  }

  /** How the reading has ended, so far. */
  get ending(): Ending {
    const { failed, error } = this.source;
    const { bytes, rules } = this;
    return {
      bytes,
      failure: failed ? { reason: unreadableBytes(error), overLimit: isOverLimit(error) } : null,
      rules: rules.length === 0 ? null : new TextDecoder().decode(concat(rules, bytes)),
    };
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.blocks.return(undefined);
  }

  private async *counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const isRules = this.found.name.endsWith('.rules');
    for await (const piece of pieces) {
      this.bytes += piece.length;
      if (isRules) this.rules.push(piece);
      yield piece;
    }
  }
}

const BEGINNING: BlockStart = { again: 0 };

const pools = new WeakMap<readonly KnownIssueRow[], SievePool | null>();

/** The sieves of a table of issues: a case has many files, and one table. Null where any line may be one of the issues. */
function poolFor(issues: readonly KnownIssueRow[], threads: SieveThreads | null): SievePool | null {
  const known = pools.get(issues);
  if (known !== undefined) return known;
  const marks = marksOfFacts(issues);
  const made = marks && new SievePool(marks, new Sieve(marks), threads);
  pools.set(issues, made);
  return made;
}

async function* allOf(blocks: AsyncIterable<ByteBlock>): AsyncGenerator<SievedBlock> {
  for await (const block of blocks) yield unsieved(block);
}

/** A file from the lines on that stand before `at`. */
interface Rest {
  readonly head: Uint8Array;
  /** Whole lines, with which the pieces begin. */
  readonly before: Uint8Array;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Opens a file where it was left; null where it is another one now, or shorter. Rejects where it cannot be read. */
async function openRest(host: Files, { path, bytes }: FoundFile, reached: Reached): Promise<Rest | null> {
  const { at } = reached;
  const head = await firstBytes(host.readPieces(path), Math.min(at, KNOWN_BY));
  if (bytes < at || digestOf(head) !== reached.head) return null;
  const from = Math.max(0, at - AGAIN);
  const file = await peek(host.readPieces(path, from), at - from);
  if (file.head.length < at - from || digestOf(file.head.subarray(-KNOWN_BY)) !== reached.before) {
    await file.close();
    return null;
  }
  const skipped = from === 0 ? 0 : file.head.indexOf(LF) + 1;
  return { head, before: file.head.subarray(skipped), pieces: without(file.pieces, skipped) };
}

/**
 * What stands behind the lines that a reader has had, where that are `most` bytes or fewer; 'more' where it is more, null
 * where the file is another one now. Rejects where it cannot be read.
 */
export async function readRest(
  host: Files,
  found: FoundFile,
  reached: Reached,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | 'more' | null> {
  if (found.bytes - reached.at > most) return 'more';
  const rest = await openRest(host, found, reached);
  if (!rest) return null;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of without(rest.pieces, rest.before.length)) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) return 'more';
  }
  return concat(pieces, length).slice();
}

/** The pieces without the first bytes. */
async function* without(pieces: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    if (piece.length > left) yield left === 0 ? piece : piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

/** The first bytes of a file. */
async function firstBytes(pieces: AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array> {
  const file = await peek(pieces, count);
  await file.close();
  return file.head;
}
