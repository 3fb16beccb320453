// logrus' text form: time="..." level=info msg="..." key=value (sirupsen/logrus, text_formatter.go). Its others: logrusForms.ts.
import { readIsoStamp } from '../log/stamp';
import type { Stamp } from '../log/time';
import type { Span } from '../place';

/** One key=value. `span` is where the value stands, without its quotes. */
export interface LogrusField {
  readonly name: string;
  /** The value, escapes resolved. */
  readonly value: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface LogrusEntry {
  readonly stamp: Stamp | null;
  /** As the entry words it. */
  readonly level: string | null;
  readonly msg: LogrusField | null;
  /** All fields, time, level and msg among them, in the order of the line. */
  readonly fields: readonly LogrusField[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANK = 0x20;
const EQUALS = 0x3d;

/** Reads a logrus line from a column on; null where it does not begin with `time=` or `level=`. */
export function parseLogrus(text: string, from: number): LogrusEntry | null {
  if (!text.startsWith('time=', from) && !text.startsWith('level=', from)) {
    return null;
  }
  const fields = readPairs(text, from);
  const find = (name: string): LogrusField | null => fields.find(field => field.name === name) ?? null;
  const time = find('time');
  const level = find('level');
  return {
    stamp: time ? (readIsoStamp(time.value, 0)?.stamp ?? null) : null,
    level: level?.value ?? null,
    msg: find('msg'),
    fields,
  };
}

/** The value of a field; null where the entry has none of that name. */
export function logrusValue(entry: LogrusEntry, name: string): string | null {
  return entry.fields.find(field => field.name === name)?.value ?? null;
}

/**
 * The key=value pairs that begin at a column, as far as they follow each other; values are quoted as Go does, or bare.
 * `endOfBare` says where a bare value ends, which begins at the column that it is given.
 */
export function readPairs(text: string, from: number, endOfBare = bareEnd): LogrusField[] {
  const fields: LogrusField[] = [];
  let at = from;
  while (at < text.length) {
    if (text.charCodeAt(at) === BLANK) {
      at++;
      continue;
    }
    const equals = nameEnd(text, at);
    if (equals === null) {
      break;
    }
    const quoted = text.charCodeAt(equals + 1) === QUOTE;
    const start = quoted ? equals + 2 : equals + 1;
    const end = quoted ? closingQuote(text, start) : endOfBare(text, start);
    const written = text.slice(start, end);
    fields.push({
      name: text.slice(at, equals),
      value: quoted && written.includes('\\') ? unescapeGo(written) : written,
      nameSpan: { start: at, end: equals },
      span: { start, end },
    });
    at = quoted ? end + 1 : end;
  }
  return fields;
}

/** The column of the `=` behind a name, null where no name stands at `at`. */
function nameEnd(text: string, at: number): number | null {
  for (let i = at; i < text.length && i - at < 128; i++) {
    const c = text.charCodeAt(i);
    if (c === EQUALS) {
      return i > at ? i : null;
    }
    if (c === BLANK || c === QUOTE) {
      return null;
    }
  }
  return null;
}

/** The column of the quote that ends a value, or the end of a line that was cut before it. */
function closingQuote(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) {
      i++;
    } else if (c === QUOTE) {
      return i;
    }
  }
  return text.length;
}

/** The blank behind a value, or the end of the line. */
export function bareEnd(text: string, start: number): number {
  const blank = text.indexOf(' ', start);
  return blank < 0 ? text.length : blank;
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Resolves the escapes of Go's strconv.Quote (https://pkg.go.dev/strconv#Quote); what is no escape stays. */
export function unescapeGo(written: string): string {
  return written.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|([\s\S]))/g,
    (_, hex: string | undefined, short: string | undefined, long: string | undefined, one: string | undefined) => {
      const digits = hex ?? short ?? long;
      return digits === undefined ? (ESCAPES[one ?? ''] ?? one ?? '') : String.fromCodePoint(parseInt(digits, 16));
    },
  );
}
