// Which revision ran, by the trace alone, in made repositories: releases, commits between them, patched builds.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { questionsOf } from '../../../server/src/source/fit';
import { GoOutline } from '../../../server/src/source/goOutline';
import { inferRevision, type Inference } from '../../../server/src/source/inference';
import { moduleOf } from '../../../server/src/source/moduleFile';
import { Repository } from '../../../server/src/source/repository';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { host, temporaryFolder } from './host';
import { makeRepository } from './madeRepository';

const MODULE = 'github.com/containerd/containerd';

/** A file of a package that begins with so many blank lines behind its package clause. */
function go(name: string, blank: number, ...text: readonly string[]): string {
  return `package ${name}\n${'\n'.repeat(blank)}${text.join('\n')}\n`;
}

const RUN = ['func (t *T) Run() {', '\tt.step()', '}'];
const STEP = ['func (t *T) step() {', '\tpanic("made")', '}'];
const MAIN = ['func main() {', '\tgo t.Run()', '\thandle()', '}'];

/** run/run.go:4 is the call of step, run/step.go:4 its panic, cmd/main.go:4 the go statement. */
const TRACE = [
  'panic: made',
  '',
  'goroutine 7 [running]:',
  `${MODULE}/run.(*T).step(...)`,
  `\t/go/src/${MODULE}/run/step.go:4`,
  `${MODULE}/run.(*T).Run(0xc000010000)`,
  `\t/go/src/${MODULE}/run/run.go:4 +0x2b`,
  'created by main.main',
  `\t/go/src/${MODULE}/cmd/main.go:4 +0x5c`,
];

describe('the inference', () => {
  const folder = temporaryFolder();
  let commits: ReadonlyMap<string, string>;
  let repository: Repository;
  let outline: GoOutline;
  before(async () => {
    const at = path.join(folder.path, 'inference');
    const run = (blank: number, body = RUN): Record<string, string> => ({ 'run/run.go': go('run', blank, ...body) });
    const step = (blank: number): Record<string, string> => ({ 'run/step.go': go('run', blank, ...STEP) });
    const main = (blank: number): Record<string, string> => ({ 'cmd/main.go': go('main', blank, ...MAIN) });
    commits = makeRepository(at, [
      { files: { ...run(5), ...step(1), ...main(1) }, message: 'another line calls', tag: 'v1.0.0' },
      { files: run(1), message: 'first that fits', tag: 'v1.1.0-rc.1' },
      { files: { 'README.md': 'changed' }, message: 'nothing of the trace', tag: 'v1.1.0' },
      {
        files: run(1, ['func (t *T) Run() {', '\tt.walk()', '}']),
        message: 'the line calls another',
        tag: 'v1.2.0',
      },
      { files: { ...run(1), ...step(3) }, message: 'step moved', tag: 'v1.3.0' },
      { files: { ...run(2), ...step(2), ...main(3) }, message: 'untagged' },
      { files: { ...run(5), ...step(5), ...main(5) }, message: 'far away', tag: 'v2.0.0' },
    ]);
    repository = await Repository.open(host, at);
    outline = await GoOutline.load(host);
  });

  async function infer(trace: readonly string[], signal?: AbortSignal): Promise<Inference | null> {
    const [traceback] = parseTracebacks(loggedLines(trace));
    assert.ok(traceback);
    const questions = questionsOf(traceback, MODULE, frame => moduleOf(frame));
    return inferRevision(repository, outline, MODULE, questions, { signal });
  }

  /** The trace with other lines in run.go, step.go and main.go. */
  function moved(run: number, step: number, main: number): string[] {
    const lines = new Map([
      ['run.go:4', `run.go:${String(run)}`],
      ['step.go:4', `step.go:${String(step)}`],
      ['main.go:4', `main.go:${String(main)}`],
    ]);
    return TRACE.map(line => line.replace(/(?:run|step|main)\.go:4/, found => lines.get(found) ?? found));
  }

  it('takes the releases in which every function encloses its line and every line calls the next frame', async () => {
    const found = await infer(TRACE);
    assert.deepEqual(found?.releases, ['v1.1.0-rc.1', 'v1.1.0']);
    assert.deepEqual([found.commit, found.nearest, found.of], [null, null, 6]);
  });
  it('finds an untagged build by its commits', async () => {
    const found = await infer(moved(5, 5, 6));
    assert.deepEqual(found?.releases, []);
    assert.deepEqual([found.commit?.commit, found.commit?.subject], [commits.get('untagged'), 'untagged']);
    assert.deepEqual([found.commits, found.nearest], [1, null]);
  });
  it('names the release that comes nearest to a patched build, and the first frame that differs', async () => {
    const found = await infer(moved(4, 4, 9));
    assert.deepEqual([found?.releases, found?.commit], [[], null]);
    assert.deepEqual(found?.nearest, { tag: 'v1.1.0', frame: 3 });
  });
  it('names no release where none has any of the functions there', async () => {
    const found = await infer(moved(90, 90, 90));
    assert.deepEqual([found?.releases, found?.commit, found?.nearest], [[], null, null]);
  });
  it('asks nothing of a trace without a frame of the module', async () => {
    assert.equal(await infer([TRACE[0] ?? '', '', 'goroutine 1 [running]:', 'main.f()', '\t/x/f.go:3 +0x1']), null);
  });
  it('does not hold a call through a variable against any release', async () => {
    const dynamic = TRACE.map(line =>
      line.replace('(*T).step(...)', '(*Other).handle(...)').replace('step.go', 'other.go'),
    );
    assert.deepEqual((await infer(dynamic))?.releases, []);
    const runOnly = [...TRACE.slice(0, 3), 'other/pkg.(*T).handle(...)', '\t/x/other/pkg/h.go:4', ...TRACE.slice(5)];
    // Only the line of main.go tells them apart from v2.0.0: run.go:4 lies in Run wherever it is not far away.
    assert.deepEqual((await infer(runOnly))?.releases, ['v1.1.0-rc.1', 'v1.1.0', 'v1.2.0', 'v1.3.0']);
  });
  it('ends when it is cancelled', async () => {
    await assert.rejects(infer(TRACE, AbortSignal.abort()), { name: 'AbortError' });
  });
  it('reports each version of a file that it reads once', async () => {
    const [traceback] = parseTracebacks(loggedLines(TRACE));
    assert.ok(traceback);
    const questions = questionsOf(traceback, MODULE, frame => moduleOf(frame));
    const seen: number[] = [];
    await inferRevision(repository, outline, MODULE, questions, { onProgress: done => seen.push(done) });
    // In releases run.go has 3 versions, step.go 3, main.go 2.
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
