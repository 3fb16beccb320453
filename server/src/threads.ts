// The threads of the bundle: what one is started for (engine.ts), and asking one that answers in order.
import type { Worker } from 'node:worker_threads';

/** As `workerData`: it reads the files of cases; threads without it decode. */
export const READS = 'reads';

/**
 * Asks a worker that answers each job, in the order of the jobs, with one message.
 * @param transfer what of a job is handed over, not copied
 * @returns gives the answer to a job; rejects where the thread has failed or ended, now or before
 */
export function askInOrder<Job, Done>(
  worker: Worker,
  transfer: (job: Job) => readonly ArrayBuffer[],
): (job: Job) => Promise<Done> {
  const waiting: { resolve: (done: Done) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | null = null;
  worker.on('message', (done: Done) => waiting.shift()?.resolve(done));
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', code => {
    fail(new Error(`a thread ended early (${String(code)})`));
  });
  return job =>
    new Promise((resolve, reject) => {
      if (failure) {
        reject(failure);
        return;
      }
      worker.postMessage(job, transfer(job));
      waiting.push({ resolve, reject });
    });
}

/** The memory behind bytes, to hand over. */
export function transferable(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer as ArrayBuffer;
}
