// Reading a clone at a revision: what it holds, what it refuses, and what a hostile one cannot do.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { GitResult } from '../../../server/src/host';
import { message } from '../../../server/src/message';
import { text } from '../../../server/src/render/text';
import { SourceProblem } from '../../../server/src/source/problem';
import { isCloneOf } from '../../../server/src/source/recognition';
import { Repository } from '../../../server/src/source/repository';
import { makeContainerdRepository } from '../../host/containerdRepository';
import type { ContainerdRepository } from '../../host/containerdRepository';
import { host, temporaryFolder } from './host';

const MODULE = 'github.com/containerd/containerd';
const EXEC = 'runtime/v1/linux/proc/exec.go';

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

describe('a repository', () => {
  const folder = temporaryFolder();
  let made: ContainerdRepository;
  let bare: ContainerdRepository;
  let repository: Repository;
  before(async () => {
    made = await makeContainerdRepository(path.join(folder.path, 'work'), { checkout: 'v1.2.2' });
    bare = await makeContainerdRepository(path.join(folder.path, 'bare'), { bare: true });
    repository = await Repository.open(host, made.folder);
  });

  it('is the same wherever it is made', () => {
    assert.deepEqual(bare.commits, made.commits);
  });

  it('resolves a commit, in full and short, before the tag of its version', async () => {
    const commit = made.commits['v1.2.2'];
    for (const revision of [commit, commit.slice(0, 7)]) {
      const resolved = await repository.resolve({ module: MODULE, revision, version: '1.3.0' });
      assert.deepEqual(resolved, { commit, how: 'commit', tag: null });
    }
  });
  it('resolves the tag of a version where it lacks the commit', async () => {
    const revision = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';
    const resolved = await repository.resolve({ module: MODULE, revision, version: '1.2.2' });
    assert.deepEqual(resolved, { commit: made.commits['v1.2.2'], how: 'tag', tag: 'v1.2.2' });
  });
  it('resolves neither what it lacks nor what is no revision', async () => {
    for (const [revision, version] of [
      ['abcdef0', null],
      [null, '9.9.9'],
      [null, 'main'],
      ['--output=x', '--output=x'],
      ['HEAD', 'HEAD'],
      [null, null],
    ] as const) {
      assert.equal(await repository.resolve({ module: MODULE, revision, version }), null);
    }
  });
  it('does not take a branch that is named like a commit for it', async () => {
    const name = 'abcdef0';
    git(made.folder, 'branch', name, 'v1.2.2');
    assert.equal(await repository.resolve({ module: MODULE, revision: name, version: null }), null);
  });

  it('reads a file at a commit, bare or not', async () => {
    const bareRepository = await Repository.open(host, bare.folder);
    for (const one of [repository, bareRepository]) {
      const text = await one.readFile(made.commits['v1.2.2'], EXEC);
      assert.equal(text?.split('\n')[75], '\treturn e.pid');
    }
  });
  it('reads nothing but files of the commit', async () => {
    const commit = made.commits['v1.2.2'];
    for (const file of [
      'missing.go',
      'runtime',
      '',
      '../x',
      '/etc/passwd',
      `${EXEC}\nHEAD:${EXEC}`,
      './cmd/containerd/main.go',
    ]) {
      assert.equal(await repository.readFile(commit, file), null);
    }
    assert.equal(await repository.readFile('HEAD', EXEC), null);
  });

  it('is known as a clone of the module by its files, its remote or its go.mod', async () => {
    assert.equal(await isCloneOf(repository, MODULE), true);
    assert.equal(await isCloneOf(repository, 'github.com/opencontainers/runc'), false);
    assert.equal(await isCloneOf(repository, 'example.org/none'), false);
    git(bare.folder, 'remote', 'add', 'origin', 'git@github.com:opencontainers/runc.git');
    assert.equal(await isCloneOf(await Repository.open(host, bare.folder), 'github.com/opencontainers/runc'), true);
  });

  it('gives the file of the work tree only where it is that of the commit', async () => {
    const file = await repository.workTreeFile(made.commits['v1.2.2'], EXEC);
    assert.equal(file, path.join(await host.realPath(made.folder), EXEC));
    assert.equal(await repository.workTreeFile(made.commits['v1.3.0'], EXEC), null);
    assert.equal(await repository.workTreeFile(made.commits['v1.2.2'], '../work/cmd/containerd/main.go'), null);
    assert.equal(await (await Repository.open(host, bare.folder)).workTreeFile(made.commits['v1.2.2'], EXEC), null);
  });
  it('gives no file outside, though a link in the work tree leads there and the content agrees', async () => {
    const commit = made.commits['v1.2.2'];
    const link = path.join(made.folder, 'cmd/containerd/main.go');
    const outside = path.join(folder.path, 'outside.go');
    writeFileSync(outside, (await repository.readFile(commit, 'cmd/containerd/main.go')) ?? '');
    unlinkSync(link);
    symlinkSync(outside, link);
    assert.equal(await repository.workTreeFile(commit, 'cmd/containerd/main.go'), null);
  });
  it('follows links inside a commit and none that lead out of it', async () => {
    const other = path.join(folder.path, 'links');
    mkdirSync(other);
    git(other, 'init', '--quiet');
    mkdirSync(path.join(other, 'staging'));
    writeFileSync(path.join(other, 'staging/a.go'), 'package a\n');
    symlinkSync('staging', path.join(other, 'vendored'));
    symlinkSync('/etc/passwd', path.join(other, 'passwd.go'));
    git(other, 'add', '.');
    git(other, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '-m', 'links');
    const commit = git(other, 'rev-parse', 'HEAD').trim();
    const links = await Repository.open(host, other);
    assert.equal(await links.readFile(commit, 'vendored/a.go'), 'package a\n');
    assert.equal(await links.readFile(commit, 'passwd.go'), null);
    assert.equal(await links.workTreeFile(commit, 'passwd.go'), null);
  });

  it('cannot make us run what its configuration names', async () => {
    const trap = path.join(folder.path, 'trapped');
    git(made.folder, 'config', 'core.fsmonitor', `touch ${trap}; false`);
    git(made.folder, 'config', 'diff.go.textconv', `touch ${trap}`);
    git(made.folder, 'config', 'filter.go.smudge', `touch ${trap}`);
    writeFileSync(path.join(made.folder, '.gitattributes'), '*.go diff=go filter=go\n');
    const trapped = await Repository.open(host, made.folder);
    assert.ok(await trapped.readFile(made.commits['v1.2.2'], EXEC));
    assert.ok(await trapped.workTreeFile(made.commits['v1.2.2'], EXEC));
    assert.equal(existsSync(trap), false);
  });
  it('whose configuration names a work tree elsewhere has none', async () => {
    const elsewhere = await makeContainerdRepository(path.join(folder.path, 'elsewhere'), { checkout: 'v1.2.2' });
    git(elsewhere.folder, 'config', 'core.worktree', made.folder);
    try {
      const opened = await Repository.open(host, elsewhere.folder);
      assert.equal(await opened.workTreeFile(elsewhere.commits['v1.2.2'], EXEC), null);
    } catch (error) {
      assert.ok(error instanceof SourceProblem);
    }
  });

  it('is refused with a reason where there is none', async () => {
    const empty = path.join(folder.path, 'empty');
    mkdirSync(empty);
    const file = path.join(folder.path, 'file');
    writeFileSync(file, '');
    const said = async (at: string): Promise<string> => {
      const error: unknown = await Repository.open(host, at).catch((reason: unknown) => reason);
      assert.ok(error instanceof SourceProblem);
      assert.equal(error.said.args['folder'], at);
      assert.equal(error.message, error.said.id, 'words are put in before they are asked for');
      return error.said.id;
    };
    assert.equal(await said(path.join(folder.path, 'nothing')), 'source.folderMissing');
    assert.equal(await said(file), 'source.folderMissing');
    assert.equal(await said(empty), 'source.notRepository');
  });
  for (const [what, version, said] of [
    ['missing', null, message('source.gitMissing', { reason: 'spawn git ENOENT' })],
    ['no git', 'hello', message('source.gitMissing', { reason: 'hello' })],
    ['too old', 'git version 1.8.3.1', message('source.gitOld', { version: '1.8.3.1', oldest: '2.19' })],
  ] as const) {
    it(`is refused with a reason where git is ${what}`, async () => {
      const stdout = new TextEncoder().encode(version ?? '');
      const ran = { code: 0, stdout, stderr: '' };
      const git = (): Promise<GitResult> =>
        version === null ? Promise.reject(new Error('spawn git ENOENT')) : Promise.resolve(ran);
      await assert.rejects(Repository.open({ ...host, git }, made.folder), { said });
    });
  }
  it('does not call a file absent whose object is corrupt, and reads the others', async () => {
    const { folder: at, commits } = await makeContainerdRepository(path.join(folder.path, 'corrupt'));
    corrupt(at, git(at, 'rev-parse', `v1.2.2:${EXEC}`).trim());
    const opened = await Repository.open(host, at);
    const [broken, sound] = await Promise.allSettled([
      opened.readFile(commits['v1.2.2'], EXEC),
      opened.readFile(commits['v1.2.2'], 'cmd/containerd/main.go'),
    ]);
    assert.ok(broken.status === 'rejected' && broken.reason instanceof SourceProblem);
    assert.match(text(broken.reason.said), /^git failed: inflate: /);
    assert.ok(sound.status === 'fulfilled' && sound.value?.startsWith('package main'));
  });
  it('is told to be shallow where it lacks a revision', async () => {
    const shallow = path.join(folder.path, 'shallow');
    git(folder.path, 'clone', '--quiet', '--depth=1', pathToFileURL(bare.folder).href, shallow);
    const opened = await Repository.open(host, shallow);
    assert.equal(await opened.isShallow(), true);
    assert.equal(await repository.isShallow(), false);
    assert.equal(await opened.resolve({ module: MODULE, revision: made.commits['v1.2.2'], version: null }), null);
  });
});

/** Overwrites a loose object with what is none. */
function corrupt(repository: string, id: string): void {
  const file = path.join(repository, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  writeFileSync(file, 'no object');
}
