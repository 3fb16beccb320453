// Decodes events by the shapes of their records: the parser reads one record of a shape, the decoder one value of many.
import type { AccountNames } from '../../audit/accounts';
import { encoded, type Piece } from '../../casefile/bytes';
import type { BlockLines } from './blockLines';
import type { ByteWriter } from './byteWriter';
import { EventHeads } from './eventHeads';
import { formOf, type DecodeStyle } from './eventText';
import { FieldPlanner } from './fieldPlan';
import type { RecordSort } from './recordSort';
import { RecordSorts } from './recordSorts';
import { Sentences } from './sentences';
import { ShapedEvent } from './shapedEvent';
import { ShortTexts } from './shortTexts';

/** An event of more records is read by the parser alone. */
const MOST_RECORDS = 64;

export class QuickEvents {
  private readonly planner: FieldPlanner;
  private readonly sorts: RecordSorts;
  private readonly sentences: Sentences;
  private readonly heads: EventHeads;
  private readonly texts = new ShortTexts();
  /** Of the records of the event that is being read. */
  private readonly records: RecordSort[] = [];
  private readonly behindSummary: Piece;
  private readonly betweenRecords: Piece;
  private readonly endRecord: Piece;
  private readonly end: Piece;

  /** @param accounts the names of the users of the node whose log it is */
  constructor(
    style: DecodeStyle,
    accounts: AccountNames,
    private readonly file: string,
  ) {
    const form = formOf(style);
    this.planner = new FieldPlanner(form, accounts);
    this.sorts = new RecordSorts(form, this.planner, this.texts, file);
    this.sentences = new Sentences(form, accounts);
    this.heads = new EventHeads(form, file);
    this.behindSummary = encoded(form.behindSummary);
    this.betweenRecords = encoded(form.betweenRecords);
    this.endRecord = encoded(form.endRecord);
    this.end = encoded(form.end);
  }

  /**
   * Writes the event whose first line this is as eventWriter would, where each of its lines has a shape; false, and nothing
   * written, where one has not. All events of a block are written to the same `out`.
   */
  write(lines: BlockLines, first: number, out: ByteWriter): boolean {
    this.sorts.tidy();
    const event = lines.body(first) === 0 ? null : this.read(lines, first);
    if (event === null || !this.heads.write(lines, first, event.node, out)) {
      for (const record of this.records) record.drop();
      return false;
    }
    const { records } = this;
    const last = records[event.count - 1];
    if (last !== undefined) this.sentences.write(event, last.sentences, out);
    out.append(this.behindSummary);
    for (let number = 0; number < event.count; number++) {
      const record = records[number];
      if (record === undefined) continue;
      const { before, behind } = record.plan.shape.head;
      if (number > 0) out.append(this.betweenRecords);
      out.append(before);
      if (behind !== null) {
        out.number(lines.number(event.indexOf(number)) + 1);
        out.append(behind);
      }
      record.write(this.planner, event, number, out);
      out.append(this.endRecord);
    }
    out.append(this.end);
    return true;
  }

  private read(lines: BlockLines, first: number): ShapedEvent | null {
    const { records } = this;
    const indices: number[] = [];
    for (let index = first; index !== -1; index = lines.next(index)) {
      const number = indices.length;
      if (number === MOST_RECORDS || lines.body(index) === 0 || !lines.isSameHead(index, first)) return null;
      const record = this.sorts.find(lines, index, number === 0 ? undefined : records[number - 1]);
      if (record === null) return null;
      records[number] = record;
      indices.push(index);
    }
    return new ShapedEvent(lines, this.file, indices, records, this.texts);
  }
}
