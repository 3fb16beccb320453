// Child processes and temporary folders that end with the command that made them.
import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const GRACE_MS = 5000;
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

const children = new Set<ChildProcess>();
/** Those told to end: what is left of their groups gets time to tidy up. */
const told = new Set<ChildProcess>();
const folders = new Set<string>();

/** Why a host (code-server, Chromium, a desktop VS Code) cannot be had here, in words for the user. */
export class HostUnavailable extends Error {}

/** Starts a command as the leader of a process group that ends when this process does. */
export function startProcess(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  endWithThisProcess();
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  children.add(child);
  const gone = (): void => {
    if (!told.has(child)) endGroup(child);
  };
  child.once('exit', gone).once('error', gone);
  return child;
}

/** Ends a process and its group: asks first, insists after a few seconds. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (!children.has(child)) return;
  told.add(child);
  signalGroup(child, 'SIGTERM');
  for (const end = Date.now() + GRACE_MS; Date.now() < end && groupExists(child);) await wait(50);
  endGroup(child);
}

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Pass the output on as it comes, instead of only returning it. */
  echo?: boolean;
  /** Milliseconds after which the command is ended. */
  timeoutMs?: number;
}

interface Finished {
  /** The exit code; 124 when it timed out, 127 when it could not be started, 128 when a signal ended it. */
  code: number;
  /** What it wrote to stdout and stderr, in the order in which it came. */
  output: string;
}

/** Runs a command to its end, without a stdin. Never rejects. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd, env, echo, timeoutMs } = options;
  const child = startProcess(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const take = (chunk: string): void => {
    output += chunk;
    if (echo) process.stdout.write(chunk);
  };
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  let timedOut = false;
  const limit = setTimeout(
    () => {
      timedOut = true;
      void endProcess(child);
    },
    timeoutMs ?? 2 ** 31 - 1,
  );
  const code = await new Promise<number>(resolve => {
    child.once('error', error => {
      take(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.once('close', (status, signal) => resolve(status ?? (signal ? 128 : 1)));
  });
  clearTimeout(limit);
  return { code: timedOut ? 124 : code, output };
}

/** Makes an empty folder with a name of its own, removed when this process ends. */
export function temporaryFolder(): string {
  endWithThisProcess();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nodelog-'));
  folders.add(folder);
  return folder;
}

/** Removes a folder made by temporaryFolder before this process ends. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGKILL');
  children.delete(child);
  told.delete(child);
}

function groupExists(child: ChildProcess): boolean {
  if (process.platform === 'win32' || child.pid === undefined) return child.exitCode === null;
  try {
    return process.kill(-child.pid, 0);
  } catch {
    return false;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

let watching = false;
let ending = false;

/** Exits with a code, unless a signal has told this process to end: then it exits when its children have. */
export function exitWith(code: number): void {
  if (!ending) process.exit(code);
}

/** Whether a signal told this process to end: a server that goes away now is no news. */
export function isEnding(): boolean {
  return ending;
}

/** A signal ends the children in peace; whatever is left when this process exits is killed. */
function endWithThisProcess(): void {
  if (watching) return;
  watching = true;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      ending = true;
      void Promise.all([...children].map(endProcess)).then(() => process.exit(process.exitCode ?? 128 + number));
    });
  }
  process.on('exit', () => {
    for (const child of children) signalGroup(child, 'SIGKILL');
    for (const folder of [...folders]) {
      try {
        removeFolder(folder);
      } catch (error) {
        // An error thrown here would keep others from their own tidying up.
        console.error(`${folder} could not be removed: ${String(error)}`);
      }
    }
  });
}
