// What exit codes are said to mean: the table, and who sent a SIGKILL.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAUSES, type Cause } from '../../../server/src/containers/model';
import { text } from '../../../server/src/render/text';
import { EXIT_CODES, meaningOf } from '../../../server/src/verdict/exitCodes';

function words(code: number, cause: Cause, isStart = false): string {
  const means = meaningOf(code, cause, isStart);
  return means ? text(means) : 'nothing';
}

describe('exit codes', () => {
  const cases: readonly (readonly [code: number, cause: Cause, isStart: boolean, said: RegExp])[] = [
    [0, 'exited', false, /^its program ended as it should$/],
    [1, 'exited', false, /says that it failed/],
    [3, 'exited', false, /what 3 means$/],
    [125, 'exited', false, /docker run/],
    [126, 'exited', false, /^a shell in it/],
    [126, 'start-failed', true, /^its start failed/],
    [127, 'exited', false, /^a shell in it/],
    [127, 'start-failed', true, /^its start failed/],
    [128, 'runtime-died', true, /^its start failed/],
    [134, 'crashed', false, /SIGABRT/],
    [137, 'stopped', false, /SIGKILL; it did not end in time/],
    [137, 'killed', false, /SIGKILL; asked for by way of the runtime/],
    [137, 'oom-killed', false, /SIGKILL; sent by the kernel/],
    [137, 'killed-from-host', false, /SIGKILL; sent by a process outside/],
    [137, 'exited', false, /SIGKILL; but nobody sent it/],
    [137, 'unknown', false, /SIGKILL; who sent it, these files do not tell$/],
    [138, 'killed', false, /^128 \+ 10/],
    [139, 'crashed', false, /SIGSEGV/],
    [143, 'stopped', false, /SIGTERM/],
    [255, 'exited', false, /nobody saw its end/],
  ];
  for (const [code, cause, isStart, said] of cases) {
    it(`${String(code)} of a run that ${isStart ? 'never began' : cause} is explained`, () => {
      assert.match(words(code, cause, isStart), said);
    });
  }

  it('all have one meaning for whatever cause, and those that no process ends with have none', () => {
    for (let code = 0; code <= 255; code++) {
      for (const cause of CAUSES) assert.notEqual(words(code, cause), 'nothing', String(code));
    }
    assert.equal(words(256, 'exited'), 'nothing');
    assert.equal(words(-1, 'exited'), 'nothing');
  });

  it('have a source for each row', () => {
    assert.ok(EXIT_CODES.every(({ source }) => source.length > 0));
  });
});
