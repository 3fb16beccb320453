// Lines that a person has marked with a note: what is kept of one, and where it stands now.
import type { Place } from '../place';

/** A pin as its file keeps it. */
export interface Pin {
  /** The path of the log within the folder, with slashes. */
  readonly file: string;
  /** The number of the line when it was pinned, from 1. */
  readonly line: number;
  /** The line as it was then; of a long one its beginning. */
  readonly text: string;
  readonly note: string;
}

/** here: on its line. moved: the same text stands on another line, or in another file of the same log. gone: nowhere there. */
export type PinState = 'here' | 'moved' | 'gone';

/** A pin with the place where its line stands now; null where it is gone. */
export interface FoundPin {
  readonly pin: Pin;
  readonly state: PinState;
  readonly at: Place | null;
}

/** So much of a line is kept (UTF-16 units): enough to know it by, and to read. */
const MAX_TEXT = 1000;

/** What is kept of a line. */
export function pinnedText(line: string): string {
  return line.slice(0, MAX_TEXT);
}

/** Whether a line is the one that was pinned. */
export function isPinned({ text }: Pick<Pin, 'text'>, line: string): boolean {
  return pinnedText(line) === text;
}

/** Whether two pins are one: of a line there is but one. */
export function isSamePin(a: Omit<Pin, 'note'>, b: Omit<Pin, 'note'>): boolean {
  return a.file === b.file && a.line === b.line && a.text === b.text;
}
