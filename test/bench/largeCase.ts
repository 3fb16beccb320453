// A large case in the language server, without an editor: its first rows, the whole, a timeline, a log that grows, reopening.
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver-protocol/node';
import { casesChanged, listCases, listContainers, listEvents, openCase } from '../../server/src/protocol';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Figure } from './figures';
import { generateFleet } from './fleet';
import { LanguageServer } from './languageServer';
import { timed } from './measured';

const APPENDED = 10;
const TIMELINES = 50;
/** What a view asks for at first. */
const PAGE = { offset: 0, limit: 200 };
/** A pause between two questions whether the server answers, in milliseconds. */
const PAUSE_MS = 20;

const FIGURES = [
  ['first', 'ms', (size: string) => `opening a case of ${size}, 2,000 containers: to the first rows`],
  ['whole', 'ms', () => '- to all rows'],
  ['silence', 'ms', () => '- the longest time without an answer meanwhile'],
  ['timeline', 'ms', () => '- a timeline of a container'],
  ['appended', 'ms', () => '- an appended line: from the notification to its row'],
  ['index', '', () => '- index on disk, in percent of the logs'],
  ['processor', 's', () => '- processor time of all that'],
  ['peak', 'MB', () => '- peak memory'],
  ['firstAgain', 'ms', () => 'reopening it: to the first rows'],
  ['wholeAgain', 'ms', () => '- to all rows'],
  ['processorAgain', 's', () => '- processor time'],
] as const;
type Aspect = (typeof FIGURES)[number][0];

/** Reads a case of so many bytes in a window that keeps what it reads, then once more in another window. */
export async function measureLargeCase(
  script: string,
  folder: string,
  bytes: number,
  seed: number,
  runs: number,
): Promise<Figure[]> {
  const { bytes: written } = await generateFleet(folder, bytes, seed);
  const size = `${(written / 1e6).toFixed(0)} MB`;
  const samples = new Map<Aspect, number[]>();
  const add = (aspect: Aspect, ...values: number[]): void => {
    samples.set(aspect, [...(samples.get(aspect) ?? []), ...values]);
  };
  for (let run = 0; run < runs; run++) {
    const storage = temporaryFolder();
    const server = await LanguageServer.start(script, {}, storage);
    const opened = await openAndWatch(server, folder);
    add('first', opened.first);
    add('whole', opened.whole);
    add('silence', opened.silence);
    add('index', (100 * sizeOf(storage)) / sizeOf(folder));
    add('timeline', ...(await timelines(server, opened.uri)));
    for (let time = 0; time < APPENDED; time++) add('appended', await appendLine(server, opened.uri, folder));
    const { processor, peak } = await server.stop();
    add('processor', processor);
    add('peak', peak);
    const again = await LanguageServer.start(script, {}, storage);
    const reopened = await openAndWatch(again, folder);
    add('firstAgain', reopened.first);
    add('wholeAgain', reopened.whole);
    add('processorAgain', (await again.stop()).processor);
    removeFolder(storage);
  }
  return FIGURES.map(([aspect, unit, what]) => ({ what: what(size), unit, samples: samples.get(aspect) ?? [] }));
}

interface Opened {
  readonly uri: string;
  /** Milliseconds from the request. */
  readonly first: number;
  readonly whole: number;
  readonly silence: number;
}

async function openAndWatch({ connection }: LanguageServer, folder: string): Promise<Opened> {
  const uri = pathToFileURL(folder).href;
  const began = performance.now();
  let first = NaN;
  let silence = 0;
  const look = async (): Promise<void> => {
    const [found] = await connection.sendRequest(listCases, null);
    if (!found || found.containers === 0 || !Number.isNaN(first)) return;
    const page = await connection.sendRequest(listContainers, { case: found.uri, ...PAGE });
    if (page.items.length > 0 && Number.isNaN(first)) first = performance.now() - began;
  };
  const listener = connection.onNotification(casesChanged, () => void look());
  let reading = true;
  const opened = connection.sendRequest(openCase, { uri }).finally(() => (reading = false));
  while (reading) {
    // A page of a case that is none costs the server nothing but the turn.
    const asked = await timed(() => connection.sendRequest(listContainers, { case: '', ...PAGE }));
    silence = Math.max(silence, asked.ms);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  const item = await opened;
  const whole = performance.now() - began;
  await look();
  listener.dispose();
  return { uri: item.uri, first, whole, silence };
}

async function timelines({ connection }: LanguageServer, uri: string): Promise<number[]> {
  const { items } = await connection.sendRequest(listContainers, { case: uri, offset: 0, limit: 100_000 });
  const step = Math.max(1, Math.floor(items.length / TIMELINES));
  const times: number[] = [];
  for (const { id } of items.filter((_, index) => index % step === 0)) {
    times.push((await timed(() => connection.sendRequest(listEvents, { case: uri, container: id, ...PAGE }))).ms);
  }
  return times;
}

/** Lets a container be killed once more; ends when its timeline has that. */
async function appendLine({ connection }: LanguageServer, uri: string, folder: string): Promise<number> {
  const file = path.join(folder, 'messages');
  const { items } = await connection.sendRequest(listContainers, { case: uri, ...PAGE });
  const [container] = items;
  if (!container) return NaN;
  const asked = async (): Promise<number> => {
    const query = { case: uri, container: container.id, ...PAGE };
    return (await connection.sendRequest(listEvents, query)).items.reduce((sum, { events }) => sum + events, 0);
  };
  const before = await asked();
  const line = lineAtEnd(file, `Calling POST /v1.39/containers/${container.id}/kill?signal=KILL`);
  let shown = (): void => undefined;
  const seen = new Promise<void>(resolve => (shown = resolve));
  const listener = connection.onNotification(casesChanged, () => {
    void asked().then(now => {
      if (now > before) shown();
    });
  });
  const began = performance.now();
  appendFileSync(file, line);
  const changes: FileEvent[] = [{ uri: pathToFileURL(file).href, type: FileChangeType.Changed }];
  await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  await seen;
  const ms = performance.now() - began;
  listener.dispose();
  return ms;
}

/** A line of dockerd's that says something at the time of the log's last one, which no line has said. */
function lineAtEnd(file: string, said: string): string {
  const lines = readFileSync(file, 'latin1').slice(-100_000).split('\n');
  const last = lines.findLast(line => line.includes('dockerd: time="')) ?? '';
  const at = last.indexOf(' level=');
  const digits = String(Math.floor(Math.random() * 1e6)).padStart(6, '0');
  return `${last.slice(0, at).replace(/\d{6}(?=\+)/, digits)} level=debug msg="${said}"\n`;
}

/** The bytes of all files below a folder. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}
