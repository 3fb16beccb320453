// What goes wrong while a case is read: nothing wrong is shown in the end, and one line of the log says what was.
import assert from 'node:assert/strict';
import { appendFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
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

  it('and vanishes is shown as it was read, with a note, and nothing of it is kept', async () => {
    const { logs, storage } = made(LARGE);
    const log = path.join(logs, 'messages');
    const expected = (await readAtOnce(logs)) as { containers: unknown };
    const disk = changing(log, () => {
      unlinkSync(log);
    });
    const { local, said } = opened(logs, storage, undefined, () => threadOver(disk));
    await local.read();
    const { items } = await local.notRead(0, 9);
    assert.deepEqual(
      items.map(({ name, kind, reason }) => [name, kind, reason.id]),
      [['messages', 'partial', 'case.gone-meanwhile']],
    );
    assert.match((items[0]?.reason.args as { reason: string }).reason, /^ENOENT/);
    assert.deepEqual(((await told(local)) as { containers: unknown }).containers, expected.containers);
    assert.deepEqual([ids(said), keptFiles(storage)], [[], []]);
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
  });

  it('and is replaced when it has just been opened to be gone on with is read again', async () => {
    const { logs, storage } = made(LARGE);
    const log = path.join(logs, 'messages');
    await opened(logs, storage, undefined, () => threadOver({})).local.read();
    appendFileSync(log, MESSAGES.repeat(LARGE));
    let left = 1;
    const disk: Partial<Host> = {
      readPieces: async function* (file: string, start = 0) {
        for await (const piece of host.readPieces(file, start)) {
          if (file === log && start > 0 && left-- > 0) {
            writeFileSync(`${log}.new`, OTHER);
            renameSync(`${log}.new`, log);
          }
          yield piece;
        }
      },
    };
    const second = opened(logs, storage, undefined, () => threadOver(disk));
    await second.local.read();
    const { containers } = (await told(second.local)) as { containers: unknown };
    const expected = (await readAtOnce(logs)) as { containers: unknown };
    assert.deepEqual(containers, expected.containers);
    assert.deepEqual([ids(second.said), second.local.kept], [['case.changed-meanwhile'], 0]);
    const third = opened(logs, storage, undefined, () => threadOver({}));
    await third.local.read();
    assert.deepEqual(await told(third.local), expected);
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
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

  it('is said in one line, and the case is read all the same', async () => {
    const { logs, storage } = made();
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

  it('in the middle of a file leaves no half of it behind', async () => {
    const { logs, storage } = made(LARGE);
    const halves: number[] = [];
    const disk: Partial<Host> = {
      writeFile: (file, content) => {
        // Node's writeFile takes pieces as well: the half is written, then the disk is full.
        const pieces = (async function* () {
          yield await Promise.resolve(content.slice(0, content.length / 2));
          halves.push(keptFiles(storage).length);
          throw full;
        })();
        return host.writeFile(file, pieces as unknown as Uint8Array);
      },
    };
    const { local, said } = opened(logs, storage, undefined, () => threadOver(disk));
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual([ids(said), halves, keptFiles(storage)], [['store.unwritable'], [1], []]);
  });
});

describe('a thread that ends while it reads', () => {
  it('after part of a file was shown is started again, and one line says so', async () => {
    const { logs, storage } = made(2 * LARGE);
    const { local, said, threads } = opened(logs, storage, (thread, count) => {
      if (count > 1) return;
      const { listen } = thread;
      let hasEnded = false;
      thread.listen = onMessage => {
        listen(answer => {
          if (hasEnded) return; // what it still says on its way is not heard
          onMessage(answer);
          if (answer.kind !== 'part') return;
          hasEnded = true;
          void (thread as ReadThread & { kill(): Promise<void> }).kill();
        });
      };
    });
    await local.read({ onTaken: () => undefined });
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual([ids(said), threads.length], [['case.reader-restarted'], 2]);
  });
});
