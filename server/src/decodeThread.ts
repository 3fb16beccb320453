// A thread of the command line that decodes blocks: both its ends.
import { parentPort, Worker } from 'node:worker_threads';
import { BlockDecoder, type DecodedBlock, type DecodeJob } from './commandLine/decode/block';
import type { DecodeThread } from './commandLine/decode/pool';

/** Garbage is collected early (MB): what a thread makes is dead when its block is done, and memory counts more. */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

/** Starts a thread that runs `script`, which is to call serveDecode. Jobs are answered in their order. */
export function startDecodeThread(script: string): DecodeThread {
  const worker = new Worker(script, { resourceLimits: HEAP });
  const waiting: { resolve: (decoded: DecodedBlock) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | null = null;
  worker.on('message', (decoded: DecodedBlock) => waiting.shift()?.resolve(decoded));
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
    decode: job =>
      new Promise((resolve, reject) => {
        if (failure) {
          reject(failure);
          return;
        }
        worker.postMessage(job, [job.block.bytes, ...(job.spare ? [job.spare] : [])].map(transferable));
        waiting.push({ resolve, reject });
      }),
    async close() {
      await worker.terminate();
    },
  };
}

/** The thread's own end. */
export function serveDecode(): void {
  const decoder = new BlockDecoder();
  parentPort?.on('message', (job: DecodeJob) => {
    const decoded = decoder.decode(job);
    parentPort?.postMessage(decoded, [decoded.bytes, decoded.spare].map(transferable));
  });
}

function transferable(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer as ArrayBuffer;
}
