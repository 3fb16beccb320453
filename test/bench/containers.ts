// `nodelog containers` on the logs of a made node with 2,000 containers, beside what others take to count, to filter or to
// load the same logs in the same run; what it tells is compared with the truth.
import { statSync } from 'node:fs';
import path from 'node:path';
import { provideAusearch } from '../host/auditd';
import { provideLnav, provideRipgrep } from '../host/logTools';
import { findProgram } from '../host/machine';
import { run, startProcess } from '../host/processes';
import type { Figure } from './figures';
import { generateFleet, type Fleet, type Truth } from './fleet';
import { secondsOf, startMeasured } from './measured';

const RUNS = 3;
const TRUTH_MS = 600_000;
/** The kills of the made containers have it. */
const KEY = 'trace_kill_9';

/** Another program on the same logs. */
interface Peer {
  readonly what: string;
  readonly command: string | null;
  readonly args: readonly string[];
  /** How many megabytes it reads. */
  readonly megabytes: number;
  readonly seconds: number[];
}

interface Measured {
  readonly figures: readonly Figure[];
  /** The median time of containers. */
  readonly seconds: number;
}

/** Measures at two sizes (bytes), and how many times as long the larger one takes. */
export async function measureContainers(
  cli: string,
  folder: string,
  [small, large]: readonly [number, number],
  seed: number,
): Promise<Figure[]> {
  const first = await measureSize(cli, path.join(folder, 'fleet-small'), small, seed);
  const second = await measureSize(cli, path.join(folder, 'fleet-large'), large, seed);
  const samples = [second.seconds / first.seconds];
  return [
    ...first.figures,
    ...second.figures,
    { what: 'containers: time of the larger by the smaller', unit: '', samples },
  ];
}

async function measureSize(cli: string, folder: string, bytes: number, seed: number): Promise<Measured> {
  const fleet = await generateFleet(folder, bytes, seed);
  const right = await countRight(cli, fleet);
  const [messages, audit] = ['messages', 'audit.log'].map(name => path.join(folder, name)) as [string, string];
  const megabytes = fleet.bytes / 1e6;
  const say = (line: string): void => console.log(line);
  const both = { megabytes, args: [messages, audit] };
  const peers: readonly Peer[] = [
    { what: 'wc -l', command: findProgram(['wc']), ...both, args: ['-l', ...both.args], seconds: [] },
    { what: 'rg -c', command: await provideRipgrep(say), ...both, args: ['-c', 'dockerd', ...both.args], seconds: [] },
    {
      what: 'ausearch -k, of audit.log alone',
      command: await provideAusearch(say),
      args: ['-k', KEY, '-if', audit],
      megabytes: statSync(audit).size / 1e6,
      seconds: [],
    },
    {
      what: 'lnav -n, which loads and shows nothing',
      command: await provideLnav(say),
      ...both,
      args: ['-n', '-q', '-c', ':quit', ...both.args],
      seconds: [],
    },
  ];
  const seconds: number[] = [];
  const processor: number[] = [];
  const peak: number[] = [];
  for (let turn = 0; turn < RUNS; turn++) {
    const began = performance.now();
    const usage = await startMeasured(cli, ['containers', '--json', folder]).usage;
    seconds.push((performance.now() - began) / 1000);
    processor.push(usage.processor);
    peak.push(usage.peak);
    for (const { command, args, seconds: taken } of peers) {
      if (command !== null) taken.push(await secondsOf(() => startProcess(command, args, { stdio: 'ignore' })));
    }
  }
  const speeds = (taken: readonly number[], read = megabytes): number[] => taken.map(value => read / value);
  const figures: Figure[] = [
    { what: `containers, ${megabytes.toFixed(0)} MB of two logs`, unit: 'MB/s', samples: speeds(seconds) },
    { what: '- by processor time', unit: 'MB/s', samples: speeds(processor) },
    { what: '- peak memory', unit: 'MB', samples: peak },
    { what: `- containers and ends as in the truth, of ${String(fleet.truth.length)}`, unit: '', samples: [right] },
    ...peers.flatMap(peer => figuresOf(peer, speeds(seconds))),
  ];
  return { figures, seconds: median(seconds) };
}

function figuresOf({ what, command, megabytes, seconds }: Peer, own: readonly number[]): Figure[] {
  const missing = command === null ? { missing: 'It is not on PATH, and no Debian package of it can be had.' } : {};
  const speeds = seconds.map(taken => megabytes / taken);
  const ratios = speeds.map((speed, turn) => (own[turn] ?? NaN) / speed);
  return [
    { what: `- ${what}`, unit: 'MB/s', samples: speeds, ...missing },
    ...(command === null
      ? []
      : [{ what: '- - containers is so many times as fast', unit: '', samples: ratios } as const]),
  ];
}

/** How many containers are told with the end that the truth has. */
async function countRight(cli: string, { folder, truth }: Fleet): Promise<number> {
  const { output } = await run(process.execPath, [cli, 'containers', '--json', folder], { timeoutMs: TRUTH_MS });
  const told = new Map(
    output.split('\n').flatMap(line => {
      if (!line.startsWith('{')) return [];
      const container = JSON.parse(line) as Told;
      return [[container.id, container.runs.at(-1)] as const];
    }),
  );
  return truth.filter(({ id, end, finished }: Truth) => {
    const last = told.get(id);
    if (!last) return false;
    return finished === null || (last.cause === end && Date.parse(last.finished ?? '') === Date.parse(finished));
  }).length;
}

/** What `containers --json` tells of a container, as far as it is compared. */
interface Told {
  readonly id: string;
  readonly runs: readonly { readonly cause: string; readonly finished: string | null }[];
}

function median(samples: readonly number[]): number {
  return [...samples].sort((a, b) => a - b)[samples.length >> 1] ?? NaN;
}
