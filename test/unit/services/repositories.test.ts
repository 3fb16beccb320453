// Where source is found without a word: our own clones, GOPATH and the module cache; and what is not taken for source.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';
import type { GoFolders, Host } from '../../../server/src/host';
import { text } from '../../../server/src/render/text';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/services/settings';
import { makeContainerdRepository, type ContainerdRepository } from '../../host/containerdRepository';
import { host as realHost, temporaryFolder } from '../source/host';
import { git } from '../source/madeRepository';
import { madeSources } from './madeSources';

const MODULE = 'github.com/containerd/containerd';
const LOG = 'file:///log';
const FRAME = {
  function: `${MODULE}/runtime/v1/linux/proc.(*execProcess).pidv`,
  file: `/go/src/${MODULE}/runtime/v1/linux/proc/exec.go`,
  line: 76,
};

describe('source is found', () => {
  const folder = temporaryFolder();
  let made: ContainerdRepository;
  before(async () => {
    made = await makeContainerdRepository(path.join(folder.path, 'origin'));
    git(made.folder, 'config', 'uploadpack.allowFilter', 'true');
    git(made.folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  });

  function settingsFor(revision: string, repository: string | null = null): Settings {
    const address = { repository: repository ?? 'https://example.invalid/none' };
    const source = { ...DEFAULT_SETTINGS.source, revisions: { [MODULE]: revision } };
    return { ...DEFAULT_SETTINGS, source: { ...source, modules: { [MODULE]: address } } };
  }

  function hostWith(go: Partial<GoFolders>): Host {
    return { ...realHost, goFolders: () => ({ paths: [], moduleCache: path.join(folder.path, 'no cache'), ...go }) };
  }

  it('in GOPATH, by the module’s import path', async () => {
    const goPath = path.join(folder.path, 'gopath');
    mkdirSync(path.join(goPath, 'src', path.dirname(MODULE)), { recursive: true });
    await makeContainerdRepository(path.join(goPath, 'src', MODULE), { bare: true });
    const host = hostWith({ paths: [path.join(folder.path, 'empty'), goPath] });
    const { sources } = madeSources({ host, settings: settingsFor('v1.2.2') });
    assert.equal((await sources.locate(FRAME, LOG)).location?.status, 'verified');
  });

  it('in our own clone, without contents of files, which are fetched when they are read', async () => {
    const clones = path.join(folder.path, 'clones');
    mkdirSync(clones);
    const target = path.join(clones, 'github.com-containerd-containerd.git');
    git(folder.path, 'clone', '--quiet', '--bare', '--filter=blob:none', pathToFileURL(made.folder).href, target);
    const settings = settingsFor('v1.2.2', 'https://example.org/fork/containerd.git');
    // Its remote's address is not the module's: it is known by its place.
    const { sources } = madeSources({ host: hostWith({}), settings, clones });
    const { location, uri } = await sources.locate(FRAME, LOG);
    assert.deepEqual([location?.status, location?.text], ['verified', 'return e.pid']);
    assert.match((await sources.read(uri ?? '')).text, /return e\.pid/);
    git(made.folder, 'tag', 'v1.2.9', 'v1.2.2');
    const later = madeSources({ host: hostWith({}), settings: settingsFor('v1.2.9'), clones });
    assert.equal((await later.sources.locate(FRAME, LOG)).location?.commit, made.commits['v1.2.2']);
  });

  it('but nothing is fetched into a clone of the user’s', async () => {
    const target = path.join(folder.path, 'partial.git');
    git(folder.path, 'clone', '--quiet', '--bare', '--filter=blob:none', pathToFileURL(made.folder).href, target);
    const settings = settingsFor('v1.2.2');
    const source = { ...settings.source, repositories: { [MODULE]: target } };
    const { sources } = madeSources({ host: hostWith({}), settings: { ...settings, source } });
    const { location } = await sources.locate(FRAME, LOG);
    assert.equal(location?.status, 'unavailable');
    assert.equal(
      location.reason && text(location.reason),
      'The clone does not hold this file: it was made without the contents of files.',
    );
  });

  describe('in the module cache', () => {
    const pidv = `package proc\n${'\n'.repeat(73)}func (e *execProcess) pidv() int {\n\treturn e.pid\n}\n`;
    let moduleCache: string;
    before(() => {
      moduleCache = path.join(folder.path, 'cache');
      const inside = path.join(moduleCache, `${MODULE}@v1.2.2/runtime/v1/linux/proc`);
      mkdirSync(inside, { recursive: true });
      writeFileSync(path.join(inside, 'exec.go'), pidv);
      symlinkSync('/etc/passwd', path.join(inside, 'passwd.go'));
      const upper = path.join(moduleCache, 'github.com/!microsoft/hcsshim@v0.9.2');
      mkdirSync(upper, { recursive: true });
      writeFileSync(path.join(upper, 'hcs.go'), 'package hcsshim\n\nfunc Open() {\n}\n');
      const second = path.join(moduleCache, `${MODULE}/v2@v2.0.1/core`);
      mkdirSync(second, { recursive: true });
      writeFileSync(path.join(second, 'core.go'), 'package core\n\nfunc Run() {\n\trun()\n}\n');
    });

    const rows: readonly [what: string, file: string, fn: string, line: number, revision: string, wanted: string][] = [
      ['the very version that ran', FRAME.file, FRAME.function, 76, 'v1.2.2', 'verified return e.pid'],
      ['no other version', FRAME.file, FRAME.function, 76, 'v1.2.3', 'unavailable -'],
      ['no part of a version', FRAME.file, FRAME.function, 76, '1.2', 'unavailable -'],
      [
        'a module with capitals, by the version in the path',
        'github.com/!microsoft/hcsshim@v0.9.2/hcs.go',
        'github.com/Microsoft/hcsshim.Open',
        4,
        '',
        'verified }',
      ],
      [
        'a module of a later major version',
        `/go/pkg/mod/${MODULE}/v2@v2.0.1/core/core.go`,
        `${MODULE}/v2/core.Run`,
        4,
        '',
        'verified run()',
      ],
      ['no link that leads out', FRAME.file.replace('exec', 'passwd'), 'proc.x', 1, 'v1.2.2', 'unavailable -'],
      ['no path that climbs', FRAME.file.replace('exec', '../exec'), 'proc.x', 1, 'v1.2.2', '- -'],
    ];
    for (const [what, file, fn, line, revision, wanted] of rows) {
      it(`is ${what}`, async () => {
        const settings = revision === '' ? DEFAULT_SETTINGS : settingsFor(revision);
        const { sources } = madeSources({ host: hostWith({ moduleCache }), settings });
        const { location, uri } = await sources.locate({ file, function: fn, line }, LOG);
        assert.equal(`${location?.status ?? '-'} ${location?.text ?? '-'}`, wanted);
        if (wanted.startsWith('verified')) assert.equal(URI.parse(uri ?? '').scheme, 'file');
      });
    }

    it('tells that it is shown instead of a commit', async () => {
      const commit = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';
      const at = { file: 'versions.txt', line: 0 };
      const stated = {
        program: 'containerd',
        module: MODULE,
        version: '1.2.2',
        revision: commit,
        go: null,
        patched: false,
      };
      const facts = [{ ...stated, at, said: 'pasted', time: null } as const];
      const { sources } = madeSources({ host: hostWith({ moduleCache }), facts });
      const { location } = await sources.locate(FRAME, LOG);
      assert.equal(
        location?.instead && text(location.instead),
        'The module cache’s 1.2.2 is shown instead of commit 9754871.',
      );
      assert.equal(await sources.textOf(FRAME, LOG), pidv);
    });
  });
});
