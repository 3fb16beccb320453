// The sentences of events, each made once for all events that say the same of what it reads.
import type { AccountNames } from '../../audit/accounts';
import { describeEvent } from '../../audit/describe';
import { text } from '../../render/text';
import { copyBytes, encoded, Piece } from '../../casefile/bytes';
import { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';
import { KeptTexts, LONGEST_KEPT, type Column } from './keptTexts';
import type { ShapedEvent } from './shapedEvent';
import { partsOf, Trace } from './trace';

/**
 * A sentence is kept in pieces: how many bytes the piece has, in so many bytes; the number of the repeated text behind it, or
 * that there is none, in one; the piece.
 */
const LENGTH_BYTES = 4;
const PIECE_HEAD = LENGTH_BYTES + 1;
const NOTHING_REPEATED = 0xff;
/** Is no byte of a value: stands between two of them. */
const BETWEEN = 0x0a;
/**
 * Of so many events whose sentence was not known half as many others have to be known, or none is looked for any more; and
 * of those that are unknown then but one of some is learnt, since most of them say what no other will.
 */
const TRIALS = 4096;
const LEARNT = 8;
/** So many ways to tell one sort of events are told apart. */
const MOST_WAYS = 8;

/** Sentences that read and repeat the same places of an event. */
interface Way {
  readonly trace: Trace;
  readonly column: Column;
}

/** Of events whose records are of the same sorts: how their sentences are made. */
export interface SentenceSort {
  readonly ways: Way[];
  known: number;
  unknown: number;
}

export class Sentences {
  private readonly kept = new KeptTexts();
  private readonly key = new DataView(new ArrayBuffer(LONGEST_KEPT));

  constructor(
    private readonly form: EventForm,
    private readonly accounts: AccountNames,
  ) {}

  /** Writes the sentence of an event as describeEvent gives it, in the form of all that is printed. */
  write(event: ShapedEvent, sort: SentenceSort, out: ByteWriter): void {
    if (sort.unknown > TRIALS && sort.unknown > 2 * sort.known) return this.writeNew(event, out);
    for (const { trace, column } of sort.ways) {
      const length = trace.fits(event) ? this.keyOf(trace, event) : -1;
      const found = length === -1 ? -1 : this.kept.find(column, this.key, 0, length, 0, 0);
      if (found === -1) continue;
      sort.known++;
      this.fill(trace, event, this.kept.bytes, this.kept.startOf(found), this.kept.endOf(found), out);
      return;
    }
    sort.unknown++;
    if (sort.unknown < TRIALS || sort.unknown % LEARNT === 0) this.learn(sort, event, out);
    else this.writeNew(event, out);
  }

  private writeNew(event: ShapedEvent, out: ByteWriter): void {
    out.write(this.form.summary(text(describeEvent(event, this.accounts))));
  }

  /** Makes a sentence with marks in place of what it repeats, keeps and writes it. */
  private learn(sort: SentenceSort, event: ShapedEvent, out: ByteWriter): void {
    const trace = new Trace();
    const sentence = text(describeEvent(event.tracedBy(trace), this.accounts));
    const bytes = new ByteWriter(3 * sentence.length);
    for (const { text: part, repeated } of partsOf(sentence)) {
      const piece = encoded(this.form.summary(part));
      const head = new DataView(new ArrayBuffer(PIECE_HEAD));
      head.setUint32(0, piece.length);
      head.setUint8(LENGTH_BYTES, repeated ?? NOTHING_REPEATED);
      bytes.copy(head, 0, PIECE_HEAD);
      bytes.append(piece);
    }
    const printed = new Piece(bytes.bytes);
    this.fill(trace, event, printed.view, 0, printed.length, out);
    const length = this.keyOf(trace, event);
    if (trace.readsMore || length === -1) return;
    let way = sort.ways.find(known => known.trace.isLike(trace));
    if (way === undefined) {
      if (sort.ways.length === MOST_WAYS) return;
      sort.ways.push((way = { trace, column: this.kept.newColumn() }));
    }
    this.kept.keep(way.column, this.key, 0, length, 0, 0, printed);
  }

  /** Writes a sentence with what this event has in place of what is repeated. */
  private fill(
    { repeats }: Trace,
    event: ShapedEvent,
    sentence: DataView,
    start: number,
    end: number,
    out: ByteWriter,
  ): void {
    for (let at = start; at < end;) {
      const from = at + PIECE_HEAD;
      const to = from + sentence.getUint32(at);
      out.copy(sentence, from, to);
      const repeated = repeats[sentence.getUint8(at + LENGTH_BYTES)];
      if (repeated !== undefined) event.repeat(repeated.what, repeated.record, repeated.slot, out);
      at = to;
    }
  }

  /** Puts together what a sentence reads; returns its length, -1 where it is too long to be kept. */
  private keyOf({ reads }: Trace, event: ShapedEvent): number {
    const { key } = this;
    const { view } = event.lines;
    let length = 0;
    for (const { record, slot } of reads) {
      const end = event.endOf(record, slot);
      const start = event.startOf(record, slot);
      if (length + end - start >= LONGEST_KEPT) return -1;
      copyBytes(view, start, end, key, length);
      length += end - start;
      key.setUint8(length++, BETWEEN);
    }
    return length;
  }
}
