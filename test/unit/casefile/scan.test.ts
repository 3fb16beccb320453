// What a filter shows of a log: the same lines however the log is cut, whole events, and nothing that is hidden.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Unreadable } from '../../../server/src/casefile/fileLines';
import { scan, type ScanInput, type ShownLine } from '../../../server/src/casefile/scan';
import { compileFilter } from '../../../server/src/filter/compile';
import { parseFilter } from '../../../server/src/filter/text';
import { TooLong } from '../../../server/src/host';
import { createNodeHost } from '../../../server/src/nodeHost';
import { splitLines } from '../../../server/src/reading/lines';
import { filterLine } from '../filter/line';

const ENCODER = new TextEncoder();
const HOST = createNodeHost('');

async function* piecesOf(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = ENCODER.encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function shown(text: string, written: string, rest: Partial<ScanInput> = {}): Promise<ShownLine[]> {
  const filter = parseFilter(written);
  assert.ok(!('problem' in filter));
  const input: ScanInput = {
    file: '/case/log',
    node: '',
    pieces: piecesOf(text),
    start: { line: 0, byte: 0 },
    filter: compileFilter(filter),
    known: new Map(),
    modelAt: () => null,
    wantsTimes: false,
    ...rest,
  };
  const lines: ShownLine[] = [];
  for await (const part of scan(HOST, input)) lines.push(...part.lines);
  return lines;
}

const numbers = (lines: readonly ShownLine[]): number[] => lines.map(({ line }) => line + 1);

const INTERLEAVED = [
  'type=SYSCALL msg=audit(1582099207.232:1): arch=c000003e syscall=62 key="kill"',
  'type=SYSCALL msg=audit(1582099207.240:2): arch=c000003e syscall=59 key="exec"',
  'type=OBJ_PID msg=audit(1582099207.232:1): opid=18848 oauid=-1',
  'type=PROCTITLE msg=audit(1582099207.240:2): proctitle="ls"',
  'type=PROCTITLE msg=audit(1582099207.232:1): proctitle=72756E63006B696C6C00313862326665373233363936306636630039',
].join('\n');

const PANIC = [
  'time="2020-02-25T14:07:13Z" level=info msg="before"',
  'panic: runtime error: invalid memory address',
  '',
  'goroutine 1 [running]:',
  'main.main()',
  '\t/src/main.go:7 +0x1d',
  '',
  'time="2020-02-25T14:07:14Z" level=error msg="ttrpc: closed"',
].join('\n');

const EXPORT = [
  '__CURSOR=s=a;i=1',
  '__REALTIME_TIMESTAMP=1582099207232000',
  'SYSLOG_IDENTIFIER=dockerd',
  'MESSAGE=shim reaped',
  '',
  '__CURSOR=s=a;i=2',
  '__REALTIME_TIMESTAMP=1582099208232000',
  'SYSLOG_IDENTIFIER=kubelet',
  'MESSAGE=volume mounted',
  '',
].join('\n');

describe('what a filter shows', () => {
  for (const [what, text, filter, lines] of [
    ['the whole event of a record that fits', INTERLEAVED, 'key="kill"', [1, 3, 5]],
    ['the event of a container that stands in hex', INTERLEAVED, 'container:18b2fe7236960f6c', [1, 3, 5]],
    ['lines alone where that is asked for', INTERLEAVED, 'text:kill lines:alone', [1]],
    ['records of a type alone', INTERLEAVED, 'type:PROCTITLE lines:alone', [4, 5]],
    ['no record that is hidden, though its event is shown', INTERLEAVED, '"key=\\"kill\\"" -type:OBJ_PID', [1, 5]],
    ['the whole traceback of a line that fits', PANIC, 'main.go', [2, 3, 4, 5, 6]],
    ['by level', PANIC, 'level:error', [8]],
    [
      'by time, with lines that have the time of the line above',
      PANIC,
      'since:2020-02-25T14:07:13 until:2020-02-25T14:07:14',
      [1, 2, 3, 4, 5, 6, 7],
    ],
    ['by an expression', PANIC, '/level=(info|error)/', [1, 8]],
    ['all but what is hidden', PANIC, '-level:error', [1, 2, 3, 4, 5, 6, 7]],
    ['everything where nothing is asked for', INTERLEAVED, '', [1, 2, 3, 4, 5]],
    ['the whole entry of the journal', EXPORT, 'reaped', [1, 2, 3, 4, 5]],
    ['entries of the journal by their program', EXPORT, 'unit:kubelet level:trace', []],
    ['nothing where nothing fits', INTERLEAVED, 'nowhere', []],
  ] as const) {
    it(`is ${what}`, async () => {
      assert.deepEqual(numbers(await shown(text, filter)), lines);
    });
  }

  it('is what the case knows of a container too', async () => {
    const known = new Map([['18b2fe723696', new Set([1])]]);
    assert.deepEqual(numbers(await shown(PANIC, 'container:18b2fe723696', { known })), [2, 3, 4, 5, 6]);
  });

  it('is numbered as in the file where it begins in the middle', async () => {
    const start = { line: 100, byte: 5000 };
    assert.deepEqual(numbers(await shown(PANIC, 'ttrpc lines:alone', { start })), [108]);
  });

  it('has lone returns for breaks, as the editor has', async () => {
    assert.deepEqual(numbers(await shown('a\rneedle\r\nb\nneedle', 'needle lines:alone')), [2, 4]);
  });

  it('is the same in one block and in many', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `filler ${String(at)} ${'x'.repeat(60)}`);
    many[17_000] = 'needle é';
    many.splice(14_990, 0, ...INTERLEAVED.split('\n'));
    const text = many.join('\n');
    for (const [filter, count] of [
      ['needle lines:alone', 1],
      ['text:kill', 3],
      ['/^filler 2999\\d/', 10],
    ] as const) {
      const lines = await shown(text, filter, { pieces: piecesOf(text, 1 << 19) });
      assert.equal(lines.length, count, filter);
      for (const { text: line, line: number } of lines) assert.equal(line, text.split('\n')[number]);
    }
  });

  it('that takes for ever is given up with the place', async () => {
    const host = {
      bounded: (): never => {
        throw new TooLong();
      },
    };
    const filter = parseFilter('/(a+)+$/');
    assert.ok(!('problem' in filter));
    const input = { file: '/case/log', node: '', pieces: piecesOf('aaaa!'), start: { line: 0, byte: 0 } };
    const parts = scan(host, {
      ...input,
      filter: compileFilter(filter),
      known: new Map(),
      modelAt: () => null,
      wantsTimes: false,
    });
    await assert.rejects(parts.next(), Unreadable);
  });
});

describe('a scan with a needle', () => {
  const LINES = [
    ...INTERLEAVED.split('\n'),
    ...PANIC.split('\n'),
    'Feb 25 22:07:13 gpu-1 dockerd[7]: time="2020-02-25T22:07:13Z" level=warning msg="exit of 18b2fe7236960f6c"',
    ...readFileSync('client/media/cases/exec-panic-137/messages-20200219', 'utf8').split('\n'),
  ];
  const term = fc.constantFrom(
    'container:18b2fe723696',
    'unit:dockerd',
    'panic',
    'MSG',
    'é',
    '-info',
    'level:warning',
    '"level=warning"',
    'type:OBJ_PID',
    'ſ',
    'K',
  );

  it('drops no line that fits by its text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...LINES, 'Kelvin ſ é É'), { maxLength: 40 }),
        fc.uniqueArray(term, { maxLength: 3 }),
        async (lines, terms) => {
          const text = lines.join('\n');
          const written = [...terms, 'lines:alone'].join(' ');
          const filter = parseFilter(written);
          assert.ok(!('problem' in filter));
          const { matches } = compileFilter(filter);
          const expected = [...splitLines(text)].flatMap((line, at) => (matches(filterLine(line)) ? [at + 1] : []));
          assert.deepEqual(numbers(await shown(text, written)), expected);
        },
      ),
    );
  });
});
