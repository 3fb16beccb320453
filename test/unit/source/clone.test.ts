// Cloning: progress as it goes, and nothing half-made when it fails or is cancelled.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { blameLine } from '../../../server/src/source/blame';
import { changesAt } from '../../../server/src/source/changes';
import { cloneRepository, progressReader } from '../../../server/src/source/clone';
import { fetchInto } from '../../../server/src/source/fetch';
import { GoOutline } from '../../../server/src/source/goOutline';
import { inferRevision } from '../../../server/src/source/inference';
import { MODULES } from '../../../server/src/source/moduleTable';
import { SourceProblem } from '../../../server/src/source/problem';
import { Repository, type ResolvedRevision } from '../../../server/src/source/repository';
import { makeContainerdRepository } from '../../host/containerdRepository';
import { host, temporaryFolder } from './host';
import { git, makeRepository } from './madeRepository';

const MODULE = 'github.com/containerd/containerd';

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SourceProblem);
  return error.said.id;
}

describe('a clone', () => {
  const folder = temporaryFolder();

  it('is bare, reports its progress and can be read', async () => {
    const made = await makeContainerdRepository(path.join(folder.path, 'origin'));
    const target = path.join(folder.path, 'clone');
    const steps: [string, number | null][] = [];
    await cloneRepository(host, pathToFileURL(made.folder).href, target, {
      onProgress: (step, percentage) => steps.push([step, percentage]),
    });
    assert.ok(steps.some(([step, percentage]) => step === 'Receiving objects' && percentage === 100));
    const repository = await Repository.open(host, target, MODULES, fetchInto);
    const chosen = { module: 'github.com/containerd/containerd', revision: null, version: '1.2.2' };
    assert.equal((await repository.resolve(chosen))?.commit, made.commits['v1.2.2']);
    assert.ok(await repository.readFile(made.commits['v1.2.2'], 'cmd/containerd/main.go'));
  });

  it('that fails leaves nothing', async () => {
    const target = path.join(folder.path, 'failed');
    const url = pathToFileURL(path.join(folder.path, 'nothing')).href;
    assert.equal(await problemOf(cloneRepository(host, url, target)), 'source.cloneFailed');
    assert.equal(existsSync(target), false);
  });

  it('that is cancelled ends at once and leaves nothing', async () => {
    const target = path.join(folder.path, 'cancelled');
    const sockets: Socket[] = [];
    const server = createServer(socket => sockets.push(socket));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const abort = new AbortController();
    server.on('connection', () => {
      abort.abort(); // git is there, has made its folder, and waits for an answer that never comes
    });
    const url = `git://127.0.0.1:${String((server.address() as AddressInfo).port)}/x`;
    try {
      const cloning = cloneRepository(host, url, target, { signal: abort.signal });
      assert.equal(await problemOf(cloning), 'source.cloneCancelled');
      assert.equal(existsSync(target), false);
    } finally {
      sockets.forEach(socket => socket.destroy());
      server.close();
    }
  });

  it('is not begun over a folder that is there', async () => {
    const target = path.join(folder.path, 'there');
    mkdirSync(target);
    assert.equal(await problemOf(cloneRepository(host, 'https://example.invalid/x', target)), 'source.cloneTarget');
    assert.equal(existsSync(target), true);
  });

  it('is not begun from an address that is none', async () => {
    const target = path.join(folder.path, 'none');
    for (const url of ['ext::sh -c x', '--upload-pack=x', 'https://-x', '/etc', 'https://a b', '']) {
      assert.equal(await problemOf(cloneRepository(host, url, target)), 'source.cloneAddress');
    }
  });
});

describe('a clone without the contents of files', () => {
  const folder = temporaryFolder();
  const run = (...body: string[]): string => `package a\n\nfunc Run() {\n\t${body.join('\n\t')}\n}\n`;
  const frame = {
    path: 'a.go',
    line: 4,
    function: 'github.com/containerd/containerd.Run',
    calls: 'one',
    starts: false,
    frame: 1,
  };
  let origin: string;
  let commits: ReadonlyMap<string, string>;
  let fetches: (readonly string[])[];
  before(() => {
    origin = path.join(folder.path, 'origin');
    commits = makeRepository(origin, [
      { files: { 'a.go': run('one()'), 'b.go': 'package a\n' }, message: 'begin', tag: 'v1.0.0' },
      { files: { 'a.go': run('zero()', 'one()') }, message: 'change Run', tag: 'v1.1.0' },
      { files: { 'a.go': `// moved\n${run('zero()', 'one()')}` }, message: 'move Run', tag: 'v1.2.0' },
      { files: { 'a.go': null, 'c.go': run('zero()', 'one()') }, message: 'rename' },
    ]);
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  });

  async function cloned(name: string): Promise<Repository> {
    const target = path.join(folder.path, name);
    await cloneRepository(host, pathToFileURL(origin).href, target);
    assert.match(git(target, 'rev-list', '--objects', '--all', '--missing=print'), /^\?/m, 'it holds all contents');
    fetches = [];
    return Repository.open(host, target, MODULES, (at, wanted) => {
      fetches.push(wanted);
      return fetchInto(at, wanted);
    });
  }

  it('fetches a file when it is read, once, and by nobody else', async () => {
    const repository = await cloned('read');
    const commit = commits.get('begin') ?? '';
    const mean = await Repository.open(host, repository.git.folder);
    assert.equal(await problemOf(mean.readFile(commit, 'a.go')), 'source.objectMissing');
    assert.equal(await repository.readFile(commit, 'a.go'), run('one()'));
    assert.equal(await repository.readFile(commit, 'a.go'), run('one()'));
    assert.equal(await repository.readFile(commit, 'none.go'), null);
    assert.equal(fetches.length, 1);
  });
  it('fetches all versions of a file together, for its history and for the releases that a trace fits', async () => {
    const repository = await cloned('history');
    const outline = await GoOutline.load(host);
    const commit = commits.get('begin') ?? '';
    const location = { module: MODULE, path: 'a.go', commit, function: 'Run', status: 'verified' } as const;
    const changes = (await changesAt(location, repository, outline)) ?? [];
    assert.deepEqual(
      changes.map(({ subject }) => subject),
      ['rename', 'change Run'],
    );
    assert.equal(fetches.length, 1);
    const inference = await inferRevision(repository, outline, MODULE, [frame]);
    assert.deepEqual(inference?.releases, ['v1.0.0']);
    assert.equal(fetches.length, 1, 'what is there was fetched again');
  });
  it('tells who brought a line, up to where the file was moved', async () => {
    const repository = await cloned('blame');
    assert.equal((await blameLine(repository, commits.get('rename') ?? '', 'c.go', 5))?.subject, 'rename');
    assert.equal((await blameLine(repository, commits.get('move Run') ?? '', 'a.go', 5))?.subject, 'change Run');
  });
  it('is brought up to date where it lacks a revision, which is looked for once', async () => {
    const repository = await cloned('update');
    git(origin, 'tag', 'v1.3.0');
    const version = (name: string): Promise<ResolvedRevision | null> =>
      repository.resolve({ module: MODULE, revision: null, version: name });
    assert.equal((await version('1.3.0'))?.commit, commits.get('rename'));
    assert.equal(await version('9.9.9'), null);
    assert.equal(await version('9.9.9'), null);
    assert.equal(fetches.length, 2);
  });
  it('says so where its origin is out of reach, and when the fetch is cancelled', async () => {
    const repository = await cloned('offline');
    git(repository.git.folder, 'config', 'remote.origin.url', pathToFileURL(path.join(folder.path, 'gone')).href);
    const commit = commits.get('begin') ?? '';
    assert.equal(await problemOf(repository.readFile(commit, 'a.go')), 'source.fetchFailed');
    const signal = AbortSignal.abort();
    const cancelled = await Repository.open(host, repository.git.folder, MODULES, (at, wanted) =>
      fetchInto(at, wanted, { signal }),
    );
    assert.equal(await problemOf(cancelled.readFile(commit, 'a.go')), 'source.fetchCancelled');
  });
  it('fetches by no transport that would run a program', async () => {
    const repository = await cloned('hostile');
    const trap = path.join(folder.path, 'trap');
    git(repository.git.folder, 'config', 'remote.origin.url', `ext::sh -c touch% ${trap}`);
    assert.equal(await problemOf(repository.readFile(commits.get('begin') ?? '', 'a.go')), 'source.fetchFailed');
    assert.equal(existsSync(trap), false);
  });
});

describe('the progress of git', () => {
  it('is read however its pieces are cut', () => {
    const text =
      "Cloning into bare repository 'x'...\nremote: Counting objects:  50% (1/2)\rremote: Counting objects: 100% (2/2), done.\nReceiving objects:  45% (450/1000), 1.20 MiB | 2 MiB/s\rResolving deltas: 100% (3/3), done.\n";
    for (const size of [1, 7, 1000]) {
      const steps: string[] = [];
      const read = progressReader((step, percentage) => steps.push(`${step} ${String(percentage)}`));
      for (let at = 0; at < text.length; at += size) read(text.slice(at, at + size));
      assert.deepEqual(steps, [
        'Cloning null',
        'Counting objects 50',
        'Counting objects 100',
        'Receiving objects 45',
        'Resolving deltas 100',
      ]);
    }
  });
});
