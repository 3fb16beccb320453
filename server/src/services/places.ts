// Places in logs as locations that the editor can open: of a log that is too large for it, in the page around the line.
import { message } from '../message';
import type { Place, Span } from '../place';
import type { Location } from '../protocol';
import { grouped } from '../render/numbers';
import { text } from '../render/text';
import { filePath, fileUri } from './fileUri';
import { pageOf, parseSliceUri, sliceUri } from './sliceUri';

/** More than any line has (LSP's uinteger); the editor takes the line's end for it. */
const LINE_END = 2 ** 31 - 1;

export class Places {
  constructor(
    /** Whether the editor would hand a file over to nobody. */
    private readonly isTooLarge: (file: string) => boolean,
  ) {}

  /** The line of a place, from where it stands on. */
  line({ file, line, column = 0 }: Place): Location {
    return this.locate(file, line, { start: position(line, column), end: position(line, LINE_END) });
  }

  /** A span of a line. */
  span({ at, span }: { readonly at: Place; readonly span: Span }): Location {
    const [start, end] = [position(at.line, span.start), position(at.line, span.end)];
    return this.locate(at.file, at.line, { start, end });
  }

  /** Lines of a log that is known by its uri. */
  inLog(uri: string, range: Location['range']): Location {
    const file = parseSliceUri(uri) ? null : filePath(uri);
    return file === null ? { uri, range } : this.locate(file, range.start.line, range);
  }

  private locate(file: string, line: number, range: Location['range']): Location {
    return this.isTooLarge(file) ? pageLocation(file, line, range) : { uri: fileUri(file), range };
  }
}

/** The place in the page of the file that the line stands on. */
export function pageLocation(
  file: string,
  line: number,
  { start, end }: Location['range'] = wholeLines(line, line),
): Location {
  const page = pageOf(file, line);
  const moved = {
    start: position(start.line - page.from, start.character),
    end: position(end.line - page.from, end.character),
  };
  return { uri: pageUri(page), range: moved };
}

/** The uri of a page, whose tab tells its lines. */
export function pageUri(page: ReturnType<typeof pageOf>): string {
  const numbers = { first: grouped(page.from + 1), last: grouped(page.from + (page.count ?? 0)) };
  return sliceUri(page, text(message('slice.page', numbers)));
}

/** Lines (from 0, both inclusive) from their first to their last column. */
export function wholeLines(first: number, last: number): Location['range'] {
  return { start: position(first, 0), end: position(last, LINE_END) };
}

function position(line: number, character: number): Location['range']['start'] {
  return { line, character };
}
