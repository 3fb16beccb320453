// The sentences of events, each made once for all events that say the same of what it reads.
import type { AccountNames } from '../../audit/accounts';
import { describeEvent } from '../../audit/describe';
import { text } from '../../render/text';
import { ByteWriter } from './byteWriter';
import type { EventForm } from './eventText';
import { KeptTexts, LONGEST_KEPT, type Column } from './keptTexts';
import type { ShapedEvent } from './shapedEvent';
import { partsOf, Trace } from './trace';

/** Is no byte of UTF-8: the number of a repeated text stands behind it. */
const REPEATED = 0xff;
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
  private readonly key = new Uint8Array(LONGEST_KEPT);
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
      bytes.write(this.form.summary(part));
      if (repeated !== null) bytes.copy(Uint8Array.of(REPEATED, repeated), 0, 2);
    }
    const printed = bytes.bytes;
    this.fill(trace, event, printed, 0, printed.length, out);
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
    sentence: Uint8Array,
    start: number,
    end: number,
    out: ByteWriter,
  ): void {
    for (let from = start; from < end;) {
      let to = from;
      while (to < end && sentence[to] !== REPEATED) to++;
      out.copy(sentence, from, to);
      const repeated = to < end ? repeats[sentence[to + 1] ?? 0] : undefined;
      if (repeated !== undefined) event.repeat(repeated.what, repeated.record, repeated.slot, out);
      from = to + 2;
    }
  }

  /** Puts together what a sentence reads; returns its length, -1 where it is too long to be kept. */
  private keyOf({ reads }: Trace, event: ShapedEvent): number {
    const { key } = this;
    const { bytes } = event.lines;
    let length = 0;
    for (const { record, slot } of reads) {
      const end = event.endOf(record, slot);
      const start = event.startOf(record, slot);
      if (length + end - start >= key.length) return -1;
      for (let at = start; at < end; at++) key[length++] = bytes[at] ?? 0;
      key[length++] = BETWEEN;
    }
    return length;
  }
}
