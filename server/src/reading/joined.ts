// Entries of several lines: journalctl's forms export, verbose and json-pretty have a line for each field of an entry, CRI one for each part.
import { BARE, type Envelope } from '../log/envelope';
import { cri } from '../log/envelopes/containers';
import { readFullStamp } from '../log/envelopes/journal';
import { journalEnvelope } from '../log/journal';
import type { Stamp } from '../log/time';
import { beginsInParts, endsParts, readParts } from './criParts';
import {
  BinaryField,
  firstPartOf,
  readExportField,
  readPrettyField,
  readVerboseField,
  type Field,
} from './journalFields';
import { readFrom, readLine, type Entry } from './line';

/** A form that has a line for each field. */
interface JoinedForm {
  readonly id: string;
  /** Whether an entry begins with the line. */
  readonly begins: (text: string) => boolean;
  /** Whether a line ends the entry that begins with `first`; `own` where it is its last line, else it is another entry's. */
  readonly ends: (text: string, first: string) => 'own' | 'other' | null;
  /** The date in the first line of an entry, where the form has the time there. */
  readonly stamp?: (text: string) => Stamp | null;
  /** The field that begins at a line of an entry. */
  readonly field: (lines: readonly string[], index: number) => Field | null;
}

export const joinedForms: readonly JoinedForm[] = [
  {
    id: 'journal-export',
    begins: text => text.startsWith('__CURSOR='),
    ends: text => (text === '' ? 'own' : text.startsWith('__CURSOR=') ? 'other' : null),
    field: readExportField,
  },
  {
    id: 'journal-verbose',
    begins: text => VERBOSE.test(text) && readFullStamp(text, 0) !== null,
    stamp: text => readFullStamp(text, 0)?.stamp ?? null,
    ends: text => (text.startsWith('    ') ? null : 'other'),
    field: readVerboseField,
  },
  {
    id: 'journal-pretty',
    begins: text => text === '{',
    ends: text => (text === '}' ? 'own' : text.startsWith('\t') ? null : 'other'),
    field: readPrettyField,
  },
  {
    id: 'cri',
    begins: beginsInParts,
    ends: endsParts,
    stamp: text => cri.parse(text, 0)?.stamp ?? null,
    field: readParts,
  },
];

/** The cursor, in brackets behind the stamp. */
const VERBOSE = / \[s=[0-9a-f]{1,32};[^\]]{0,200}\]$/;
/** The shortest of journalctl's prefixes: `[    1.234567] a b: `. */
const LEAST_INDENT = 16;
/** A longer entry is read line by line: its end may be lost. */
const MOST_LINES = 1000;

/**
 * What a line is of its entry: all of it, as nearly all lines are; the first line of its message; another line of it; or
 * a line in which no message stands.
 */
export type LinePart = 'whole' | 'first' | 'rest' | 'field';

/** A line with its entry. */
type Visit = (text: string, entry: Entry, part: LinePart) => void;

/** Takes the lines of a log in their order and gives each with its entry, in the same order. */
export class EntryJoiner {
  private form: JoinedForm | null = null;
  private lines: string[] = [];
  /** The field whose bytes the next lines are: empty lines may be among them. */
  private binary: BinaryField | null = null;

  /** The envelope of the last line that had one by itself. */
  private last = BARE;

  /** `visit` is given the lines of an entry when all of them have come. */
  constructor(private visit: Visit) {}

  /** Goes on, after it was written down and read back. */
  resume(visit: Visit): void {
    this.visit = visit;
  }

  push(text: string): void {
    if (this.form && !this.pushInside(this.form, text)) return;
    const form = mayBegin(text) ? joinedForms.find(({ begins }) => begins(text)) : undefined;
    if (form) {
      this.form = form;
      this.lines = [text];
    } else this.single(text);
  }

  /** A line by itself, or one more of the last entry's message: journalctl indents these up to where the first begins. */
  private single(text: string): void {
    const { payload } = this.last;
    if (text.charCodeAt(0) === 0x20 && payload >= LEAST_INDENT && text.startsWith(' '.repeat(payload))) {
      this.visit(text, textEntry(this.last), 'rest');
      return;
    }
    const entry = readLine(text);
    this.last = entry.envelope;
    this.visit(text, entry, 'whole');
  }

  /** Whether a line more may belong to an entry whose end has not come. */
  get isOpen(): boolean {
    return this.form !== null;
  }

  /** Notes that lines without an envelope went another way. */
  pass(): void {
    this.last = BARE;
  }

  /** No more lines come. */
  end(): void {
    if (this.form) this.close(this.form);
  }

  /** Whether the line is not part of the entry that is being read, which it ends then. */
  private pushInside(form: JoinedForm, text: string): boolean {
    if (this.binary && this.binary.push(text) === null) this.binary = null;
    const end = this.binary ? null : form.ends(text, this.lines[0] ?? '');
    if (form.id === 'journal-export' && !this.binary && BinaryField.begins(text)) this.binary = new BinaryField();
    if (end !== 'other') this.lines.push(text);
    if (end !== null || this.lines.length >= MOST_LINES) this.close(form);
    return end === 'other';
  }

  private close(form: JoinedForm): void {
    const { lines } = this;
    this.form = null;
    this.lines = [];
    this.binary = null;
    this.last = BARE;
    joinEntry(form, lines, this.visit);
  }
}

/** The quick no for nearly all lines: _ of __CURSOR, {, a bracket at the end; the T of a stamp that a part begins with. */
function mayBegin(text: string): boolean {
  const first = text.charCodeAt(0);
  return (
    first === 0x5f ||
    (first === 0x7b && text.length === 1) ||
    text.charCodeAt(text.length - 1) === 0x5d ||
    text.charCodeAt(10) === 0x54
  );
}

/** The entry of each line: all have the envelope of the whole; the message's first has its payload, the others are text. */
function joinEntry({ id, stamp, field }: JoinedForm, lines: readonly string[], visit: Visit): void {
  const fields = new Map<string, Field>();
  let message: { readonly field: Field; readonly index: number } | null = null;
  for (let index = 0; index < lines.length; index++) {
    const found = field(lines, index);
    if (!found) continue;
    if (!fields.has(found.name)) fields.set(found.name, found);
    if (found.name === 'MESSAGE') message ??= { field: found, index };
    index += found.lines - 1;
  }
  const nowhere = { start: 0, payload: 0, end: null, message: null };
  const read = journalEnvelope(id, name => fields.get(name)?.value ?? null, nowhere);
  const envelope = { ...read, stamp: stamp?.(lines[0] ?? '') ?? null };
  const parts = message?.field.parts ?? [];
  lines.forEach((text, index) => {
    const n = parts.findIndex(({ line }) => message !== null && message.index + line === index);
    const part = parts[n];
    if (!message || !part) {
      visit(text, textEntry({ ...envelope, payload: text.length }), 'field');
      return;
    }
    const place = { ...envelope, payload: Math.min(part.start, text.length), end: part.end };
    const written = message.field.escaped ?? firstPartOf(message.field, text);
    if (n === 0) visit(text, readFrom(text, { ...place, message: written }), 'first');
    else visit(text, textEntry(place), 'rest');
  });
}

function textEntry(envelope: Envelope): Entry {
  return { envelope, payload: { kind: 'text' }, level: envelope.level };
}
