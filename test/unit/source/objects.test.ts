// The one git that stays: its answers however they are cut, its death and its silence.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { GitProcess, GitProcessOptions, Host } from '../../../server/src/host';
import { text } from '../../../server/src/render/text';
import { ObjectReader } from '../../../server/src/source/objects';
import { SourceProblem } from '../../../server/src/source/problem';
import { host, temporaryFolder } from './host';
import { git, makeRepository } from './madeRepository';

const ID = 'a'.repeat(40);

/** A git that answers as the test says: given the options of each start, it gets what is written to it. */
function madeGit(answer: (asked: string, options: GitProcessOptions, start: number) => void): {
  readonly host: Host;
  readonly starts: () => number;
} {
  let starts = 0;
  const startGit = (_args: readonly string[], options: GitProcessOptions): GitProcess => {
    const start = ++starts;
    const write = (asked: string): void => {
      setImmediate(() => {
        answer(asked, options, start);
      });
    };
    return { write, hold: () => undefined, stop: () => undefined };
  };
  return { host: { ...host, startGit }, starts: () => starts };
}

function bytes(said: string): Uint8Array {
  return new TextEncoder().encode(said);
}

async function problem(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SourceProblem);
  return text(error.said);
}

describe('the reader of objects', () => {
  const folder = temporaryFolder();
  let repository: string;
  before(() => {
    repository = path.join(folder.path, 'objects');
    makeRepository(repository, [{ files: { 'a.go': 'package a\n', 'empty.go': '' }, message: 'begin' }]);
  });

  it('answers many questions in their order from one process', async () => {
    let started = 0;
    const counting: Host = {
      ...host,
      startGit: (args, options) => {
        started++;
        return host.startGit(args, options);
      },
    };
    const reader = new ObjectReader(counting, repository);
    const names = ['HEAD:a.go', 'HEAD:none.go', 'HEAD:empty.go', 'HEAD', 'HEAD:', 'HEAD:a.go'];
    const all = await Promise.all(names.map(name => reader.read(name)));
    assert.deepEqual(
      all.map(object => object?.type ?? null),
      ['blob', null, 'blob', 'commit', 'tree', 'blob'],
    );
    assert.equal(new TextDecoder().decode((await reader.read('HEAD:a.go'))?.bytes), 'package a\n');
    assert.equal(all[0]?.id, git(repository, 'rev-parse', 'HEAD:a.go'));
    assert.equal(started, 1);
  });

  it('reads answers however their bytes are cut', async () => {
    const answers = `${ID} blob 3\na\nb\nx missing\n${ID} blob 0\n\nlink 4\n`.replace('link', 'symlink') + 'to/x\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async sizes => {
        const { host: made } = madeGit((asked, { onOutput }) => {
          if (!asked.startsWith('1')) return;
          const all = bytes(answers);
          for (let at = 0, turn = 0; at < all.length; turn++) {
            const end = at + (sizes[turn % sizes.length] ?? 1);
            onOutput(all.slice(at, end));
            at = end;
          }
        });
        const reader = new ObjectReader(made, '/');
        const read = await Promise.all(['1', '2', '3', '4'].map(name => reader.read(name)));
        assert.deepEqual(
          read.map(object => object && [object.type, new TextDecoder().decode(object.bytes)]),
          [['blob', 'a\nb'], null, ['blob', ''], ['astray', 'to/x']],
        );
      }),
    );
  });

  it('rejects the question that git died over, and puts the others to a new one', async () => {
    const { host: made, starts } = madeGit((asked, { onOutput, onEnd }, start) => {
      if (start > 1) onOutput(bytes(asked.replace(/.+\n/g, `${ID} blob 1\nx\n`)));
      else if (asked === 'second\n') onEnd('fatal: packed object 12 is corrupt\n');
      else if (asked === 'first\n') onOutput(bytes(`${ID} blob 1\nx\n`));
    });
    const reader = new ObjectReader(made, '/');
    const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map(name => reader.read(name));
    assert.equal((await first)?.type, 'blob');
    assert.equal(await problem(second ?? Promise.resolve()), 'git failed: packed object 12 is corrupt');
    assert.deepEqual([(await third)?.type, (await fourth)?.type, starts()], ['blob', 'blob', 2]);
  });

  it('gives a silent git up, and starts another at the next question', async () => {
    const { host: made, starts } = madeGit((_asked, { onOutput }, start) => {
      if (start > 1) onOutput(bytes('x missing\n'));
    });
    const reader = new ObjectReader(made, '/', 1);
    assert.equal(await problem(reader.read('first')), 'git gave no answer for 0 seconds.');
    assert.equal(await reader.read('second'), null);
    assert.equal(starts(), 2);
  });

  it('refuses what is too large before it has come', async () => {
    const { host: made } = madeGit((_asked, { onOutput }) => {
      onOutput(bytes(`${ID} blob 99999999999\nx`));
    });
    assert.equal(await problem(new ObjectReader(made, '/').read('big')), 'big is too large to be read.');
  });

  it('says so where git cannot be started', async () => {
    const nowhere = path.join(folder.path, 'nowhere');
    assert.match(await problem(new ObjectReader(host, nowhere).read('HEAD')), /^git failed: spawn git ENOENT/);
  });

  it('neither keeps our process from ending nor leaves git behind', async () => {
    const script = `
      const { execFileSync } = require('node:child_process');
      const { createNodeHost } = require('./server/src/nodeHost');
      const { ObjectReader } = require('./server/src/source/objects');
      new ObjectReader(createNodeHost(''), ${JSON.stringify(repository)}).read('HEAD').then(object => {
        const below = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
        console.log(object.type, below.split('\\n').find(line => line.includes('cat-file')));
      });`;
    const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { encoding: 'utf8' });
    const [type, pid] = stdout.trim().split(/ +/);
    assert.deepEqual([type, status], ['commit', 0]);
    while (isAlive(Number(pid))) await new Promise(resolve => setTimeout(resolve, 10));
  });
});

function isAlive(pid: number): boolean {
  assert.ok(pid > 1, 'no git was seen');
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
