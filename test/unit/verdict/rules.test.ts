// The rows of the table of rules against their own samples, and what must hold for all of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { explainRun } from '../../../server/src/verdict/cause';
import { RULES } from '../../../server/src/verdict/rules/index';
import { madeRun } from './madeRun';

describe('the rules of the verdict', () => {
  for (const { id, cause, holds, samples, counterSamples } of RULES) {
    for (const words of samples) {
      it(`${id} says ${cause} for: ${words}`, () => {
        const found = holds(madeRun(words));
        assert.ok(found && found.certainty !== 'possible', JSON.stringify(found));
      });
    }
    for (const words of counterSamples) {
      it(`${id} does not say ${cause} for: ${words}`, () => {
        const found = holds(madeRun(words));
        assert.ok(found === null || found.certainty === 'possible', JSON.stringify(found));
      });
    }
  }
});

const WORDS = [
  ...['+0.01', '+0.2', '+2', '+20', 'heard:audit', 'heard:kernel', 'heard:daemons', 'heard:debug'],
  ...['run:create', 'run:start', 'run:kill=15', 'run:kill=9', 'run:delete', 'run:delete-force', 'kill=9', 'kill=15'],
  ...[
    'start-asked',
    'shim-started',
    'stop-asked',
    'kill-asked=9',
    'remove-asked=9',
    'signal-asked=15',
    'signal-asked=9',
  ],
  ...['exit-told=0', 'exit-told=3', 'exit-told=137', 'exit-told=137@oom', 'died=0', 'died=137', 'died=143'],
  ...['started', 'task-exit=0', 'task-exit=137', 'task-exit=143', 'task-oom', 'kill-reason', 'container-died'],
  ...[
    'signal-missed',
    'stop-escalated=15',
    'host-kill=9@init',
    'host-kill=9@init?',
    'inner-kill=9@init',
    'shim-kill=9',
    'crash@init',
  ],
  ...['oom-kill@init', 'oom-kill@other', 'oom-kill', 'shim-reaped', 'shim-cleaned-up', 'shim-disconnected'],
  ...['task-deleted', 'forced-delete', 'panic?', 'panic??', 'start-failed', 'start-refused', 'log', 'exec-started'],
  ...[
    'node:dockerd-stopping',
    'node:containerd-gone',
    'node:events-resumed',
    'node:oom-notice',
    'node:host-kill=9',
    'node:crash',
  ],
];
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map(parts => parts.join(' '));

describe('explainRun', () => {
  it('claims no line that there is not', () => {
    fc.assert(
      fc.property(words, made => {
        const { run, node } = madeRun(made);
        const lines = new Set([...run.events, ...node.events.all].map(({ at }) => at.line));
        for (const { evidence } of explainRun(run, node).verdict.claims) {
          assert.ok(evidence.length > 0);
          for (const { line } of evidence) assert.ok(lines.has(line));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('knows a certainty where it knows a cause, and candidates only where it does not', () => {
    fc.assert(
      fc.property(words, made => {
        const { run, node } = madeRun(made);
        const { cause, certainty, verdict, exitCode } = explainRun(run, node);
        assert.equal(certainty === null, cause === 'unknown');
        assert.ok(cause === 'unknown' || verdict.candidates.length === 0);
        assert.ok(exitCode === null || run.events.some(({ exitStatus }) => exitStatus === exitCode));
      }),
      { numRuns: 1000 },
    );
  });

  it('says nothing of a run of which nothing is told', () => {
    const { run, node } = madeRun('log inspected');
    const { cause, started, finished } = explainRun(run, node);
    assert.deepEqual({ cause, started, finished }, { cause: 'unknown', started: null, finished: null });
  });
});
