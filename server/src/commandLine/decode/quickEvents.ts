// Decodes events by the shapes of their records: the parser reads one record of a shape, the decoder one value of many.
import type { AccountNames } from '../../audit/accounts';
import { readLine } from '../../reading/line';
import type { BlockLines } from './blockLines';
import type { ByteWriter } from './byteWriter';
import { formOf, type DecodeStyle, type EventForm } from './eventText';
import { EventHeads } from './eventHeads';
import { FieldPlanner } from './fieldPlan';
import { isSame, KeptTexts } from './keptTexts';
import { fieldOf, shapeOf, type RecordShape } from './recordShape';
import { Sentences } from './sentences';
import { ShapedEvent } from './shapedEvent';
import { Shapes } from './shapes';
import { contextOf, ShapeWriter, type ShapeContext } from './shapeWriter';
import { ShortTexts } from './shortTexts';

/** A longer line is read by the parser alone (bytes), and so is an event of more records. */
const LONGEST = 1 << 16;
const MOST_RECORDS = 64;
const MOST_SLOTS = 512;
/** So many writers are made; a log with more different calls than that is made to have them. */
const MOST_WRITERS = 4096;
/** Is no value of arch=. */
const NO_ARCHITECTURE = ' ';
/** The kernel and auditd know some two hundred types of records. */
const MOST_TYPES = 512;

interface KnownShape extends RecordShape {
  /** What is printed before the fields, around the line number where that is printed. */
  readonly head: { readonly before: Uint8Array; readonly behind: Uint8Array | null };
  readonly context: ShapeContext;
  readonly writers: WriterNode;
}

/** The writers of a shape by what they depend on, one text after the other. */
interface WriterNode {
  readonly next: Map<string, WriterNode>;
  writer: ShapeWriter | null;
}

interface RecordType {
  readonly written: Uint8Array;
  readonly shapes: Shapes<KnownShape>;
}

export class QuickEvents {
  private readonly form: EventForm;
  private readonly planner: FieldPlanner;
  private readonly sentences: Sentences;
  private readonly heads: EventHeads;
  private readonly encoder = new TextEncoder();
  private readonly between: Uint8Array;
  private readonly texts = new ShortTexts();
  private readonly types: RecordType[] = [];
  private made = 0;
  /** Of the records of the event that is being read. */
  private readonly shapes: KnownShape[] = [];
  private readonly slots: Int32Array[] = [];
  private readonly writers: ShapeWriter[] = [];

  /** @param accounts the names of the users of the node whose log it is */
  constructor(
    style: DecodeStyle,
    accounts: AccountNames,
    private readonly file: string,
  ) {
    this.form = formOf(style);
    this.planner = new FieldPlanner(this.form, accounts, new KeptTexts());
    this.sentences = new Sentences(this.form, accounts);
    this.heads = new EventHeads(this.form, file);
    this.between = this.encoder.encode(this.form.between);
  }

  /**
   * Writes the event whose first line this is as eventWriter would, where each of its lines has a shape; false, and nothing
   * written, where one has not.
   */
  write(lines: BlockLines, first: number, out: ByteWriter): boolean {
    const event = this.read(lines, first);
    if (event === null || !this.findWriters(event) || !this.heads.write(lines, first, event.node, out)) return false;
    this.sentences.write(event, this.writers, out);
    out.write(this.form.behindSummary);
    for (let number = 0; number < event.count; number++) {
      const { before, behind } = event.shapeOf(number).head;
      if (number > 0) out.write(this.form.betweenRecords);
      out.copy(before, 0, before.length);
      if (behind !== null) {
        out.write(String(lines.number(event.indexOf(number)) + 1));
        out.copy(behind, 0, behind.length);
      }
      this.writers[number]?.write(event, number, out);
      out.write(this.form.endRecord);
    }
    out.write(this.form.end);
    return true;
  }

  private read(lines: BlockLines, first: number): ShapedEvent<KnownShape> | null {
    if (lines.body(first) === 0) return null;
    const indices: number[] = [];
    for (let index = first; index !== -1; index = lines.next(index)) {
      if (indices.length === MOST_RECORDS || !this.isOfEvent(lines, first, index)) return null;
      const shape = this.find(lines, index, indices.length);
      if (shape === null) return null;
      this.shapes[indices.length] = shape;
      indices.push(index);
    }
    return new ShapedEvent(lines, this.file, indices, this.shapes, this.slots, this.texts);
  }

  /** Whether a line has the id and the node of the event's first one, to the letter. */
  private isOfEvent(lines: BlockLines, first: number, index: number): boolean {
    if (index === first) return true;
    const { bytes } = lines;
    if (lines.body(index) === 0) return false;
    const node = lines.typeStart(first) - lines.start(first);
    const id = lines.idEnd(first) - lines.idStart(first);
    if (lines.typeStart(index) - lines.start(index) !== node || lines.idEnd(index) - lines.idStart(index) !== id)
      return false;
    return (
      isSame(bytes, lines.idStart(index), bytes, lines.idStart(first), lines.idEnd(first)) &&
      isSame(bytes, lines.start(index), bytes, lines.start(first), lines.typeStart(first))
    );
  }

  /** The shape of a line; one that is not known is learnt from the parser. */
  private find(lines: BlockLines, index: number, number: number): KnownShape | null {
    if (lines.end(index) - lines.start(index) > LONGEST) return null;
    const slots = (this.slots[number] ??= new Int32Array(2 * MOST_SLOTS));
    const shapes = this.typeOf(lines, index)?.shapes;
    if (shapes === undefined) return null;
    const known = shapes.find(lines.bytes, lines.body(index), lines.end(index), slots);
    if (known !== null || !shapes.learns) return known;
    shapes.spend();
    const line = lines.text(index);
    const { payload } = readLine(line);
    const shape = payload.kind === 'audit' ? shapeOf(payload.record, line) : null;
    if (shape === null) return null;
    const { before, behind } = this.form.beginRecord(shape.type, this.file);
    const head = { before: this.encoder.encode(before), behind: behind === null ? null : this.encoder.encode(behind) };
    shapes.add({ ...shape, head, context: contextOf(shape), writers: { next: new Map(), writer: null } });
    return shapes.find(lines.bytes, lines.body(index), lines.end(index), slots);
  }

  private typeOf(lines: BlockLines, index: number): RecordType | null {
    const { types } = this;
    const start = lines.typeStart(index);
    const end = lines.typeEnd(index);
    for (const type of types) {
      if (type.written.length === end - start && isSame(type.written, 0, lines.bytes, start, end)) return type;
    }
    if (types.length === MOST_TYPES) return null;
    const type = { written: Uint8Array.from(lines.bytes.subarray(start, end)), shapes: new Shapes<KnownShape>() };
    types.push(type);
    return type;
  }

  private findWriters(event: ShapedEvent<KnownShape>): boolean {
    const call = this.shapes.findIndex((shape, number) => number < event.count && shape.type === 'SYSCALL');
    const arch = call === -1 ? undefined : fieldOf(event.shapeOf(call), 'arch');
    const architecture = arch && (arch.slot === -1 ? arch.read.raw : event.textOf(call, arch.slot));
    for (let number = 0; number < event.count; number++) {
      const writer = this.writerOf(event, number, architecture);
      if (writer === null) return false;
      this.writers[number] = writer;
    }
    return true;
  }

  private writerOf(event: ShapedEvent<KnownShape>, number: number, architecture = NO_ARCHITECTURE): ShapeWriter | null {
    const shape = event.shapeOf(number);
    let node: WriterNode | null = shape.writers;
    for (const slot of shape.context.call) node = node && this.next(node, event.textOf(number, slot));
    if (shape.context.architecture) node = node && this.next(node, architecture);
    if (node?.writer === null && this.made < MOST_WRITERS) {
      this.made++;
      node.writer = new ShapeWriter(this.planner, this.between, event, number, architecture);
    }
    return node?.writer ?? null;
  }

  private next({ next }: WriterNode, text: string): WriterNode | null {
    const known = next.get(text);
    if (known !== undefined || this.made === MOST_WRITERS) return known ?? null;
    const node: WriterNode = { next: new Map(), writer: null };
    next.set(text, node);
    return node;
  }
}
