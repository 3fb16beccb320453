// Events and the runs that they fall into.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitRuns } from '../../../server/src/containers/runs';
import { madeRun } from '../verdict/madeRun';

describe('splitRuns', () => {
  for (const [words, runs] of [
    ['', [[]]],
    ['exec-started shim-reaped shim-cleaned-up', [['exec-started', 'shim-reaped', 'shim-cleaned-up']]],
    // dockerd logs an exec before it asks containerd, and up to 0.3 s out of order: that is no sign of another run.
    ['shim-cleaned-up +1 exec-started', [['shim-cleaned-up', 'exec-started']]],
    ['shim-cleaned-up +3 exec-started', [['shim-cleaned-up'], ['exec-started']]],
    ['forced-delete shim-started', [['forced-delete'], ['shim-started']]],
    ['forced-delete?? +3 exec-started', [['forced-delete', 'exec-started']]],
    [
      'start-asked shim-started task-deleted start-asked',
      [['start-asked', 'shim-started', 'task-deleted'], ['start-asked']],
    ],
    ['start-asked +0.1 start-asked', [['start-asked', 'start-asked']]],
    // The shim of the run before is cleaned up behind the start of the next.
    [
      'shim-started task-deleted start-asked +0.1 shim-disconnected',
      [['shim-started', 'task-deleted', 'shim-disconnected'], ['start-asked']],
    ],
    [
      'start-asked start-failed start-asked start-failed',
      [
        ['start-asked', 'start-failed'],
        ['start-asked', 'start-failed'],
      ],
    ],
  ] as const) {
    it(`tells the runs of: ${words || 'no event'}`, () => {
      const split = splitRuns(madeRun(words).run.events);
      assert.deepEqual(
        split.map(events => events.map(({ kind }) => kind)),
        runs,
      );
    });
  }

  it('opens a run for each shim', () => {
    const events = madeRun('shim-started log shim-started').run.events.map((event, index) =>
      event.kind === 'shim-started' ? { ...event, shimPid: 100 + index } : event,
    );
    assert.deepEqual(
      splitRuns(events).map(run => run.length),
      [2, 1],
    );
  });
});
