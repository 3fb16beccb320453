// Events of go-audit (github.com/slackhq/go-audit, parser.go): the kernel's records, each with its type and the text behind its head.
import { JsonString, moveSpan } from '../log/escaped';
import { memberText, readJsonArray, readJsonLine, type JsonMember } from '../log/jsonLine';
import { readFields } from './fieldScan';
import { typeName } from './heads';
import { ListedRecord, type EventHead } from './listedRecord';
import type { AuditField, AuditRecord } from './record';

/** What stands for a user whom the node does not know. */
const UNKNOWN_USER = 'UNKNOWN_USER';

/**
 * @param messages `[{"type":1300,"data":"arch=c000003e syscall=59 ..."}]`
 * @param users `{"0":"root"}`: the node's names of the users in them
 */
export function goAuditRecords(
  text: string,
  messages: JsonMember | undefined,
  users: JsonMember | undefined,
  head: EventHead,
): AuditRecord[] {
  const known = users === undefined ? [] : (readJsonLine(text, users.span.start) ?? []);
  const names = new Map(known.map(user => [user.name, memberText(text, user) ?? UNKNOWN_USER]));
  const elements = messages === undefined ? [] : readJsonArray(text, messages.span.start);
  return elements.flatMap(({ span }) => recordOf(text, readJsonLine(text, span.start) ?? [], names, head) ?? []);
}

function recordOf(
  text: string,
  members: readonly JsonMember[],
  names: ReadonlyMap<string, string>,
  head: EventHead,
): AuditRecord | null {
  const type = members.find(({ name }) => name === 'type');
  const data = members.find(({ name }) => name === 'data');
  if (type === undefined || data === undefined) return null;
  const written = new JsonString(text, data.span.start, data.span.end);
  const fields = readFields(written.text, 0).map((field): AuditField => {
    const { name, raw, enriched, nameSpan, span, enrichedSpan } = field;
    const moved = { name, raw, nameSpan: moveSpan(nameSpan, written), span: moveSpan(span, written) };
    if (enrichedSpan !== undefined) return { ...moved, enriched, enrichedSpan: moveSpan(enrichedSpan, written) };
    const user = name.endsWith('uid') ? names.get(raw) : undefined;
    return user === undefined || user === UNKNOWN_USER ? moved : { ...moved, enriched: user };
  });
  // What go-audit has found out itself (containers, extras).
  const own = members
    .filter(member => member !== type && member !== data)
    .map(({ name, nameSpan, span }) => ({ name, raw: text.slice(span.start, span.end), nameSpan, span }));
  const writtenType = memberText(text, type) ?? '';
  return new ListedRecord(head, typeName(writtenType), writtenType, type.span, [...fields, ...own], written.text);
}
