// The frames of a traceback as numbers in one array, since a dump has hundreds of thousands; objects are made of them when asked for.
import type { ArgumentText } from './argumentText';
import type { Calls } from './calls';
import type { Frame } from './traceback';

/** Numbers of a frame: its call, the lines of function and path, where its arguments stand and how long they are. */
const WIDTH = 5;
const FEW = 16;

export class FrameTable {
  private rows = new Int32Array(FEW * WIDTH);
  private count = 0;

  constructor(
    private readonly calls: Calls,
    private readonly args: ArgumentText,
  ) {}

  get length(): number {
    return this.count;
  }

  /**
   * @param functionAt the log line of the function; that of the path where no line gives one
   * @param argsAt where the arguments stand in the text of all arguments
   */
  add(call: number, functionAt: number, fileAt: number, argsAt: number, argsLength: number): void {
    const at = this.count++ * WIDTH;
    if (at === this.rows.length) this.grow();
    const { rows } = this;
    rows[at] = call;
    rows[at + 1] = functionAt;
    rows[at + 2] = fileAt;
    rows[at + 3] = argsAt;
    rows[at + 4] = argsLength;
  }

  private grow(): void {
    const larger = new Int32Array(Math.ceil(this.count / 2) * 3 * WIDTH);
    larger.set(this.rows);
    this.rows = larger;
  }

  /** New objects for the frames [from, to). */
  frames(from: number, to: number): Frame[] {
    const frames: Frame[] = [];
    for (let index = from; index < to; index++) frames.push(this.frame(index * WIDTH));
    return frames;
  }

  private frame(at: number): Frame {
    const { rows } = this;
    const { fn, file } = this.calls.get(rows[at] ?? 0);
    const args = this.args.text((rows[at + 3] ?? 0) >>> 0, rows[at + 4] ?? 0);
    return {
      function: fn && fn.name,
      args,
      file: file.file,
      line: file.line,
      inlined: args === '...',
      createdBy: fn?.createdBy ?? false,
      functionAt: fn && { line: rows[at + 1] ?? 0, start: fn.start, end: fn.end },
      fileAt: { line: rows[at + 2] ?? 0, start: file.start, end: file.end },
    };
  }
}
