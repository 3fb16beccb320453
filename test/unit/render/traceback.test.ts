// Tracebacks and goroutines in words: one, and many with the same stack.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupsOf } from '../../../server/src/golang/groups';
import type { Goroutine } from '../../../server/src/golang/traceback';
import { describeGroup, describeTraceback } from '../../../server/src/render/traceback';
import { bareLine, parseTracebacks } from '../golang/tracebacks';

function goroutine(
  id: number | null,
  state: string | null,
  waitMinutes: number | null = null,
  locked = false,
): Goroutine {
  return { id, state, waitMinutes, locked, group: 1, line: 0, frames: [] };
}

describe('describeGroup', () => {
  for (const [expected, members] of [
    ['goroutine 5 [running]', [goroutine(5, 'running')]],
    ['2 goroutines [select]: 5, 7', [goroutine(5, 'select'), goroutine(7, 'select')]],
    ['2 goroutines [select, 3 minutes]: 5, 7', [goroutine(5, 'select', 3), goroutine(7, 'select', 3)]],
    ['2 goroutines [select, 3 to 90 minutes]: 5, 7', [goroutine(5, 'select', 90), goroutine(7, 'select', 3)]],
    ['2 goroutines [select, up to 90 minutes]: 5, 7', [goroutine(5, 'select', 90), goroutine(7, 'select')]],
    ['2 goroutines [running / runnable]: 5, 7', [goroutine(5, 'running'), goroutine(7, 'runnable')]],
    [
      '2 goroutines [syscall, locked to thread]: 5, 7',
      [goroutine(5, 'syscall', null, true), goroutine(7, 'syscall', null, true)],
    ],
    [
      '2 goroutines [syscall, some locked to their threads]: 5, 7',
      [goroutine(5, 'syscall', null, true), goroutine(7, 'syscall')],
    ],
    [
      '9 goroutines [IO wait]: 1, 2, 3, 4, 5, 6, 7, 8, …',
      Array.from({ length: 9 }, (_, index) => goroutine(index + 1, 'IO wait')),
    ],
    ['2 stacks whose headers are missing', [goroutine(null, null), goroutine(null, null)]],
  ] as const) {
    it(`says ${expected}`, () => {
      const groups = groupsOf({ goroutines: members });
      assert.deepEqual(groups.map(describeGroup), [expected]);
    });
  }
});

describe('describeTraceback', () => {
  const stack = ['', 'goroutine 1 [running]:', 'main.main()', '\t/src/main.go:5 +0x1d'];
  for (const [expected, head] of [
    ['panic: boom', ['panic: boom']],
    ['fatal error: concurrent map writes', ['fatal error: concurrent map writes']],
    ['SIGQUIT: quit', ['SIGQUIT: quit', 'PC=0x45eac1 m=0 sigcode=0']],
    ['signal 0xc0000005', ['Exception 0xc0000005 0x0 0x30 0x7ff6a1']],
    ['signal SIGSEGV', ['[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]']],
    ['stack of 1 goroutine', []],
    ['stacks of 2 goroutines', ['', 'goroutine 2 [running]:', 'main.f()', '\t/src/main.go:9 +0x1d']],
  ] as const) {
    it(`says ${expected}`, () => {
      const [traceback] = parseTracebacks([...head, ...stack].map((text, line) => bareLine(text, line)));
      assert.ok(traceback);
      assert.equal(describeTraceback(traceback), expected);
    });
  }
});
