// Signals that only time ties to a run: whose name, whose pid and whose neighbours leave no other.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Processes, type LooseEvent, type RunDraft } from '../../../server/src/containers/processes';
import { addByTime } from '../../../server/src/containers/timeTies';
import { message } from '../../../server/src/message';
import { madeRun } from '../verdict/madeRun';

/** A run that ended so many milliseconds behind the first; its shim and its command. */
function ended(ms: number, shim: number | null, ...command: readonly string[]): RunDraft {
  const { run } = madeRun(`shim-started +${String(5 + ms / 1000)} task-deleted`);
  const creation = { name: null, image: null, command, init: null, autoRemove: false };
  return { ...run, shim, creation: command.length > 0 ? creation : null };
}

/** A SIGKILL ten milliseconds before the first run ended. */
function kill(pid: number, ...names: readonly string[]): LooseEvent {
  const end = ended(-10, null).to;
  return {
    node: '',
    names,
    event: {
      time: end,
      node: null,
      kind: 'host-kill',
      text: message('container.inspected'),
      match: 'pid',
      certainty: 'possible',
      at: { file: 'audit.log', line: 0 },
      also: [],
      signal: 9,
      killed: [pid],
    },
  };
}

describe('addByTime', () => {
  for (const [what, runs, loose, expected] of [
    ['the only run that ended right behind', [ended(0, 50)], [kill(60, 'sleep')], [0]],
    ['a run whose program is called so', [ended(0, 50, '/bin/sleep')], [kill(60, 'sleep')], [0]],
    ['docker-init of any program', [ended(0, 50, '/bin/sleep')], [kill(60, 'docker-init')], [0]],
    ['no run whose program is called otherwise', [ended(0, 50, '/bin/sleep')], [kill(60, 'tail')], []],
    ['the one of two that is called so', [ended(0, 50, 'tail'), ended(20, 51, 'sleep')], [kill(60, 'sleep')], [1]],
    ['none of two that are called alike', [ended(0, 50, 'sleep'), ended(20, 51, 'sleep')], [kill(60, 'sleep')], []],
    ['none of two that end one after the other under load', [ended(0, 50), ended(600, 51)], [kill(60, 'sleep')], []],
    ['the one of two whose shim is older than whom it hit', [ended(0, 50), ended(20, 70)], [kill(60, 'sleep')], [0]],
    ['no run whose shim is younger than whom it hit', [ended(0, 70)], [kill(60, 'sleep')], []],
    ['no run that ended too late', [ended(500, 50)], [kill(60, 'sleep')], []],
    ['no run behind two kills', [ended(0, 50)], [kill(60, 'sleep'), kill(61, 'sleep')], []],
    ['no run whose init is another', [{ ...ended(0, 50), inits: new Set([55]) }], [kill(60, 'sleep')], []],
  ] as const) {
    it(`ties a kill to ${what}`, () => {
      const left = addByTime(new Processes(runs), loose);
      const hit = runs.flatMap(({ events }, index) => (events.some(({ match }) => match === 'time') ? [index] : []));
      assert.deepEqual(hit, expected);
      assert.equal(left.length, loose.length - expected.length);
    });
  }
});
