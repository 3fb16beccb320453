// Which containers a selection shows, in which order, and what there is to choose from.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cause, Container } from '../../../server/src/containers/model';
import { endedIn } from '../../../server/src/features/endWindow';
import {
  endedWithin,
  facetsOf,
  selectContainers,
  type EndWindow,
  type ContainerOrder,
  type Facet,
} from '../../../server/src/containers/selection';
import { container } from '../render/made';

function made(id: string, cause: Cause, state: Container['state'], node: string | null, end: bigint | null): Container {
  const [run] = container().runs;
  const finished = end === null ? null : { ns: end, digits: 0 };
  return container({ id, state, node, runs: [{ ...run, cause, finished }], last: null });
}

const CONTAINERS = [
  made('c', 'running', 'running', 'a', null),
  made('b', 'shim-died', 'exited', 'b', 1n),
  made('e', 'unknown', 'unknown', null, null),
  made('d', 'exited', 'exited', 'a', 3n),
  made('a', 'oom-killed', 'exited', 'a', 2n),
];

const facet = (kind: Facet['kind'], value: string): Facet => ({ kind, value }) as Facet;

describe('selectContainers', () => {
  for (const [title, facets, order, ids] of [
    ['all, as they appeared', [], 'first', 'cbeda'],
    ['what failed', [facet('fate', 'failed')], 'first', 'ba'],
    ['any of two causes', [facet('cause', 'exited'), facet('cause', 'running')], 'first', 'cd'],
    ['a fate on a node', [facet('fate', 'failed'), facet('node', 'a')], 'first', 'a'],
    ['a node that no line names', [facet('node', '')], 'first', 'e'],
    ['nothing, where nothing fits', [facet('fate', 'running'), facet('node', 'b')], 'first', ''],
    ['the latest end first, no end last', [], 'end', 'dabce'],
    ['by id', [], 'id', 'abcde'],
    ['failures first, the latest of them on top', [], 'fate', 'abedc'],
  ] as const satisfies readonly (readonly [string, readonly Facet[], ContainerOrder, string])[]) {
    it(title, () => {
      assert.equal(
        selectContainers(CONTAINERS, { facets, order })
          .map(({ id }) => id)
          .join(''),
        ids,
      );
    });
  }

  it('leaves the list it is given as it is', () => {
    const before = [...CONTAINERS];
    selectContainers(CONTAINERS, { facets: [], order: 'id' });
    assert.deepEqual(CONTAINERS, before);
  });
});

describe('endedWithin', () => {
  for (const [title, from, to, ids] of [
    ['from a time on', 2n, null, 'da'],
    ['before a time', null, 3n, 'ba'],
    ['between two', 2n, 3n, 'a'],
    ['whenever they ended', null, null, 'bda'],
  ] as const) {
    it(`shows those that ended ${title}`, () => {
      const shown = endedWithin(CONTAINERS, from, to);
      assert.equal(shown.map(({ id }) => id).join(''), ids);
    });
  }
});

describe('endedIn', () => {
  const MINUTE = 60_000_000_000n;
  const start = BigInt(Date.UTC(2020, 1, 25, 14)) * 1_000_000n;
  const died = (id: string, minute: bigint): Container => ({
    ...made(id, 'exited', 'exited', 'a', start + minute * MINUTE),
    last: { ns: start + minute * MINUTE, digits: 0 },
  });
  const all = [died('a', 0n), died('b', 50n), died('c', 59n)];
  for (const [title, window, ids] of [
    ['the last minutes of the logs, whenever that was', { lastMinutes: 10 }, 'bc'],
    ['two times, of which one has a zone', { since: '2020-02-25T14:00', until: '2020-02-25T22:59+08:00' }, 'ab'],
    ['a time on', { since: '2020-02-25T14:01', until: null }, 'bc'],
  ] as const satisfies readonly (readonly [string, EndWindow, string])[]) {
    it(`takes ${title}`, () => {
      const shown = endedIn(all, window);
      assert.equal(shown.map(({ id }) => id).join(''), ids);
    });
  }

  it('shows none where the logs tell no time', () => {
    assert.deepEqual(endedIn(CONTAINERS, { lastMinutes: 10 }), []);
  });
});

describe('facetsOf', () => {
  it('counts each value of each kind, the most frequent first', () => {
    const told = facetsOf(CONTAINERS).map(({ kind, value, count }) => `${kind} ${value} ${String(count)}`);
    assert.deepEqual(told.slice(0, 4), ['fate failed 2', 'fate running 1', 'fate unknown 1', 'fate ended 1']);
    assert.deepEqual(told.slice(-3), ['node a 3', 'node b 1', 'node  1']);
  });
});
