// Events and the cause that they prove.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Cause, ContainerEvent, EventKind, Run } from '../../../server/src/containers/model';
import { message } from '../../../server/src/message';
import type { Certainty } from '../../../server/src/place';
import { explainRuns } from '../../../server/src/verdict/cause';

/** The last run, and the state it leaves the container in. */
function explainRun(events: readonly ContainerEvent[]): { readonly run: Run; readonly state: string } {
  const { runs, state } = explainRuns(events);
  return { run: runs.at(-1) ?? runs[0], state };
}

/** Made events, one a second: `panic?` is likely, `panic??` possible, all others certain. */
function eventsOf(text: string): ContainerEvent[] {
  return text
    .split(' ')
    .filter(word => word !== '')
    .map((word, index) => eventOf(word, index));
}

function eventOf(word: string, index: number): ContainerEvent {
  const certainty: Certainty = word.endsWith('??') ? 'possible' : word.endsWith('?') ? 'likely' : 'certain';
  return {
    time: { ns: BigInt(index) * 1_000_000_000n, digits: 3 },
    kind: word.replace(/\?+$/, '') as EventKind,
    text: message('container.inspected'),
    node: null,
    match: 'id',
    certainty,
    at: { file: 'messages', line: index },
    also: [],
  };
}

/** Events -> cause, certainty, state, and the second in which the run ended. */
const SAMPLES: readonly (readonly [events: string, Cause, Certainty | null, state: string, finished: number | null])[] =
  [
    ['', 'unknown', null, 'unknown', null],
    ['exec-started inspected log', 'unknown', null, 'unknown', null],
    ['shim-reaped shim-cleaned-up', 'shim-died', 'certain', 'exited', 1],
    ['shim-reaped shim-cleaned-up forced-delete', 'shim-died', 'certain', 'exited', 2],
    ['exec-started panic? shim-reaped shim-cleaned-up', 'shim-panicked', 'likely', 'exited', 3],
    ['panic shim-reaped shim-cleaned-up', 'shim-panicked', 'certain', 'exited', 2],
    ['panic?? shim-reaped shim-cleaned-up', 'shim-died', 'certain', 'exited', 2],
    ['panic?? panic? shim-reaped shim-cleaned-up', 'shim-panicked', 'likely', 'exited', 3],
    ['panic? shim-reaped', 'unknown', null, 'unknown', null],
    ['forced-delete', 'unknown', null, 'exited', 0],
    ['forced-delete??', 'unknown', null, 'unknown', null],
    ['shim-cleaned-up forced-delete??', 'shim-died', 'certain', 'exited', 0],
    // Docker 20.10 logs these after every end, whatever its cause; only the end of the shim is told, not that of the run.
    ['shim-disconnected shim-disconnected task-deleted', 'unknown', null, 'unknown', null],
    ['signal-asked stop-escalated kill task-deleted', 'unknown', null, 'unknown', null],
  ];

const ORDER: readonly (Certainty | null)[] = [null, 'possible', 'likely', 'certain'];

describe('explainRun', () => {
  for (const [events, cause, certainty, state, finished] of SAMPLES) {
    it(`says ${cause}${certainty === null ? '' : ` (${certainty})`} for: ${events || 'no event'}`, () => {
      const end = explainRun(eventsOf(events));
      assert.deepEqual(
        [end.run.cause, end.run.certainty, end.state, end.run.finished?.ns ?? null],
        [cause, certainty, state, finished === null ? null : BigInt(finished) * 1_000_000_000n],
      );
    });
  }

  const kinds = ['shim-reaped', 'shim-cleaned-up', 'forced-delete', 'panic', 'kill', 'task-deleted', 'log'];
  const word = fc.tuple(fc.constantFrom(...kinds), fc.constantFrom('', '?', '??')).map(parts => parts.join(''));

  it('never claims more when evidence is taken away', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.infiniteStream(fc.boolean()), (words, keep) => {
        const all = eventsOf(words.join(' '));
        const fewer = all.filter(() => keep.next().value === true);
        const [before, after] = [explainRun(all), explainRun(fewer)];
        if (after.run.cause === before.run.cause) {
          assert.ok(ORDER.indexOf(after.run.certainty) <= ORDER.indexOf(before.run.certainty));
        } else if (after.run.cause !== 'unknown') {
          // A shim that panicked has died: the weaker statement of the same end.
          assert.deepEqual([before.run.cause, after.run.cause], ['shim-panicked', 'shim-died']);
        }
        assert.ok(before.state === 'exited' || after.state === 'unknown');
      }),
      { numRuns: 500 },
    );
  });

  it('knows a certainty where it knows a cause, and no exit code that no line tells', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), words => {
        const { run, state } = explainRun(eventsOf(words.join(' ')));
        assert.equal(run.certainty === null, run.cause === 'unknown');
        assert.equal(run.exitCode, null);
        assert.ok(run.finished === null || state === 'exited');
      }),
    );
  });
});

describe('explainRuns with several starts', () => {
  for (const [events, causes, state] of [
    ['exec-started shim-reaped shim-cleaned-up', ['shim-died'], 'exited'],
    // dockerd logs an exec before it asks containerd, and up to 0.3 s out of order: that is no sign of another run.
    ['shim-cleaned-up exec-started', ['shim-died'], 'exited'],
    ['shim-cleaned-up log log exec-started', ['shim-died', 'unknown'], 'unknown'],
    ['forced-delete shim-started shim-cleaned-up', ['unknown', 'shim-died'], 'exited'],
    ['shim-started shim-disconnected shim-started', ['unknown', 'unknown'], 'unknown'],
    ['shim-cleaned-up forced-delete exec-inspected', ['shim-died'], 'exited'],
    ['forced-delete?? log log exec-started', ['unknown'], 'unknown'],
    ['', ['unknown'], 'unknown'],
  ] as const) {
    it(`tells the runs of: ${events || 'no event'}`, () => {
      const told = explainRuns(eventsOf(events));
      assert.deepEqual(
        told.runs.map(({ cause }) => cause),
        causes,
      );
      assert.equal(told.state, state);
    });
  }

  it('gives each run the pid of its own shim', () => {
    const events = eventsOf('shim-started shim-disconnected shim-started').map((event, index) =>
      event.kind === 'shim-started' ? { ...event, shimPid: 100 + index } : event,
    );
    assert.deepEqual(
      explainRuns(events).runs.map(({ shimPid }) => shimPid),
      [100, 102],
    );
  });
});
