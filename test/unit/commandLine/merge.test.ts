// nodelog merge: every line of every file once, in order of time, whatever order its file has.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { tar } from '../casefile/tarBytes';
import { CASE } from '../incident';
import { MemoryHost, type MemoryEntry } from '../memoryHost';
import { call, linesOf } from './call';

interface Line {
  readonly time: string | null;
  readonly node: string | null;
  readonly unit: string | null;
  readonly at: { readonly file: string; readonly line: number };
  readonly text: string;
}

async function merged(
  files: Readonly<Record<string, MemoryEntry>>,
): Promise<{ lines: Line[]; err: string; status: number }> {
  const host = new MemoryHost(
    Object.fromEntries(Object.entries(files).map(([name, entry]) => [`/logs/${name}`, entry])),
  );
  const { out, err, status } = await call(['merge', '--json', '/logs'], { host });
  return { lines: linesOf(out).map(line => JSON.parse(line) as Line), err, status };
}

/** Nanoseconds of a time with any number of digits. */
function nsOf(time: string): bigint {
  const [second = '', fraction = ''] = time.slice(0, -1).split('.');
  return BigInt(Date.parse(`${second}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function assertInOrder(lines: readonly Line[]): void {
  const times = lines.flatMap(({ time }) => (time === null ? [] : [nsOf(time)]));
  times.forEach((time, index) => {
    assert.ok(index === 0 || time >= (times[index - 1] ?? 0n), `line ${String(index)}: ${String(time)}`);
  });
}

const logrus = (clock: string, msg: string): string => `time="2020-02-25T${clock}Z" level=info msg="${msg}"`;
const said = (lines: readonly Line[]): string[] => lines.map(({ text }) => /msg="?(\w+)/.exec(text)?.[1] ?? text);

/** The lines of files -> what is said, in order. */
const ORDERS: readonly (readonly [
  what: string,
  files: Readonly<Record<string, readonly string[]>>,
  said: readonly string[],
])[] = [
  [
    'two files',
    { 'a.log': [logrus('10:00:00', 'a'), logrus('10:00:02', 'c')], 'b.log': [logrus('10:00:01', 'b')] },
    ['a', 'b', 'c'],
  ],
  [
    'lines without a time behind the one that they follow',
    {
      'a.log': [logrus('10:00:00', 'a'), 'goroutine 1 [running]:', '', 'main.main()', logrus('10:00:02', 'c')],
      'b.log': [logrus('10:00:01', 'b')],
    },
    ['a', 'goroutine 1 [running]:', '', 'main.main()', 'b', 'c'],
  ],
  [
    'lines without a time before the first that has one',
    { 'a.log': ['-- x', logrus('10:00:02', 'c')], 'b.log': [logrus('10:00:01', 'b')] },
    ['b', '-- x', 'c'],
  ],
  [
    'lines that are late',
    { 'a.log': ['10:00:00', '10:00:02', '10:00:01', '10:00:03'].map((clock, n) => logrus(clock, String(n))) },
    ['0', '2', '1', '3'],
  ],
  [
    'lines that are hours late',
    { 'a.log': ['10:00:00', '12:00:02', '10:30:01', '13:00:03'].map((clock, n) => logrus(clock, String(n))) },
    ['0', '2', '1', '3'],
  ],
  [
    'a file that is newest first, entries of one moment too',
    {
      'a.log': [
        logrus('10:00:03', 'd'),
        logrus('10:00:01', 'c'),
        'of c',
        logrus('10:00:01', 'b'),
        logrus('10:00:00', 'a'),
      ],
    },
    ['a', 'b', 'c', 'of c', 'd'],
  ],
  [
    'lines of one moment in the order of the files',
    { 'b.log': [logrus('10:00:00', 'b')], 'a.log': [logrus('10:00:00', 'a')] },
    ['a', 'b'],
  ],
  [
    'stamps without zone and year by another file of the node',
    {
      messages: [`Feb 25 11:00:02 vm dockerd[7]: ${logrus('11:00:02', 'b').replace('Z', '+01:00')}`],
      secure: ['Feb 25 11:00:01 vm sshd[7]: msg=a', 'Feb 25 11:00:03 vm sshd[7]: msg=c'],
    },
    ['a', 'b', 'c'],
  ],
];

describe('nodelog merge', () => {
  for (const [what, files, expected] of ORDERS) {
    it(`puts in order ${what}`, async () => {
      const { lines, status } = await merged(
        Object.fromEntries(Object.entries(files).map(([name, all]) => [name, `${all.join('\n')}\n`])),
      );
      assert.deepEqual(said(lines), expected);
      assertInOrder(lines);
      assert.equal(status, 0);
    });
  }

  it('gives the fields of the contract', async () => {
    const { lines } = await merged({
      'a/messages.gz': gzipSync(`2020-02-25T22:07:13.5+08:00 vm dockerd[7]: x\n`),
      'a/dockerd.log': `${logrus('14:07:14', 'y')}\n\tmore\n`,
      'a/audit.log': 'node=vm type=CWD msg=audit(1582639635.848:7): cwd="/"\n',
    });
    const file = (name: string): string => `/logs/a/${name}`;
    assert.deepEqual(lines, [
      {
        time: '2020-02-25T14:07:13.5Z',
        node: 'vm',
        unit: 'dockerd',
        at: { file: file('messages.gz'), line: 1 },
        text: '2020-02-25T22:07:13.5+08:00 vm dockerd[7]: x',
      },
      {
        time: '2020-02-25T14:07:14Z',
        node: 'vm',
        unit: 'dockerd',
        at: { file: file('dockerd.log'), line: 1 },
        text: logrus('14:07:14', 'y'),
      },
      { time: null, node: 'vm', unit: 'dockerd', at: { file: file('dockerd.log'), line: 2 }, text: '\tmore' },
      {
        time: '2020-02-25T14:07:15.848Z',
        node: 'vm',
        unit: 'audit',
        at: { file: file('audit.log'), line: 1 },
        text: 'node=vm type=CWD msg=audit(1582639635.848:7): cwd="/"',
      },
    ]);
  });

  it('reads the members of archives, a packed one and one in an archive in it too', async () => {
    const inner = tar([
      { name: 'var/log/dockerd.log', content: `${logrus('10:00:01', 'b')}\n${logrus('10:00:04', 'e')}\n` },
    ]);
    const host = new MemoryHost({
      '/logs/sos.tar.gz': gzipSync(
        tar([
          { name: 'sos/messages.gz', content: gzipSync(`${logrus('10:00:02', 'c')}\n`) },
          { name: 'sos/inner.tar', content: inner },
          { name: 'sos/a.log', content: `${logrus('10:00:00', 'a')}\n${logrus('10:00:03', 'd')}\n` },
        ]),
      ),
    });
    for (const root of ['/logs', '/logs/sos.tar.gz']) {
      const { out, err, status } = await call(['merge', '--json', root], { host });
      const lines = linesOf(out).map(line => JSON.parse(line) as Line);
      assert.deepEqual(said(lines), ['a', 'b', 'c', 'd', 'e']);
      assert.equal(lines[1]?.at.file, '/logs/sos.tar.gz/sos/inner.tar/var/log/dockerd.log');
      assert.deepEqual([err, status], ['', 0]);
    }
  });

  it('says where an archive is cut and prints what came before', async () => {
    const whole = tar([
      { name: 'a.log', content: `${logrus('10:00:00', 'a')}\n` },
      { name: 'b.log', content: 'x'.repeat(2000) },
    ]);
    const host = new MemoryHost({ '/logs/sos.tar': whole.subarray(0, 2000) });
    const { out, err, status } = await call(['merge', '/logs'], { host });
    assert.match(out, /msg="a"/);
    assert.match(err, /sos\.tar: /);
    assert.equal(status, 3);
  });

  it('prints files without any time at the end and says so', async () => {
    const { lines, err, status } = await merged({
      messages: 'Feb 25 22:07:13 vm x: y\n',
      'z.log': `${logrus('10:00:00', 'a')}\n`,
    });
    assert.deepEqual(
      lines.map(({ time, text }) => [time, text.slice(0, 6)]),
      [
        ['2020-02-25T10:00:00Z', 'time="'],
        [null, 'Feb 25'],
      ],
    );
    assert.match(err, /messages: no line tells when/);
    assert.equal(status, 0);
  });

  it('names what is no log', async () => {
    const { lines, err } = await merged({
      'notes.md': '# Notes\nwhat I saw\n',
      'z.log': `${logrus('10:00:00', 'a')}\n`,
    });
    assert.equal(lines.length, 1);
    assert.match(err, /no logs, not printed: \/logs\/notes\.md/);
  });

  it('prints a time, a narrow column and the line for people', async () => {
    const host = new MemoryHost({
      '/logs/a.log': `${logrus('10:00:00.123456789', 'a')}\nmore\n`,
      '/logs/long.log': 'type=CWD msg=audit(1582639635.848:7): cwd="/"\n',
    });
    const { out } = await call(['merge', '/logs'], { host });
    assert.equal(
      out,
      [
        `2020-02-25T10:00:00.123Z a.log    ${logrus('10:00:00.123456789', 'a')}`,
        '                         a.log    more',
        '2020-02-25T14:07:15.848Z long.log type=CWD msg=audit(1582639635.848:7): cwd="/"',
        '',
      ].join('\n'),
    );
  });

  it('tells the folders of a column apart that are named on their own', async () => {
    const host = new MemoryHost({
      '/n1/a.log': `${logrus('10:00:00', 'a')}\n`,
      '/n2/a.log': `${logrus('10:00:01', 'b')}\n`,
    });
    const { out } = await call(['merge', '/n1', '/n2'], { host });
    assert.deepEqual(
      linesOf(out).map(line => line.slice(25, 33)),
      ['n1/a.log', 'n2/a.log'],
    );
  });

  it('reads standard input', async () => {
    const { out, status } = await call(['merge', '--json', '-'], {
      stdin: `${logrus('10:00:01', 'b')}\n${logrus('10:00:00', 'a')}\n`,
    });
    assert.deepEqual(said(linesOf(out).map(line => JSON.parse(line) as Line)), ['a', 'b']);
    assert.equal(status, 0);
  });

  it('says that there is nothing', async () => {
    assert.equal((await call(['merge', '-'], { stdin: '' })).status, 1);
  });

  it('loses no line of any files and keeps their order', async () => {
    const line = fc.record({
      at: fc.option(fc.nat(86_399)),
      text: fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(line, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        async files => {
          const texts = files.map(lines =>
            lines.map(({ at, text }) =>
              at === null ? `x${text}` : `${new Date(at * 1000).toISOString()} vm p: ${text}`,
            ),
          );
          const { lines } = await merged(
            Object.fromEntries(
              texts.map((all, n) => [
                `messages.${String(n)}`,
                `${texts[0]?.[0] === undefined ? '' : '2020-02-25T00:00:00Z vm p: x\n'}${all.join('\n')}\n`,
              ]),
            ),
          );
          assertInOrder(lines);
          texts.forEach((all, n) => {
            const own = lines
              .filter(({ at }) => at.file.endsWith(`.${String(n)}`))
              .sort((a, b) => a.at.line - b.at.line);
            assert.deepEqual(
              own.map(({ text }) => text),
              ['2020-02-25T00:00:00Z vm p: x', ...all],
            );
            assert.deepEqual(
              own.map(({ at }) => at.line),
              own.map((_, index) => index + 1),
            );
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  const samples = process.env['NODELOG_SAMPLES'];
  for (const [name, folder, leftOut] of [
    ['the 137 case', CASE, ['README.md']],
    ['the capture node-a', samples === undefined ? null : join(samples, 'captures/node-a/logs'), []],
  ] as const) {
    it(`prints each line of ${name} once`, { skip: folder === null && 'NODELOG_SAMPLES is not set' }, async () => {
      const { out, status } = await call(['merge', '--json', folder ?? '']);
      const lines = linesOf(out).map(line => JSON.parse(line) as Line);
      assert.equal(status, 0);
      assertInOrder(lines);
      for (const file of readdirSync(folder ?? '').filter(found => !(leftOut as readonly string[]).includes(found))) {
        const bytes = readFileSync(join(folder ?? '', file));
        const expected = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
          .toString('utf8')
          .replace(/\n$/, '')
          .split('\n');
        const own = lines
          .filter(({ at }) => at.file === join(folder ?? '', file))
          .sort((a, b) => a.at.line - b.at.line);
        assert.deepEqual(
          own.map(({ text }) => text),
          expected,
          file,
        );
      }
    });
  }
});
