// Which process was the init of a run: pids given out around `runc init`, names, and what ended behind a signal.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isInit, isOlderThanShim, narrowed, rangeOf } from '../../../server/src/containers/inits';
import type { Creation } from '../../../server/src/containers/model';
import type { RunDraft } from '../../../server/src/containers/processes';
import type { Instant } from '../../../server/src/log/time';
import { madeRun } from '../verdict/madeRun';

const WORDS = 'run:create +1 run:start +5 run:delete';
const { run: made } = madeRun(WORDS);
const STARTED = made.events[1]?.time ?? null;
const ENDED = made.to;

function later(time: Instant | null, ms: number): Instant {
  assert.ok(time);
  return { ...time, ns: time.ns + BigInt(ms) * 1_000_000n };
}

/** The creation of a container by its command. */
function creationOf(...command: readonly string[]): Creation {
  return { name: null, image: null, command, init: null, autoRemove: false };
}

/** A run whose `runc init` had one pid and whose `runc start` another. */
function between(first: number, start: number, more: Partial<RunDraft> = {}): RunDraft {
  return { ...made, initRange: rangeOf(first, { pid: start, time: STARTED }), ...more };
}

describe('isInit', () => {
  const asSleep = { creation: creationOf('/bin/sleep', '9') };
  for (const [what, run, pid, name, expected] of [
    ['the pid that a line gives', { ...made, inits: new Set([500]) }, 500, 'sh', 'certain'],
    ['another pid than a line gives', { ...made, inits: new Set([500]) }, 501, 'sh', null],
    ['a pid right behind that of runc init', between(100, 150), 103, 'sleep', 'likely'],
    ['a pid below that of runc init', between(100, 150), 99, 'sleep', null],
    ['a pid above that of runc start', between(100, 150), 150, 'sleep', null],
    ['a pid far behind that of runc init', between(100, 150), 140, 'sleep', 'possible'],
    ['such a pid with the name of the command', between(100, 150, asSleep), 140, 'sleep', 'likely'],
    ['such a pid with another name', between(100, 150, asSleep), 140, 'tail', 'possible'],
    ['runc itself', between(100, 150), 103, 'runc', null],
    ['a pid of a run of which none is known', made, 103, 'sleep', null],
  ] as const) {
    it(`says ${expected ?? 'no'} to ${what}`, () => {
      assert.equal(isInit(run, pid, name, later(STARTED, 1).ns), expected);
    });
  }

  it('is not asked before runc start, when the init is runc’s own program', () => {
    assert.equal(isInit(between(100, 150), 103, 'sleep', later(STARTED, -1).ns), null);
  });
});

describe('isOlderThanShim', () => {
  for (const [shim, pid, expected] of [
    [1000, 999, true],
    [1000, 1001, false],
    [32_700, 310, false],
    [null, 1, false],
  ] as const) {
    it(`says ${String(expected)} of pid ${String(pid)} and the shim ${String(shim)}`, () => {
      assert.equal(isOlderThanShim({ shim }, pid), expected);
    });
  }
});

describe('narrowed', () => {
  const found = (words: string, first = 100): { run: RunDraft; certainty: 'likely' } => ({
    run: { ...madeRun(words).run, initRange: rangeOf(first, { pid: 150, time: STARTED }) },
    certainty: 'likely',
  });
  const right = later(ENDED, -10);

  it('takes the run that ended right behind', () => {
    const ended = found(WORDS);
    assert.deepEqual(narrowed([ended, found(`${WORDS.replace('+5', '+9')}`)], 103, right), [ended]);
  });

  it('takes the run whose pid is right behind runc init where two ended', () => {
    const near = found(WORDS, 100);
    assert.deepEqual(narrowed([found(WORDS, 80), near], 103, right), [near]);
  });

  for (const [what, words, isLeft] of [
    ['a kill that reached it later', 'run:create +1 run:start +4.995 kill=9 +0.005 run:delete', false],
    ['a command that ran in it later', 'run:create +1 run:start +4.995 exec-started +0.005 run:delete', false],
    ['a stop that was tried right behind', 'run:create +1 run:start +4.995 run:kill=15 +0.005 run:delete', true],
    ['another signal that was asked for later', 'run:create +1 run:start +4.995 run:kill=1 +0.005 run:delete', false],
  ] as const) {
    it(`${isLeft ? 'keeps' : 'leaves out'} a run with ${what}`, () => {
      assert.equal(narrowed([found(words)], 103, right).length, isLeft ? 1 : 0);
    });
  }
});
