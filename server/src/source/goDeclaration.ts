// The declaration around a line of Go source, cut out by its shape, so that not the whole file has to be parsed for one line.

/** A part of a source; `line` is that of its beginning, from 1. */
interface SourcePart {
  readonly text: string;
  readonly line: number;
}

const NEWLINE = 10;

/**
 * The part of a source that holds the declaration around a line (from 1), as gofmt lays it out: from the function that
 * begins last before it, in the first column, to a brace there. The whole source where a raw string or a comment may only
 * look like that; null where the source has no such line.
 */
export function cutDeclaration(source: string, line: number): SourcePart | null {
  const at = offsetOf(source, line);
  if (at < 0) return null;
  const start = source.startsWith('func ', at) ? at : source.lastIndexOf('\nfunc ', at - 1) + 1;
  if (start > 0 && isInText(source, start)) return { text: source, line: 1 };
  const end = source.indexOf('\n}', at);
  const text = source.slice(start, end < 0 ? source.length : end + 2);
  return { text, line: line - countBreaks(source, start, at) };
}

/** Where a line begins; -1 where there is none. What follows the last break is no line. */
function offsetOf(source: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    at = source.indexOf('\n', at) + 1;
    if (at === 0) return -1;
  }
  return at < source.length ? at : -1;
}

function countBreaks(source: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (source.charCodeAt(at) === NEWLINE) count++;
  return count;
}

/** Whether a place may lie in a raw string or a comment of several lines. */
function isInText(source: string, at: number): boolean {
  if (source.lastIndexOf('/*', at) > source.lastIndexOf('*/', at)) return true;
  let ticks = 0;
  for (let tick = source.indexOf('`'); tick >= 0 && tick < at; tick = source.indexOf('`', tick + 1)) ticks++;
  return ticks % 2 === 1;
}
