// Splits a text into lines, whatever ends them.

/** A line longer than this (UTF-16 units) is read up to here only, and that is said: no log writes such lines on purpose. */
export const MAX_LINE = 1 << 20;

/** So much of a log is bytes and text at the same time, in whole lines: little enough to be forgotten soon. */
export const STRETCH = 1 << 16;

/**
 * Walks over the lines of a text without their breaks, which are the editor's (LF, CRLF, a lone CR): line numbers agree
 * with it. A last line without a break counts, an empty rest does not.
 */
export class TextLines {
  /** The column where the next line begins. */
  following = 0;
  private start = 0;
  private end = 0;
  // The next break of each kind; found again only once it is passed, so that the text is searched once.
  private lf: number;
  private cr: number;

  constructor(private readonly all: string) {
    this.lf = breakFrom(all, '\n', 0);
    this.cr = breakFrom(all, '\r', 0);
  }

  /** Goes to the next line; false where there is none. */
  next(): boolean {
    const { all, following } = this;
    if (following >= all.length) return false;
    if (this.lf < following) this.lf = breakFrom(all, '\n', following);
    if (this.cr < following) this.cr = breakFrom(all, '\r', following);
    this.start = following;
    this.end = Math.min(this.lf, this.cr);
    this.following = this.end + (this.lf === this.cr + 1 ? 2 : 1);
    return true;
  }

  /** The line, as far as lines are read. */
  get text(): string {
    return this.all.slice(this.start, Math.min(this.end, this.start + MAX_LINE));
  }

  /** Passes over so many characters, which are whole lines. */
  skip(characters: number): void {
    this.following += characters;
  }
}

/** The lines of a text, as TextLines has them. */
export function* splitLines(text: string): Generator<string> {
  const lines = new TextLines(text);
  while (lines.next()) yield lines.text;
}

/** Where a break stands from a column on; the text's end where none does. */
function breakFrom(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}
