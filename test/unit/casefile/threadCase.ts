// Cases that are read in a thread, for tests of that: their logs, the thread, and what they tell.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { build } from 'esbuild';
import { LocalCase } from '../../../server/src/casefile/case';
import type { ReadThread } from '../../../server/src/casefile/reading';
import { ThreadReader } from '../../../server/src/casefile/threadReader';
import type { Message } from '../../../server/src/message';
import { createNodeHost } from '../../../server/src/nodeHost';
import { startReadThread } from '../../../server/src/readThread';
import { removeFolder, temporaryFolder } from '../../host/processes';
import { CASE } from '../incident';

export const host = createNodeHost('');
const folders: string[] = [temporaryFolder()];
const readers: ThreadReader[] = [];
/** A thread runs JavaScript. */
const WORKER = path.join(folders[0] ?? '', 'worker.js');
before(() =>
  build({
    entryPoints: [path.join(import.meta.dirname, 'readWorker.ts')],
    outfile: WORKER,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  }),
);
after(async () => {
  await Promise.all(readers.map(reader => reader.close()));
  folders.forEach(removeFolder);
});

/** A folder with the logs of the bundled case so many times over that some of them are kept, and a folder for what is kept. */
export function made(times = MANY): { readonly logs: string; readonly storage: string } {
  const folder = temporaryFolder();
  folders.push(folder);
  const [logs, storage] = [path.join(folder, 'logs'), path.join(folder, 'storage')];
  mkdirSync(logs);
  copyFileSync(path.join(CASE, 'audit.log'), path.join(logs, 'audit.log'));
  writeFileSync(path.join(logs, 'messages'), MESSAGES.repeat(times));
  return { logs, storage };
}
export const MESSAGES = readFileSync(path.join(CASE, 'messages-20200225'), 'utf8');
/** Of a file that is smaller than what is read again (fileRun.ts) nothing is kept. */
export const MANY = Math.ceil(300_000 / MESSAGES.length);

interface Started {
  readonly local: LocalCase;
  readonly said: Message[];
  readonly threads: ReadThread[];
}

/** A case of its own, as a window has it; `stir` is given each thread that is started, which `begin` starts. */
export function opened(
  logs: string,
  storage: string,
  stir: (thread: ReadThread, count: number) => void = () => undefined,
  begin: () => ReadThread = () => startReadThread(WORKER),
): Started {
  const said: Message[] = [];
  const threads: ReadThread[] = [];
  const start = (): ReadThread => {
    const thread = begin();
    threads.push(thread);
    stir(thread, threads.length);
    return thread;
  };
  const reader = new ThreadReader(
    start,
    () => storage,
    message => said.push(message),
  );
  readers.push(reader);
  return { local: new LocalCase(host, [logs], LIMITS, reader), said, threads };
}
const LIMITS = { maxFiles: 99, maxBytes: Infinity, zone: null };

/** What a case tells; the same for the same files. */
export async function told(local: LocalCase): Promise<unknown> {
  const { items } = await local.containers(0, 1e6);
  const traces = await local.traces(0, 1e6);
  const left = await local.notRead(0, 1e6);
  const files = await local.files();
  return {
    containers: items.map(({ id, events, execs }) => ({
      id,
      execs,
      events: events.map(({ kind, time, at }) => ({ kind, time, at })),
    })),
    traces: traces.items.map(({ at, also }) => [at, also]),
    left: left.items,
    files: files.map(({ found, bytes, facts, versions, contents: { lines, known } }) => {
      return { path: found.path, bytes, lines, known, versions, statements: facts.statements, sources: facts.sources };
    }),
  };
}

export async function readAtOnce(logs: string): Promise<unknown> {
  const local = new LocalCase(host, [logs], LIMITS);
  await local.read();
  return told(local);
}

/** The files of the index, without the one that says when it was used. */
export function keptFiles(storage: string): string[] {
  const names = !existsSync(storage) ? [] : readdirSync(storage, { recursive: true, withFileTypes: true });
  return names
    .filter(entry => entry.isFile() && entry.name !== 'used')
    .map(({ parentPath, name }) => path.join(parentPath, name));
}

export const ids = (said: readonly Message[]): string[] => said.map(({ id }) => id);
