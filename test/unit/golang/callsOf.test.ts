// The calls of a dump, which are few, against its frames, which are many.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callsOf } from '../../../server/src/golang/draft';
import { framesOf } from '../../../server/src/golang/traceback';
import { bareLine, parseTracebacks } from './tracebacks';

const stack = (id: number, line: number): string[] => [
  `goroutine ${String(id)} [select]:`,
  `main.wait(0x${String(id)})`,
  `\t/src/wait.go:${String(line)} +0x1`,
  'created by main.main',
  '\t/src/main.go:9 +0x2',
  '',
];

describe('callsOf', () => {
  it('gives each call once, by its first frame, with the number of its frames', () => {
    const lines = [...stack(1, 5), ...stack(2, 7), ...stack(3, 5)];
    const [traceback] = parseTracebacks(lines.map((text, line) => bareLine(text, line)));
    assert.ok(traceback);
    const calls = callsOf(traceback).map(({ frame, count }) => [frame.function, frame.line, frame.args, count]);
    assert.deepEqual(calls, [
      ['main.wait', 5, '0x1', 2],
      ['main.main', 9, '', 3],
      ['main.wait', 7, '0x2', 1],
    ]);
    assert.equal([...framesOf(traceback)].length, 6);
  });
});
