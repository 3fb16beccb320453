// What happened to a function after a revision, who brought a line, and in which order releases stand.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { blameLine } from '../../../server/src/source/blame';
import { changesAt } from '../../../server/src/source/changes';
import { GoOutline } from '../../../server/src/source/goOutline';
import { compareVersions, listReleases } from '../../../server/src/source/releases';
import type { Change } from '../../../server/src/source/model';
import { Repository } from '../../../server/src/source/repository';
import { host, temporaryFolder } from './host';
import { git, makeRepository } from './madeRepository';

const MODULE = 'github.com/containerd/containerd';

/** A file with three functions, the last a method; each text is its body. */
function file(first: string, second: string, third: string | null): string {
  const method = third === null ? '' : `\nfunc (t *T) Run() {\n\t${third}\n}\n`;
  return `package a\n\nfunc First() {\n\t${first}\n}\n\nfunc Second() {\n\t${second}\n}\n${method}`;
}

describe('the history of a function', () => {
  const folder = temporaryFolder();
  let commits: ReadonlyMap<string, string>;
  let repository: Repository;
  let outline: GoOutline;
  before(async () => {
    const at = path.join(folder.path, 'history');
    commits = makeRepository(at, [
      { files: { 'a.go': file('a()', 'b()', 'c()') }, message: 'begin', tag: 'v1.0.0' },
      { files: { 'a.go': file('a()', 'b()', 'c(1)') }, message: 'mend Run on main', tag: 'v1.1.0-rc.1' },
      { files: { 'a.go': file('a()', 'b2()', 'c(1)') }, message: 'change Second on main', tag: 'v1.1.0' },
      {
        files: { 'a.go': file('a()', 'b()', 'c(1)') },
        message: 'mend Run',
        on: 'v1.0.0',
        date: '2019-01-16T12:00:00Z',
      },
      { files: { 'a.go': `// a line more\n${file('a()', 'b()', 'c(1)')}` }, message: 'move all', tag: 'v1.0.1' },
      { files: { 'a.go': file('a()', 'b()', null) }, message: 'remove Run', tag: 'v1.0.2' },
      { files: { 'b.go': 'package a\n' }, message: 'add b' },
      { files: { 'a.go': file('a(2)', 'b()', null) }, message: 'unreleased' },
    ]);
    repository = await Repository.open(host, at);
    outline = await GoOutline.load(host);
  });

  async function changesIn(
    of: Repository,
    since: string,
    where: string,
    name: string,
    signal?: AbortSignal,
  ): Promise<readonly Change[]> {
    const commit = git(of.git.folder, 'rev-parse', since);
    const location = { module: MODULE, path: where, commit, function: name, status: 'verified' } as const;
    return (await changesAt(location, of, outline, signal)) ?? [];
  }

  async function changes(since: string, name: string, where = 'a.go'): Promise<unknown[]> {
    const found = await changesIn(repository, since, where, name);
    assert.ok(found.every(({ commit, subject }) => commit === commits.get(subject)));
    return found.map(({ subject, date, firstRelease }) => [subject, date.slice(0, 10), firstRelease]);
  }

  it('is what built on the revision and changed its text, newest first, with the first release', async () => {
    assert.deepEqual(await changes('v1.0.0', '(*T).Run'), [
      ['remove Run', '2019-01-20', 'v1.0.2'],
      ['mend Run', '2019-01-16', 'v1.0.1'],
      ['mend Run on main', '2019-01-16', 'v1.1.0-rc.1'],
    ]);
  });
  it('names no release where none contains the commit', async () => {
    assert.deepEqual(await changes('v1.0.0', 'First'), [['unreleased', '2019-01-22', null]]);
  });
  it('is empty where only its place has changed', async () => {
    assert.deepEqual(await changes('v1.0.1', 'Second', 'b.go'), []);
    assert.deepEqual(await changes('v1.0.1', '(*T).Walk'), []);
  });
  it('looks at other lines of development only where its own has nothing', async () => {
    assert.deepEqual(await changes('v1.0.1', 'Second'), [['change Second on main', '2019-01-17', 'v1.1.0']]);
  });
  it('leaves the repository of a path that climbs alone', async () => {
    assert.deepEqual(await changes('v1.0.0', 'First', '../a.go'), []);
  });
  it('ends when it is cancelled, and answers when it is asked again', async () => {
    const controller = new AbortController();
    const fresh = await Repository.open(host, repository.git.folder);
    const first = changesIn(fresh, 'v1.0.0', 'a.go', 'First', controller.signal);
    const second = changesIn(fresh, 'v1.0.0', 'a.go', 'First');
    controller.abort();
    await assert.rejects(first, { name: 'AbortError' });
    // What both waited for has ended with the first one's patience.
    assert.equal((await second).length, 1);
    assert.equal((await changesIn(fresh, 'v1.0.0', 'a.go', 'First')).length, 1);
  });

  it('follows the file where a commit moved it, and shows it at its path before and after', async () => {
    const at = path.join(folder.path, 'moved');
    const packaged = (name: string, text: string): string => text.replace('package a', `package ${name}`);
    makeRepository(at, [
      { files: { 'old/a.go': file('a()', 'b()', 'c()') }, message: 'begin', tag: 'v1.0.0' },
      {
        files: {
          'old/a.go': null,
          'new/a.go': packaged('x', file('a()', 'b()', 'c()')),
          'far/a.go': 'package far\n',
        },
        message: 'move',
      },
      { files: { 'new/a.go': packaged('x', file('a(1)', 'b()', 'c()')) }, message: 'mend First', tag: 'v1.1.0' },
      {
        files: { 'new/a.go': null, 'core/a.go': packaged('y', file('a(1)', 'b(1)', 'c()')) },
        message: 'move and change Second',
      },
      {
        files: { 'core/a.go': null, 'one/a.go': file('a(1)', 'b(1)', 'c()'), 'two/a.go': file('a(1)', 'b(1)', 'c()') },
        message: 'part',
      },
    ]);
    const moved = await Repository.open(host, at);
    const said = async (name: string): Promise<unknown[]> =>
      (await changesIn(moved, 'v1.0.0', 'old/a.go', name)).map(change => [change.subject, change.before, change.after]);
    // Of two files that have it nobody can tell which it became.
    const gone = ['part', 'core/a.go', null];
    assert.deepEqual(await said('First'), [gone, ['mend First', 'new/a.go', 'new/a.go']]);
    assert.deepEqual(await said('Second'), [gone, ['move and change Second', 'new/a.go', 'core/a.go']]);
    assert.deepEqual(await said('(*T).Run'), [gone]);
  });

  it('of a line is the commit that brought it', async () => {
    const head = git(repository.git.folder, 'rev-parse', 'v1.0.1');
    assert.deepEqual(await blameLine(repository, head, 'a.go', 13), {
      commit: commits.get('mend Run'),
      subject: 'mend Run',
      date: '2019-01-16T12:00:00Z',
    });
    assert.equal(await blameLine(repository, head, '../a.go', 1), null);
    await assert.rejects(blameLine(repository, head, 'a.go', 900), { name: 'SourceProblem' });
  });
  it('runs nothing that the repository names', async () => {
    const at = path.join(folder.path, 'hostile');
    makeRepository(at, [{ files: { 'a.go': file('a()', 'b()', null) }, message: 'begin', tag: 'v1.0.0' }]);
    const trap = path.join(folder.path, 'trap');
    const run = `touch ${trap}; false`;
    for (const key of ['core.fsmonitor', 'diff.go.textconv', 'diff.external', 'gpg.program', 'core.pager']) {
      git(at, 'config', key, run);
    }
    git(at, 'config', 'log.showSignature', 'true');
    mkdirSync(path.join(at, '.git/info'), { recursive: true });
    writeFileSync(path.join(at, '.git/info/attributes'), '*.go diff=go\n');
    const hostile = await Repository.open(host, at);
    const head = git(at, 'rev-parse', 'HEAD');
    assert.equal((await blameLine(hostile, head, 'a.go', 4))?.subject, 'begin');
    assert.deepEqual(await changesIn(hostile, head, 'a.go', 'First'), []);
    assert.equal(existsSync(trap), false);
  });

  it('has releases in the order of versions, of the module alone', async () => {
    git(repository.git.folder, 'tag', 'api/v1.8.0');
    git(repository.git.folder, 'tag', '-a', '-m', 'annotated', 'v1.10.0', 'v1.0.0');
    const releases = await listReleases(repository, repository.table.row(MODULE));
    const tags = releases.map(({ tag }) => tag);
    assert.deepEqual(tags, ['v1.0.0', 'v1.0.1', 'v1.0.2', 'v1.1.0-rc.1', 'v1.1.0', 'v1.10.0']);
    assert.equal(releases.at(-1)?.commit, commits.get('begin'));
  });
});

describe('versions', () => {
  for (const [older, newer] of [
    ['1.2.2', '1.2.3'],
    ['1.2.9', '1.2.10'],
    ['1.2', '1.2.1'],
    ['1.0.0-rc9', '1.0.0-rc10'],
    ['1.0.0-beta.0', '1.0.0-rc.0'],
    ['1.0.0-rc95', '1.0.0'],
    ['17.06.0-ce-rc5', '17.06.0-ce'],
    ['18.09.0-ce-tp6', '18.09.0'],
    ['1.13rc1', '1.13'],
    ['1.13', '1.13.1'],
  ] as const) {
    it(`${older} is older than ${newer}`, () => {
      assert.ok(compareVersions(older, newer) < 0);
      assert.ok(compareVersions(newer, older) > 0);
      assert.equal(compareVersions(older, older), 0);
    });
  }
});
