// `nodelog trace` beside panicparse and gostackparse on the same dump in the same run: frames a second, memory, and the ratios of each pair.
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { providePanicparse } from '../host/panicparse';
import { startProcess } from '../host/processes';
import type { Figure } from './figures';
import { buildGostackparse } from './gostackparse';
import { generateGoTraces } from './goTraces';
import { secondsOf, startMeasured } from './measured';

const RUNS = 3;

interface Run {
  readonly seconds: number;
  readonly peak: number;
}

/**
 * Makes a dump and reads it in turns: with nodelog as JSON, as text, and without printing it, and with the peers as they
 * are there.
 * @param bytes the size of the dump
 */
export async function measureTraces(cli: string, folder: string, bytes: number, seed: number): Promise<Figure[]> {
  const dump = path.join(folder, 'goroutine-stacks.log');
  const frames = await generateGoTraces(dump, bytes, seed);
  const gostackparse = await buildGostackparse(folder);
  const panicparse = await providePanicparse(line => console.log(line));
  const json: Run[] = [];
  const text: Run[] = [];
  const read: Run[] = [];
  const peerParse: number[] = [];
  const peerJson: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    json.push(await nodelog(cli, ['trace', '--json', dump]));
    if (typeof gostackparse !== 'string') peerJson.push(await secondsOf(() => piped(gostackparse.json, dump)));
    text.push(await nodelog(cli, ['trace', dump]));
    // A dump tells of no container: all is read, nothing is printed.
    read.push(await nodelog(cli, ['containers', dump]));
    if (typeof gostackparse !== 'string') peerParse.push(await secondsOf(() => quiet(gostackparse.parse, dump)));
  }
  // Once: it takes minutes, as it compares each goroutine with all stacks before.
  const peerText = panicparse === null ? [] : [await secondsOf(() => quiet(panicparse, dump))];
  const missing = typeof gostackparse === 'string' ? { missing: gostackparse } : {};
  const missingText = panicparse === null ? { missing: 'There is no panicparse (Debian: panicparse).' } : {};
  const speeds = (seconds: readonly number[]): number[] => seconds.map(value => frames / value);
  const own = (what: string, runs: readonly Run[]): Figure[] => [
    { what, unit: 'frames/s', samples: speeds(runs.map(({ seconds }) => seconds)) },
    { what: '- peak memory', unit: 'MB', samples: runs.map(({ peak }) => peak) },
  ];
  const ratio = (
    what: string,
    runs: readonly Run[],
    peer: readonly number[],
    without: { missing?: string },
  ): Figure => ({
    what: `- ${what} is so many times as fast`,
    unit: '',
    samples: peer.map((seconds, index) => seconds / (runs[index]?.seconds ?? NaN)),
    ...without,
  });
  const size = `${(bytes / 1e6).toFixed(0)} MB dump of ${String(frames)} frames`;
  return [
    ...own(`trace --json, ${size}`, json),
    { what: 'gostackparse, its gostack2json', unit: 'frames/s', samples: speeds(peerJson), ...missing },
    ratio('trace --json', json, peerJson, missing),
    ...own('containers (reads the dump, prints nothing)', read),
    { what: 'gostackparse, its Parse alone', unit: 'frames/s', samples: speeds(peerParse), ...missing },
    ratio('reading', read, peerParse, missing),
    ...own('trace', text),
    { what: 'panicparse', unit: 'frames/s', samples: speeds(peerText), ...missingText },
    ratio('trace', text, peerText, missingText),
  ];
}

async function nodelog(cli: string, args: readonly string[]): Promise<Run> {
  const began = performance.now();
  const { usage } = startMeasured(cli, args);
  const { peak } = await usage;
  return { seconds: (performance.now() - began) / 1000, peak };
}

/** What it prints is thrown away, as ours. */
function quiet(program: string, dump: string): ReturnType<typeof startProcess> {
  return startProcess(program, [dump], { stdio: 'ignore' });
}

function piped(program: string, dump: string): ReturnType<typeof startProcess> {
  const input = openSync(dump, 'r');
  const child = startProcess(program, [], { stdio: [input, 'ignore', 'ignore'] });
  closeSync(input);
  return child;
}
