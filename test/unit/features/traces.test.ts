// The requests of the Traces view and of a review, over the 137 case and made logs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedSince } from '../../../server/src/features/changedSince';
import { review } from '../../../server/src/features/review';
import { traces } from '../../../server/src/features/traces';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { message } from '../../../server/src/message';
import { changedSince as changedSinceRequest } from '../../../server/src/protocol';
import type { SourceLocation } from '../../../server/src/source/model';
import { SourceProblem } from '../../../server/src/source/problem';
import {
  listFrames,
  listStacks,
  listTraces,
  reviewFrame,
  sameTraces,
  type FrameRef,
  type ReviewedFrame,
  type ReviewStep,
} from '../../../server/src/traceProtocol';
import { caseText } from '../incident';
import { CASE_URI, serve, uriOf, type MadeOptions } from './services';

const LOG = 'messages-20200225';
const INCIDENT = { [LOG]: caseText(LOG), 'versions.txt': caseText('versions.txt') };
const ALL = { case: CASE_URI, offset: 0, limit: 100 };
const TRACE = { uri: uriOf(LOG), line: 21 };
const FRAMES = ['pidv', 'execStoppedState', 'Pid', 'checkProcesses', 'processExits', 'NewService'];

const WAITING = [3, 655].map(minutes => [
  `goroutine ${String(minutes)} [chan receive, ${String(minutes)} minutes]:`,
  'main.wait()',
  '\t/src/main.go:7 +0x1',
  '',
]);
const FOREIGN = [
  'panic: made',
  '',
  'goroutine 1 [running]:',
  'panic({0x1, 0x2})',
  '\t/usr/local/go/src/runtime/panic.go:770 +0x132',
  'main.fail(...)',
  '\t/src/main.go:20',
  'github.com/x/lib.Run(0x1)',
  '\t/src/vendor/github.com/x/lib/run.go:9 +0x1',
  'main.main()',
  '\t/src/main.go:30 +0x1',
  '',
  ...WAITING.flat(),
].join('\n');

describe('the requests of the view', () => {
  it('list the traces of all files, once each', async () => {
    const ask = await serve([traces], { ...INCIDENT, 'copy/messages': caseText(LOG), 'made.log': FOREIGN });
    const { items, total } = await ask(listTraces, ALL);
    assert.equal(total, 2);
    assert.deepEqual(items.map(({ kind, label, trace }) => [kind, label, trace.line]).sort(), [
      ['panic', 'panic: made', 0],
      ['panic', 'panic: runtime error: invalid memory address or nil pointer dereference', 21],
    ]);
  });

  it('list like goroutines in one row, and the failed one as such', async () => {
    const ask = await serve([traces], { 'made.log': FOREIGN });
    const { items } = await ask(listStacks, { ...ALL, trace: { uri: uriOf('made.log'), line: 0 } });
    assert.deepEqual(
      items.map(({ label, description, failed, goroutines }) => [label, description, failed, goroutines]),
      [
        ['goroutine 1 [running]', 'main.fail', true, 1],
        ['2 goroutines [chan receive, 3 to 655 minutes]: 3, 655', 'main.wait', false, 2],
      ],
    );
  });

  it('list frames with their lines and whose code they are', async () => {
    const ask = await serve([traces], { 'made.log': FOREIGN });
    const { items } = await ask(listFrames, { ...ALL, stack: { uri: uriOf('made.log'), line: 0, stack: 1 } });
    assert.deepEqual(
      items.map(({ label, description, origin, failed, at: { range } }) => [
        label,
        description,
        origin,
        failed,
        [range.start.line, range.end.line],
      ]),
      [
        ['panic', 'panic.go:770', 'runtime', false, [3, 4]],
        ['main.fail', 'main.go:20', 'own', true, [5, 6]],
        ['lib.Run', 'run.go:9', 'library', false, [7, 8]],
        ['main.main', 'main.go:30', 'own', false, [9, 10]],
      ],
    );
  });

  it('give pages', async () => {
    const ask = await serve([traces], INCIDENT);
    const stack = { ...TRACE, stack: 1 };
    const page = await ask(listFrames, { ...ALL, offset: 4, limit: 1, stack });
    assert.deepEqual([page.items.map(({ label }) => label), page.total], [['shim.(*Service).processExits'], 6]);
  });

  it('answer with nothing where there is no such trace', async () => {
    const ask = await serve([traces], INCIDENT);
    assert.equal((await ask(listStacks, { ...ALL, trace: { ...TRACE, line: 3 } })).total, 0);
    assert.equal((await ask(listFrames, { ...ALL, stack: { ...TRACE, stack: 9 } })).total, 0);
  });
});

/** The frames that steps lead through, by the line of the log that each begins on; null ends them. */
async function walk(
  files: Readonly<Record<string, string>>,
  from: FrameRef,
  steps: readonly ReviewStep[],
  options?: MadeOptions,
): Promise<(number | null)[]> {
  const ask = await serve([review], files, options);
  const lines: (number | null)[] = [];
  let at = from;
  for (const step of steps) {
    const shown = await ask(reviewFrame, { frame: at, step });
    lines.push(shown?.frame.frame ?? null);
    at = shown?.frame ?? at;
  }
  return lines;
}

describe('a review', () => {
  const start: FrameRef = { ...TRACE, stack: 1, frame: 0 };
  const made: FrameRef = { uri: uriOf('made.log'), line: 0, stack: 1, frame: 0 };

  it('steps through all frames of the 137 case, and no further', async () => {
    const next = FRAMES.map(() => 'next' as const);
    assert.deepEqual(await walk(INCIDENT, start, ['start', ...next]), [0, 1, 2, 3, 4, 5, null]);
    assert.deepEqual(await walk(INCIDENT, { ...start, frame: 1 }, ['previous', 'previous']), [0, null]);
    assert.deepEqual(await walk(INCIDENT, { ...start, frame: 4 }, ['first', 'fault']), [0, 0]);
  });

  it('begins at the frame that failed, and skips what is not the program’s own', async () => {
    const steps = ['start', 'next', 'next', 'previous', 'previous', 'first'] as const;
    assert.deepEqual(await walk({ 'made.log': FOREIGN }, made, steps), [1, 3, null, 1, null, 0]);
  });

  it('stops at every frame where the setting says so', async () => {
    const settings = { ...DEFAULT_SETTINGS, review: { skipLibraries: false } };
    const steps = ['first', 'next', 'next', 'next'] as const;
    assert.deepEqual(await walk({ 'made.log': FOREIGN }, made, steps, { settings }), [0, 1, 2, 3]);
  });

  it('begins at the first frame where the trace does not tell which failed', async () => {
    const dump = FOREIGN.slice(FOREIGN.indexOf('goroutine 3 '));
    assert.deepEqual(await walk({ 'made.log': dump }, made, ['start', 'fault']), [0, null]);
  });

  it('leads nowhere from a frame that is not there', async () => {
    assert.deepEqual(await walk(INCIDENT, { ...start, stack: 7 }, ['next', 'previous']), [null, null]);
    assert.deepEqual(await walk(INCIDENT, { ...start, line: 3 }, ['start', 'fault', 'first']), [null, null, null]);
  });

  const location: SourceLocation = {
    module: 'github.com/containerd/containerd',
    path: 'runtime/v1/shim/service.go',
    line: 514,
    commit: '9754871865f7fe2f4e74d43e2fc7ccd237edcbce',
    chosen: null,
    status: 'verified',
    function: '(*Service).checkProcesses',
    text: 'if p.Pid() == e.pid {',
    excerpt: { first: 513, lines: ['// above', '\t\tif p.Pid() == e.pid {', '\t\t\tp.SetExited(e.status)'] },
    reason: null,
    instead: null,
  };

  async function shown(jump: SourceLocation | null, uri: string | null): Promise<ReviewedFrame | null> {
    const ask = await serve([review], INCIDENT, { locate: ({ line }) => ({ location: jump, uri, line }) });
    return ask(reviewFrame, { frame: { ...start, frame: 3 }, step: null });
  }

  it('marks the line of the source and the call on it', async () => {
    const frame = await shown(location, 'nodelog-source:/x');
    assert.equal(frame?.source?.line?.start.line, 513);
    assert.deepEqual(frame.source.call, { start: { line: 513, character: 7 }, end: { line: 513, character: 10 } });
    assert.deepEqual([frame.log.range.start.line, frame.log.range.end.line], [30, 31]);
    assert.equal(frame.status, '4/6 · containerd 9754871');
  });

  it('marks nothing in a document that only explains', async () => {
    const missing: SourceLocation = { ...location, commit: null, text: null, excerpt: null, status: 'unavailable' };
    const frame = await shown(missing, 'nodelog-source:/x');
    assert.deepEqual(frame?.source, { uri: 'nodelog-source:/x', line: null, call: null, hints: [], lens: null });
    assert.equal(frame.status, '4/6 · source not at hand');
  });

  it('shows the log alone where no module is known', async () => {
    const frame = await shown(null, null);
    assert.equal(frame?.source, null);
    assert.equal(frame?.status, '4/6 · repository unknown');
  });
});

describe('what is done with a trace or a frame', () => {
  it('finds the same bug in other places, whatever the arguments', async () => {
    const again = caseText(LOG).replace('0x4308', '0x9999').replaceAll('22:07:13', '22:09:13');
    const ask = await serve([traces], { ...INCIDENT, 'node/messages': again, 'made.log': FOREIGN });
    const found = await ask(sameTraces, TRACE);
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, range.start.line]),
      [[uriOf('node/messages'), 21]],
    );
    assert.deepEqual(await ask(sameTraces, { uri: uriOf('made.log'), line: 0 }), []);
  });

  const location = {
    module: 'github.com/containerd/containerd',
    function: '(*execProcess).pidv',
  } as SourceLocation;
  const locate = (): { readonly location: SourceLocation; readonly uri: null; readonly line: number } => ({
    location,
    uri: null,
    line: 76,
  });
  const frame = { uri: uriOf(LOG), line: TRACE.line + 5 };
  const change = {
    commit: 'b9b7ef32b9b7ef32b9b7ef32b9b7ef32b9b7ef32',
    subject: 'Revert it',
    date: '2019-01-30T08:00:00Z',
    firstRelease: 'v1.2.3',
    before: 'exec.go',
    after: 'exec.go',
  };

  it('lists what changed the function of a frame since, with the first release', async () => {
    const changes = () => Promise.resolve([change, { ...change, firstRelease: null }]);
    const found = await (await serve([changedSince], INCIDENT, { changes, locate }))(changedSinceRequest, frame);
    assert.deepEqual(
      found?.changes.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['Revert it', 'b9b7ef32b, first in v1.2.3', '2019-01-30'],
        ['Revert it', 'b9b7ef32b, in no release of this clone', '2019-01-30'],
      ],
    );
  });

  it('says why that is not known', async () => {
    const ask = (options: MadeOptions) =>
      serve([changedSince], INCIDENT, options).then(request => request(changedSinceRequest, frame));
    assert.match((await ask({}))?.nothing ?? '', /not found in the source/);
    const changes = () =>
      Promise.reject(new SourceProblem(message('source.gitFailed', { reason: 'a corrupt object' })));
    assert.equal((await ask({ changes, locate }))?.nothing, 'git failed: a corrupt object');
  });

  it('knows nothing of a line without a frame', async () => {
    const ask = await serve([changedSince], INCIDENT);
    assert.equal(await ask(changedSinceRequest, { uri: uriOf(LOG), line: 0 }), null);
  });
});
