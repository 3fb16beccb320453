// The server's side as one bundle, for its programs share most of their code. Each program is loaded when it is asked for.
import { isMainThread, workerData } from 'node:worker_threads';
import type { SieveData } from './sieveThread';
import { READS } from './threads';

/** dist/server.js: serves the client that started this process, over IPC. */
export async function languageServer(): Promise<void> {
  const { serve } = await import('./node');
  serve();
}

/** dist/cli.js: runs the command of the process's arguments. */
export async function commandLine(): Promise<void> {
  const { main } = await import('./cli');
  await main();
}

/** A thread that one of them has started on this same file. */
async function thread(): Promise<void> {
  if (workerData === READS) {
    const { serveReadThread } = await import('./readThread');
    serveReadThread(__filename);
    return;
  }
  if (isSieveData(workerData)) {
    const { serveSieve } = await import('./sieveThread');
    serveSieve(workerData);
    return;
  }
  const { serveDecode } = await import('./decodeThread');
  serveDecode();
}

function isSieveData(data: unknown): data is SieveData {
  return typeof data === 'object' && data !== null && 'sieves' in data;
}

if (!isMainThread) void thread();
