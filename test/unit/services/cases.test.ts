// The cases of a window: when they are read again, and that a failure ends nothing.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Cases } from '../../../server/src/services/cases';
import type { Documents } from '../../../server/src/services/documents';
import { SettingsStore } from '../../../server/src/services/settings';
import { caseText } from '../incident';
import { MemoryHost } from '../memoryHost';
import { madeConnection } from './connection';

const CASE = 'file:///case';
const LOG = `${CASE}/audit.log`;

/** An open case whose files are read only when `release` lets them. */
async function opened(): Promise<{
  cases: Cases;
  host: MemoryHost;
  release: () => void;
  hold: () => void;
  /** Does what the button of a progress does. */
  cancel: () => void;
}> {
  const host = new MemoryHost({ '/case/audit.log': caseText('audit.log') });
  const { connection, cancel } = madeConnection();
  let gate = Promise.resolve();
  let release = (): void => undefined;
  const slow = Object.assign(Object.create(host) as MemoryHost, {
    readPieces: async function* (path: string) {
      yield* host.readPieces(path);
      await gate;
    },
  });
  const documents = { logs: () => [] } as unknown as Documents;
  const cases = new Cases(connection, slow, new SettingsStore(connection), documents);
  await cases.openFolder(CASE, 'opened');
  const hold = (): void => {
    gate = new Promise(resolve => {
      release = resolve;
    });
  };
  return {
    cases,
    host,
    hold,
    cancel,
    release: () => {
      release();
    },
  };
}

/** Lets everything run that waits for no timer. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve));
}

describe('Cases', () => {
  it('reads and closes a case in a client that cannot watch', async () => {
    const { connection, logged } = madeConnection();
    Object.assign(connection.client, { register: () => Promise.reject(new Error('no watching here')) });
    const host = new MemoryHost({ '/case/audit.log': caseText('audit.log') });
    const documents = { logs: () => [] } as unknown as Documents;
    const cases = new Cases(connection, host, new SettingsStore(connection), documents);
    assert.equal((await cases.openFolder(CASE, 'opened')).state, 'ready');
    await cases.close(CASE);
    assert.deepEqual([await cases.items(), logged], [[], ['no watching here']]);
  });
});

describe('the log of a case', () => {
  it('says once how much was read, though another read has taken the place of the first', async () => {
    const { connection, informed } = madeConnection();
    const host = new MemoryHost({ '/case/audit.log': caseText('audit.log') });
    const documents = { logs: () => [] } as unknown as Documents;
    const cases = new Cases(connection, host, new SettingsStore(connection), documents);
    const opening = cases.openFolder(CASE, 'opened');
    while ((await cases.items()).length === 0) await rest();
    await Promise.all([cases.refresh(), cases.refresh(), opening]);
    await cases.refresh();
    await rest();
    assert.deepEqual(informed, [`${CASE}: 1 file read, 0 of them kept from the last time`]);
  });
});

describe('Cases.touched', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  async function change(host: MemoryHost, cases: Cases, times: number, everyMs: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      host.write('/case/audit.log', `${caseText('audit.log')}${'\n'.repeat(time)}`);
      cases.touched([LOG]);
      mock.timers.tick(everyMs);
      await rest();
    }
  }

  it('reads a case as soon as it has changed, and once more after a burst', async () => {
    const { cases, host } = await opened();
    mock.timers.tick(1000);
    await change(host, cases, 5, 10);
    assert.equal(cases.get(CASE)?.generation, 2);
    mock.timers.tick(1000);
    await rest();
    assert.equal(cases.get(CASE)?.generation, 3);
    mock.timers.tick(10_000);
    await rest();
    assert.equal(cases.get(CASE)?.generation, 3, 'it is read without a change');
  });

  it('reads a case again and again whose log is written all the time, with rests between', async () => {
    const { cases, host } = await opened();
    mock.timers.tick(1000);
    await change(host, cases, 25, 40);
    const reads = (cases.get(CASE)?.generation ?? 0) - 1;
    assert.ok(reads > 1 && reads <= 10, String(reads));
  });

  it('reads nothing of a case whose reading the user has ended, until he refreshes it', async () => {
    const { cases, host, cancel, hold, release } = await opened();
    mock.timers.tick(1000);
    hold();
    await change(host, cases, 1, 5000);
    mock.timers.tick(5000);
    await rest();
    cancel();
    release();
    await rest();
    const [item] = await cases.items();
    assert.deepEqual([item?.state, item?.cancelled], ['ready', true]);
    const { generation } = item ?? {};
    await change(host, cases, 2, 5000);
    assert.equal(cases.get(CASE)?.generation, generation);
    hold();
    const reading = cases.refresh();
    const [meanwhile] = await cases.items();
    assert.deepEqual([meanwhile?.state, meanwhile?.cancelled], ['reading', false]);
    release();
    await reading;
    assert.equal((await cases.items())[0]?.cancelled, false);
  });

  it('lets a read end, though its log is written meanwhile, and reads once more', async () => {
    const { cases, host, hold, release } = await opened();
    hold();
    await change(host, cases, 5, 1000);
    assert.equal((await cases.items())[0]?.state, 'reading');
    release();
    await rest();
    assert.deepEqual([cases.get(CASE)?.generation, (await cases.items())[0]?.state], [2, 'ready']);
    mock.timers.tick(5000);
    await rest();
    assert.equal(cases.get(CASE)?.generation, 3);
    mock.timers.tick(10_000);
    await rest();
    assert.equal(cases.get(CASE)?.generation, 3, 'it is read without a change');
  });

  it('reads nothing of a case that was closed', async () => {
    const { cases, host } = await opened();
    const local = cases.get(CASE);
    cases.touched([LOG]);
    await cases.close(CASE);
    host.reads.length = 0;
    mock.timers.tick(10_000);
    await rest();
    assert.deepEqual([local?.generation, host.reads], [1, []]);
  });
});
