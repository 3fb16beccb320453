// A thread of the command line that decodes blocks: both its ends.
import { parentPort, Worker } from 'node:worker_threads';
import { BlockDecoder, type DecodedBlock, type DecodeJob } from './commandLine/decode/block';
import type { DecodeThread } from './commandLine/decode/pool';
import { askInOrder, transferable } from './threads';

/** Garbage is collected early (MB): what a thread makes is dead when its block is done, and memory counts more. */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

/** Starts a thread that runs `script`, which is to call serveDecode. Jobs are answered in their order. */
export function startDecodeThread(script: string): DecodeThread {
  const worker = new Worker(script, { resourceLimits: HEAP });
  return {
    decode: askInOrder<DecodeJob, DecodedBlock>(worker, ({ block, spare }) =>
      [block.bytes, ...(spare ? [spare] : [])].map(transferable),
    ),
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
