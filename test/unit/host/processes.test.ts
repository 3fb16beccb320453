// Commands that end, are ended, or never start.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { removeFolder, run, temporaryFolder } from '../../host/processes';

describe('run', () => {
  test('returns the exit code and both streams', async () => {
    const script = 'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3';
    const { code, output } = await run(process.execPath, ['-e', script]);
    assert.equal(code, 3);
    assert.deepEqual([output.includes('out'), output.includes('err')], [true, true]);
  });

  test('gives 127 and the reason for a program that is not there', async () => {
    const { code, output } = await run('/nowhere/program', []);
    assert.equal(code, 127);
    assert.match(output, /ENOENT/);
  });

  test('ends a command that takes too long, with all that it started', async () => {
    const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' })`;
    // The output closes only when the grandchild, which holds it too, is gone.
    const { code } = await run(process.execPath, ['-e', `${grandchild}; setInterval(() => 0, 1000)`], {
      timeoutMs: 300,
    });
    assert.equal(code, 124);
  });
});

describe('temporaryFolder', () => {
  test('makes a folder of its own each time', () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    assert.notEqual(folders[0], folders[1]);
    folders.forEach(removeFolder);
    assert.deepEqual(
      folders.map(folder => existsSync(folder)),
      [false, false],
    );
  });
});
