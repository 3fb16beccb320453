// The host of a Node process: what git is told of the environment.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createNodeHost } from '../../server/src/nodeHost';

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
