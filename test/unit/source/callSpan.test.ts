// Where a line calls the function of the next inner frame: once and by its name, or nothing is claimed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callSpan } from '../../../server/src/source/callSpan';

describe('callSpan', () => {
  for (const [line, callee, found] of [
    ['\treturn s.p.pidv()', 'a/proc.(*execProcess).pidv', 'pidv'],
    ['\t\tif p.Pid() == e.pid {', 'a/proc.(*execProcess).Pid', 'Pid'],
    ['\tgo s.processExits()', 'a/shim.(*Service).processExits', 'processExits'],
    ['\tx := Map[int, string](list)', 'a/b.Map[...]', 'Map'],
    ['\tdefer t.Close ()', 'a/b.(*T).Close-fm', 'Close'],
    ['\treturn s.p.pidv()', 'a/proc.(*execProcess).Pid', null],
    ['\tf(f(1))', 'main.f', null],
    ['\tgetPid(Pid)', 'main.Pid', null],
    ['\tgo func() { work() }()', 'main.run.func1', null],
    ['\tdefer cleanup()', 'main.run.deferwrap1', null],
    ['', 'main.f', null],
  ] as const) {
    it(`finds ${found ?? 'nothing'} of ${callee} in ${JSON.stringify(line)}`, () => {
      const span = callSpan(line, callee);
      assert.equal(span && line.slice(span.start, span.end), found);
    });
  }
});
