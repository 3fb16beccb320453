// Cuts the bytes of a log into blocks of whole lines that overlap, so that each can be read by itself and in any order.
import { MAX_LINE } from '../reading/lines';
import { HoleCutter } from './holes';

/** A stretch of a log, its own lines, with some of the lines before and behind it: for what spans several lines. */
export interface ByteBlock {
  readonly bytes: Uint8Array;
  /** Where in `bytes` the block's own lines begin and end. */
  readonly ownStart: number;
  readonly ownEnd: number;
  /** Whether there may be a CR in the bytes; where there is none, lines are found faster. */
  readonly hasReturns: boolean;
}

/** The same with the numbers of its lines, from 0 through the whole log; its own are [firstOwn, endOwn). */
export interface LineBlock extends ByteBlock {
  /** The number of the line that `bytes` begin with. */
  readonly firstLine: number;
  readonly firstOwn: number;
  readonly endOwn: number;
}

/** Where blocks of a log begin that grows: so many bytes of whole lines come once more. */
export interface BlockStart {
  readonly again: number;
}

export interface BlockSizes {
  /** How many bytes of a block are its own, about. */
  readonly own: number;
  /** How many bytes of the lines before and behind it come with it, about. */
  readonly around: number;
}

/** The first block of a log that is shown while it is read has so many bytes of its own, each next one twice as many: there is something to show soon. */
const FIRST_OWN = 128 << 10;

/** Small enough that what is made of a block is dead before it is moved by the garbage collector, which costs as much as the reading. */
export const BLOCK_SIZES: BlockSizes = { own: 1 << 20, around: 128 << 10 };

const LF = 0x0a;
const CR = 0x0d;
/** Four bytes of UTF-8 are two UTF-16 units at most: behind so many bytes nothing of a line is read. */
const LONGEST = 4 * MAX_LINE;

/** Where the bytes of blocks are put. */
export interface BlockMemory {
  /** Those of blocks that nobody needs any more: the next ones are put there. */
  readonly spare: Uint8Array[];
  /** Makes room for so many bytes. */
  readonly make: (bytes: number) => Uint8Array;
}

const OWN_MEMORY: BlockMemory = { spare: [], make: bytes => new Uint8Array(bytes) };

/** The blocks of a log with the numbers of their lines. Rejects as the pieces do. */
export async function* lineBlocks(
  pieces: AsyncIterable<Uint8Array>,
  sizes: BlockSizes = BLOCK_SIZES,
  memory: BlockMemory = OWN_MEMORY,
): AsyncGenerator<LineBlock> {
  let firstOwn = 0;
  for await (const block of byteBlocks(pieces, sizes, memory)) {
    const firstLine = firstOwn - countLines(block, 0, block.ownStart);
    const endOwn = firstOwn + countLines(block, block.ownStart, block.ownEnd);
    yield { ...block, firstLine, firstOwn, endOwn };
    firstOwn = endOwn;
  }
}

/**
 * The blocks of a log in their order; every line is some block's own once. Rejects as the pieces do.
 * @param start of a log that grows: then the last block has `sizes.around` bytes at most, so that only that one has less behind it than there may be
 */
export async function* byteBlocks(
  pieces: AsyncIterable<Uint8Array>,
  sizes: BlockSizes,
  memory: BlockMemory = OWN_MEMORY,
  start: BlockStart | null = null,
): AsyncGenerator<ByteBlock> {
  const holes = new HoleCutter();
  const window = new Window(memory, start?.again ?? 0);
  let own = start ? Math.min(FIRST_OWN, sizes.own) : sizes.own;
  let enough = own + sizes.around;
  for await (const piece of pieces) {
    window.push(holes.cut(piece));
    while (window.waiting >= enough) {
      const block = window.cut({ ...sizes, own }, false);
      if (block) own = Math.min(2 * own, sizes.own);
      // What has no end is not looked through again for each piece.
      enough = block ? own + sizes.around : window.waiting + own;
      if (block) yield block;
    }
  }
  while (start && window.waiting > sizes.around) {
    const block = window.cut({ ...sizes, own: Math.min(sizes.own, window.waiting - sizes.around) }, false);
    if (!block) break;
    yield block;
  }
  for (let block = window.cut(sizes, true); block; block = window.cut(sizes, true)) yield block;
}

/** The bytes that have come and are not done with: lines that were some block's own, kept as context, and those that wait. */
class Window {
  /** What they are the beginning of: new ones are put behind them, so that no array is made for each piece. */
  private room: Uint8Array = new Uint8Array(0);
  private bytes = this.room;
  /** Where the lines begin that no block has had as its own. */
  private own: number;
  private hasReturns = false;

  constructor(
    private readonly memory: BlockMemory,
    again: number,
  ) {
    this.own = again;
  }

  /** How many bytes no block has had as its own. */
  get waiting(): number {
    return this.bytes.length - this.own;
  }

  push(piece: Uint8Array): void {
    this.hasReturns ||= piece.includes(CR);
    const { length } = this.bytes;
    if (length + piece.length > this.room.length) {
      const larger = this.memory.make(2 * (length + piece.length));
      larger.set(this.bytes);
      this.room = larger;
    }
    this.room.set(piece, length);
    this.bytes = this.room.subarray(0, length + piece.length);
  }

  /** The next block; null where its end is not there yet. At the end of the log what is left is a block of its own. */
  cut({ own, around }: BlockSizes, atEnd: boolean): ByteBlock | null {
    const { bytes } = this;
    if (this.own >= bytes.length) return null;
    const end = atEnd && this.waiting <= own ? bytes.length : this.endNear(this.own + own, atEnd);
    if (end === null) {
      this.dropLongLine();
      return null;
    }
    const behind = Math.min(end + around, bytes.length);
    const last = atEnd && behind === bytes.length ? behind : (lastStart(bytes, end, behind) ?? end);
    const block = { bytes: this.copy(last), ownStart: this.own, ownEnd: end, hasReturns: this.hasReturns };
    this.advance(end, around);
    return block;
  }

  /** The first bytes, as others of their own. */
  private copy(length: number): Uint8Array {
    const spare = this.memory.spare.pop();
    const room = spare === undefined || spare.length < length ? this.memory.make(length) : spare;
    room.set(this.bytes.subarray(0, length));
    return room.subarray(0, length);
  }

  /** Where a line begins near a column: before it where one does, else behind it. */
  private endNear(wanted: number, atEnd: boolean): number | null {
    const { bytes } = this;
    const start = lastStart(bytes, this.own + 1, Math.min(wanted, bytes.length));
    return start ?? firstStart(bytes, wanted, bytes.length) ?? (atEnd ? bytes.length : null);
  }

  /** Keeps as context what stands before the new beginning. */
  private advance(end: number, around: number): void {
    const wanted = Math.max(0, end - around);
    const keep = wanted === 0 ? 0 : (firstStart(this.bytes, wanted, end) ?? end);
    this.room.copyWithin(0, keep, this.bytes.length);
    this.bytes = this.room.subarray(0, this.bytes.length - keep);
    this.own = end - keep;
  }

  /** A line without an end must not fill the memory: what is read of a line is kept, and its last byte, which may be a CR. */
  private dropLongLine(): void {
    const length = this.bytes.length - this.own;
    if (length <= 2 * LONGEST) return;
    this.bytes.copyWithin(this.own + LONGEST, this.bytes.length - 1);
    this.bytes = this.bytes.subarray(0, this.own + LONGEST + 1);
  }
}

/** The last column in [from, to] where a line begins behind a break; null where none does. */
function lastStart(bytes: Uint8Array, from: number, to: number): number | null {
  for (let at = to; at >= from && at > 0; at--) if (isStart(bytes, at)) return at;
  return null;
}

/** The first such column. */
function firstStart(bytes: Uint8Array, from: number, to: number): number | null {
  for (let at = Math.max(1, from); at <= to; at++) if (isStart(bytes, at)) return at;
  return null;
}

/** A CR at the very end may be half of a CRLF: then nothing is known of what follows. */
function isStart(bytes: Uint8Array, at: number): boolean {
  const before = bytes[at - 1];
  return before === LF || (before === CR && at < bytes.length && bytes[at] !== LF);
}

/** How many lines begin in bytes[from, to), which begins with a line. */
function countLines({ bytes, hasReturns }: ByteBlock, from: number, to: number): number {
  const count = countBreaks(bytes, from, to, hasReturns);
  const last = bytes[to - 1];
  return to === from || last === LF || last === CR ? count : count + 1;
}

/** The runtime's search for a byte, in a Buffer above all, is several times as fast as a loop. */
function countBreaks(bytes: Uint8Array, from: number, to: number, hasReturns: boolean): number {
  let count = 0;
  if (hasReturns) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) count++;
    }
    return count;
  }
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}

/** Walks over the lines of bytes, whatever ends them: LF, CRLF, a lone CR, as splitLines has it for text. */
export class LineCursor {
  /** Where the line stands, without its break. */
  start = 0;
  end = 0;
  private following: number;

  /** @param hasReturns whether there may be a CR */
  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    private readonly to: number,
    private readonly hasReturns = bytes.subarray(from, to).includes(CR),
  ) {
    this.following = from;
  }

  /** Goes to the next line; false where there is none. */
  next(): boolean {
    const { bytes, to, following } = this;
    if (following >= to) return false;
    const at = this.endFrom(following);
    this.start = following;
    this.end = at;
    this.following = at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1);
    return true;
  }

  private endFrom(from: number): number {
    const { bytes, to } = this;
    if (!this.hasReturns) {
      const found = bytes.indexOf(LF, from);
      return found < 0 || found > to ? to : found;
    }
    let at = from;
    while (at < to && bytes[at] !== LF && bytes[at] !== CR) at++;
    return at;
  }
}
