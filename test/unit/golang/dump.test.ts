// Which lines of a dump are taken as bytes; that they mean the same as read one by one is shown in casefile/dumps.test.ts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TracebackReader } from '../../../server/src/golang/reader';
import { bareLine } from './tracebacks';

const FIRST = ['goroutine 1 [running]:', 'main.work(0x1)', '\t/src/work.go:10 +0x20'];
const FRAME = ['sync.(*Mutex).Lock(0xc0000b4010, {0x0, 0x1?}, _, ...)', '\t/usr/local/go/src/sync/mutex.go:81 +0x7d'];

/** How many lines behind a goroutine of the common form are taken as bytes. */
function taken(lines: readonly string[], isPlain = true): number {
  const reader = new TracebackReader(() => isPlain);
  FIRST.forEach((text, line) => reader.push(bareLine(text, line)));
  const bytes = Buffer.from(lines.map(line => `${line}\n`).join(''));
  return reader.takeDump(bytes, 0, bytes.length, FIRST.length).lines;
}

const TAKEN: readonly (readonly [what: string, lines: readonly string[]])[] = [
  ['a frame', FRAME],
  ['a frame without arguments', ['main.main()', '\t/src/main.go:1 +0x1']],
  ['an inlined frame', ['main.inner(...)', '\t/src/main.go:1', ...FRAME]],
  ['an inlined frame at the end of its stack', ['main.inner(...)', '\t/src/main.go:1', '', 'goroutine 2 [select]:']],
  ['registers', ['main.work(0x1)', '\t/src/work.go:10 +0x20 fp=0xc000047f90 sp=0xc000047f40 pc=0x45eac1']],
  ['type arguments', ['main.work[...](0x1)', '\t/src/work.go:10 +0x20']],
  ['a creator', [...FRAME, 'created by main.start', '\t/src/main.go:7 +0x1a', '']],
  ['a creator and its goroutine', [...FRAME, 'created by main.start in goroutine 1', '\t/src/main.go:7 +0x1a', '']],
  [
    'blank lines and headers',
    ['', 'goroutine 22 [chan receive, 655 minutes]:', ...FRAME, '', 'goroutine 3 [IO wait]:'],
  ],
  ['a locked thread', ['', 'goroutine 17 [syscall, 2 minutes, locked to thread]:', ...FRAME]],
  [
    'headers with pointers',
    [
      ...['goroutine 17 gp=0xc000002380 m=0 mp=0x5ab4a0 [syscall, 2 minutes]:', ...FRAME, ''],
      ...['goroutine 18 gp=0xc000003000 m=nil [select]:', ...FRAME],
    ],
  ],
  ['a thread that is locked at once', ['', 'goroutine 17 [syscall, locked to thread]:', ...FRAME]],
];

/** The lines before the last one are taken; it is not. */
const LEFT: readonly (readonly [what: string, lines: readonly string[]])[] = [
  ['an indented header', [...FRAME, ' goroutine 2 [select]:']],
  ['a header with a part of its pointers', [...FRAME, 'goroutine 2 gp=0xc000002380 m=0 [running]:']],
  ['a header with labels', [...FRAME, 'goroutine 2 [running] {"request":"1"}:']],
  ['the number of a goroutine that was printed', [...FRAME, 'goroutine 1 [running]:']],
  ['a number that no integer holds', [...FRAME, 'goroutine 12345678901234567890 [running]:']],
  ['frames that are left out', [...FRAME, '...additional frames elided...']],
  ['arguments of another language', [...FRAME, 'main.work("x")']],
  ['a hexadecimal number of 17 digits', [...FRAME, 'main.work(0x12345678901234567)']],
  ['words behind the arguments', [...FRAME, 'main.work(0x1) failed']],
  ['a line of another program', [...FRAME, 'Feb 25 22:07:13 node dockerd: main.work(0x1)']],
  ['a carriage return', [...FRAME, 'main.work(0x1)\r']],
  ['letters beyond ASCII', [...FRAME, 'main.Größe(0x1)']],
  ['a line that is longer than any', [...FRAME, `main.${'x'.repeat(300)}(0x1)`]],
];

describe('takeDump', () => {
  for (const [what, lines] of TAKEN) {
    it(`takes ${what}`, () => {
      assert.equal(taken(lines), lines.length);
    });
  }

  for (const [what, lines] of LEFT) {
    it(`leaves ${what}`, () => {
      assert.equal(taken([...lines, ...FRAME]), lines.length - 1);
    });
  }

  const HALVES: readonly (readonly [what: string, lines: readonly string[]])[] = [
    ['whose path is missing', ['main.work(0x1)']],
    [
      'whose path lies in another package',
      ['github.com/docker/docker/daemon.Run(0x1)', '\t/usr/local/go/src/sync/mutex.go:81 +0x7d'],
    ],
    ['whose path has a blank', ['main.work(0x1)', '\tC:/Program Files/work.go:10 +0x20']],
    ['whose path may go on', ['main.work(...)', '\t/src/work.go:10', '+0x20']],
    ['whose path may be followed by one behind an envelope', ['main.work(...)', '\t/src/work.go:10', 'Feb 25 +0x20']],
    ['whose path is the last line', ['main.work(...)', '\t/src/work.go:10']],
    ['whose offset is none', ['main.work(0x1)', '\t/src/work.go:10 +0x']],
  ];
  for (const [what, lines] of HALVES) {
    it(`leaves both lines of a frame ${what}`, () => {
      assert.equal(taken([...FRAME, ...lines]), FRAME.length);
    });
  }

  it('takes nothing before a traceback has begun', () => {
    const reader = new TracebackReader(() => true);
    const bytes = Buffer.from(FIRST.map(line => `${line}\n`).join(''));
    assert.equal(reader.takeDump(bytes, 0, bytes.length, 0).lines, 0);
  });

  it('takes nothing that tells others something', () => {
    assert.equal(taken(FRAME, false), 0);
  });

  it('takes no frame behind a creator, where another goroutine begins', () => {
    const creator = ['created by main.start', '\t/src/main.go:7 +0x1a'];
    assert.equal(taken([...creator, ...FRAME]), creator.length);
  });

  it('takes nothing far behind the traceback', () => {
    assert.equal(taken([...Array.from({ length: 200 }, () => ''), ...FRAME]), 0);
  });
});
