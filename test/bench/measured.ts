// Child processes whose time, processor time and memory are measured.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../host/paths';
import { startProcess } from '../host/processes';

export interface Usage {
  /** User and system time together, in seconds. */
  readonly processor: number;
  /** The largest resident set, in MB (10^6 bytes). */
  readonly peak: number;
}

interface MeasuredProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended; rejects where it ended too early to tell. */
  readonly usage: Promise<Usage>;
}

const PRELOAD = pathToFileURL(path.join(ROOT, 'test/bench/usage.mjs')).href;

/** Starts a script with this node. Its stdout is thrown away, as by a reader that never holds it up; `ipc` opens a channel. */
export function startMeasured(script: string, args: readonly string[], ipc = false): MeasuredProcess {
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe', ...(ipc ? (['ipc'] as const) : [])] as const;
  const child = startProcess(process.execPath, ['--import', PRELOAD, script, ...args], { stdio: [...stdio] });
  const told = child.stdio[3] as Readable;
  const usage = text(told).then(readUsage);
  // Whoever asks for it hears of a failure; who does not, does not end by it.
  usage.catch(() => undefined);
  return { child, usage };
}

function readUsage(json: string): Usage {
  if (json === '') throw new Error('The measured process died before its end.');
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(json) as NodeJS.ResourceUsage;
  return { processor: (userCPUTime + systemCPUTime) / 1e6, peak: (maxRSS * 1024) / 1e6 };
}

/** Seconds from a process's start to its end. */
export async function secondsOf(start: () => ChildProcess): Promise<number> {
  const began = performance.now();
  const child = start();
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return (performance.now() - began) / 1000;
}

/** Runs something and says how many milliseconds it took. */
export async function timed<T>(act: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const began = performance.now();
  const value = await act();
  return { value, ms: performance.now() - began };
}
