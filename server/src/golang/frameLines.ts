// Finds the frame that stands on a line of a log; frames become objects only where they are asked for.
import { firstIndex } from '../lists';
import { keptGoroutines } from './draft';
import type { Frame, Goroutine, Traceback } from './traceback';

/** A frame with what it belongs to. */
export interface FrameContext {
  readonly traceback: Traceback;
  readonly goroutine: Goroutine;
  readonly frame: Frame;
}

/** The lines between which a goroutine has its frames, both inclusive. */
interface Stretch {
  readonly traceback: Traceback;
  readonly index: number;
  readonly first: number;
  readonly last: number;
}

export class FrameLines {
  /** In the order of their first lines. Those of several processes may overlap. */
  private readonly stretches: readonly Stretch[];
  /** The last line of a stretch or of one before it. */
  private readonly reach: readonly number[];

  constructor(tracebacks: readonly Traceback[]) {
    this.stretches = tracebacks.flatMap(stretchesOf).sort((a, b) => a.first - b.first);
    let reach = -1;
    this.reach = this.stretches.map(({ last }) => (reach = Math.max(reach, last)));
  }

  /** The frame that a line (from 0) is one of the two lines of; where several are, the last of them. */
  at(line: number): FrameContext | null {
    for (let index = this.lastBefore(line); index >= 0 && (this.reach[index] ?? -1) >= line; index--) {
      const stretch = this.stretches[index];
      const goroutine = stretch && stretch.last >= line ? stretch.traceback.goroutines[stretch.index] : undefined;
      const frame = goroutine?.frames.findLast(({ functionAt, fileAt }) =>
        [functionAt?.line, fileAt.line].includes(line),
      );
      if (stretch && goroutine && frame) return { traceback: stretch.traceback, goroutine, frame };
    }
    return null;
  }

  /** The index of the last stretch that begins at a line or before it; -1 where none does. */
  private lastBefore(line: number): number {
    return firstIndex(this.stretches.length, at => (this.stretches[at]?.first ?? Infinity) > line) - 1;
  }
}

function stretchesOf(traceback: Traceback): Stretch[] {
  const all: Stretch[] = [];
  let number = 0;
  for (const { frames, first, end } of keptGoroutines(traceback)) {
    const index = number++;
    if (first < end) all.push({ traceback, index, ...frames.linesOf(first, end) });
  }
  return all;
}
