// Tracebacks out of lines: the 137 case, shapes one by one, and what must not be taken for a frame.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Traceback, TraceLine } from '../../../server/src/golang/traceback';
import { bareLine, loggedLines, parseTracebacks } from './tracebacks';

const CASE = 'client/media/cases/exec-panic-137/messages-20200225';
const FRAME = ['main.work(0x1)', '\t/src/work.go:10 +0x20'];

function bare(lines: readonly string[], program: string | null = null): TraceLine[] {
  return lines.map((text, line) => bareLine(text, line, program));
}

function framesOf(tracebacks: readonly Traceback[]): string[] {
  return tracebacks.flatMap(t =>
    t.goroutines.flatMap(g => g.frames.map(f => `${f.function ?? '?'} ${f.file}:${String(f.line)}`)),
  );
}

describe('the traceback of the 137 case', () => {
  const text = readFileSync(CASE, 'utf8');
  const lines = text.split('\n');
  const tracebacks = parseTracebacks(loggedLines(lines));
  const [traceback] = tracebacks;

  it('is one panic with its signal', () => {
    assert.equal(tracebacks.length, 1);
    assert.equal(traceback?.kind, 'panic');
    assert.equal(traceback?.message, 'runtime error: invalid memory address or nil pointer dereference');
    assert.deepEqual(traceback?.signal, { name: 'SIGSEGV', code: '0x1', addr: '0x78', pc: '0x5ff488' });
    assert.equal(traceback?.program, 'dockerd');
    assert.ok(lines[traceback?.line ?? 0]?.includes(' panic: '));
    assert.ok(lines[traceback?.endLine ?? 0]?.endsWith('service.go:91 +0x3e9'));
  });

  it('has six frames in one goroutine', () => {
    const goroutine = traceback?.goroutines[0];
    assert.equal(traceback?.goroutines.length, 1);
    assert.equal(goroutine?.id, 5);
    assert.equal(goroutine?.state, 'running');
    assert.deepEqual(
      goroutine?.frames.map(f => [
        f.function?.split('/').at(-1),
        f.file.split('/').at(-1),
        f.line,
        f.inlined,
        f.createdBy,
      ]),
      [
        ['proc.(*execProcess).pidv', 'exec.go', 76, true, false],
        ['proc.(*execStoppedState).Pid', 'exec_state.go', 175, false, false],
        ['proc.(*execProcess).Pid', 'exec.go', 72, false, false],
        ['shim.(*Service).checkProcesses', 'service.go', 514, false, false],
        ['shim.(*Service).processExits', 'service.go', 492, false, false],
        ['shim.NewService', 'service.go', 91, false, true],
      ],
    );
    assert.equal(goroutine?.frames[3]?.args, '0xc42000e0c0, 0xbf8d68647291f929, 0xbec8633ef91e, 0x8bc720, 0x4308, 0x0');
  });

  it('knows where both lines of each frame stand', () => {
    for (const frame of traceback?.goroutines[0]?.frames ?? []) {
      const { functionAt, fileAt } = frame;
      assert.equal(lines[functionAt?.line ?? -1]?.slice(functionAt?.start, functionAt?.end), frame.function);
      assert.equal(lines[fileAt.line]?.slice(fileAt.start, fileAt.end), `${frame.file}:${String(frame.line)}`);
    }
  });
});

describe('a traceback', () => {
  it('goes on after lines of other programs and log entries of its own', () => {
    const lines: TraceLine[] = [
      ['dockerd', 'panic: boom'],
      ['kubelet', 'I0608 15:36:12.678326 1517 kubelet.go:1] SyncLoop'],
      ['dockerd', 'goroutine 5 [running]:'],
      ['dockerd', 'main.work(0x1)'],
      ['systemd', 'Removed slice User Slice of root.'],
      ['dockerd', 'time="2020-02-25T22:07:13+08:00" level=info msg="shim reaped"'],
      ['dockerd', '#011/src/work.go:10 +0x20'],
    ].map(([program = '', text = ''], line) => bareLine(text, line, program));
    const [traceback] = parseTracebacks(lines);
    assert.deepEqual([traceback?.line, traceback?.endLine], [0, 6]);
    assert.deepEqual(framesOf(parseTracebacks(lines)), ['main.work /src/work.go:10']);
  });

  const trace = (head: string): string[] => [`panic: ${head}`, 'goroutine 1 [running]:', ...FRAME];
  for (const [what, one, other] of [
    ['one host is kept apart from that of another', 'vm dockerd: ', 'other dockerd: '],
    ['one process is kept apart from that of another', 'vm dockerd[7]: ', 'vm dockerd[8]: '],
    ['a process without a pid is kept apart from one with', 'vm dockerd: ', 'vm dockerd[8]: '],
    ['a line without a host is kept apart from one with', 'dockerd[7]: ', 'vm dockerd[7]: '],
  ] as const) {
    it(`of ${what}`, () => {
      const theirs = trace('b');
      const lines = trace('a').flatMap((text, index) => [one + text, other + (theirs[index] ?? '')]);
      const read = parseTracebacks(loggedLines(lines.map(line => `Feb 25 22:07:13 ${line}`)));
      assert.deepEqual(
        read.map(t => [t.program, t.message, t.line, t.endLine, framesOf([t]).length]),
        [
          ['dockerd', 'a', 0, 6, 1],
          ['dockerd', 'b', 1, 7, 1],
        ],
      );
    });
  }

  it('of one program is kept apart from that of another', () => {
    const one = bare(['panic: a', 'goroutine 1 [running]:', ...FRAME], 'a');
    const mixed = one.flatMap(l => [
      { ...l, line: l.line * 2 },
      { ...l, line: l.line * 2 + 1, program: 'b' },
    ]);
    const read = parseTracebacks(mixed);
    assert.deepEqual(
      read.map(t => [t.program, t.line, framesOf([t]).length]),
      [
        ['a', 0, 1],
        ['b', 1, 1],
      ],
    );
  });

  it('of a recovered and a new panic is one, with the first value', () => {
    const read = parseTracebacks(bare(['panic: a [recovered]', '\tpanic: b', '', 'goroutine 1 [running]:', ...FRAME]));
    assert.deepEqual(
      read.map(t => [t.kind, t.message]),
      [['panic', 'a']],
    );
  });

  it('of a panic that was recovered three times is one, with its value', () => {
    const tracebacks = parseTracebacks(
      bare([
        'panic: boom [recovered]',
        '\tpanic: boom [recovered]',
        '\tpanic: boom [recovered, repanicked]',
        '\tpanic: boom',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/src/main.go:5 +0x1',
      ]),
    );
    assert.deepEqual(
      tracebacks.map(t => [t.kind, t.message, t.line, t.endLine]),
      [['panic', 'boom', 0, 7]],
    );
  });

  it('of a panic of Rust within Go is that of the signal with which it ends', () => {
    const tracebacks = parseTracebacks(
      bare([
        "thread '<unnamed>' panicked at src/lib.rs:12:5:",
        'index out of bounds: the len is 1 but the index is 1',
        'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
        'fatal runtime error: failed to initiate panic, error 5',
        'SIGABRT: abort',
        'PC=0x7f1a m=0 sigcode=18446744073709551610',
        'signal arrived during cgo execution',
        '',
        'goroutine 1 gp=0xc0000061c0 m=0 mp=0x5ab4a0 [syscall]:',
        'runtime.cgocall(0x4a1f60, 0xc000091e10)',
        '\t/usr/local/go/src/runtime/cgocall.go:167 +0x4b fp=0xc000091de8 sp=0xc000091db0 pc=0x46e5ab',
      ]),
    );
    assert.deepEqual(
      tracebacks.map(t => [t.kind, t.message, t.signal?.name, t.line, t.goroutines.map(g => g.frames.length)]),
      [['signal', 'abort', 'SIGABRT', 4, [1]]],
    );
  });

  it('of a stack overflow bears the message of the fatal error', () => {
    const read = parseTracebacks(
      bare([
        'runtime: goroutine stack exceeds 1000000000-byte limit',
        'fatal error: stack overflow',
        '',
        'runtime stack:',
        ...FRAME,
      ]),
    );
    assert.deepEqual(
      read.map(t => [t.kind, t.message, t.line]),
      [['fatal', 'stack overflow', 0]],
    );
    assert.equal(read[0]?.goroutines[0]?.state, 'runtime stack');
  });

  it('of SIGQUIT has its signal and all goroutines', () => {
    const read = parseTracebacks(
      bare([
        'SIGQUIT: quit',
        'PC=0x45eac1 m=0 sigcode=0',
        '',
        'goroutine 0 [idle]:',
        ...FRAME,
        '',
        'goroutine 1 [select, 3 minutes]:',
        ...FRAME,
      ]),
    );
    assert.deepEqual(
      read.map(t => [t.kind, t.message, t.signal]),
      [['signal', 'quit', { name: 'SIGQUIT', code: '0', addr: null, pc: '0x45eac1' }]],
    );
    assert.deepEqual(
      read[0]?.goroutines.map(g => [g.id, g.waitMinutes, g.group]),
      [
        [0, null, 1],
        [1, 3, 1],
      ],
    );
  });

  it('gives goroutines with other lines another group', () => {
    const other = ['main.work(0x7)', '\t/src/work.go:11 +0x2f'];
    const read = parseTracebacks(
      bare(['goroutine 1 [idle]:', ...FRAME, 'goroutine 2 [idle]:', ...other, 'goroutine 3 [idle]:', ...FRAME]),
    );
    assert.deepEqual(
      read[0]?.goroutines.map(g => g.group),
      [1, 2, 1],
    );
  });

  it('ends where a goroutine would be printed a second time', () => {
    const dump = ['goroutine 1 [idle]:', ...FRAME];
    assert.equal(parseTracebacks(bare([...dump, ...dump])).length, 2);
  });

  it('of a race report keeps its stacks apart', () => {
    const read = parseTracebacks(
      bare([
        'WARNING: DATA RACE',
        'Write at 0x00c0 by goroutine 7:',
        '  main.work()',
        '      /src/work.go:10 +0x20',
        '',
        'Goroutine 7 (running) created at:',
        '  main.main()',
        '      /src/main.go:5 +0x1',
      ]),
    );
    assert.deepEqual(
      read.map(t => [t.kind, t.goroutines.map(g => [g.id, g.state])]),
      [
        [
          'race',
          [
            [7, 'Write at 0x00c0'],
            [7, 'created at'],
          ],
        ],
      ],
    );
  });
});

describe('no frame is seen', () => {
  const cases: readonly (readonly [name: string, lines: readonly string[]])[] = [
    ['in a function without a path', ['goroutine 1 [running]:', 'main.work(0x1)', 'main.main()']],
    ['in a path without a head, header or function', ['\t/src/work.go:10 +0x20']],
    ['in a call and a path without an offset, in prose', ['main.work()', 'see /src/work.go:10']],
    ['in a call and a bare path without an offset', ['main.work()', '/src/work.go:10']],
    [
      'in a fatal error of another program',
      ['fatal error: stdio.h: No such file or directory', 'compilation terminated.'],
    ],
    ['in a Java trace', ['java.lang.Error: x', '\tat a.B.c(B.java:10)']],
    [
      'where a path comes long after its function',
      ['main.work(0x1)', ...Array<string>(20).fill('x'), '\t/src/work.go:10 +0x20'],
    ],
  ];
  for (const [name, lines] of cases) {
    it(name, () => {
      assert.deepEqual(framesOf(parseTracebacks(bare(lines))), []);
    });
  }
});
