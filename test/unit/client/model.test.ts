// The rows of the Containers view, made of the replies of a made server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALL_CONTAINERS,
  ContainersModel,
  nodeId,
  type MoreNode,
  type Node,
} from '../../../client/src/containers/model';
import type { Ask } from '../../../client/src/tree/lists';
import type { ContainerSelection } from '../../../server/src/containers/selection';
import type { CaseItem, EventItem } from '../../../server/src/protocol';

const CASE: CaseItem = {
  uri: 'file:///case',
  name: 'case',
  origin: 'workspace',
  state: 'ready',
  generation: 1,
  files: 6,
  containers: 3,
  failed: 0,
  traces: 0,
  noLogs: 0,
  notRead: 0,
  problem: null,
  cancelled: false,
  progress: null,
};

interface Reply {
  readonly cases: readonly CaseItem[];
  readonly events?: number;
  /** The line whose row stands for an event a thousand lines further down too. */
  readonly folded?: number;
  /** The names of the nodes. */
  readonly nodes?: readonly string[];
}

function eventOn(line: number, others: readonly number[]): Pick<EventItem, 'key' | 'at' | 'events' | 'others'> {
  const at = (on: number): EventItem['at'] => {
    const range = { start: { line: on, character: 0 }, end: { line: on, character: 9 } };
    return { uri: 'file:///case/messages', range };
  };
  return { key: String(line), at: at(line), events: others.length + 1, others: others.map(at) };
}

/** A server with `events` events in each container, one on each line of one file. */
function serverWith(reply: Reply): Ask {
  const page = <T>(
    total: number,
    { offset, limit }: { offset: number; limit: number },
    make: (index: number) => T,
  ) => ({
    items: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => make(offset + index)),
    total,
    generation: 1,
  });
  const answer = (method: string, params: unknown): unknown => {
    const query = params as {
      case: string;
      offset: number;
      limit: number;
      within?: string;
      selection?: ContainerSelection;
    };
    const { cases, events = 0 } = reply;
    const item = cases.find(({ uri }) => uri === query?.case);
    switch (method) {
      case 'nodelog/cases':
        return cases;
      case 'nodelog/containers':
        return page(item?.containers ?? 0, query, index => ({
          id: `c${String(index)}`,
          events,
          asked: query.selection,
        }));
      case 'nodelog/facets':
        return (reply.nodes ?? []).map(value => ({ kind: 'node', value, label: value, count: 1 }));
      case 'nodelog/events':
        if (query.within !== undefined) return page(2, query, index => eventOn(Number(query.within) + index, []));
        return page(events, query, line => eventOn(line, line === reply.folded ? [line + 1000] : []));
      default:
        return page(item?.notRead ?? 0, query, index => ({
          uri: `file:///case/${String(index)}`,
          name: '',
          reason: '',
        }));
    }
  };
  return (type, params) => Promise.resolve(answer(type.method, params)) as ReturnType<Ask> as never;
}

async function modelOf(reply: Reply): Promise<ContainersModel> {
  const model = new ContainersModel(serverWith(reply));
  assert.equal(await model.refresh(), true);
  return model;
}

const kinds = (nodes: readonly Node[]): string[] => nodes.map(node => node.kind);

test('without a case there are no rows', async () => {
  const model = await modelOf({ cases: [] });
  assert.deepEqual(await model.children(null), []);
  assert.equal(model.state, undefined);
});

test('the containers of the only case stand at the root', async () => {
  const model = await modelOf({ cases: [CASE] });
  assert.deepEqual(kinds(await model.children(null)), ['container', 'container', 'container']);
});

test('several cases are a row each, with their containers below', async () => {
  const model = await modelOf({ cases: [CASE, { ...CASE, uri: 'file:///other', containers: 1, notRead: 2 }] });
  const roots = await model.children(null);
  assert.deepEqual(kinds(roots), ['case', 'case']);
  const below = await model.children(roots[1] ?? null);
  assert.deepEqual(kinds(below), ['container', 'notRead']);
  assert.ok(below.every(node => node.parent === roots[1]));
});

test('what was not read stands at the end, with its files below', async () => {
  const model = await modelOf({ cases: [{ ...CASE, containers: 0, notRead: 2 }] });
  const [row] = await model.children(null);
  assert.equal(row?.kind, 'notRead');
  assert.deepEqual(kinds(await model.children(row ?? null)), ['notReadFile', 'notReadFile']);
});

test('a case that is one open file says so first', async () => {
  const model = await modelOf({ cases: [{ ...CASE, origin: 'file', containers: 1 }] });
  assert.deepEqual(kinds(await model.children(null)), ['onlyFile', 'container']);
});

test('a case whose reading was cancelled says so first', async () => {
  const model = await modelOf({ cases: [{ ...CASE, cancelled: true, containers: 1, notRead: 1 }] });
  assert.deepEqual(kinds(await model.children(null)), ['cancelled', 'container', 'notRead']);
});

test('containers stand below their nodes where that is wanted and there are several', async () => {
  for (const [nodes, byNode, roots] of [
    [['a', 'b'], true, ['host', 'host']],
    [['a', 'b'], false, ['container', 'container', 'container']],
    [['a'], true, ['container', 'container', 'container']],
  ] as const) {
    const model = await modelOf({ cases: [CASE], nodes });
    model.arrangement = { ...ALL_CONTAINERS, byNode };
    assert.deepEqual(kinds(await model.children(null)), roots);
  }
});

test('only the nodes of a filter are shown, and each is asked for its own containers', async () => {
  const model = await modelOf({ cases: [CASE], nodes: ['a', 'b', 'c'] });
  const failed = { kind: 'fate', value: 'failed' } as const;
  const facets = [failed, { kind: 'node', value: 'b' }, { kind: 'node', value: 'c' }] as const;
  model.arrangement = { facets, order: 'end', byNode: true };
  const hosts = await model.children(null);
  assert.deepEqual(hosts.map(nodeId), ['file:///case\nhost\nb', 'file:///case\nhost\nc']);
  const [container] = await model.children(hosts[0] ?? null);
  assert.equal(container?.parent, hosts[0]);
  const asked = container?.kind === 'container' && 'asked' in container.container ? container.container.asked : null;
  assert.deepEqual(asked, { order: 'end', facets: [failed, { kind: 'node', value: 'b', label: 'b', count: 1 }] });
});

test('a long list ends with a row that shows more of it', async () => {
  const model = await modelOf({ cases: [{ ...CASE, containers: 450, notRead: 1 }] });
  const first = await model.children(null);
  assert.equal(first.length, 202);
  const more = first[200] as MoreNode;
  assert.deepEqual([more.kind, more.next, more.left], ['more', 200, 250]);
  model.showMore(more);
  const second = await model.children(null);
  assert.equal(second.length, 402);
  model.showMore(second[400] as MoreNode);
  assert.deepEqual(kinds(await model.children(null)).slice(-2), ['container', 'notRead']);
});

test('a refresh keeps how much of a list is shown', async () => {
  const model = await modelOf({ cases: [{ ...CASE, containers: 450 }] });
  model.showMore((await model.children(null))[200] as MoreNode);
  await model.refresh();
  assert.equal((await model.children(null)).length, 401);
});

test('the same thing has the same id after a refresh, and no two rows share one', async () => {
  const model = await modelOf({ cases: [CASE, { ...CASE, uri: 'file:///other', notRead: 1 }], events: 2 });
  const ids = async (): Promise<string[]> => {
    const all: Node[] = [];
    const walk = async (node: Node | null): Promise<void> => {
      for (const child of await model.children(node)) {
        all.push(child);
        await walk(child);
      }
    };
    await walk(null);
    return all.map(nodeId);
  };
  const before = await ids();
  await model.refresh();
  assert.deepEqual(await ids(), before);
  assert.equal(new Set(before).size, before.length);
});

test('an event is found by its line once its container was opened', async () => {
  const model = await modelOf({ cases: [CASE], events: 5 });
  assert.equal(model.eventAt('file:///case/messages', 3), null);
  const [container] = await model.children(null);
  await model.children(container ?? null);
  const found = model.eventAt('file:///case/messages', 3);
  assert.equal(found?.event.key, '3');
  assert.equal(found.parent, container);
  assert.equal(model.eventAt('file:///case/other', 3), null);
});

test('a row that stands for several events has them below it, and is found by each of their lines', async () => {
  const model = await modelOf({ cases: [CASE], events: 3, folded: 1 });
  const [container] = await model.children(null);
  const [alone, folded] = await model.children(container ?? null);
  assert.deepEqual(await model.children(alone ?? null), []);
  assert.equal(model.eventAt('file:///case/messages', 1001), folded);
  const below = await model.children(folded ?? null);
  assert.deepEqual(
    below.map(node => [node.kind, node.parent === folded, node.kind === 'event' && node.event.key]),
    [
      ['event', true, '1'],
      ['event', true, '2'],
    ],
  );
  assert.equal(new Set([alone, folded, ...below].map(node => node && nodeId(node))).size, 4);
  assert.equal(model.eventAt('file:///case/messages', 1), below[0]);
});

test('the answer to an overtaken refresh is dropped', async () => {
  const replies: ((cases: readonly CaseItem[]) => void)[] = [];
  const model = new ContainersModel(() => new Promise(resolve => replies.push(resolve as never)));
  const first = model.refresh();
  const second = model.refresh();
  replies[1]?.([CASE]);
  replies[0]?.([]);
  assert.deepEqual([await first, await second], [false, true]);
  assert.deepEqual(model.cases, [CASE]);
});

for (const [words, cases, state] of [
  ['a case that is being read', [{ ...CASE, containers: 0, state: 'reading' }], 'reading'],
  ['a case with containers that is read again', [{ ...CASE, state: 'reading' }], 'ready'],
  ['a case without containers', [{ ...CASE, containers: 0 }], 'empty'],
  ['a case that could not be read', [{ ...CASE, containers: 0, state: 'failed' }], 'failed'],
  [
    'a case that could not be read beside an empty one',
    [
      { ...CASE, containers: 0, state: 'failed' },
      { ...CASE, uri: 'file:///other', containers: 0 },
    ],
    'empty',
  ],
] as const) {
  test(`${words} makes the view ${state}`, async () => {
    assert.equal((await modelOf({ cases })).state, state);
  });
}
