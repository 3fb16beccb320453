// A message that stands in a line with escapes: its text, and where each of its characters is written.

import type { Span } from '../place';

/** `text` is what is meant; `column(at)` the column in the line where text[at] is written, `at` up to its length. */
export interface EscapedText {
  readonly text: string;
  column(at: number): number;
}

const LOWER_U = 0x75;

/** The text of a JSON string (RFC 8259 section 7) whose inside is line[start, end); as written where it is none. */
export class JsonString implements EscapedText {
  readonly text: string;
  private readonly asWritten: boolean;
  // Spans are asked for from left to right: the walk goes on where the last one ended.
  private at = 0;
  private walked: number;
  /** Where the next escape stands, if that is known. */
  private escape = -1;

  constructor(
    private readonly line: string,
    private readonly start: number,
    end: number,
  ) {
    const written = line.slice(start, end);
    this.text = unescapeJson(written);
    this.asWritten = this.text === written;
    this.walked = start;
  }

  column(at: number): number {
    if (this.asWritten) return this.start + at;
    if (at < this.at) {
      this.at = 0;
      this.walked = this.start;
      this.escape = -1;
    }
    while (this.at < at) {
      if (this.escape < this.walked) this.escape = escapeFrom(this.line, this.walked);
      const plain = Math.min(at - this.at, this.escape - this.walked);
      this.at += plain || 1;
      this.walked += plain || (this.line.charCodeAt(this.walked + 1) === LOWER_U ? 6 : 2);
    }
    return this.walked;
  }
}

function escapeFrom(line: string, from: number): number {
  const found = line.indexOf('\\', from);
  return found < 0 ? Infinity : found;
}

/** A text of which pieces of the line are left out: `kept` are the stretches that it is made of. */
export class CutText implements EscapedText {
  readonly text: string;

  constructor(
    line: string,
    private readonly kept: readonly Span[],
  ) {
    this.text = kept.map(({ start, end }) => line.slice(start, end)).join('');
  }

  column(at: number): number {
    let left = at;
    for (const { start, end } of this.kept) {
      if (left < end - start) return start + left;
      left -= end - start;
    }
    return this.kept.at(-1)?.end ?? 0;
  }
}

/** A text that is not written in the line as it is: all of it stands at one span. */
export class PlacedText implements EscapedText {
  constructor(
    readonly text: string,
    private readonly start: number,
    private readonly end: number,
  ) {}

  column(at: number): number {
    return at === 0 ? this.start : this.end;
  }
}

/** The columns in the line of a span of the text. */
export function moveSpan({ start, end }: Span, written: EscapedText): Span {
  return { start: written.column(start), end: written.column(end) };
}

/** Control characters are not allowed in a JSON string as they are, yet come in by a paste or a terminal. Escapes stay. */
const ESCAPE_OR_CONTROL = /\\.|[\0-\x1f]/g;

/** What the inside of a JSON string means; as it is where it is none. A control character that is not escaped means itself. */
export function unescapeJson(written: string): string {
  if (!written.includes('\\')) {
    return written;
  }
  try {
    const escaped = written.replace(ESCAPE_OR_CONTROL, found =>
      found.length === 1 ? JSON.stringify(found).slice(1, -1) : found,
    );
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return written;
  }
}
