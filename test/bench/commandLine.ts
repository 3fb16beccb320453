// The command line on whole logs: megabytes a second and peak memory, with `wc -l` beside it as the floor.
import { statSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../host/machine';
import { startProcess } from '../host/processes';
import type { Figure } from './figures';
import { secondsOf, startMeasured } from './measured';
import type { Usage } from './measured';

interface Reading {
  readonly seconds: number;
  readonly usage: Usage;
}

/** How often nothing but the start of the process is measured. */
const STARTS = 9;

/** From the start of the process to its end, without a log. */
export async function measureStart(cli: string): Promise<Figure[]> {
  const readings: Reading[] = [];
  for (let run = 0; run < STARTS; run++) readings.push(await read(cli, ['--help']));
  return [{ what: 'nodelog --help', unit: 'ms', samples: readings.map(({ seconds }) => seconds * 1000) }];
}

/**
 * Runs a command on a log several times, each time beside `wc -l`.
 * @param command its words, without the path
 */
export async function measureCommand(
  cli: string,
  command: readonly string[],
  log: string,
  runs: number,
): Promise<Figure[]> {
  const megabytes = statSync(log).size / 1e6;
  const floor: number[] = [];
  const readings: Reading[] = [];
  for (let run = 0; run < runs; run++) {
    if (findProgram(['wc'])) floor.push(await secondsOf(() => startProcess('wc', ['-l', log], { stdio: 'ignore' })));
    readings.push(await read(cli, [...command, log]));
  }
  const what = `${command.join(' ')}, ${megabytes.toFixed(0)} MB ${path.basename(log)}`;
  const speeds = (seconds: readonly number[]): number[] => seconds.map(value => megabytes / value);
  return [
    { what, unit: 'MB/s', samples: speeds(readings.map(({ seconds }) => seconds)) },
    { what: '- by processor time', unit: 'MB/s', samples: speeds(readings.map(({ usage }) => usage.processor)) },
    { what: '- peak memory', unit: 'MB', samples: readings.map(({ usage }) => usage.peak) },
    {
      what: '- wc -l of the same file',
      unit: 'MB/s',
      samples: speeds(floor),
      ...(floor.length === 0 && { missing: 'There is no wc on PATH.' }),
    },
  ];
}

async function read(cli: string, args: readonly string[]): Promise<Reading> {
  const began = performance.now();
  const { usage } = startMeasured(cli, args);
  const used = await usage;
  return { seconds: (performance.now() - began) / 1000, usage: used };
}
