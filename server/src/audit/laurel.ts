// Events of laurel (laurel-about(7)): the fields of each record as JSON. They are turned back into what the kernel has written.
import { memberText, readJsonArray, readJsonLine, type JsonMember, type JsonValue } from '../log/jsonLine';
import { encodeText, hexDigits, utf8 } from './encoded';
import { natureOf } from './fields';
import { typeName } from './heads';
import { ListedRecord, type EventHead } from './listedRecord';
import type { AuditField, AuditRecord } from './record';

const ENCODER = new TextEncoder();
const PERCENT = 0x25;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
/** Members of the event that are no records. */
const NO_RECORDS = new Set(['ID', 'NODE']);
/** What the kernel writes where it has no text, without quotes. */
const NO_TEXT = /^(?:\?|\(\w+\))$/;
/** Numbers are written so that their base shows, which the kernel does not do in these fields. */
const BASED = /^0([xo])([0-9a-f]+)$/i;
const BASELESS = /^(?:arch|per|a[0-3]|cap_\w+|(?:old_|new_)?p[aeip]|qbytes|mode)$/;

/** A member is an object for a record or an array of such; whatever is an object is taken for one, laurel's own additions too. */
export function laurelRecords(text: string, members: readonly JsonMember[], head: EventHead): AuditRecord[] {
  return members.flatMap(member => {
    if (NO_RECORDS.has(member.name) || member.quoted) return [];
    const { start } = member.span;
    const bodies =
      text.charCodeAt(start) === OPEN_ARRAY ? readJsonArray(text, start).map(({ span }) => span.start) : [start];
    return bodies.flatMap(at => {
      const body = readJsonLine(text, at);
      return body === null ? [] : [recordOf(text, member, body, head)];
    });
  });
}

function recordOf(text: string, member: JsonMember, body: readonly JsonMember[], head: EventHead): AuditRecord {
  const type = typeName(member.name);
  const fields = inOrder(fieldsOf(text, type, body), type);
  const [result, permissions] = ['seresult', 'seperms'].map(name => fields.find(field => field.name === name)?.raw);
  const words = result === undefined ? '' : ` avc:  ${result}  { ${permissions ?? ''} } for `;
  return new ListedRecord(head, type, member.name, member.nameSpan, fields, words);
}

/** laurel puts a call's arguments at the end; the kernel writes them before `items`. */
function inOrder(fields: readonly AuditField[], type: string): readonly AuditField[] {
  const items = fields.findIndex(({ name }) => name === 'items');
  if (type !== 'SYSCALL' || items === -1) return fields;
  const moved = fields.slice(items).filter(({ name }) => /^a[0-3]$/.test(name));
  return [...fields.slice(0, items), ...moved, ...fields.slice(items).filter(field => !moved.includes(field))];
}

/** Names in capitals are decodings of the field with that name in small letters, or laurel's own additions. */
function fieldsOf(text: string, type: string, body: readonly JsonMember[]): AuditField[] {
  const decodings = new Map<string, JsonMember>();
  const names = new Set(body.map(({ name }) => name));
  for (const member of body) {
    const name = member.name.toLowerCase();
    if (member.quoted && name !== member.name && names.has(name)) decodings.set(name, member);
  }
  return body.flatMap(member => {
    const decoding = decodings.get(member.name);
    if (decodings.get(member.name.toLowerCase()) === member) return [];
    const fields = fieldsOfMember(text, type, member);
    if (decoding === undefined) return fields;
    const enriched = decodingOf(memberText(text, decoding) ?? '');
    return fields.map(field => ({ ...field, enriched, enrichedSpan: decoding.span }));
  });
}

function fieldsOfMember(text: string, type: string, member: JsonMember): AuditField[] {
  const { name, nameSpan, span, quoted } = member;
  const first = quoted ? -1 : text.charCodeAt(span.start);
  const nowhere = { start: span.start, end: span.start };
  const elements = first === OPEN_ARRAY ? readJsonArray(text, span.start) : [];
  const texts = (): string[] => elements.map(element => memberText(text, element) ?? '');
  if (first === OPEN_ARRAY && name === 'ARGV' && type === 'PROCTITLE')
    return [{ name: 'proctitle', raw: encodeText(bytesOf(texts().join('%00'))), nameSpan, span }];
  if (first === OPEN_ARRAY && name === 'ARGV')
    return elements.map((element, number) => {
      const argument = `a${String(number)}`;
      return { name: argument, raw: rawOf(text, type, argument, element), nameSpan, span: element.span };
    });
  if (first === OPEN_ARRAY && (name === 'denied' || name === 'granted'))
    return [
      { name: 'seresult', raw: name, nameSpan: nowhere, span: nameSpan },
      { name: 'seperms', raw: utf8(bytesOf(texts().join(' '))), nameSpan: nowhere, span },
    ];
  // The words of a program, msg='...'.
  if (first === OPEN_OBJECT && name === 'msg') return fieldsOf(text, type, readJsonLine(text, span.start) ?? []);
  return [{ name, raw: rawOf(text, type, name, member), nameSpan, span }];
}

/** The value as the kernel writes it. */
function rawOf(text: string, type: string, name: string, value: JsonValue): string {
  const written = memberText(text, value);
  if (written === null) return '(null)';
  if (!value.quoted) return written;
  const bytes = bytesOf(written);
  if ((name === 'saddr' && type === 'SOCKADDR') || (name === 'data' && type === 'TTY')) return hexDigits(bytes);
  if (name === 'data' || natureOf(name, type).hex !== null) return NO_TEXT.test(written) ? written : encodeText(bytes);
  const [, base, digits = ''] = (BASELESS.test(name) && BASED.exec(written)) || [];
  if (base !== undefined) return base === 'o' ? `0${digits}` : digits;
  return utf8(bytes);
}

/** auditd puts blanks inside of an address's braces, laurel does not. */
function decodingOf(written: string): string {
  const decoding = utf8(bytesOf(written));
  return decoding.replace(/^\{(\S.*\S)\}$/, '{ $1 }');
}

/** Bytes that are no text stand as %XX. */
function bytesOf(written: string): Uint8Array {
  const bytes = ENCODER.encode(written);
  if (!written.includes('%')) return bytes;
  let length = 0;
  for (let at = 0; at < bytes.length; length++) {
    const digits = bytes[at] === PERCENT ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : '';
    const escaped = /^[0-9a-f]{2}$/i.test(digits);
    bytes[length] = escaped ? parseInt(digits, 16) : (bytes[at] ?? 0);
    at += escaped ? 3 : 1;
  }
  return bytes.subarray(0, length);
}
