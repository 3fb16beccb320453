// A JSON object that stands on one line: its members with their places. Values are not read before they are asked for.
import type { Span } from '../place';
import { unescapeJson } from './escaped';

/** A member of an object. `span` is where the value stands: of a string what is inside the quotes. */
export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly quoted: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
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
    const start = skip(text, colon + 1);
    const quoted = text.charCodeAt(start) === QUOTE;
    const end = quoted ? closingQuote(text, start + 1) : valueEnd(text, start);
    if (end > text.length) break;
    members.push({
      name: unescapeJson(text.slice(at + 1, nameEnd)),
      nameSpan: { start: at + 1, end: nameEnd },
      span: { start: quoted ? start + 1 : start, end },
      quoted,
    });
    const next = skip(text, quoted ? end + 1 : end);
    if (text.charCodeAt(next) !== 0x2c) return members;
    at = skip(text, next + 1);
  }
  return members.length > 0 ? members : null;
}

/** What a member means: a string's text, another value as it is written; null for null and for none. */
export function memberText(text: string, member: JsonMember | undefined): string | null {
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
    } else if (depth === 0 && (code === 0x2c || code === 0x20 || code === 0x09)) return at;
  }
  return text.length + 1;
}
