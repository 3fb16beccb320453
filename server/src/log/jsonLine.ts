// JSON that stands on one line: members and elements with their places. Values are not read before they are asked for.
import type { Span } from '../place';
import { unescapeJson } from './escaped';

/** A value. `span` is where it stands: of a string what is inside the quotes. */
export interface JsonValue {
  readonly span: Span;
  readonly quoted: boolean;
}

/** A member of an object. */
export interface JsonMember extends JsonValue {
  readonly name: string;
  readonly nameSpan: Span;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** The members of the object that begins at a column, whole or cut behind one of them; null where none begins there. */
export function readJsonLine(text: string, from: number): readonly JsonMember[] | null {
  if (text.charCodeAt(from) !== OPEN_OBJECT) return null;
  const members: JsonMember[] = [];
  let at = skip(text, from + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const nameEnd = closingQuote(text, at + 1);
    const colon = skip(text, nameEnd + 1);
    if (text.charCodeAt(colon) !== 0x3a) break;
    const value = valueAt(text, skip(text, colon + 1));
    if (value === null) break;
    const name = unescapeJson(text.slice(at + 1, nameEnd));
    members.push({ name, nameSpan: { start: at + 1, end: nameEnd }, ...value });
    const next = skip(text, value.quoted ? value.span.end + 1 : value.span.end);
    if (text.charCodeAt(next) !== COMMA) return members;
    at = skip(text, next + 1);
  }
  return members.length > 0 ? members : null;
}

/** The elements of the array that begins at a column, whole or cut behind one of them; none where no array begins there. */
export function readJsonArray(text: string, from: number): readonly JsonValue[] {
  if (text.charCodeAt(from) !== OPEN_ARRAY) return [];
  const elements: JsonValue[] = [];
  for (let at = skip(text, from + 1); at < text.length && text.charCodeAt(at) !== CLOSE_ARRAY;) {
    const value = valueAt(text, at);
    if (value === null) break;
    elements.push(value);
    const next = skip(text, value.quoted ? value.span.end + 1 : value.span.end);
    if (text.charCodeAt(next) !== COMMA) break;
    at = skip(text, next + 1);
  }
  return elements;
}

/** The value that begins at a column; null where it is cut. */
function valueAt(text: string, start: number): JsonValue | null {
  const quoted = text.charCodeAt(start) === QUOTE;
  const end = quoted ? closingQuote(text, start + 1) : valueEnd(text, start);
  return end > text.length ? null : { span: { start: quoted ? start + 1 : start, end }, quoted };
}

/** What a value means: a string's text, another value as it is written; null for null and for none. */
export function memberText(text: string, member: JsonValue | undefined): string | null {
  if (!member) return null;
  const written = text.slice(member.span.start, member.span.end);
  return member.quoted ? unescapeJson(written) : written === 'null' ? null : written;
}

function skip(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at++;
  return at;
}

/** The column of the quote that ends a string; behind the text where none does. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH && at - 1 - slashes >= start) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length + 1;
}

/** The column behind a number, a word, an array or an object; behind the text where it is cut. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at + 1);
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || code === 0x20 || code === 0x09)) return at;
  }
  return text.length + 1;
}
