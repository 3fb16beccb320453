// Finds the name=value pairs of a record as the kernel and auditd write them, in one pass and without regular expressions.
import type { Span } from '../place';
import type { AuditField } from './record';

const TAB = 0x09;
const BLANK = 0x20;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const COLON = 0x3a;
const EQUALS = 0x3d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** A class has at most 64 permissions (security/selinux/include/avc_ss.h): a line full of open braces must not cost n * n. */
const LONGEST_PERMISSIONS = 2000;
/** auditd puts this byte (group separator) between the record and its own decodings (auditd.conf(5), log_format). */
export const TAIL_MARK = '\x1d';

/** Spans are made when asked for: a log has many more fields than are ever looked at. */
export class ScannedField implements AuditField {
  /**
   * @param nameStart `start` where the line does not write the name
   * @param decoded auditd's own decoding, as a field of the tail
   */
  constructor(
    readonly name: string,
    private readonly nameStart: number,
    readonly raw: string,
    private readonly start: number,
    public decoded?: ScannedField,
  ) {}

  get enriched(): string | undefined {
    return this.decoded && unquote(this.decoded.raw);
  }

  get enrichedSpan(): Span | undefined {
    return this.decoded?.span;
  }

  get nameSpan(): Span {
    const length = this.nameStart === this.start ? 0 : this.name.length;
    return { start: this.nameStart, end: this.nameStart + length };
  }

  get span(): Span {
    return { start: this.start, end: this.start + this.raw.length };
  }
}

/** The fields behind a column, with auditd's own decodings where the line has them. */
export function readFields(text: string, from: number): readonly AuditField[] {
  const mark = text.indexOf(TAIL_MARK, from);
  const fields: ScannedField[] = [];
  scanFields(text, from, mark === -1 ? text.length : mark, fields, false);
  if (mark !== -1) {
    const tail: ScannedField[] = [];
    scanFields(text, mark + 1, text.length, tail, true);
    enrich(fields, tail);
  }
  return fields;
}

/** auditd writes one NAME=value for each field that it decodes, in their order: the n-th of a name belongs to the n-th. */
function enrich(fields: readonly ScannedField[], tail: readonly ScannedField[]): void {
  const byName = new Map<string, { readonly decoded: ScannedField[]; next: number }>();
  for (const decoded of tail) {
    const name = decoded.name.toLowerCase();
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { decoded: [decoded], next: 0 });
    else known.decoded.push(decoded);
  }
  for (const field of fields) {
    const known = byName.get(field.name);
    if (known !== undefined) field.decoded = known.decoded[known.next++];
  }
}

/**
 * Appends the fields between two columns. Words without `=` are text and are passed over, but for the result of an
 * access vector (`avc:  denied  { read } for`); the fields within msg='...' of a user-space record are fields like the
 * others, and msg is one only where it has none.
 */
function scanFields(text: string, from: number, to: number, into: ScannedField[], tail: boolean): void {
  let braces = true;
  let at = from;
  while ((at = skipBlanks(text, at, to)) < to) {
    let nameStart = at;
    while (at < to && !isNameEnd(text.charCodeAt(at))) at++;
    if (at >= to || text.charCodeAt(at) !== EQUALS) {
      if (at - nameStart === 4 && text.startsWith('avc:', nameStart)) at = scanAccessVector(text, at, to, into);
      continue;
    }
    if (text.charCodeAt(nameStart) === OPENING_PARENTHESIS) nameStart++;
    const nameEnd = at;
    const start = ++at;
    const first = at < to ? text.charCodeAt(at) : BLANK;
    let end = -1;
    if (first === DOUBLE_QUOTE) end = closingEnd(text, '"', at + 1, to);
    else if (first === SINGLE_QUOTE && !tail && text.startsWith('msg', nameStart) && nameEnd - nameStart === 3) {
      at = scanMessage(text, nameStart, at, to, into);
      continue;
    } else if (first === SINGLE_QUOTE) end = closingEnd(text, "'", at + 1, to);
    else if (first === OPENING_BRACE && braces) {
      end = text.indexOf('}', at) + 1;
      // Without a closing brace a second search would be in vain too: a line full of them must not cost n * n.
      braces = end > 0 && end <= to;
      if (!braces) end = -1;
    }
    if (end === -1) end = bareEnd(text, start, to);
    if (nameEnd > nameStart) into.push(fieldAt(text, nameStart, nameEnd, start, end));
    at = end;
  }
}

export function fieldAt(text: string, nameStart: number, nameEnd: number, start: number, end: number): ScannedField {
  return new ScannedField(text.slice(nameStart, nameEnd), nameStart, text.slice(start, end), start);
}

/**
 * ` denied  { read write } for` behind `avc:` (security/selinux/avc.c, avc_audit_pre_callback): the result and the
 * permissions, as fields with the names that auparse gives them. Returns the column behind what was read.
 */
export function scanAccessVector(text: string, from: number, to: number, into: ScannedField[]): number {
  const start = skipBlanks(text, from, to);
  const end = wordEnd(text, start, to);
  const word = text.slice(start, end);
  if (word !== 'denied' && word !== 'granted') return from;
  into.push(new ScannedField('seresult', start, word, start));
  const open = skipBlanks(text, end, to);
  if (open >= to || text.charCodeAt(open) !== OPENING_BRACE) return end;
  const close = closingBrace(text, open + 1, Math.min(to, open + LONGEST_PERMISSIONS));
  if (close === -1) return open + 1;
  const first = skipBlanks(text, open + 1, close);
  let last = close;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  if (last > first) into.push(new ScannedField('seperms', first, text.slice(first, last), first));
  return close + 1;
}

function closingBrace(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === CLOSING_BRACE) return at;
  return -1;
}

/** Reads msg='...' whose quote opens at `quote`; returns the column behind it. The last quote closes it. */
function scanMessage(text: string, nameStart: number, quote: number, to: number, into: ScannedField[]): number {
  const last = text.lastIndexOf("'", to - 1);
  const close = last > quote ? last : to;
  const before = into.length;
  scanFields(text, quote + 1, close, into, true);
  const end = Math.min(close + 1, to);
  if (into.length === before) into.push(fieldAt(text, nameStart, nameStart + 3, quote, end));
  return end;
}

/** The column behind the closing quote, or behind the last character where the record was cut. */
function closingEnd(text: string, quote: string, from: number, to: number): number {
  const close = text.indexOf(quote, from);
  if (close !== -1 && close < to) return close + 1;
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/**
 * A bare value; the comma of old daemons (`res=success, auditd pid=5`), the colon of old programs (`uid=501: exe=`) and the
 * parenthesis of `(addr=?)` are no part of it.
 */
function bareEnd(text: string, from: number, to: number): number {
  let end = wordEnd(text, from, to);
  const last = end > from ? text.charCodeAt(end - 1) : BLANK;
  if (last === COMMA || last === COLON) end--;
  const closed = end > from && text.charCodeAt(end - 1) === CLOSING_PARENTHESIS;
  if (closed && !text.slice(from, end).includes('(')) end--;
  return end;
}

/** A value without the quotes around it; a cut one without its opening quote. */
export function unquote(raw: string): string {
  const quote = raw.charCodeAt(0);
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return raw;
  const closed = raw.length > 1 && raw.charCodeAt(raw.length - 1) === quote;
  return raw.slice(1, closed ? -1 : undefined);
}

export function isBlank(code: number): boolean {
  return code === BLANK || (code >= TAB && code <= 0x0d);
}

function isNameEnd(code: number): boolean {
  return code === EQUALS || isBlank(code);
}

export function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function wordEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
  return at;
}
