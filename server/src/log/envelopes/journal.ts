// What journalctl prints (journalctl(1), --output): one line an entry. Entries of several lines are joined in reading/joined.ts.
import type { Envelope, EnvelopeRow } from '../envelope';
import { JsonString, PlacedText, type EscapedText } from '../escaped';
import { epoch, journalEnvelope } from '../journal';
import { memberText, readJsonLine, type JsonMember } from '../jsonLine';
import { readIsoStamp } from '../stamp';
import { since, tagged } from '../tag';
import { parseZone, type Stamp } from '../time';

const NO_TIME = { stamp: null, instant: null, uptime: null };

/** A day of the week in any locale, the date, the clock and the zone's name. */
const FULL = /\p{L}{1,6}\.? (?=\d{4}-)/uy;
const ZONE = / ([A-Z]{1,5}|[+-]\d{2}(?:\d{2})?)(?= )/y;

/** Reads `Mon 2026-11-23 06:44:40 UTC` at a column: an abbreviation other than UTC stands for no offset by itself. */
export function readFullStamp(text: string, from: number): { readonly stamp: Stamp; readonly end: number } | null {
  FULL.lastIndex = from;
  const read = FULL.test(text) ? readIsoStamp(text, FULL.lastIndex) : null;
  if (!read) return null;
  ZONE.lastIndex = read.end;
  const [whole, zone = ''] = ZONE.exec(text) ?? [];
  if (whole === undefined) return null;
  const offset = parseZone(zone === 'GMT' ? 'UTC' : zone.length === 3 && /\d/.test(zone) ? `${zone}00` : zone);
  return { stamp: { ...read.stamp, offset }, end: read.end + whole.length };
}

export const shortFull: EnvelopeRow = {
  id: 'journal-full',
  form: 'journalctl -o short-full, with-unit',
  begins: /\p{L}/u,
  parse: (text, from) => {
    const read = readFullStamp(text, from);
    return read && tagged('journal-full', text, from, read.end, { ...NO_TIME, stamp: read.stamp });
  },
  samples: [
    {
      line: 'Mon 2026-11-23 06:44:40 UTC vm containerd[22577]: text',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 22577,
      message: 'text',
      time: 1_795_416_280_000_000_000n,
    },
    {
      line: 'Mon 2026-11-23 06:44:40 UTC vm containerd.service[22577]: text',
      source: 'real',
      host: 'vm',
      unit: 'containerd.service',
      pid: 22577,
      message: 'text',
      time: 1_795_416_280_000_000_000n,
    },
    {
      line: 'Mon 2026-11-23 14:44:40 CST vm kernel: text',
      source: 'made',
      host: 'vm',
      program: 'kernel',
      message: 'text',
      time: 'zone',
    },
  ],
  counterSamples: ['Mon 2026-11-23 06:44:40 vm containerd[1]: no zone', 'Mon Nov 23 06:44:40 2026: x'],
};

const UNIX = /(\d{9,10})\.(\d{6})(?= )/y;

export const shortUnix: EnvelopeRow = {
  id: 'journal-unix',
  form: 'journalctl -o short-unix',
  begins: /[0-9]/,
  parse: (text, from) => {
    if (text.charCodeAt(from + 10) !== 0x2e && text.charCodeAt(from + 9) !== 0x2e) return null;
    UNIX.lastIndex = from;
    const [whole, seconds = '', fraction = ''] = UNIX.exec(text) ?? [];
    const instant = whole === undefined ? null : epoch(seconds, fraction);
    return instant && tagged('journal-unix', text, from, UNIX.lastIndex, { ...NO_TIME, instant });
  },
  samples: [
    {
      line: '1795416280.978141 vm containerd[22577]: text',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 22577,
      message: 'text',
      time: 1_795_416_280_978_141_000n,
    },
  ],
  counterSamples: ['1795416280.978141 is a number: yes', '10.0.0.7 - - [25/Feb/2020:22:07:13 +0800] "GET / HTTP/1.1"'],
};

/** -o short-delta has the time since the entry before in the brackets too, blanks in the first, a star behind a boot. */
const MONOTONIC = /\[ *(\d{1,10})\.(\d{6})(?: <[ *]{0,20}(?:\d{1,10}\.\d{6})?[ *]{0,20}>| {1,20})?\](?= )/y;

export const shortMonotonic: EnvelopeRow = {
  id: 'journal-monotonic',
  form: 'journalctl -o short-monotonic, short-delta',
  begins: '[',
  parse: (text, from) => {
    MONOTONIC.lastIndex = from;
    const [whole, seconds = '', fraction = ''] = MONOTONIC.exec(text) ?? [];
    if (whole === undefined) return null;
    const when = { ...NO_TIME, uptime: since(seconds, fraction) };
    const envelope = tagged('journal-monotonic', text, from, MONOTONIC.lastIndex, when);
    // The kernel's own lines begin so too, and `usb 1-1: ` looks like a host and a program.
    const named = envelope !== null && (envelope.pid !== null || envelope.program === 'kernel');
    return named && envelope.host !== null ? envelope : null;
  },
  samples: [
    {
      line: '[  972.909177] vm containerd[22577]: text',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 22577,
      message: 'text',
      time: 'boot',
    },
    {
      line: '[  972.909177 <    0.000000 >] vm kernel: text',
      source: 'real',
      host: 'vm',
      program: 'kernel',
      message: 'text',
      time: 'boot',
    },
  ],
  counterSamples: ['[    1.234567] usb 1-1: new device', '[    1.234567] systemd[1]: Inserted module', '[ 1.5] a'],
};

/** -o json-sse writes `data: ` before each object, -o json-seq a record separator (RFC 7464). */
const BEFORE_JSON = /(?:data: |\u001e)?(?=\{)/y;

export const json: EnvelopeRow = {
  id: 'journal-json',
  form: 'journalctl -o json, json-sse, json-seq',
  begins: /[{d\u001e]/,
  parse: (text, from) => {
    BEFORE_JSON.lastIndex = from;
    if (!BEFORE_JSON.test(text)) return null;
    const members = readJsonLine(text, BEFORE_JSON.lastIndex);
    const isEntry = members?.some(({ name }) => name === 'MESSAGE' || name === '__REALTIME_TIMESTAMP');
    return members && isEntry ? jsonEnvelope(text, from, members) : null;
  },
  samples: [
    {
      line: '{"_HOSTNAME":"vm","_PID":"17808","__MONOTONIC_TIMESTAMP":"4523273829","PRIORITY":"7","MESSAGE":"level=info msg=\\"x\\"","_SYSTEMD_UNIT":"docker.service","SYSLOG_IDENTIFIER":"dockerd","__REALTIME_TIMESTAMP":"1795419831342793"}',
      source: 'real',
      host: 'vm',
      program: 'dockerd',
      pid: 17808,
      unit: 'docker.service',
      level: 'debug',
      message: 'level=info msg="x"',
      time: 1_795_419_831_342_793_000n,
    },
    {
      line: 'data: {"__REALTIME_TIMESTAMP":"1795419831342793","MESSAGE":[103,114,195,188,195,159,101,27]}',
      source: 'made',
      message: 'grüße\u001b',
      time: 1_795_419_831_342_793_000n,
    },
    { line: '\u001e{"_COMM":"a b","MESSAGE":null}', source: 'made', program: 'a b', message: '', time: null },
  ],
  counterSamples: ['{"level":"info","msg":"x","time":"2026-11-23T06:44:40.9Z"}', '{"MESSAGES":1}', '{"MESSAGE"'],
};

function jsonEnvelope(text: string, start: number, members: readonly JsonMember[]): Envelope {
  const find = (name: string): JsonMember | undefined => members.find(member => member.name === name);
  const message = find('MESSAGE');
  const span = message?.span ?? { start: text.length, end: text.length };
  const field = (name: string): string | null => memberText(text, find(name));
  const place = { start, payload: span.start, end: span.end, message: jsonMessage(text, message) };
  return journalEnvelope('journal-json', field, place);
}

/** A message that is no UTF-8 is an array of its bytes; one that is too large is null. */
export function jsonMessage(text: string, member: JsonMember | undefined): EscapedText | null {
  if (!member) return null;
  const { start, end } = member.span;
  if (member.quoted) return text.slice(start, end).includes('\\') ? new JsonString(text, start, end) : null;
  const written = memberText(text, member) ?? '';
  const bytes = written.startsWith('[') ? written.slice(1, -1).split(',').map(Number) : [];
  return new PlacedText(new TextDecoder().decode(Uint8Array.from(bytes)), start, end);
}
