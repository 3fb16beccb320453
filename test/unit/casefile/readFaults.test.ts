// What goes wrong while a case is read: nothing wrong is shown in the end, and one line of the log says what was.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { Answer, Question, ReadThread } from '../../../server/src/casefile/reading';
import { serveReads } from '../../../server/src/casefile/readService';
import type { Host } from '../../../server/src/host';
import { host, ids, keptFiles, made, MANY, MESSAGES, opened, readAtOnce, told } from './threadCase';

/** The other end of a thread, in this one, so that its disk can be made to fail. What goes between is copied all the same. */
function threadOver(disk: Partial<Host>): ReadThread {
  let take: (answer: Answer) => void = () => undefined;
  let ask: (question: Question) => void = () => undefined;
  serveReads(
    { ...host, ...disk },
    {
      post: answer => {
        take(structuredClone(answer));
      },
      listen: onMessage => (ask = onMessage),
    },
    'made',
  );
  return {
    post: question => {
      ask(structuredClone(question));
    },
    listen: onMessage => (take = onMessage),
    onEnd: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Reads a log whose file is changed after its first bytes have been read, the first `times` that all of it is read. */
function changing(log: string, change: () => void, times = 1): Partial<Host> {
  let left = times;
  return {
    readPieces: async function* (file: string, start?: number) {
      let at = 0;
      for await (const piece of host.readPieces(file, start)) {
        yield piece;
        if (file !== log || at++ > 0 || left-- <= 0) continue;
        change();
      }
    },
  };
}

/** Larger than what is read at a time. */
const LARGE = 20 * MANY;
const OTHER = MESSAGES.replaceAll('dockerd', 'dockerx').repeat(LARGE);

describe('a log that changes while it is being read', () => {
  const changes: readonly (readonly [what: string, change: (log: string) => void])[] = [
    [
      'is cut',
      log => {
        truncateSync(log, 70_000);
      },
    ],
    [
      'is emptied and written anew',
      log => {
        writeFileSync(log, MESSAGES);
      },
    ],
    [
      'is replaced by a larger one',
      log => {
        writeFileSync(`${log}.new`, OTHER);
        renameSync(`${log}.new`, log);
      },
    ],
  ];
  for (const [what, change] of changes) {
    it(`and ${what} is read again, and one line says so`, async () => {
      const { logs, storage } = made(LARGE);
      const log = path.join(logs, 'messages');
      const disk = changing(log, () => {
        change(log);
      });
      const first = opened(logs, storage, undefined, () => threadOver(disk));
      await first.local.read();
      const expected = await readAtOnce(logs);
      const { containers } = (await told(first.local)) as { containers: unknown };
      assert.deepEqual(containers, (expected as { containers: unknown }).containers);
      assert.deepEqual(ids(first.said), ['case.changed-meanwhile']);
      // What was kept of it is of the file that is there, or is not used.
      const again = opened(logs, storage);
      await again.local.read();
      assert.deepEqual(await told(again.local), expected);
    });
  }

  it('and vanishes is told as not read, and nothing of it is kept', async () => {
    const { logs, storage } = made(LARGE);
    const log = path.join(logs, 'messages');
    const disk = changing(log, () => {
      unlinkSync(log);
    });
    const { local, said } = opened(logs, storage, undefined, () => threadOver(disk));
    await local.read();
    const { items } = await local.notRead(0, 9);
    assert.deepEqual(
      items.map(({ name, kind, reason }) => [name, kind, reason.id]),
      [['messages', 'unread', 'case.unreadable']],
    );
    assert.deepEqual([ids(said), keptFiles(storage)], [[], []]);
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
  });

  it('and is cut again and again is shown as it was read', async () => {
    const { logs, storage } = made(LARGE);
    const log = path.join(logs, 'messages');
    let size = 500_000;
    const disk = changing(
      log,
      () => {
        truncateSync(log, (size -= 100_000));
      },
      99,
    );
    const { local, said } = opened(logs, storage, undefined, () => threadOver(disk));
    await local.read();
    assert.deepEqual(ids(said), ['case.changed-meanwhile', 'case.changed-meanwhile']);
    assert.equal((await local.files()).length, 2);
  });
});

describe('a disk that is full', () => {
  it('is said in one line, and the case is read all the same', async () => {
    const { logs, storage } = made();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const { local, said } = opened(logs, storage, undefined, () =>
      threadOver({ writeFile: () => Promise.reject(full) }),
    );
    await local.read();
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual(
      said.map(({ id, args }) => [id, (args as { reason?: string }).reason]),
      [['store.unwritable', full.message]],
    );
  });

  const mounted: string[] = [];
  after(() => {
    for (const folder of mounted) execFileSync('umount', [folder]);
  });

  it('in a real file system leaves no half of a file behind', async t => {
    const { logs, storage } = made(LARGE);
    mkdirSync(storage);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', storage], { stdio: 'ignore' });
    } catch {
      t.skip('A file system of a few kilobytes can be made by root alone, where it may mount.');
      return;
    }
    mounted.push(storage);
    const { local, said } = opened(logs, storage);
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual([ids(said), keptFiles(storage)], [['store.unwritable'], []]);
  });
});

describe('a thread that ends while it reads', () => {
  it('after part of a file was shown is started again, and one line says so', async () => {
    const { logs, storage } = made(2 * LARGE);
    const { local, said, threads } = opened(logs, storage, (thread, count) => {
      if (count > 1) return;
      const { listen } = thread;
      thread.listen = onMessage => {
        listen(answer => {
          onMessage(answer);
          if (answer.kind === 'part') void (thread as ReadThread & { kill(): Promise<void> }).kill();
        });
      };
    });
    await local.read({ onTaken: () => undefined });
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual([ids(said), threads.length], [['case.reader-restarted'], 2]);
  });
});
