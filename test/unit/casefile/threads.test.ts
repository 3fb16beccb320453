// A case that is read in a thread, kept on disk and gone on with: the same as one that is read at once, whatever happens meanwhile.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { CaseWatcher } from '../../../server/src/casefile/caseOptions';
import type { ReadThread } from '../../../server/src/casefile/reading';
import { host, ids, keptFiles, made, MANY, MESSAGES, opened, readAtOnce, told } from './threadCase';

describe('a case that is read in a thread', () => {
  it('is the same as one that is read at once, the second time too, and says nothing', async () => {
    const { logs, storage } = made();
    const expected = await readAtOnce(logs);
    for (let time = 0; time < 2; time++) {
      const { local, said } = opened(logs, storage);
      await local.read();
      assert.deepEqual(await told(local), expected);
      assert.deepEqual(said, []);
    }
    assert.equal(keptFiles(storage).length, 1);
  });

  it('reads nothing but the beginning and the end of a file that was kept', async () => {
    const { logs, storage } = made();
    const middle = path.join(logs, 'messages');
    // A whole second can be set again exactly.
    utimesSync(middle, 1_600_000_000, 1_600_000_000);
    await opened(logs, storage).local.read();
    const { inode } = await host.stat(middle);
    const expected = await readAtOnce(logs);
    // What nobody reads may be anything: the same file, the same size, the same time.
    const bytes = readFileSync(middle);
    bytes.fill('x', 10_000, 20_000);
    writeFileSync(middle, bytes);
    utimesSync(middle, 1_600_000_000, 1_600_000_000);
    assert.equal((await host.stat(middle)).inode, inode);
    const again = opened(logs, storage);
    await again.local.read();
    const files = await again.local.files();
    assert.equal(again.local.kept, 1);
    assert.equal(files.length, 2);
    assert.deepEqual(await told(again.local), expected);
  });

  it('tells of how many logs what was kept was used: not of files that are none, nor of one that is read anew', async () => {
    const { logs, storage } = made();
    // What is packed is kept whatever its size, so that a file that is no log is known for none.
    writeFileSync(path.join(logs, 'words.gz'), gzipSync('a few words\nof no log\n'));
    await opened(logs, storage).local.read();
    assert.equal(keptFiles(storage).length, 2);
    const again = opened(logs, storage);
    await again.local.read();
    assert.deepEqual([again.said, again.local.kept], [[], 1]);
    const lost = opened(logs, storage, thread => {
      const listen = thread.listen.bind(thread);
      thread.listen = onMessage => {
        listen(answer => {
          const isKept = answer.kind === 'state' && answer.state.isKept;
          onMessage(isKept ? { ...answer, state: { ...answer.state, reader: new Uint8Array(9) } } : answer);
        });
      };
    });
    await lost.local.read();
    assert.deepEqual(ids(lost.said), ['case.state-lost', 'case.state-lost']);
    assert.equal(lost.local.kept, 0);
    assert.deepEqual(await told(lost.local), await readAtOnce(logs));
  });

  it('is the same when its log has grown by any pieces', async () => {
    const { logs, storage } = made(1);
    const file = path.join(logs, 'messages');
    const text = MESSAGES.repeat(MANY);
    const { local, said } = opened(logs, storage);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(text.length), { minLength: 1, maxLength: 4 }), async cuts => {
        const ends = [...cuts.sort((a, b) => a - b), text.length];
        writeFileSync(file, '');
        let from = 0;
        for (const end of ends) {
          appendFileSync(file, text.slice(from, end));
          from = end;
          await local.read();
        }
        assert.deepEqual(await told(local), await readAtOnce(logs));
      }),
      { numRuns: 5 },
    );
    assert.deepEqual(said, []);
  });

  it('shows what is known of a file before all of it is read', async () => {
    const { logs, storage } = made(40 * MANY);
    const { local } = opened(logs, storage);
    const seen: number[] = [];
    const watcher: CaseWatcher = {
      onTaken: () => {
        void local.containerIds().then(known => seen.push(known.length));
      },
    };
    await local.read(watcher);
    assert.ok(seen.length > 0, 'nothing was shown early');
    assert.ok(seen.every(count => count > 0));
    assert.deepEqual(await told(local), await readAtOnce(logs));
  });
});

describe('a case whose files change while nobody looks', () => {
  const changes: readonly (readonly [what: string, change: (file: string) => void])[] = [
    [
      'is cut',
      file => {
        truncateSync(file, 70_000);
      },
    ],
    [
      'is copied and cut, and grows beyond its old size',
      file => {
        const size = readFileSync(file).length;
        truncateSync(file, 0);
        appendFileSync(
          file,
          MESSAGES.split('\n')
            .slice(40)
            .join('\n')
            .repeat(MANY)
            .padEnd(size + 1000, '\n'),
        );
      },
    ],
    [
      'is replaced',
      file => {
        writeFileSync(`${file}.new`, MESSAGES.replaceAll('dockerd', 'dockerx').repeat(MANY));
        renameSync(`${file}.new`, file);
      },
    ],
    [
      'is written anew in its middle',
      file => {
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, `${text.slice(0, 30_000)}\n${text.slice(30_000)}`);
      },
    ],
  ];
  for (const [what, change] of changes) {
    for (const window of ['the same', 'another'] as const) {
      it(`reads a log anew that ${what}, in ${window} window`, async () => {
        const { logs, storage } = made();
        const first = opened(logs, storage);
        await first.local.read();
        change(path.join(logs, 'messages'));
        const { local } = window === 'the same' ? first : opened(logs, storage);
        await local.read();
        assert.deepEqual(await told(local), await readAtOnce(logs));
      });
    }
  }
});

describe('an index on disk', () => {
  const faults: readonly (readonly [what: string, fault: (bytes: Buffer) => Uint8Array])[] = [
    ['cut', bytes => bytes.subarray(0, bytes.length / 2)],
    [
      'changed in one byte',
      bytes => {
        bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
        return bytes;
      },
    ],
    ['empty', () => new Uint8Array(0)],
    ['something else', () => Buffer.from('no index\n'.repeat(1000))],
  ];
  for (const [what, fault] of faults) {
    it(`that is ${what} is made anew, and one line says so`, async () => {
      const { logs, storage } = made();
      await opened(logs, storage).local.read();
      const [file = ''] = keptFiles(storage);
      const whole = readFileSync(file);
      writeFileSync(file, fault(Buffer.from(whole)));
      const { local, said } = opened(logs, storage);
      await local.read();
      assert.deepEqual(await told(local), await readAtOnce(logs));
      assert.deepEqual(ids(said), ['store.damaged']);
      const again = opened(logs, storage);
      await again.local.read();
      assert.deepEqual(again.said, []);
    });
  }

  it('that cannot be written is done without, and one line says so', async () => {
    const { logs, storage } = made();
    writeFileSync(storage, 'a file where the folder should be');
    const { local, said } = opened(logs, storage);
    await local.read();
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual(ids(said), ['store.unwritable']);
  });

  it('forgets files that the case has no more', async () => {
    const { logs, storage } = made();
    const { local } = opened(logs, storage);
    await local.read();
    renameSync(path.join(logs, 'messages'), path.join(logs, 'messages.1'));
    await local.read();
    assert.equal(keptFiles(storage).length, 1);
    assert.deepEqual(await told(local), await readAtOnce(logs));
  });
});

describe('a thread that ends', () => {
  /** Ends it as a crash does, when it is asked to read. */
  const killed = (thread: ReadThread): void => {
    const post = thread.post.bind(thread);
    thread.post = question => {
      post(question);
      if (question.kind === 'read' && question.found.name === 'messages') kill(thread);
    };
  };
  const kill = (thread: ReadThread): void => {
    void (thread as ReadThread & { kill(): Promise<void> }).kill();
  };

  it('in the middle of a file is started again once, and one line says so', async () => {
    const { logs, storage } = made();
    const { local, said, threads } = opened(logs, storage, (thread, count) => {
      if (count === 1) killed(thread);
    });
    await local.read();
    assert.deepEqual(await told(local), await readAtOnce(logs));
    assert.deepEqual([ids(said), threads.length], [['case.reader-restarted'], 2]);
  });

  it('twice leaves the file unread, says why, and reads the others', async () => {
    const { logs, storage } = made();
    const { local, said } = opened(logs, storage, killed);
    await local.read();
    const { items } = await local.notRead(0, 9);
    assert.deepEqual(
      items.map(({ name, kind, reason }) => [name, kind, reason.id]),
      [['messages', 'unread', 'case.reader-ended']],
    );
    assert.deepEqual(
      (await local.files()).map(({ found }) => found.name),
      ['audit.log'],
    );
    assert.deepEqual(ids(said), ['case.reader-restarted']);
  });
});
