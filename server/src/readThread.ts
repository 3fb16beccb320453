// A thread of the language server that reads the files of cases: both its ends.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import type { Answer, Port, Question, ReadThread } from './casefile/reading';
import { serveReads } from './casefile/readService';
import { createNodeHost } from './nodeHost';
import { READS } from './threads';

/** Starts a thread that runs `script`, which is to call serveReadThread. */
export function startReadThread(script: string): ReadThread & { kill(): Promise<unknown> } {
  const worker = new Worker(script, { workerData: READS });
  let closed = false;
  let failure: string | null = null;
  return {
    post(question: Question) {
      worker.postMessage(question);
    },
    listen(onMessage) {
      worker.on('message', onMessage);
    },
    onEnd(ended) {
      worker.on('error', error => {
        failure = error.message;
      });
      worker.on('exit', code => {
        if (!closed) ended(failure ?? `exit ${String(code)}`);
      });
    },
    /** Ends it as if it had crashed. */
    kill: () => worker.terminate(),
    async close() {
      closed = true;
      await worker.terminate();
    },
  };
}

/**
 * The thread's own end.
 * @param script what it runs: what another build of it has kept is not used, since that may have read lines otherwise
 * @param firstPartMs see serveReads
 */
export function serveReadThread(script: string, firstPartMs?: number): void {
  const port = parentPort;
  if (!port) return;
  const { size, mtimeMs } = statSync(script);
  const answers: Port<Question, Answer> = {
    post(answer) {
      // Of a part nothing is needed here any more: it is handed over, not copied.
      port.postMessage(answer, answer.kind === 'part' ? [answer.state.reader.buffer] : []);
    },
    listen(onMessage) {
      port.on('message', onMessage);
    },
  };
  serveReads(createNodeHost(path.dirname(script)), answers, `${String(size)} ${String(mtimeMs)}`, firstPartMs);
}
