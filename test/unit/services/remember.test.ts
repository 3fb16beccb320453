// What is asked once is kept, what fails is asked again.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inBackground } from '../../../server/src/services/background';
import { remember } from '../../../server/src/remember';
import { DEFAULT_SETTINGS, SettingsStore } from '../../../server/src/services/settings';
import { madeConnection } from './connection';

describe('remember', () => {
  it('asks once for what succeeds', async () => {
    const kept = new Map<string, Promise<number>>();
    let asked = 0;
    const ask = (): Promise<number> => Promise.resolve(++asked);
    assert.deepEqual([await remember(kept, 'a', ask), await remember(kept, 'a', ask)], [1, 1]);
  });

  it('asks again for what failed', async () => {
    const kept = new Map<string, Promise<number>>();
    await assert.rejects(
      remember(kept, 'a', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await remember(kept, 'a', () => Promise.resolve(1)), 1);
  });

  it('keeps what took the place of a failure', async () => {
    const kept = new Map<string, Promise<number>>();
    let fail = (): void => undefined;
    const first = remember(
      kept,
      'a',
      () =>
        new Promise<number>(
          (_, reject) =>
            (fail = () => {
              reject(new Error('no'));
            }),
        ),
    );
    kept.clear();
    const second = remember(kept, 'a', () => Promise.resolve(2));
    fail();
    await assert.rejects(first, /no/);
    assert.equal(kept.get('a'), second);
  });
});

describe('SettingsStore.get', () => {
  it('asks the client again after a failure', async () => {
    let fails = true;
    const store = new SettingsStore(
      madeConnection(() => (fails ? Promise.reject(new Error('busy')) : Promise.resolve({}))).connection,
    );
    await assert.rejects(store.get('file:///a'), /busy/);
    fails = false;
    assert.deepEqual(await store.get('file:///a'), DEFAULT_SETTINGS);
  });
});

describe('inBackground', () => {
  it('logs a failure', async () => {
    const { connection, logged } = madeConnection();
    inBackground(connection, Promise.reject(new Error('the window is gone')));
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(logged, ['the window is gone']);
  });
});
