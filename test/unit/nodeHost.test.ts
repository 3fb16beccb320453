// The host of a Node process: what git is told of the environment, how a file is read from its middle, what ends a long search.
import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TooLong } from '../../server/src/host';
import { createNodeHost } from '../../server/src/nodeHost';
import { removeFolder, temporaryFolder } from '../host/processes';

const LEADING_AWAY = {
  GIT_DIR: '/nowhere/.git',
  GIT_WORK_TREE: '/nowhere',
  GIT_COMMON_DIR: '/nowhere/.git',
  GIT_OBJECT_DIRECTORY: '/nowhere/objects',
  GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere/objects',
  GIT_INDEX_FILE: '/nowhere/index',
  GIT_NAMESPACE: 'nowhere',
  GIT_CONFIG: '/nowhere/config',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.bare',
  GIT_CONFIG_VALUE_0: 'true',
  GIT_EXTERNAL_DIFF: 'false',
};

describe('git of the Node host', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  /** An alias that begins with ! is run by a shell, which sees the environment that git has. */
  async function environmentOfGit(): Promise<string[]> {
    const { stdout } = await createNodeHost('').git(['-c', 'alias.environment=!env', 'environment'], { cwd: '/' });
    return new TextDecoder().decode(stdout).split('\n');
  }

  it('follows no variable that leads it elsewhere', async () => {
    Object.assign(process.env, LEADING_AWAY);
    const seen = await environmentOfGit();
    assert.ok(seen.includes('GIT_TERMINAL_PROMPT=0'), 'git did not run');
    for (const [name, value] of Object.entries(LEADING_AWAY))
      assert.equal(seen.includes(`${name}=${value}`), false, name);
  });

  it('keeps how the user reaches other machines', async () => {
    process.env['GIT_SSH_COMMAND'] = 'ssh -i key';
    assert.ok((await environmentOfGit()).includes('GIT_SSH_COMMAND=ssh -i key'));
  });
});

describe('bounded work of the Node host', () => {
  const { bounded } = createNodeHost('');

  it('gives what the work gives, and fails as it fails', () => {
    assert.deepEqual(
      bounded(() => [1, 2], 1000),
      [1, 2],
    );
    assert.throws(
      () =>
        bounded(() => {
          throw new RangeError('no');
        }, 1000),
      RangeError,
    );
  });

  it('ends a regular expression that would search for ever', () => {
    assert.throws(() => bounded(() => /^(a+)+$/.test(`${'a'.repeat(60)}!`), 50), TooLong);
  });
});

describe('files of the Node host', () => {
  const folder = temporaryFolder();
  after(() => removeFolder(folder));

  it('are read from a byte on', async () => {
    const file = path.join(folder, 'log');
    writeFileSync(file, 'one\ntwo\n');
    const pieces: Uint8Array[] = [];
    for await (const piece of createNodeHost('').readPieces(file, 4)) pieces.push(piece);
    assert.equal(Buffer.concat(pieces).toString(), 'two\n');
  });
});
