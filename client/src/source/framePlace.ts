// Where a frame stands in a log.
import type { Location } from '../../../server/src/protocol';

/** A frame of a log: the line (from 0) on which its function or its file stands. */
export interface FramePlace {
  readonly uri: string;
  readonly line: number;
}

/** The place of a frame whose lines in a log these are. */
export function placeOf({ uri, range }: Location): FramePlace {
  return { uri, line: range.start.line };
}
