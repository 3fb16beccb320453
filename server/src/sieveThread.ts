// A thread that sieves blocks of a log: both its ends.
import { parentPort, Worker } from 'node:worker_threads';
import type { Marks } from './casefile/marks';
import { Sieve, type SievedBlock } from './casefile/sieve';
import type { SieveJob, SieveThread } from './casefile/sievePool';
import { EntrySample } from './reading/entrySample';

/** What the thread keeps is little (MB): garbage is collected early. */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** What tells a thread which of them it is. */
export interface SieveData {
  readonly sieves: Marks;
}

/** Starts a thread that runs `script`, which is to call serveSieve. Jobs are answered in their order. */
export function startSieveThread(script: string, marks: Marks): SieveThread {
  const workerData: SieveData = { sieves: marks };
  const worker = new Worker(script, { resourceLimits: HEAP, workerData });
  worker.unref();
  const waiting: { resolve: (sieved: SievedBlock) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | null = null;
  worker.on('message', (sieved: SievedBlock) => {
    waiting.shift()?.resolve(sieved);
    if (waiting.length === 0) worker.unref();
  });
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', code => {
    fail(new Error(`a thread ended early (${String(code)})`));
  });
  return {
    sieve: job =>
      new Promise((resolve, reject) => {
        if (failure) {
          reject(failure);
          return;
        }
        worker.ref();
        worker.postMessage(job, [job.block.bytes.buffer as ArrayBuffer]);
        waiting.push({ resolve, reject });
      }),
  };
}

/** The thread's own end. */
export function serveSieve({ sieves }: SieveData): void {
  const sieve = new Sieve(sieves);
  parentPort?.on('message', ({ block, sample }: SieveJob) => {
    const { bytes } = block;
    // A Buffer is searched faster.
    const searched = { ...block, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    const sieved = sieve.sieve(searched, new EntrySample(sample));
    parentPort?.postMessage({ ...sieved, block }, [bytes.buffer as ArrayBuffer]);
  });
}
