// From the frames of the 137 case to lines of source, in the revision that ran and in one that did not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import type { Frame } from '../../../server/src/golang/traceback';
import { text } from '../../../server/src/render/text';
import { GoOutline } from '../../../server/src/source/goOutline';
import { locateFrame } from '../../../server/src/source/locate';
import type { SourceLocation } from '../../../server/src/source/model';
import { moduleOf } from '../../../server/src/source/moduleFile';
import { Repository } from '../../../server/src/source/repository';
import { chooseRevision } from '../../../server/src/source/revision';
import { makeContainerdRepository } from '../../host/containerdRepository';
import type { ContainerdRepository } from '../../host/containerdRepository';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { host, temporaryFolder } from './host';
import { readVersionFacts } from './versionFacts';

const CASE = 'client/media/cases/exec-panic-137';
const MODULE = 'github.com/containerd/containerd';

function caseFrames(): Frame[] {
  const lines = readFileSync(`${CASE}/messages-20200225`, 'utf8').split('\n');
  return parseTracebacks(loggedLines(lines)).flatMap(t => t.goroutines.flatMap(g => g.frames));
}

describe('a frame', () => {
  const folder = temporaryFolder();
  const frames = caseFrames();
  let made: ContainerdRepository;
  let repository: Repository;
  let outline: GoOutline;
  before(async () => {
    made = await makeContainerdRepository(path.join(folder.path, 'containerd'), { bare: true });
    repository = await Repository.open(host, made.folder);
    outline = await GoOutline.load(host);
  });

  async function locate(
    frame: Pick<Frame, 'function' | 'file' | 'line'>,
    setting: string | null,
  ): Promise<SourceLocation> {
    const file = moduleOf(frame);
    assert.ok(file);
    return locateFrame(frame, file, { chosen: chooseRevision(file, [], setting), repository, outline });
  }

  it('of the 137 case is verified at the revision of versions.txt, all six', async () => {
    const lines = readFileSync(`${CASE}/versions.txt`, 'utf8').split('\n');
    const facts = readVersionFacts('versions.txt', lines);
    const located = await Promise.all(
      frames.map(async frame => {
        const file = moduleOf(frame);
        assert.ok(file);
        return locateFrame(frame, file, { chosen: chooseRevision(file, facts, null), repository, outline });
      }),
    );
    assert.deepEqual(
      located.map(l => [path.basename(l.path), l.line, l.status, l.function, l.commit === made.commits['v1.2.2']]),
      [
        ['exec.go', 76, 'verified', '(*execProcess).pidv', true],
        ['exec_state.go', 175, 'verified', '(*execStoppedState).Pid', true],
        ['exec.go', 72, 'verified', '(*execProcess).Pid', true],
        ['service.go', 514, 'verified', '(*Service).checkProcesses', true],
        ['service.go', 492, 'verified', '(*Service).processExits', true],
        ['service.go', 91, 'verified', 'NewService', true],
      ],
    );
    assert.equal(located[0]?.text, 'return e.pid');
    assert.equal(located[0]?.reason, null);
  });

  it('drifts where another function stands at its line, and says which', async () => {
    const [first] = frames;
    assert.ok(first);
    const located = await locate(first, 'v1.3.0');
    assert.equal(located.status, 'drift');
    assert.equal(located.function, '(*execProcess).Pid');
    assert.ok(located.reason);
    assert.equal(
      text(located.reason),
      'exec.go:76 lies in (*execProcess).Pid in this revision: the revision that ran differs.',
    );
  });

  const root = '/go/src/github.com/containerd/containerd';
  const others: readonly [
    name: string,
    file: string,
    line: number,
    fn: string | null,
    status: string,
    reason: string,
  ][] = [
    ['outside any function drifts', `${root}/runtime/v1/shim/service.go`, 60, 'main.F', 'drift', 'source.driftOutside'],
    [
      'behind the end of its file drifts',
      `${root}/cmd/containerd/main.go`,
      600,
      'main.main',
      'drift',
      'source.lineMissing',
    ],
    ['in a file that is not there has no source', `${root}/a.go`, 1, 'main.F', 'unavailable', 'source.fileMissing'],
    ['without a function is not checked', `${root}/cmd/containerd/main.go`, 5, null, 'unverified', 'source.noFunction'],
    [
      'that the compiler made is not checked',
      `${root}/cmd/containerd/main.go`,
      1,
      'main.init',
      'unverified',
      'source.unchecked',
    ],
    [
      'of a value of a method, which old Go places where it is used, is not checked',
      `${root}/runtime/v1/shim/service.go`,
      514,
      `${MODULE}/runtime/v1/shim.(*Service).(${MODULE}/runtime/v1/shim.pid)-fm`,
      'unverified',
      'source.unchecked',
    ],
  ];
  for (const [name, file, line, fn, status, reason] of others) {
    it(name, async () => {
      const located = await locate({ function: fn, file, line }, 'v1.2.2');
      assert.deepEqual([located.status, located.reason?.id], [status, reason]);
    });
  }

  for (const line of [7, 600]) {
    it(`on line ${String(line)} lies behind a file of 6 lines, whose last break begins no line`, async () => {
      const file = `${root}/cmd/containerd/main.go`;
      const { status, reason } = await locate({ function: 'main.main', file, line }, 'v1.2.2');
      assert.deepEqual([status, reason?.id, reason?.args['lines']], ['drift', 'source.lineMissing', 6]);
    });
  }

  it('has no source without a revision, a clone, or the revision in the clone', async () => {
    const frame = { function: null, line: 76 };
    const file = { module: MODULE, path: 'runtime/v1/linux/proc/exec.go' };
    const chosen = chooseRevision({ module: MODULE, version: null }, [], 'v9.9.9');
    const cases = [
      [{ chosen: null, repository, outline }, 'source.noRevision'],
      [{ chosen, repository: null, outline }, 'source.noRepository'],
      [{ chosen, repository, outline }, 'source.revisionMissing'],
    ] as const;
    for (const [context, reason] of cases) {
      const located = await locateFrame(frame, file, context);
      assert.deepEqual([located.status, located.reason?.id, located.commit], ['unavailable', reason, null]);
    }
  });
});
