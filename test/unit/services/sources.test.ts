// Where frames lead: what was looked for in vain is looked for again when there is reason to.
import assert from 'node:assert/strict';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { URI } from 'vscode-uri';
import type { Host } from '../../../server/src/host';
import type { Cases } from '../../../server/src/services/cases';
import { DEFAULT_SETTINGS, type SettingsStore } from '../../../server/src/services/settings';
import { Sources } from '../../../server/src/services/sources';
import { makeContainerdRepository } from '../../host/containerdRepository';
import { host as realHost, temporaryFolder } from '../source/host';

const MODULE = 'github.com/containerd/containerd';
const LOG = 'file:///case/messages';
const FRAME = {
  function: `${MODULE}/runtime/v1/linux/proc.(*execProcess).pidv`,
  file: `/go/src/${MODULE}/runtime/v1/linux/proc/exec.go`,
  line: 76,
};

function sourcesOf(workspace: string, host: Host = realHost): Sources {
  const cases = {
    onChanged: () => undefined,
    ready: () => Promise.resolve(null),
    workspaceFolders: () => [URI.file(workspace).toString()],
  };
  const settings = { ...DEFAULT_SETTINGS, source: { ...DEFAULT_SETTINGS.source, revisions: { [MODULE]: 'v1.2.2' } } };
  const store = { get: () => Promise.resolve(settings) };
  const sources = new Sources(host, store as unknown as SettingsStore, cases as unknown as Cases, () => undefined);
  sources.trusted = true;
  return sources;
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
    assert.deepEqual(await sources.check(MODULE, clone), { problem: null });
    assert.equal(await statusOf(sources), 'verified');
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

  it('says in words what is wrong with a folder', async () => {
    const { problem } = await sourcesOf(folder.path).check(MODULE, '/not/there');
    assert.match(problem ?? '', /^\/not\/there is no folder: /);
  });
});
