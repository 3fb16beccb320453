// `nodelog decode` beside `ausearch -i` on the same log in the same run: seconds, peak memory and the ratios of each pair.
import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { provideAusearch } from '../host/auditd';
import { startProcess } from '../host/processes';
import { generateAuditLog } from './auditLog';
import type { Figure } from './figures';
import { secondsOf, startMeasured } from './measured';

const RUNS = 3;

/**
 * Makes a log and decodes it in turns: as text, as JSON, with ausearch.
 * @param bytes the size of the log
 */
export async function measureDecode(cli: string, folder: string, bytes: number, seed: number): Promise<Figure[]> {
  const log = path.join(folder, 'audit.log');
  await generateAuditLog(log, bytes, seed);
  const ausearch = await provideAusearch(line => console.log(line));
  const megabytes = statSync(log).size / 1e6;
  const text: Run[] = [];
  const json: Run[] = [];
  const peer: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    text.push(await decode(cli, [], log));
    if (ausearch !== null) peer.push(await secondsOf(() => interpret(ausearch, log)));
    json.push(await decode(cli, ['--json'], log));
  }
  const missing = ausearch === null ? { missing: 'There is no ausearch (Debian: auditd).' } : {};
  const size = `${(megabytes / 1000).toFixed(1)} GB audit.log`;
  const speeds = (seconds: readonly number[]): number[] => seconds.map(value => megabytes / value);
  const ratios = (runs: readonly Run[]): number[] =>
    peer.map((seconds, index) => seconds / (runs[index]?.seconds ?? NaN));
  return [
    { what: `decode, ${size}`, unit: 'MB/s', samples: speeds(text.map(({ seconds }) => seconds)) },
    { what: '- peak memory', unit: 'MB', samples: text.map(({ peak }) => peak) },
    { what: `decode --json, ${size}`, unit: 'MB/s', samples: speeds(json.map(({ seconds }) => seconds)) },
    { what: '- peak memory', unit: 'MB', samples: json.map(({ peak }) => peak) },
    { what: `ausearch -i, ${size}`, unit: 'MB/s', samples: speeds(peer), ...missing },
    { what: '- decode is so many times as fast', unit: '', samples: ratios(text), ...missing },
    { what: '- decode --json is so many times as fast', unit: '', samples: ratios(json), ...missing },
  ];
}

interface Run {
  readonly seconds: number;
  readonly peak: number;
}

async function decode(cli: string, options: readonly string[], log: string): Promise<Run> {
  const began = performance.now();
  const { usage } = startMeasured(cli, ['decode', ...options, log]);
  const { peak } = await usage;
  return { seconds: (performance.now() - began) / 1000, peak };
}

/** In the C locale and in UTC, as our own output is; what it prints is thrown away, as ours. */
function interpret(ausearch: string, log: string): ChildProcess {
  return startProcess(ausearch, ['-i', '-if', log], {
    stdio: 'ignore',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
}
