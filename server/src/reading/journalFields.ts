// The fields of an entry of the journal in the forms that have a line for each of them (systemd, src/shared/logs-show.c).
import { JsonString, type EscapedText } from '../log/escaped';
import { jsonMessage } from '../log/envelopes/journal';
import { memberText, readJsonLine } from '../log/jsonLine';

/** A field with its value's places. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** How many lines it takes. */
  readonly lines: number;
  /** Where the value stands: lines counted from the field's first, columns from `start` up to `end`, null for the line's end. */
  readonly parts: readonly { readonly line: number; readonly start: number; readonly end: number | null }[];
  /** The value where it is written with escapes. */
  readonly escaped: EscapedText | null;
}

const NAME = /^([A-Z_][A-Z0-9_]{0,63})(=|$)/;

/** `NAME=value`, or `NAME`, eight bytes of length and the value where it is no single line of text (Journal Export Formats). */
export function readExportField(lines: readonly string[], index: number): Field | null {
  const text = lines[index] ?? '';
  const [, name, equals] = NAME.exec(text) ?? [];
  if (name === undefined) return null;
  if (equals === '=') return onOneLine(name, text.slice(name.length + 1), name.length + 1);
  const binary = new BinaryField();
  const parts: { line: number; start: number; end: null }[] = [];
  let line = 1;
  for (let part = next(); part !== null; part = next())
    if (part >= 0) parts.push({ line: line - 1, start: part, end: null });
  function next(): number | null {
    const data = lines[index + line];
    const start = data === undefined ? null : binary.push(data);
    if (start !== null) line++;
    return start;
  }
  if (binary.isGuessed && lines[index + line] === undefined) dropEmpty(lines, index, parts);
  const value = parts.map(part => (lines[index + part.line] ?? '').slice(part.start)).join('\n');
  return { name, value, lines: line, parts, escaped: null };
}

/** At the end of an entry whose last value has no known length stands the empty line that ends the entry. */
function dropEmpty(lines: readonly string[], index: number, parts: { readonly line: number }[]): void {
  while (parts.length > 1 && lines[index + (parts.at(-1)?.line ?? 0)] === '') parts.pop();
}

/** Follows the lines of a binary field. A break in the length itself makes lines too. */
export class BinaryField {
  private header = '';
  /** How many bytes there are; where a byte of the length is lost, how many at least. */
  private least = 0;
  private isExact = true;
  private taken = -1;

  /** Whether the end of the value is not told. */
  get isGuessed(): boolean {
    return !this.isExact;
  }

  /** Whether a line announces such a field. */
  static begins(text: string): boolean {
    return NAME.exec(text)?.[2] === '' && text !== '';
  }

  /** The column where the data of the next line begins, -1 where the length goes on behind it; null where it is no part. */
  push(text: string): number | null {
    if (this.header.length < LENGTH_BYTES) {
      const before = this.header === '' && this.taken < 0 ? 0 : this.header.length + 1;
      this.header = before === 0 ? text : `${this.header}\n${text}`;
      this.taken = 0;
      if (this.header.length < LENGTH_BYTES) return -1;
      this.readLength();
      this.taken = bytesOf(this.header.slice(LENGTH_BYTES));
      return LENGTH_BYTES - before;
    }
    // Where the length is lost, an empty line is taken for one of the value: the next field ends it, or the next entry.
    if (this.taken >= this.least && (this.isExact || NAME.exec(text)?.[2] === '=')) return null;
    this.taken += 1 + bytesOf(text);
    return 0;
  }

  /** Reads the length, little endian. */
  private readLength(): void {
    for (let n = LENGTH_BYTES - 1; n >= 0; n--) {
      const byte = this.header.charCodeAt(n);
      this.isExact &&= byte < FIRST_LOST;
      this.least = this.least * 256 + Math.min(byte, FIRST_LOST);
    }
  }
}

const LENGTH_BYTES = 8;
/** From here on a byte is no character of its own in UTF-8: it is lost when the text is read. */
const FIRST_LOST = 0x80;

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** `    NAME=value`; the other lines of a value are indented up to where its first begins. */
export function readVerboseField(lines: readonly string[], index: number): Field | null {
  const text = lines[index] ?? '';
  const [, name] = text.startsWith('    ') ? (NAME.exec(text.slice(4)) ?? []) : [];
  if (name === undefined) return null;
  const start = 4 + name.length + 1;
  const indent = ' '.repeat(start);
  let count = 1;
  while (lines[index + count]?.startsWith(indent)) count++;
  const parts = Array.from({ length: count }, (_, line) => ({ line, start, end: null }));
  const value = parts.map(part => (lines[index + part.line] ?? '').slice(start)).join('\n');
  return { name, value, lines: count, parts, escaped: null };
}

/** `\t"NAME" : "value",` */
export function readPrettyField(lines: readonly string[], index: number): Field | null {
  const text = lines[index] ?? '';
  const [member] = text.startsWith('\t"') ? (readJsonLine(`{${text.slice(1)}`, 0) ?? []) : [];
  if (!member) return null;
  const { name, span, quoted } = member;
  const value = memberText(text, member) ?? '';
  const escaped = quoted ? new JsonString(text, span.start, span.end) : jsonMessage(text, member);
  return { name, value, lines: 1, parts: [{ line: 0, start: span.start, end: span.end }], escaped };
}

function onOneLine(name: string, value: string, start: number): Field {
  return { name, value, lines: 1, parts: [{ line: 0, start, end: null }], escaped: null };
}

/** A value of several lines, to be read in the first of them: what is read further down stands at its end. */
export function firstPartOf(field: Field, text: string): EscapedText | null {
  const [first, ...more] = field.parts;
  return first && more.length > 0 ? new FirstLine(field.value, first.start, text.length) : null;
}

export class FirstLine implements EscapedText {
  constructor(
    readonly text: string,
    private readonly start: number,
    private readonly end: number,
  ) {}

  column(at: number): number {
    return Math.min(this.start + at, this.end);
  }
}
