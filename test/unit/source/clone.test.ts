// Cloning: progress as it goes, and nothing half-made when it fails or is cancelled.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cloneRepository, progressReader } from '../../../server/src/source/clone';
import { SourceProblem } from '../../../server/src/source/problem';
import { Repository } from '../../../server/src/source/repository';
import { makeContainerdRepository } from '../../host/containerdRepository';
import { host, temporaryFolder } from './host';

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
    const repository = await Repository.open(host, target);
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
