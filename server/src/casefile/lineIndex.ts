// Where the lines of a log begin, every STEP-th of them: any line is found by reading a little of the file.

/** Two lookups lie so many lines apart: 8 bytes for each. */
export const STEP = 1024;

const LF = 0x0a;
const CR = 0x0d;

/** A line (from 0) and the byte where it begins. */
export interface LineStart {
  readonly line: number;
  readonly byte: number;
}

/** Takes the bytes of a log in their order; breaks are the editor's: LF, CRLF, a lone CR. */
export class LineIndex {
  /** How many bytes were taken. */
  bytes = 0;
  private breaks = 0;
  /** Where the last line begins. */
  private lastStart = 0;
  /** A CR at the very end may be half of a CRLF. */
  private endsInReturn = false;
  private starts = new Float64Array(64);

  /** How many lines there are; a rest without a break counts, an empty one does not. */
  get lines(): number {
    return this.breaks + (this.bytes > this.lastStart ? 1 : 0);
  }

  /** The last line's beginning: what is written behind it may make it longer. */
  get last(): LineStart {
    const line = Math.max(0, this.lines - 1);
    return this.bytes > this.lastStart ? { line, byte: this.lastStart } : { line: this.lines, byte: this.bytes };
  }

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    if (this.endsInReturn && piece[0] !== LF) this.noteBreak(this.bytes);
    this.endsInReturn = false;
    if (piece.includes(CR)) this.pushWithReturns(piece);
    else for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) this.noteBreak(this.bytes + at + 1);
    this.bytes += piece.length;
  }

  private pushWithReturns(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at++) {
      if (piece[at] === LF) this.noteBreak(this.bytes + at + 1);
      else if (piece[at] === CR && at + 1 === piece.length) this.endsInReturn = true;
      else if (piece[at] === CR && piece[at + 1] !== LF) this.noteBreak(this.bytes + at + 1);
    }
  }

  private noteBreak(following: number): void {
    this.breaks++;
    this.lastStart = following;
    if (this.breaks % STEP !== 0) return;
    const index = this.breaks / STEP;
    if (index >= this.starts.length) {
      const larger = new Float64Array(2 * this.starts.length);
      larger.set(this.starts);
      this.starts = larger;
    }
    this.starts[index] = following;
  }

  /** The nearest known beginning at or before a line. */
  before(line: number): LineStart {
    const index = Math.floor(Math.min(line, this.breaks) / STEP);
    return { line: index * STEP, byte: this.starts[index] ?? 0 };
  }
}
