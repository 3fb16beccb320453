// A thread that sieves blocks of a log: both its ends.
import { parentPort, Worker } from 'node:worker_threads';
import type { Marks } from './casefile/marks';
import { Sieve, type SievedBlock } from './casefile/sieve';
import type { SieveJob, SieveThread } from './casefile/sievePool';
import { EntrySample } from './reading/entrySample';
import { askInOrder, transferable } from './threads';

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
  const ask = askInOrder<SieveJob, SievedBlock>(worker, ({ block }) => [transferable(block.bytes)]);
  let asked = 0;
  return {
    /** The thread keeps the process alive only while it owes an answer. */
    async sieve(job) {
      asked++;
      worker.ref();
      try {
        return await ask(job);
      } finally {
        if (--asked === 0) worker.unref();
      }
    },
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
    parentPort?.postMessage({ ...sieved, block }, [transferable(bytes)]);
  });
}
