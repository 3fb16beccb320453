// A text by lines and by offsets.
import { firstIndex } from '../lists';
import type { Spot } from './model';

export class TextLines {
  /** The offset of each line's beginning. */
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    if (starts.length > 1 && starts.at(-1) === text.length) starts.pop();
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** A line without its break; '' behind the last one. */
  line(index: number): string {
    const start = this.starts[index];
    if (start === undefined) return '';
    const end = this.starts[index + 1] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, '');
  }

  /** The offset at which a line begins; the text's end behind the last one. */
  start(index: number): number {
    return this.starts[index] ?? this.text.length;
  }

  spot(offset: number): Spot {
    const line = Math.max(0, firstIndex(this.starts.length, at => (this.starts[at] ?? Infinity) > offset) - 1);
    return { line, column: offset - (this.starts[line] ?? 0) };
  }
}
