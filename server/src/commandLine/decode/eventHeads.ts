// What is printed of an event before its summary, put together from the bytes of its id.
import type { Instant } from '../../log/time';
import { readEventId } from '../../audit/heads';
import { time } from '../output';
import { encoded, isSame, Piece } from '../../casefile/bytes';
import type { BlockLines } from './blockLines';
import type { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';

const DOT = 0x2e;
const COLON = 0x3a;
/** Stand for what differs from event to event, and the line that stands for one. */
const WHEN = '~when~';
const SERIAL = '~serial~';
const LINE = 987_654_320;
const MARKS = new RegExp(`(${WHEN}|${SERIAL}|${String(LINE + 1)})`);

interface Part {
  readonly text: Piece;
  /** What stands behind the text. */
  readonly mark: string | undefined;
}

export class EventHeads {
  private readonly templates = new Map<string | null, readonly Part[]>();
  /** The second that the last event was of, as in its id and as it is printed; null where it is printed in another way. */
  private second = encoded('');
  private printed: Piece | null = null;
  private readonly zone = encoded('Z');

  constructor(
    private readonly form: EventForm,
    private readonly file: string,
  ) {}

  /** @param first the event's first line; false, and nothing written, where its time or node is not printed as others are */
  write(lines: BlockLines, first: number, node: string | null, out: ByteWriter): boolean {
    const { bytes } = lines;
    const start = lines.idStart(first);
    const end = lines.idEnd(first);
    let dot = start;
    while (bytes[dot] !== DOT) dot++;
    let colon = dot;
    while (bytes[colon] !== COLON) colon++;
    const parts = this.partsFor(node);
    const second = this.printedSecond(lines, start, dot, colon);
    if (second === null || parts.length === 1) return false;
    for (const { text, mark } of parts) {
      out.append(text);
      if (mark === WHEN) {
        out.append(second);
        out.copy(lines.view, dot, colon);
        out.append(this.zone);
      } else if (mark === SERIAL) out.copy(lines.view, colon + 1, end);
      else if (mark !== undefined) out.number(lines.number(first) + 1);
    }
    return true;
  }

  /** The second of an id whose fraction stands from `dot` to `colon`. */
  private printedSecond({ bytes, view }: BlockLines, start: number, dot: number, colon: number): Piece | null {
    const { second } = this;
    if (dot - start === second.length && isSame(second.view, 0, view, start, dot)) return this.printed;
    const written = time(instantOf(bytes.toString('latin1', start, colon))) ?? '';
    const ending = `${bytes.toString('latin1', dot, colon)}Z`;
    this.second = new Piece(Uint8Array.from(bytes.subarray(start, dot)));
    this.printed = written.endsWith(ending) ? encoded(written.slice(0, -ending.length)) : null;
    return this.printed;
  }

  private partsFor(node: string | null): readonly Part[] {
    let parts = this.templates.get(node);
    if (parts === undefined) {
      const at = { file: this.file, line: LINE };
      const pieces = this.form.begin({ when: WHEN, serial: SERIAL, node, at, also: [] }).split(MARKS);
      parts = pieces.flatMap((piece, index) =>
        index % 2 === 0 ? [{ text: encoded(piece), mark: pieces[index + 1] }] : [],
      );
      // What looks like a mark may stand in the names of the node and the file.
      const marks = new Set(parts.map(({ mark }) => mark));
      if (marks.size !== parts.length) parts = parts.slice(0, 1);
      this.templates.set(node, parts);
    }
    return parts;
  }
}

function instantOf(written: string): Instant | null {
  return readEventId(`${written}:0)`, 0)?.time ?? null;
}
