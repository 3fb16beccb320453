// Splits a text into lines, whatever ends them.

/** A line longer than this (UTF-16 units) is read up to here only, and that is said: no log writes such lines on purpose. */
export const MAX_LINE = 1 << 20;

/**
 * The lines of a text without their breaks, which are the editor's (LF, CRLF, a lone CR): line numbers agree with it.
 * A last line without a break counts, an empty rest does not.
 */
export function* splitLines(text: string): Generator<string> {
  // The next break of each kind; found again only once it is passed, so that the text is searched once.
  let lf = breakFrom(text, '\n', 0);
  let cr = breakFrom(text, '\r', 0);
  let start = 0;
  while (start < text.length) {
    const end = Math.min(lf, cr);
    yield text.slice(start, Math.min(end, start + MAX_LINE));
    start = end + (lf === cr + 1 ? 2 : 1);
    lf = lf < start ? breakFrom(text, '\n', start) : lf;
    cr = cr < start ? breakFrom(text, '\r', start) : cr;
  }
}

/** Where a break stands from a column on; the text's end where none does. */
function breakFrom(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}
