// Where frames lead: what was looked for in vain is looked for again when there is reason to.
import assert from 'node:assert/strict';
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Host } from '../../../server/src/host';
import { detailLines } from '../../../server/src/render/arguments';
import { text } from '../../../server/src/render/text';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { Clones } from '../../../server/src/services/clones';
import type { SettingsStore } from '../../../server/src/services/settings';
import type { Sources } from '../../../server/src/services/sources';
import { makeContainerdRepository } from '../../host/containerdRepository';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { host as realHost, temporaryFolder } from '../source/host';
import { makeRepository } from '../source/madeRepository';
import { madeSources } from './madeSources';

const MODULE = 'github.com/containerd/containerd';
const LOG = 'file:///case/messages';
const FRAME = {
  function: `${MODULE}/runtime/v1/linux/proc.(*execProcess).pidv`,
  file: `/go/src/${MODULE}/runtime/v1/linux/proc/exec.go`,
  line: 76,
};

function sourcesOf(workspace: string, host: Host = realHost): Sources {
  const source = { ...DEFAULT_SETTINGS.source, revisions: { [MODULE]: 'v1.2.2' } };
  return madeSources({ host, workspaceFolders: [workspace], settings: { ...DEFAULT_SETTINGS, source } }).sources;
}

function clonesOf(sources: Sources): Clones {
  const store = { get: () => Promise.resolve(DEFAULT_SETTINGS) } as unknown as SettingsStore;
  return new Clones(realHost, store, { all: () => [] }, () => {
    sources.forget();
  });
}

async function statusOf(sources: Sources): Promise<string | undefined> {
  return (await sources.locate(FRAME, LOG)).location?.status;
}

describe('Sources', () => {
  const folder = temporaryFolder();

  it('finds a repository that was made after it was looked for', async () => {
    const workspace = path.join(folder.path, 'workspace');
    const clone = path.join(workspace, 'containerd.git');
    await mkdir(clone, { recursive: true });
    const sources = sourcesOf(workspace);
    assert.equal(await statusOf(sources), 'unavailable');
    const made = await makeContainerdRepository(path.join(folder.path, 'made'), { bare: true });
    await rename(made.folder, clone);
    assert.deepEqual(await clonesOf(sources).check(MODULE, clone), { problem: null });
    assert.equal(await statusOf(sources), 'verified');
  });

  it('names the words of a frame after its parameters, until nobody waits', async () => {
    const workspace = path.join(folder.path, 'third');
    await mkdir(workspace);
    await makeContainerdRepository(path.join(workspace, 'containerd.git'), { bare: true });
    const sources = sourcesOf(workspace);
    const lines = (await readFile('client/media/cases/exec-panic-137/messages-20200225', 'utf8')).split('\n');
    const [traceback] = parseTracebacks(loggedLines(lines));
    const goroutine = traceback?.goroutines[0];
    assert.ok(traceback && goroutine);
    const said: string[] = [];
    for (const frame of goroutine.frames) {
      const details = await sources.details({ traceback, goroutine, frame }, LOG);
      said.push(details ? detailLines(details).join(' ') : '?');
    }
    assert.deepEqual(said, [
      'addr=0x78 is the offset of execProcess.pid: e was nil.',
      's = 0x8d8cf0',
      'e = 0xc4201e0000',
      's = 0xc42000e0c0, e = {Timestamp: 2020-02-25T14:07:13.848Z, Pid: 17160, Status: 0}',
      's = 0xc42000e0c0',
      '',
    ]);
    const frame = goroutine.frames[3];
    assert.ok(frame);
    const again = sourcesOf(workspace).details({ traceback, goroutine, frame }, LOG, AbortSignal.abort());
    await assert.rejects(again, { name: 'AbortError' });
  });

  it('lays values out as the version of Go does that the logs tell', async () => {
    const place = path.join(folder.path, 'laid');
    const source = 'package shim\nimport "sync"\nfunc check(o sync.Once, last int) {\n\tpanic(1)\n}\n';
    makeRepository(place, [{ message: 'made', tag: 'v1.2.2', files: { 'shim/shim.go': source } }]);
    const lines = [
      'panic: made',
      '',
      'goroutine 1 [running]:',
      `${MODULE}/shim.check(0x500000003, 0x1, 0xc42000e0c0)`,
      `\t/go/src/${MODULE}/shim/shim.go:4 +0x1`,
    ];
    const settings = { ...DEFAULT_SETTINGS, source: { ...DEFAULT_SETTINGS.source, repositories: { [MODULE]: place } } };
    const said = async (go: string | null): Promise<string> => {
      const at = { file: 'versions.txt', line: 1 };
      const stated = { program: 'containerd', module: MODULE, version: 'v1.2.2', revision: null, patched: false };
      const facts = [{ ...stated, go, at, said: 'pasted' as const, time: null }];
      const { sources, tracebacks } = madeSources({ settings, facts, log: lines.join('\n') });
      const traceback = tracebacks[0]?.traceback;
      const goroutine = traceback?.goroutines[0];
      const frame = goroutine?.frames[0];
      assert.ok(traceback && goroutine && frame);
      const details = await sources.details({ traceback, goroutine, frame }, LOG);
      return details ? detailLines(details).join(' ') : '';
    };
    assert.equal(await said('go1.10.6'), 'o = {m: {state: 3, sema: 5}, done: 1}, last = 842350518464');
    // What the type is made of differs between the versions that it may be.
    const unknown = await said(null);
    assert.doesNotMatch(unknown, /done/);
    // No Go later than 1.10 has its heap there.
    assert.equal(await said('go1.15'), unknown);
  });

  it('looks again where looking failed', async () => {
    const workspace = path.join(folder.path, 'second');
    await mkdir(workspace);
    await makeContainerdRepository(path.join(workspace, 'containerd.git'), { bare: true });
    let fails = true;
    const sources = sourcesOf(workspace, {
      ...realHost,
      wasm: name => (fails ? Promise.reject(new Error('too many open files')) : realHost.wasm(name)),
    });
    await assert.rejects(statusOf(sources), /too many open files/);
    fails = false;
    assert.equal(await statusOf(sources), 'verified');
  });

  describe('says why there is no source', () => {
    const gone = path.join(folder.path, 'gone');
    const withoutGit: Host = { ...realHost, git: () => Promise.reject(new Error('spawn git ENOENT')) };
    const withOldGit: Host = {
      ...realHost,
      git: () => Promise.resolve({ code: 0, stdout: new TextEncoder().encode('git version 2.17.1'), stderr: '' }),
    };
    const rows: readonly [what: string, host: Host, repository: string | null, clones: string | null, said: RegExp][] =
      [
        ['nothing is known', realHost, null, null, /^No clone of .* is known\.$/],
        ['the named folder is gone', realHost, gone, null, /gone is no folder: ENOENT/],
        ['the named folder is no repository', realHost, '/', null, /^\/ is no git repository: /],
        ['git is not installed', withoutGit, null, null, /^git cannot be run: spawn git ENOENT$/],
        [
          'git is too old',
          withOldGit,
          null,
          null,
          /^The installed git is 2\.17\.1; version 2\.19 or newer is needed\.$/,
        ],
        ['our own clone is broken', realHost, null, 'broken', /is no git repository: /],
      ];
    for (const [what, host, repository, clones, said] of rows) {
      it(`where ${what}`, async () => {
        const workspaceFolders = [path.join(folder.path, what)];
        await mkdir(workspaceFolders[0] ?? '');
        if (clones !== null) {
          await mkdir(path.join(folder.path, clones, 'github.com-containerd-containerd.git'), { recursive: true });
        }
        const source = {
          ...DEFAULT_SETTINGS.source,
          revisions: { [MODULE]: 'v1.2.2' },
          repositories: { [MODULE]: repository ?? '' },
        };
        const { sources } = madeSources({
          host: { ...host, goFolders: () => ({ paths: [], moduleCache: path.join(folder.path, 'no cache') }) },
          workspaceFolders,
          settings: { ...DEFAULT_SETTINGS, source },
          ...(clones !== null && { clones: path.join(folder.path, clones) }),
        });
        const { location } = await sources.locate(FRAME, LOG);
        assert.equal(location?.status, 'unavailable');
        assert.match(location.reason ? text(location.reason) : '', said);
        assert.equal(location.chosen?.version, 'v1.2.2', 'what ran is told all the same');
      });
    }
  });

  it('says in words what is wrong with a folder', async () => {
    const { problem } = await clonesOf(sourcesOf(folder.path)).check(MODULE, '/not/there');
    assert.match(problem ?? '', /^\/not\/there is no folder: /);
  });
});
