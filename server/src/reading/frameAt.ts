// Which frame stands on a line of a log.
import { FrameLines, type FrameContext } from '../golang/frameLines';
import type { PlacedTraceback } from './log';

/** A frame with what it belongs to, and when and where that was logged. */
export interface PlacedFrame extends FrameContext {
  readonly placed: PlacedTraceback;
}

const known = new WeakMap<readonly PlacedTraceback[], FrameLines>();

/** The frame that a line (from 0) is one of the lines of, among the tracebacks of a log: those of several processes may overlap. */
export function frameAt(tracebacks: readonly PlacedTraceback[], line: number): PlacedFrame | null {
  const lines = known.get(tracebacks) ?? new FrameLines(tracebacks.map(({ traceback }) => traceback));
  known.set(tracebacks, lines);
  const found = lines.at(line);
  const placed = tracebacks.find(({ traceback }) => traceback === found?.traceback);
  return found && placed ? { ...found, placed } : null;
}
