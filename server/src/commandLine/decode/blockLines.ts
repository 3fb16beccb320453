// The lines of a block by the audit event that they tell of, found in the bytes; a line becomes text when it is asked for.
import { AuditHead } from '../../casefile/auditHead';
import { auditKey, keyInLine } from '../../casefile/auditKeys';
import { LineCursor, type LineBlock } from '../../casefile/blocks';
import { isSame, viewOf } from '../../casefile/bytes';
import { EventLines } from './eventLines';
import { nextForwarded } from '../../log/envelopes/syslog';
import { MAX_LINE } from '../../reading/lines';
import { WrappedHead } from './wrappedHead';

/** What is known of a line, as so many numbers one behind the other. */
const START = 0;
const END = 1;
/** The next line that can be of its event; -1 where none is. */
const NEXT = 2;
/** Where its record begins behind the head that AuditHead has read; 0 where it has not. */
const BODY = 3;
const TYPE = 4;
const TYPE_END = 5;
const ID = 6;
/** The same for lines one behind the other whose ids are the same to the letter. */
const RUN = 7;
/** The number of the line that it stands in. */
const LINE = 8;
/** Where the record begins that the head is of. */
const RECORD = 9;
/** The node: written before `type=`, or one of `hosts` by its number from 1 on, 0 for none. */
const NODE = 10;
const WRITTEN = -1;
const NUMBERS = 11;
const LESS_THAN = 0x3c;

/** Lines are counted from 0 within the block, here called their index; `number` is that in the log, where several may be on one. One object serves for block after block. */
export class BlockLines {
  /** The numbers of the block's own lines that are longer than what is read of a line. */
  longLines: number[] = [];
  bytes: Buffer = Buffer.alloc(0);
  /** The same. */
  view = new DataView(this.bytes.buffer);
  private block: LineBlock | null = null;
  private count = 0;
  private run = 0;
  private numbers = new Int32Array(1024 * NUMBERS);
  private readonly events = new EventLines();
  private readonly head = new AuditHead();
  private readonly wrapped = new WrappedHead(this.head);
  private readonly hosts: string[] = [];
  /** The number of each. */
  private readonly hostNumbers = new Map<string, number>();

  read(block: LineBlock): this {
    const { bytes, firstLine, firstOwn, endOwn } = block;
    this.block = block;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.view = viewOf(bytes);
    this.longLines = [];
    this.count = 0;
    this.hosts.length = 0;
    this.hostNumbers.clear();
    this.events.clear();
    const cursor = new LineCursor(this.bytes, 0, bytes.length, block.hasReturns);
    for (let line = firstLine; cursor.next(); line++) {
      const { start, end } = cursor;
      if (this.bytes[start] === LESS_THAN) this.addForwarded(start, end, line);
      else this.add(start, end, line);
      const long = end - start >= MAX_LINE && line >= firstOwn && line < endOwn;
      if (long && this.textOf(start, end, line).length === MAX_LINE) this.longLines.push(line);
    }
    return this;
  }

  /** Takes the entries of a line, of which a forwarded one may have several, each as if it were a line of its own. */
  private addForwarded(start: number, end: number, line: number): void {
    const text = this.bytes.toString('latin1', start, end);
    let from = 0;
    for (let next = nextForwarded(text, 1); next !== null; next = nextForwarded(text, next + 1)) {
      this.add(start + from, start + next, line);
      from = next;
    }
    this.add(start + from, end, line);
  }

  private add(start: number, end: number, line: number): void {
    const { head, bytes } = this;
    const index = this.count++;
    const at = index * NUMBERS;
    if (at === this.numbers.length) {
      const larger = new Int32Array(2 * this.numbers.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    const { numbers } = this;
    numbers[at + START] = start;
    numbers[at + END] = end;
    numbers[at + NEXT] = -1;
    numbers[at + LINE] = line;
    numbers[at + BODY] = 0;
    let key: number | null;
    const isBare = head.read(bytes, start, end);
    if (isBare || this.wrapped.read(bytes, this.view, start, end)) {
      numbers[at + RECORD] = isBare ? start : this.wrapped.start;
      numbers[at + NODE] = head.nodeEnd > 0 ? WRITTEN : isBare ? 0 : this.numberOf(this.wrapped.host);
      numbers[at + BODY] = head.end;
      numbers[at + TYPE] = head.typeStart;
      numbers[at + TYPE_END] = head.typeEnd;
      numbers[at + ID] = head.idStart;
      numbers[at + RUN] = head.repeated ? this.run : ++this.run;
      key = auditKey(head.time, head.serial);
    } else key = keyInLine(bytes, start, end);
    if (key === null) return;
    const before = this.events.add(key, index);
    if (before !== -1) numbers[before * NUMBERS + NEXT] = index;
  }

  /**
   * The first line of each event, in their order, and the event's key.
   * @param own whether it has to be one of the block's own lines
   */
  *firsts(own: boolean): Generator<readonly [key: number, first: number]> {
    const { events } = this;
    for (let number = 0; number < events.count; number++) {
      const first = events.first(number);
      if (!own || this.isOwn(first)) yield [events.key(number), first];
    }
  }

  /** The lines that can be of one event, by the first of them. */
  linesFrom(first: number): number[] {
    const lines: number[] = [];
    for (let index = first; index !== -1; index = this.next(index)) lines.push(index);
    return lines;
  }

  isOwn(index: number): boolean {
    const line = this.number(index);
    return this.block !== null && line >= this.block.firstOwn && line < this.block.endOwn;
  }

  number(index: number): number {
    return this.numbers[index * NUMBERS + LINE] ?? 0;
  }

  start(index: number): number {
    return this.numbers[index * NUMBERS + START] ?? 0;
  }

  end(index: number): number {
    return this.numbers[index * NUMBERS + END] ?? 0;
  }

  next(index: number): number {
    return this.numbers[index * NUMBERS + NEXT] ?? -1;
  }

  /** Where the record begins, head and all, of a line with a body. */
  record(index: number): number {
    return this.numbers[index * NUMBERS + RECORD] ?? 0;
  }

  /** The node of such a line: what is written between two columns, or by the words before the record. */
  node(index: number): { readonly from: number; readonly to: number } | string | null {
    const number = this.numbers[index * NUMBERS + NODE] ?? 0;
    // `node=NAME type=`
    if (number === WRITTEN) return { from: this.record(index) + 5, to: this.typeStart(index) - 6 };
    return this.hosts[number - 1] ?? null;
  }

  private numberOf(host: string | null): number {
    if (host === null) return 0;
    const known = this.hostNumbers.get(host);
    if (known !== undefined) return known;
    const number = this.hosts.push(host);
    this.hostNumbers.set(host, number);
    return number;
  }

  /** Where the record begins behind a head that AuditHead has read; 0 for another line, for which what follows says nothing. */
  body(index: number): number {
    return this.numbers[index * NUMBERS + BODY] ?? 0;
  }

  typeStart(index: number): number {
    return this.numbers[index * NUMBERS + TYPE] ?? 0;
  }

  typeEnd(index: number): number {
    return this.numbers[index * NUMBERS + TYPE_END] ?? 0;
  }

  /** Where SECONDS.FRACTION:SERIAL begins, which `):` follows right before the body. */
  idStart(index: number): number {
    return this.numbers[index * NUMBERS + ID] ?? 0;
  }

  idEnd(index: number): number {
    return this.body(index) - 2;
  }

  /** Whether two lines with heads have the same id and the same node, to the letter. */
  isSameHead(one: number, other: number): boolean {
    const { view } = this;
    const node = this.numbers[one * NUMBERS + NODE];
    if (this.numbers[other * NUMBERS + NODE] !== node) return false;
    const length = this.typeStart(one) - this.record(one);
    const isWritten = node === WRITTEN;
    if (isWritten && this.typeStart(other) - this.record(other) !== length) return false;
    if (isWritten && !isSame(view, this.record(one), view, this.record(other), this.typeStart(other))) return false;
    if (this.numbers[one * NUMBERS + RUN] === this.numbers[other * NUMBERS + RUN]) return true;
    if (this.idEnd(one) - this.idStart(one) !== this.idEnd(other) - this.idStart(other)) return false;
    return isSame(view, this.idStart(one), view, this.idStart(other), this.idEnd(other));
  }

  /** Each line is decoded by itself: the scanners of its parsers are three times as fast on such a text as on a slice of a larger one. */
  text(index: number): string {
    return this.textOf(this.start(index), this.end(index), this.number(index));
  }

  private textOf(start: number, end: number, line: number): string {
    const text = this.bytes.toString('utf8', start, end);
    const marked = line === 0 && text.startsWith('\ufeff');
    return (marked ? text.slice(1) : text).slice(0, MAX_LINE);
  }
}

/** Bytes with a character for each: good enough to look for words in ASCII, at no cost. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
