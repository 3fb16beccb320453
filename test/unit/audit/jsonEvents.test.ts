// Events of laurel and go-audit mean what the same records mean in audit.log; the lines are made, out of recorded events, as these programs write them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeEvent } from '../../../server/src/audit/describe';
import { hexBytes } from '../../../server/src/audit/encoded';
import { groupAuditEvents, type AuditEvent } from '../../../server/src/audit/event';
import { decodeValue, natureOf } from '../../../server/src/audit/fields';
import { unquote } from '../../../server/src/audit/fieldScan';
import type { AuditField, AuditRecord } from '../../../server/src/audit/record';
import { readLine } from '../../../server/src/reading/line';
import { recordsOf } from '../../../server/src/reading/payload';
import { text } from '../../../server/src/render/text';
import { linesOf } from './samples';

function eventsOf(lines: readonly string[]): AuditEvent[] {
  return groupAuditEvents(
    lines.flatMap((written, line) => recordsOf(readLine(written).payload).map(record => ({ record, file: '', line }))),
  );
}

/** What is shown of an event: its sentence, and of each record the type and the decoded fields. */
function shown(event: AuditEvent): string[] {
  const fieldsOf = (record: AuditRecord): string =>
    record.fields.map(field => `${field.name}=${decodeValue(field, record, event)}`).join(' ');
  return [text(describeEvent(event)), ...event.records.map(({ record }) => `${record.type} ${fieldsOf(record)}`)];
}

function idOf({ time, serial }: AuditEvent): { readonly stamp: string; readonly serial: number } {
  const ms = Number((time?.ns ?? 0n) / 1_000_000n);
  return { stamp: (ms / 1000).toFixed(3), serial: serial ?? 0 };
}

/** laurel-about(7): bytes that are no printable ASCII, % and + stand as %XX. */
function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, byte =>
    byte < 0x20 || byte >= 0x7f || byte === 0x25 || byte === 0x2b
      ? `%${byte.toString(16).padStart(2, '0')}`
      : String.fromCharCode(byte),
  ).join('');
}

function bytesOf(written: string): Uint8Array {
  return new TextEncoder().encode(written);
}

const HEXADECIMAL = /^(?:arch|a[0-3]|cap_.*|per)$/;

function laurelValue({ name, raw }: AuditField, type: string): unknown {
  const bytes = (): Uint8Array => bytesOf(unquote(raw));
  if (raw === '(null)') return null;
  if (raw.startsWith('"')) return escaped(bytes());
  if ((name === 'saddr' && type === 'SOCKADDR') || (name === 'data' && type === 'TTY')) return escaped(hexBytes(raw));
  if (name === 'data' || natureOf(name, type).hex !== null)
    return /^(?:[0-9A-F]{2})+$/.test(raw) ? escaped(hexBytes(raw)) : escaped(bytes());
  if (HEXADECIMAL.test(name) && /^[0-9a-f]+$/.test(raw)) return `0x${raw.replace(/^0+(?=.)/, '')}`;
  if (name === 'mode') return `0o${raw.replace(/^0/, '')}`;
  return /^-?(?:0|[1-9]\d{0,14})$/.test(raw) ? Number(raw) : escaped(bytes());
}

function laurelBody(record: AuditRecord): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const { type } = record;
  const argv: unknown[] = [];
  for (const field of record.fields) {
    const value = laurelValue(field, type);
    if (type === 'PROCTITLE') body['ARGV'] = String(value).split('%00');
    else if (/^a\d+$/.test(field.name)) argv.push(value);
    else body[field.name] = value;
    if (field.enriched !== undefined)
      body[field.name.toUpperCase()] = escaped(bytesOf(field.enriched.replace(/^\{ (.*) \}$/, '{$1}')));
  }
  return argv.length > 0 ? { ...body, ARGV: argv } : body;
}

const SINGLE = new Set(['SYSCALL', 'EXECVE', 'CWD', 'PROCTITLE']);

function asLaurel(event: AuditEvent): string {
  const { stamp, serial } = idOf(event);
  const line: Record<string, unknown> = { ID: `${stamp}:${String(serial)}` };
  for (const { record } of event.records) {
    if (SINGLE.has(record.type)) line[record.type] = laurelBody(record);
    else line[record.type] = [...((line[record.type] as unknown[] | undefined) ?? []), laurelBody(record)];
  }
  return JSON.stringify(line);
}

function asGoAudit(event: AuditEvent): string {
  const { stamp, serial } = idOf(event);
  const messages = event.records.map(({ record }) => ({ type: record.type, data: record.body.trim() }));
  return JSON.stringify({ sequence: serial, timestamp: stamp, messages, uid_map: { '1000': 'UNKNOWN_USER' } });
}

const FIXTURES = join(import.meta.dirname, '../../fixtures/audit');
const events = ['audit.log', 'audit.enriched.log'].flatMap(file => eventsOf(linesOf(join(FIXTURES, file))));
/** laurel puts records of one type together, doubled names are one member, and pieces of arguments are joined. */
const laurelEvents = events.filter(({ records }) =>
  records.every(({ record }, index) => {
    const { names, type } = record;
    const before = records.slice(0, index).map(other => other.record.type);
    const apart = before.includes(type) && before.at(-1) !== type;
    return !apart && new Set(names).size === names.length && !names.some(name => /^a\d+[[_]|^seresult$/.test(name));
  }),
);

void test('recorded events mean the same in the JSON of laurel', () => {
  assert.ok(laurelEvents.length > 100, String(laurelEvents.length));
  for (const event of laurelEvents) {
    const [read, ...more] = eventsOf([asLaurel(event)]);
    assert.deepEqual(more, []);
    assert.deepEqual(read && shown(read), shown(event));
  }
});

void test('recorded events mean the same in the JSON of go-audit', () => {
  const raw = events.filter(({ records }) =>
    records.every(({ record }) => record.fields.every(field => field.enriched === undefined)),
  );
  assert.ok(raw.length > 100, String(raw.length));
  for (const event of raw) {
    const [read, ...more] = eventsOf([asGoAudit(event)]);
    assert.deepEqual(more, []);
    assert.deepEqual(read && shown(read), shown(event));
  }
});

const LAUREL =
  '{"ID":"1615114232.375:15558","NODE":"n1","SYSCALL":{"arch":"0xc000003e","syscall":62,"success":"yes","exit":0,' +
  '"pid":1,"uid":1000,"comm":"a b","key":"x%01y","UID":"user","ARGV":["0x31a6","0x9","0x0","0x0"],' +
  '"PPID":{"comm":"sh"}},"AVC":[{"denied":["read","open"],"scontext":"u:r:t:s0","tclass":"file","permissive":0}],' +
  '"PATH":[{"item":0,"name":"/tmp/%ff","mode":"0o100644"},{"item":1,"name":null}],"PARENT_INFO":{"ARGV":["x"]}}';

void test('what laurel writes in its own way is turned back', () => {
  const records = recordsOf(readLine(LAUREL).payload);
  const raws = records.map(
    ({ type, fields }) => `${type} ${fields.map(({ name, raw }) => `${name}=${raw}`).join(' ')}`,
  );
  assert.deepEqual(raws, [
    'SYSCALL arch=c000003e syscall=62 success=yes exit=0 pid=1 uid=1000 comm=612062 key=780179 a0=31a6 a1=9 a2=0 a3=0 ' +
      'PPID={"comm":"sh"}',
    'AVC seresult=denied seperms=read open scontext=u:r:t:s0 tclass=file permissive=0',
    'PATH item=0 name=2F746D702FFF mode=0100644',
    'PATH item=1 name=(null)',
    'PARENT_INFO a0=x',
  ]);
  assert.equal(records[0]?.find('uid')?.enriched, 'user');
  assert.deepEqual([records[0]?.node, records[0]?.serial], ['n1', 15558]);
});

void test("go-audit's names of users count, but not that it knows none; what it has found out itself is kept", () => {
  const [record] = recordsOf(
    readLine(
      '{"sequence":7,"timestamp":"1.250","messages":[{"type":1300,"data":"uid=1000 gid=1000 auid=4294967295 comm=\\"a\\"",' +
        '"containers":{"id":"c"}}],"uid_map":{"1000":"user","4294967295":"UNKNOWN_USER"}}',
    ).payload,
  );
  assert.deepEqual(
    record?.fields.map(({ name, raw, enriched }) => [name, raw, enriched]),
    [
      ['uid', '1000', 'user'],
      ['gid', '1000', undefined],
      ['auid', '4294967295', undefined],
      ['comm', '"a"', undefined],
      ['containers', '{"id":"c"}', undefined],
    ],
  );
});

void test('records of any such object are read, and stand in their line', () => {
  const line = fc.oneof(
    fc.json().map(json => `{"ID":"1.2:3","SYSCALL":${json},"PATH":[${json}],"AVC":[{"denied":${json},"msg":${json}}]}`),
    fc
      .json()
      .map(json => `{"sequence":3,"timestamp":"1.2","messages":[{"type":1300,"data":${json}}],"uid_map":${json}}`),
    fc.tuple(fc.nat(LAUREL.length), fc.string()).map(([at, other]) => LAUREL.slice(0, at) + other + LAUREL.slice(at)),
  );
  fc.assert(
    fc.property(line, written => {
      for (const { head, fields } of recordsOf(readLine(written).payload)) {
        for (const { start, end } of [
          head,
          ...fields.flatMap(({ nameSpan, span, enrichedSpan }) => [nameSpan, span, enrichedSpan ?? span]),
        ])
          assert.ok(0 <= start && start <= end && end <= written.length, written);
      }
    }),
  );
});
