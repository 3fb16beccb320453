// The rows of the Traces view, made of the replies of a made server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeId, TracesModel, type Node } from '../../../client/src/traces/model';
import type { Ask } from '../../../client/src/tree/lists';
import type { CaseItem } from '../../../server/src/protocol';
import type { StackRef, TraceRef } from '../../../server/src/traceProtocol';

const CASE: CaseItem = {
  uri: 'file:///case',
  name: 'case',
  origin: 'workspace',
  state: 'ready',
  generation: 1,
  files: 1,
  containers: 0,
  failed: 0,
  traces: 2,
  notRead: 0,
  noLogs: 0,
  problem: null,
  cancelled: false,
  progress: null,
};

/** A server with two stacks of three frames of two lines each in every trace; the traces begin on lines 0, 100 ... */
function serverWith(cases: readonly CaseItem[]): Ask {
  const answer = (method: string, params: unknown): unknown => {
    const {
      case: uri,
      offset,
      limit,
      trace,
      stack,
    } = (params ?? {}) as {
      case: string;
      offset: number;
      limit: number;
      trace: TraceRef;
      stack: StackRef;
    };
    const page = (total: number, make: (index: number) => object) => ({
      items: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => make(offset + index)),
      total,
      generation: 1,
    });
    const log = `${uri}/log`;
    switch (method) {
      case 'nodelog/cases':
        return cases;
      case 'nodelog/traces':
        return page(cases.find(item => item.uri === uri)?.traces ?? 0, index => ({
          trace: { uri: log, line: index * 100 },
        }));
      case 'nodelog/stacks':
        return page(2, index => ({ stack: { ...trace, stack: index + 1 } }));
      default:
        return page(3, index => {
          const line = stack.line + stack.stack * 10 + index * 2;
          const range = { start: { line, character: 0 }, end: { line: line + 1, character: 9 } };
          return { frame: { ...stack, frame: index }, at: { uri: log, range } };
        });
    }
  };
  return (type, params) => Promise.resolve(answer(type.method, params)) as never;
}

async function modelOf(...cases: readonly CaseItem[]): Promise<TracesModel> {
  const model = new TracesModel(serverWith(cases));
  assert.equal(await model.refresh(), true);
  return model;
}

const kinds = (nodes: readonly Node[]): string[] => nodes.map(node => node.kind);

async function walk(model: TracesModel, node: Node | null = null): Promise<Node[]> {
  const below = await model.children(node);
  return (await Promise.all(below.map(async child => [child, ...(await walk(model, child))]))).flat();
}

test('the traces of the only case that has some stand at the root', async () => {
  const model = await modelOf(CASE, { ...CASE, uri: 'file:///empty', traces: 0 });
  assert.deepEqual(kinds(await model.children(null)), ['trace', 'trace']);
});

test('several cases with traces are a row each', async () => {
  const model = await modelOf(CASE, { ...CASE, uri: 'file:///other' });
  const roots = await model.children(null);
  assert.deepEqual(kinds(roots), ['case', 'case']);
  assert.deepEqual(kinds(await model.children(roots[1] ?? null)), ['trace', 'trace']);
});

test('only a trace that stands alone is open from the start', async () => {
  const first = async (...cases: readonly CaseItem[]): Promise<boolean | null> => {
    const [row] = await (await modelOf(...cases)).children(null);
    return row?.kind === 'trace' ? row.only : null;
  };
  assert.equal(await first({ ...CASE, traces: 1 }), true);
  assert.equal(await first(CASE), false);
});

test('below a trace stand its goroutines, below these their frames', async () => {
  const model = await modelOf({ ...CASE, traces: 1 });
  assert.deepEqual(kinds(await walk(model)), [
    'trace',
    ...['stack', 'frame', 'frame', 'frame', 'stack', 'frame', 'frame', 'frame'],
  ]);
});

test('a long list ends with a row that shows more of it', async () => {
  const model = await modelOf({ ...CASE, traces: 450 });
  const rows = await model.children(null);
  const more = rows.at(-1);
  assert.deepEqual([rows.length, more?.kind === 'more' && more.left], [201, 250]);
  if (more?.kind === 'more') model.showMore(more);
  assert.equal((await model.children(null)).length, 401);
});

test('the same thing has the same id after a refresh, and no two rows share one', async () => {
  const model = await modelOf(CASE, { ...CASE, uri: 'file:///other' });
  const before = (await walk(model)).map(nodeId);
  await model.refresh();
  assert.deepEqual((await walk(model)).map(nodeId), before);
  assert.equal(new Set(before).size, before.length);
});

test('a frame is found by either of its lines once its stack was opened', async () => {
  const model = await modelOf(CASE);
  const log = `${CASE.uri}/log`;
  assert.equal(model.frameAt(log, 12), null);
  await walk(model);
  const found = [12, 13, 112].map(line => model.frameAt(log, line)?.frame.frame);
  const frame = { uri: log, line: 0, stack: 1, frame: 1 };
  assert.deepEqual(found, [frame, frame, { ...frame, line: 100 }]);
  assert.equal(model.frameAt(log, 99), null);
});

test('the node of a frame is found, with the rows it stands under', async () => {
  const model = await modelOf(CASE, { ...CASE, uri: 'file:///other' });
  const ref = { uri: 'file:///other/log', line: 100, stack: 2, frame: 2 };
  const node = await model.frameNode(ref);
  assert.deepEqual(node?.frame.frame, ref);
  assert.deepEqual(kinds([node.parent, node.parent.parent, node.parent.parent.parent ?? node]), [
    'stack',
    'trace',
    'case',
  ]);
  assert.equal(await model.frameNode({ ...ref, line: 3 }), null);
});

test('the view is ready where a case has traces, else it says why it is empty', async () => {
  assert.equal((await modelOf()).state, undefined);
  assert.equal((await modelOf(CASE)).state, 'ready');
  assert.equal((await modelOf({ ...CASE, traces: 0, containers: 3 })).state, 'empty');
  assert.equal((await modelOf({ ...CASE, traces: 0, state: 'reading' })).state, 'reading');
});
