// One audit record: type, event id and fields with their places in the line.
import type { Instant } from '../log/time';
import type { Span } from '../place';

/** One name=value pair of a record. Doubled names stay two fields. */
export interface AuditField {
  readonly name: string;
  /** The value as written, quotes included. */
  readonly raw: string;
  readonly nameSpan: Span;
  /** Where `raw` stands. */
  readonly span: Span;
  /** auditd's own decoding, from the tail behind 0x1d (log_format=ENRICHED), without its quotes. */
  readonly enriched?: string;
}

/** A record of the audit log (audit.log(5), "msg=audit(SECONDS.MILLISECONDS:SERIAL):"). */
export interface AuditRecord {
  readonly type: string;
  /** From `node=` (auditd.conf name_format); null where the record has none. */
  readonly node: string | null;
  readonly time: Instant;
  readonly serial: number;
  /** From `type=` (or `node=`) to the colon behind the event id. */
  readonly head: Span;
  readonly fields: readonly AuditField[];
  /** What stands behind the head, up to auditd's own decodings: the words between the fields are in it (`avc:  denied  { read }`). */
  readonly body: string;
}

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
/** auditd puts this byte (group separator) between the record and its own decodings (auditd.conf(5), log_format). */
const TAIL_MARK = '\x1d';

/**
 * Reads the record that begins at column `from` of the line `text` with `node=`, `host=` or `type=`; null where none does.
 * Runs once over the text; a record cut in the middle gives the fields that are there. The fields are read when first
 * asked for, since most readers of a whole log want the heads only.
 */
export function parseAuditRecord(text: string, from: number): AuditRecord | null {
  const head = readHead(text, from);
  return head === null ? null : new ScannedRecord(text, head);
}

/** The first field of that name, where the record has one. */
export function findField(record: AuditRecord, name: string): AuditField | undefined {
  return record.fields.find(field => field.name === name);
}

interface Head {
  readonly type: string;
  readonly node: string | null;
  readonly time: Instant;
  readonly serial: number;
  readonly span: Span;
}

/** The form of the log file: `[node=NAME ]type=NAME msg=audit(SECONDS.FRACTION:SERIAL):`. */
function readHead(text: string, from: number): Head | null {
  let at = from;
  let node: string | null = null;
  if (text.startsWith('node=', at) || text.startsWith('host=', at)) {
    const end = wordEnd(text, at, text.length);
    node = text.slice(at + 5, end);
    at = skipBlanks(text, end, text.length);
  }
  if (!text.startsWith('type=', at)) return null;
  const typeEnd = wordEnd(text, at, text.length);
  const type = text.slice(at + 5, typeEnd);
  at = skipBlanks(text, typeEnd, text.length);
  if (type === '' || !text.startsWith('msg=audit(', at)) return null;
  const id = readEventId(text, at + 'msg=audit('.length);
  return id === null ? null : { type, node, time: id.time, serial: id.serial, span: { start: from, end: id.end } };
}

/** `SECONDS.FRACTION:SERIAL):`, a blank before the colon allowed (ausearch prints one); `end` is the column behind it. */
function readEventId(text: string, from: number): { time: Instant; serial: number; end: number } | null {
  const dot = digitsEnd(text, from);
  const colon = digitsEnd(text, dot + 1);
  const close = digitsEnd(text, colon + 1);
  const complete = text[dot] === '.' && text[colon] === ':' && text[close] === ')';
  const digits = colon - dot - 1;
  if (!complete || dot === from || dot - from > 12 || digits < 1 || digits > 9) return null;
  if (close === colon + 1 || close - colon > 16) return null;
  const fraction = text.slice(dot + 1, colon).padEnd(9, '0');
  const ns = BigInt(text.slice(from, dot)) * 1_000_000_000n + BigInt(fraction);
  const next = skipBlanks(text, close + 1, text.length);
  const end = text.charCodeAt(next) === COLON ? next + 1 : close + 1;
  return { time: { ns, digits }, serial: Number(text.slice(colon + 1, close)), end };
}

class ScannedRecord implements AuditRecord {
  readonly type: string;
  readonly node: string | null;
  readonly time: Instant;
  readonly serial: number;
  readonly head: Span;
  private readonly text: string;
  private scanned: readonly AuditField[] | null = null;

  constructor(text: string, head: Head) {
    this.text = text;
    this.type = head.type;
    this.node = head.node;
    this.time = head.time;
    this.serial = head.serial;
    this.head = head.span;
  }

  get body(): string {
    const mark = this.text.indexOf(TAIL_MARK, this.head.end);
    return this.text.slice(this.head.end, mark === -1 ? undefined : mark);
  }

  get fields(): readonly AuditField[] {
    return (this.scanned ??= readFields(this.text, this.head.end));
  }
}

/** Spans are made when asked for: a log has many more fields than are ever looked at. */
class ScannedField implements AuditField {
  readonly name: string;
  readonly raw: string;
  enriched?: string;
  private readonly nameStart: number;
  private readonly start: number;

  constructor(text: string, nameStart: number, nameEnd: number, start: number, end: number) {
    this.name = text.slice(nameStart, nameEnd);
    this.raw = text.slice(start, end);
    this.nameStart = nameStart;
    this.start = start;
  }

  get nameSpan(): Span {
    return { start: this.nameStart, end: this.nameStart + this.name.length };
  }

  get span(): Span {
    return { start: this.start, end: this.start + this.raw.length };
  }
}

function readFields(text: string, from: number): readonly AuditField[] {
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
  const decoded = new Map<string, { readonly values: string[]; next: number }>();
  for (const { name, raw } of tail) {
    const known = decoded.get(name.toLowerCase());
    if (known === undefined) decoded.set(name.toLowerCase(), { values: [unquote(raw)], next: 0 });
    else known.values.push(unquote(raw));
  }
  for (const field of fields) {
    const known = decoded.get(field.name);
    if (known !== undefined) field.enriched = known.values[known.next++];
  }
}

/**
 * Appends the fields between two columns. Words without `=` are text (`avc:  denied  { read } for`) and are passed over;
 * the fields within msg='...' of a user-space record are fields like the others, and msg is one only where it has none.
 */
function scanFields(text: string, from: number, to: number, into: ScannedField[], tail: boolean): void {
  let braces = true;
  let at = from;
  while ((at = skipBlanks(text, at, to)) < to) {
    let nameStart = at;
    while (at < to && !isNameEnd(text.charCodeAt(at))) at++;
    if (at >= to || text.charCodeAt(at) !== EQUALS) continue;
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
    if (nameEnd > nameStart) into.push(new ScannedField(text, nameStart, nameEnd, start, end));
    at = end;
  }
}

/** Reads msg='...' whose quote opens at `quote`; returns the column behind it. The last quote closes it. */
function scanMessage(text: string, nameStart: number, quote: number, to: number, into: ScannedField[]): number {
  const last = text.lastIndexOf("'", to - 1);
  const close = last > quote ? last : to;
  const before = into.length;
  scanFields(text, quote + 1, close, into, true);
  const end = Math.min(close + 1, to);
  if (into.length === before) into.push(new ScannedField(text, nameStart, nameStart + 3, quote, end));
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

/** A bare value; the comma of old daemons (`res=success, auditd pid=5`) and the parenthesis of `(addr=?)` are no part of it. */
function bareEnd(text: string, from: number, to: number): number {
  let end = wordEnd(text, from, to);
  if (end > from && text.charCodeAt(end - 1) === COMMA) end--;
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

function isBlank(code: number): boolean {
  return code === BLANK || (code >= TAB && code <= 0x0d);
}

function isNameEnd(code: number): boolean {
  return code === EQUALS || isBlank(code);
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function wordEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
  return at;
}
