// Splits a text into lines, whatever ends them.

/** A line longer than this (UTF-16 units) is read up to here only, and that is said: no log writes such lines on purpose. */
export const MAX_LINE = 1 << 20;

/** The lines of a text without their breaks (LF or CRLF); a last line without a break counts, an empty rest does not. */
export function* splitLines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = next > start && text.charCodeAt(next - 1) === 0x0d ? next - 1 : next;
    yield text.slice(start, Math.min(end, start + MAX_LINE));
    start = next + 1;
  }
}
