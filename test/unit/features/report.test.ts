// The writing of a report, which a user can end.
import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import type { Services } from '../../../server/src/features/feature';
import { report } from '../../../server/src/features/report';
import type { ReportText } from '../../../server/src/protocol';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { caseText, KILLED } from '../incident';
import { MemoryHost } from '../memoryHost';
import { CASE_URI } from './services';

it('a report that is ended while its lines are read comes to nothing, and its progress goes', async () => {
  const { write, reading, release, progress } = await slowReport();
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const written = write();
    await Promise.race([reading, written]);
    mock.timers.tick(1500);
    (await progress.shown).cancel();
    release();
    assert.equal(await written, null);
    assert.equal(progress.isDone(), true);
  } finally {
    mock.timers.reset();
  }
});

it('a report that nobody ends is written', async () => {
  const { write, reading, release } = await slowReport();
  const written = write();
  await Promise.race([reading, written]);
  release();
  assert.match((await written)?.markdown ?? '', /^# Why container 18b2fe723696 ended/);
});

/** A report whose quoted lines are read once `release` is called. */
async function slowReport(): Promise<{
  readonly write: () => Promise<ReportText | null>;
  /** Settles when the first line is being read. */
  readonly reading: Promise<null>;
  readonly release: () => void;
  readonly progress: { readonly shown: Promise<{ readonly cancel: () => void }>; readonly isDone: () => boolean };
}> {
  const files = ['audit.log', 'messages-20200219', 'messages-20200225'] as const;
  const host = new MemoryHost(Object.fromEntries(files.map(name => [`/case/${name}`, caseText(name)])));
  const local = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await local.read();
  const reading = deferred<null>();
  const gate = deferred<null>();
  const shown = deferred<{ readonly cancel: () => void }>();
  const slow = Object.assign(Object.create(host) as MemoryHost, {
    async *readPieces(...given: Parameters<MemoryHost['readPieces']>) {
      reading.resolve(null);
      await gate.promise;
      yield* host.readPieces(...given);
    },
  });
  let isDone = false;
  let handler: ((question: unknown) => Promise<ReportText | null>) | null = null;
  const createWorkDoneProgress = (): Promise<unknown> =>
    Promise.resolve({
      begin: () => undefined,
      report: () => undefined,
      done: () => {
        isDone = true;
      },
      token: {
        onCancellationRequested: (cancel: () => void) => {
          shown.resolve({ cancel });
        },
      },
    });
  report.register({
    connection: {
      onRequest: (_: unknown, given: typeof handler) => {
        handler = given;
      },
      window: { createWorkDoneProgress },
    },
    host: slow,
    cases: { readyCase: () => Promise.resolve(local), folders: () => [] },
    settings: { get: () => Promise.resolve(DEFAULT_SETTINGS) },
  } as unknown as Services);
  const write = (): Promise<ReportText | null> =>
    handler?.({ case: CASE_URI, container: KILLED, redact: false }) ?? assert.fail();
  const progress = { shown: shown.promise, isDone: () => isDone };
  return {
    write,
    reading: reading.promise,
    release: () => {
      gate.resolve(null);
    },
    progress,
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: Deferred<T>['resolve'] | null = null;
  const promise = new Promise<T>(resolve => {
    settle = resolve;
  });
  return { promise, resolve: settle ?? assert.fail() };
}
