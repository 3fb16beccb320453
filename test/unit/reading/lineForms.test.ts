// Random payloads in random envelopes, alone or in a container's output, behind foreign prefixes: all come back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { messageText } from '../../../server/src/log/envelope';
import { envelopes } from '../../../server/src/log/envelopes';
import type { Level } from '../../../server/src/log/level';
import { readLine } from '../../../server/src/reading/line';
import { instantOfEntry } from '../../../server/src/reading/log';

/** What a writer is asked to write. */
interface Meta {
  /** Milliseconds since the epoch. */
  readonly ms: number;
  readonly host: string;
  readonly program: string;
  readonly pid: number;
}

/** A form by its row, as its writers write it, and what of the meta data it keeps. */
interface Writer {
  readonly id: string;
  readonly write: (message: string, meta: Meta) => string;
  readonly keeps: readonly ('host' | 'program' | 'pid' | 'time')[];
  /** Whose lines: a form of the kernel's log or of a program's. */
  readonly of?: 'kernel';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const iso = (ms: number): string => new Date(ms).toISOString();
const syslog = (ms: number): string => {
  const date = new Date(ms);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2)} ${iso(ms).slice(11, 19)}`;
};
const tag = ({ program, pid }: Meta): string => `${program}[${String(pid)}]: `;
const seconds = (ms: number): string => `${String(Math.floor(ms / 1000))}.${String(ms % 1000).padStart(3, '0')}000`;
const uptime = (ms: number): string => `[${seconds(ms % 10_000_000).padStart(13)}]`;

const NAMES = ['host', 'program', 'pid'] as const;
const WRITERS: readonly Writer[] = [
  { id: 'bare', write: message => message, keeps: [] },
  { id: 'rfc3164', write: (message, meta) => `${syslog(meta.ms)} ${meta.host} ${tag(meta)}${message}`, keeps: NAMES },
  { id: 'rfc3164', write: (message, meta) => `${syslog(meta.ms)} ${tag(meta)}${message}`, keeps: ['program', 'pid'] },
  {
    id: 'iso',
    write: (message, meta) => `${iso(meta.ms)} ${meta.host} ${tag(meta)}${message}`,
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'rfc5424',
    write: (message, { ms, host, program, pid }) => `<30>1 ${iso(ms)} ${host} ${program} ${String(pid)} - - ${message}`,
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'forward',
    write: (message, meta) => `<30>${syslog(meta.ms)} ${meta.host} ${tag(meta)}${message}`,
    keeps: NAMES,
  },
  {
    id: 'sonic',
    write: (message, meta) => {
      const date = new Date(meta.ms);
      return `${syslog(meta.ms)}.${String(meta.ms % 1000).padStart(3, '0')}000+00:00 ${String(date.getUTCFullYear())} ${meta.host} INFO ${tag(meta)}${message}`;
    },
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'journal-full',
    write: (message, meta) =>
      `Mon ${iso(meta.ms).replace('T', ' ').replace('Z', ' UTC')} ${meta.host} ${tag(meta)}${message}`,
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'journal-unix',
    write: (message, meta) => `${seconds(meta.ms)} ${meta.host} ${tag(meta)}${message}`,
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'journal-monotonic',
    write: (message, meta) => `${uptime(meta.ms)} ${meta.host} ${tag(meta)}${message}`,
    keeps: NAMES,
  },
  {
    id: 'journal-json',
    write: (message, { ms, host, program, pid }) =>
      JSON.stringify({
        _HOSTNAME: host,
        MESSAGE: message,
        _PID: String(pid),
        SYSLOG_IDENTIFIER: program,
        __REALTIME_TIMESTAMP: `${String(ms)}000`,
      }),
    keeps: [...NAMES, 'time'],
  },
  {
    id: 'docker-json',
    write: (message, { ms }) => JSON.stringify({ log: `${message}\n`, stream: 'stderr', time: iso(ms) }),
    keeps: ['time'],
  },
  { id: 'cri', write: (message, { ms }) => `${iso(ms)} stderr F ${message}`, keeps: ['time'] },
  {
    id: 'compose',
    write: (message, { ms, program }) => `${program.padEnd(9)} | ${iso(ms)} ${message}`,
    keeps: ['program', 'time'],
  },
  { id: 'timestamps', write: (message, { ms }) => `${iso(ms).replace('Z', '000000Z')} ${message}`, keeps: ['time'] },
  {
    id: 'docker-desktop',
    write: (message, { ms, program }) => `${iso(ms)}\t${program}\t${message}`,
    keeps: ['program', 'time'],
  },
  { id: 'dmesg-uptime', write: (message, { ms }) => `${uptime(ms)} ${message}`, keeps: [], of: 'kernel' },
  {
    id: 'dmesg-iso',
    write: (message, { ms }) => `${iso(ms).replace('.', ',').replace('Z', '+00:00')} ${message}`,
    keeps: ['time'],
    of: 'kernel',
  },
  {
    id: 'dmesg-ctime',
    write: (message, { ms }) => `[Thu ${syslog(ms)} ${iso(ms).slice(0, 4)}] ${message}`,
    keeps: [],
    of: 'kernel',
  },
  { id: 'dmesg-raw', write: (message, { ms }) => `<6>${uptime(ms)} ${message}`, keeps: [], of: 'kernel' },
  {
    id: 'dmesg-decoded',
    write: (message, { ms }) => `kern  :info  : ${uptime(ms)} ${message}`,
    keeps: [],
    of: 'kernel',
  },
];

interface Written {
  readonly message: string;
  readonly kind: string;
  readonly level: Level | null;
  /** Milliseconds where the payload tells its own. */
  readonly ms: number | null;
  readonly value: string | null;
}

const WORDS = fc
  .array(fc.stringMatching(/^[a-zA-Z0-9._/"\\äß€-]{1,12}$/), { minLength: 1, maxLength: 8 })
  .map(words => words.join(' '))
  // What a text begins with decides what it is taken for: a word before it, as most messages have.
  .map(words => `said ${words}`);
const TIMES = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 11, 31) });
const LEVELS = fc.constantFrom(
  ['debug', 'debug'],
  ['info', 'info'],
  ['warning', 'warning'],
  ['error', 'error'],
  ['fatal', 'critical'],
);
const quote = (text: string): string => JSON.stringify(text);

const PAYLOADS: readonly fc.Arbitrary<Written>[] = [
  fc.tuple(TIMES, LEVELS, WORDS).map(([ms, [word, level], value]) => ({
    message: `time=${quote(iso(ms))} level=${word ?? ''} msg=${quote(value)} id=x`,
    kind: 'logrus',
    level: (level ?? null) as Level | null,
    ms,
    value,
  })),
  fc.tuple(TIMES, LEVELS, WORDS).map(([ms, [word, level], value]) => ({
    message: JSON.stringify({ level: word, msg: value, time: iso(ms) }),
    kind: 'logrus',
    level: (level ?? null) as Level | null,
    ms,
    value,
  })),
  fc.tuple(TIMES, WORDS).map(([ms, value]) => ({
    message: `WARN[${iso(ms)}] ${value.padEnd(44)}  id=x namespace="m n"`,
    kind: 'logrus',
    level: 'warning' as const,
    ms,
    value,
  })),
  fc.tuple(TIMES, WORDS).map(([ms, value]) => ({
    message: `E${iso(ms).slice(5, 7)}${iso(ms).slice(8, 10)} ${iso(ms).slice(11, 23)}000    1517 file.go:581] ${quote(value)} pod="a/b"`,
    kind: 'klog',
    level: 'error' as const,
    ms: null,
    value,
  })),
  WORDS.map(value => ({
    message: `[WARN] ${value}`,
    kind: 'shim',
    level: 'warning' as const,
    ms: null,
    value,
  })),
  fc.tuple(TIMES, fc.nat(4_000_000)).map(([ms, serial]) => ({
    message: `type=SYSCALL msg=audit(${seconds(ms).slice(0, -3)}:${String(serial)}): arch=c000003e syscall=62 key="a"`,
    kind: 'audit',
    level: null,
    ms,
    value: `"a" ${String(serial)}`,
  })),
];

const KERNEL = fc.tuple(fc.nat(99_999), fc.integer({ min: 0, max: 31 })).map(([pid, error]) => ({
  message: `resizer[${String(pid)}]: segfault at 0 ip 000000000040007a sp 00007ffe48418740 error ${error.toString(16)} in resizer[7a,400000+1000]`,
  kind: 'kernel',
  level: null,
  ms: null,
  value: `segfault ${String(pid)} ${String(error)}`,
}));

const META = fc.record({
  ms: TIMES,
  host: fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/).filter(host => readLine(`${host}: `).level === null),
  program: fc.constantFrom('dockerd', 'containerd', 'kubelet', 'my_prog-1', 'a.out'),
  pid: fc.integer({ min: 1, max: 4_194_304 }),
});
const PREFIXES = fc.constantFrom('', '> ', '- ', 'messages:12:', '    ', '> * var/log/m.gz-7-');
const LEVEL_WORDS = /^(?:trace|debug|info|notice|warn|warning|error|fatal|critical)$/;

/** What of a payload is compared: that it was read to its end. */
function valueOf(line: string): string | null {
  const { payload, envelope } = readLine(line);
  if (payload.kind === 'logrus') return payload.entry.msg?.value ?? null;
  if (payload.kind === 'klog' || payload.kind === 'shim') return payload.entry.msg.value;
  if (payload.kind === 'audit') return `${payload.record.fields.at(-1)?.raw ?? ''} ${String(payload.record.serial)}`;
  if (payload.kind !== 'kernel') return messageText(line, envelope);
  const { report } = payload;
  return report.kind === 'segfault' ? `segfault ${String(report.pid)} ${String(report.error)}` : report.kind;
}

function check(writer: Writer, written: Written, meta: Meta, prefix: string): void {
  const line = prefix + writer.write(written.message, meta);
  const entry = readLine(line);
  const { envelope, payload } = entry;
  assert.deepEqual([envelope.id, payload.kind, envelope.start], [writer.id, written.kind, prefix.length], line);
  assert.equal(messageText(line, envelope), written.message, line);
  assert.equal(valueOf(line), written.value, line);
  for (const name of ['host', 'program', 'pid'] as const) {
    if (writer.keeps.includes(name)) assert.equal(envelope[name], meta[name], line);
  }
  if (written.level) assert.equal(entry.level, written.level, line);
  const ms = written.ms ?? (writer.keeps.includes('time') ? meta.ms : null);
  const time = instantOfEntry(entry, null);
  assert.equal(time && Number(time.ns / 1_000_000n), ms, line);
}

describe('a payload in an envelope', () => {
  it('is written for every row of the table', () => {
    const written = new Set(WRITERS.map(({ id }) => id));
    assert.deepEqual(
      [...new Set(envelopes.map(({ id }) => id))].filter(id => !written.has(id)),
      [],
    );
  });

  const meta = META.filter(({ host }) => !LEVEL_WORDS.test(host));
  for (const writer of WRITERS) {
    const kernel = writer.of === 'kernel' || writer.id === 'bare';
    const some = writer.of === 'kernel' ? [] : PAYLOADS;
    it(`comes back out of ${writer.id} (${writer.write('', { ms: 0, host: 'h', program: 'p', pid: 1 })})`, () => {
      fc.assert(
        fc.property(fc.oneof(...some, ...(kernel ? [KERNEL] : [])), meta, PREFIXES, (written, data, prefix) => {
          check(writer, written, data, prefix);
        }),
        { numRuns: 150 },
      );
    });
  }
});
