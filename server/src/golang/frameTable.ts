// The frames of a traceback as numbers in one array, since a dump has hundreds of thousands; objects are made of them when asked for.
import type { ArgumentSink, ArgumentText } from './argumentText';
import type { Calls } from './calls';
import type { Frame } from './traceback';

/** Numbers of a frame: its call, the lines of function and path, where its arguments stand and how long they are. */
const WIDTH = 5;
/** So many frames stand in one array, so that none has to be copied when there are more. */
const BLOCK = 4096;
const FEW = 16;

export class FrameTable {
  /** All blocks are full but the last; the first one grows up to its size. */
  private readonly blocks: Int32Array[] = [];
  private block = new Int32Array(FEW * WIDTH);
  /** Where in the last block the next frame goes. */
  private next = 0;
  private count = 0;

  constructor(
    private readonly calls: Calls,
    private readonly args: ArgumentText,
  ) {
    this.blocks.push(this.block);
  }

  get length(): number {
    return this.count;
  }

  /**
   * @param functionAt the log line of the function; that of the path where no line gives one
   * @param argsAt where the arguments stand in the text of all arguments
   */
  add(call: number, functionAt: number, fileAt: number, argsAt: number, argsLength: number): void {
    if (this.next === this.block.length) this.grow();
    const { block, next } = this;
    block[next] = call;
    block[next + 1] = functionAt;
    block[next + 2] = fileAt;
    block[next + 3] = argsAt;
    block[next + 4] = argsLength;
    this.next = next + WIDTH;
    this.count++;
  }

  private grow(): void {
    const full = this.block.length === BLOCK * WIDTH;
    const larger = new Int32Array(full ? BLOCK * WIDTH : 2 * this.block.length);
    if (full) this.next = 0;
    else {
      larger.set(this.block);
      this.blocks.pop();
    }
    this.blocks.push(larger);
    this.block = larger;
  }

  /** New objects for the frames [from, to). */
  frames(from: number, to: number): Frame[] {
    const frames: Frame[] = [];
    for (let index = from; index < to; index++) frames.push(this.frame(index));
    return frames;
  }

  /** A new object for a frame. */
  frame(index: number): Frame {
    const { rows, at } = this.row(index);
    const { fn, file } = this.calls.get(rows[at] ?? 0);
    const args = this.args.text((rows[at + 3] ?? 0) >>> 0, rows[at + 4] ?? 0);
    return {
      function: fn && fn.name,
      args,
      ...(fn?.cut && { cut: true }),
      file: file.file,
      line: file.line,
      inlined: args === '...',
      createdBy: fn?.createdBy ?? false,
      functionAt: fn && { line: rows[at + 1] ?? 0, start: fn.start, end: fn.end },
      fileAt: { line: rows[at + 2] ?? 0, start: file.start, end: file.end },
    };
  }

  /** A number that frames share which are the same but for their arguments and their log lines. */
  call(index: number): number {
    const { rows, at } = this.row(index);
    const inlined = this.args.isElided((rows[at + 3] ?? 0) >>> 0, rows[at + 4] ?? 0);
    return 2 * (rows[at] ?? 0) + (inlined ? 1 : 0);
  }

  /** The first log line of a frame, from 0. */
  line(index: number): number {
    const { rows, at } = this.row(index);
    return rows[at + 1] ?? 0;
  }

  /** The first and the last log line of the frames [from, to), of which there is one at least. */
  linesOf(from: number, to: number): { readonly first: number; readonly last: number } {
    let first = Infinity;
    let last = -1;
    for (let index = from; index < to; index++) {
      const { rows, at } = this.row(index);
      const [a = 0, b = 0] = [rows[at + 1], rows[at + 2]];
      first = Math.min(first, a, b);
      last = Math.max(last, a, b);
    }
    return { first, last };
  }

  /** Hands over the arguments of a frame. */
  passArgs(index: number, sink: ArgumentSink): void {
    const { rows, at } = this.row(index);
    this.args.pass((rows[at + 3] ?? 0) >>> 0, rows[at + 4] ?? 0, sink);
  }

  private row(index: number): { readonly rows: Int32Array; readonly at: number } {
    return { rows: this.blocks[Math.floor(index / BLOCK)] ?? this.block, at: (index % BLOCK) * WIDTH };
  }
}
