// One journal in all the forms of journalctl: the same events at the same times, whoever printed them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { messageText } from '../../../server/src/log/envelope';
import type { Instant, Zone } from '../../../server/src/log/time';
import { NO_TIME_GIVEN } from '../../../server/src/log/timeline';
import { message } from '../../../server/src/message';
import type { Entry } from '../../../server/src/reading/line';
import { splitLines } from '../../../server/src/reading/lines';
import { instantOfEntry, LogReader, type LogContents } from '../../../server/src/reading/log';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'journal');
/** journalctl printed the forms in UTC; the node's own zone, which its kubelet writes, is another one. */
const PRINTED: Zone = { offset: 0, reason: message('time.fromSetting'), certainty: 'certain', at: null };
const NODE: Zone = { ...PRINTED, offset: 480 };

/** An entry as it went into the journal. */
type Fields = ReadonlyMap<string, string>;

/** Reads the export form by its bytes. */
function sourceEntries(): Fields[] {
  const bytes = readFileSync(join(FOLDER, 'entries.export'));
  const entries: Map<string, string>[] = [new Map()];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, end).toString('utf8');
    const equals = line.indexOf('=');
    at = end + 1;
    if (line === '') entries.push(new Map());
    else if (equals > 0) entries.at(-1)?.set(line.slice(0, equals), line.slice(equals + 1));
    else {
      const length = Number(bytes.readBigUInt64LE(at));
      entries.at(-1)?.set(line, bytes.subarray(at + 8, at + 8 + length).toString('utf8'));
      at += 8 + length + 1;
    }
  }
  return entries.filter(entry => entry.size > 0);
}

interface Said {
  readonly entry: Entry;
  readonly message: string;
  readonly line: number;
}

/** The messages of a form with their entries. */
function read(form: string): { said: Said[]; contents: LogContents } {
  const said: Said[] = [];
  let line = 0;
  const reader = new LogReader(form, (text, entry, part) => {
    const last = said.at(-1);
    const known = entry.envelope.id !== 'bare' || form === 'cat';
    if (part === 'first' || (part === 'whole' && known)) {
      said.push({ entry, message: messageText(text, entry.envelope), line });
    } else if (part === 'rest' && last && last.entry.envelope.message === null) {
      said[said.length - 1] = { ...last, message: `${last.message}\n${messageText(text, entry.envelope)}` };
    }
    line++;
  });
  for (const text of splitLines(readFileSync(join(FOLDER, 'forms', `${form}.txt`), 'utf8'))) reader.push(text);
  const zone = /^(?:cat|short-(?:monotonic|delta))$/.test(form) ? NODE : PRINTED;
  return { contents: reader.end({ ...NO_TIME_GIVEN, zone }), said };
}

const SECOND = 1_000_000_000n;
const MICRO = 1000n;

/** What a form tells of the time: to the second, to the microsecond, since boot, or nothing. */
const FORMS = {
  short: SECOND,
  'short-full': SECOND,
  'short-iso': SECOND,
  'with-unit': SECOND,
  'short-iso-precise': MICRO,
  'short-precise': MICRO,
  'short-unix': MICRO,
  'short-monotonic': 'boot',
  'short-delta': 'boot',
  verbose: MICRO,
  export: MICRO,
  json: MICRO,
  'json-pretty': MICRO,
  'json-sse': MICRO,
  'json-seq': MICRO,
  cat: null,
} as const;

const source = sourceEntries();
const nsOf = (entry: Fields, name: string): bigint => BigInt(entry.get(name) ?? '0') * MICRO;

describe('the same entries in each form of journalctl', () => {
  const exact = read('export');
  const times = exact.said.map(({ entry }) => instantOfEntry(entry, null));

  it('are all of those that went into the journal', () => {
    assert.equal(source.length, 16);
    assert.ok(times.every(time => time !== null));
  });

  for (const [form, precision] of Object.entries(FORMS)) {
    const { said, contents } = form === 'cat' ? catLines() : read(form);

    it(`${form}: say the same by the same programs in the same order`, () => {
      assert.deepEqual(
        said.map(({ message }) => message),
        source.map(entry => entry.get('MESSAGE')),
      );
      said.forEach(({ entry: { envelope } }, index) => {
        const fields = source[index] ?? new Map<string, string>();
        if (form === 'cat') return;
        assert.equal(envelope.host, fields.get('_HOSTNAME'));
        assert.equal(envelope.pid, fields.has('_PID') ? Number(fields.get('_PID')) : null);
        assert.ok(envelope.unit !== null || envelope.program !== null);
        assert.equal(envelope.program ?? fields.get('SYSLOG_IDENTIFIER'), fields.get('SYSLOG_IDENTIFIER'));
        assert.equal(envelope.unit ?? fields.get('_SYSTEMD_UNIT'), fields.get('_SYSTEMD_UNIT'));
      });
    });

    it(`${form}: have the same timeline`, () => {
      said.forEach(({ entry, line }, index) => {
        const fields = source[index] ?? new Map<string, string>();
        const found = instantOfEntry(entry, contents.timeline.at(line));
        if (typeof precision === 'bigint')
          assert.equal(floor(found, precision), floor(times[index] ?? null, precision));
        // The entries that have no time but their own: to the moment that they were written, before the journal took them.
        else if (found) assert.ok(near(found, times[index]), `${String(found.ns)} of entry ${String(index)}`);
        else if (precision === 'boot') assert.equal(entry.envelope.uptime?.ns, nsOf(fields, '__MONOTONIC_TIMESTAMP'));
      });
    });

    it(`${form}: hold the same panic and the same record`, () => {
      assert.equal(contents.tracebacks.length, 1);
      assert.equal(contents.tracebacks[0]?.traceback.goroutines[0]?.frames[0]?.function, 'main.main');
      assert.equal(contents.auditEvents.length, form === 'cat' ? 0 : 1);
    });
  }
});

function near(a: Instant, b: Instant | null | undefined): boolean {
  return !!b && b.ns - a.ns >= 0n && b.ns - a.ns < SECOND / 1000n;
}

function floor(time: Instant | null, precision: bigint): bigint | null {
  return time && time.ns - (time.ns % precision);
}

/** Messages alone: nothing but the source tells where one of several lines ends. */
function catLines(): { said: Said[]; contents: LogContents } {
  const { said: lines, contents } = read('cat');
  const said = source.flatMap(entry => {
    const [first, ...more] = lines.splice(0, (entry.get('MESSAGE') ?? '').split('\n').length);
    return first ? [{ ...first, message: [first, ...more].map(part => part.message).join('\n') }] : [];
  });
  return { said, contents };
}
