// What this machine has: programs on PATH, a display, servers within reach.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const PROBE_MS = 5000;

/** The path of the first of some programs that is on PATH, or null. */
export function findProgram(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const candidates = names.flatMap(name => folders.map(folder => path.join(folder, name + suffix)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a window can be shown: on Linux that needs an X or a Wayland server. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** Whether a server answers at all, within a few seconds. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).then(
    () => true,
    () => false,
  );
}
