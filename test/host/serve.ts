// Starts code-server on a free port of 127.0.0.1, with a profile of its own in a temporary folder.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installCodeServer } from './codeServer';
import type { VscodeVersion } from './codeServer';
import { ROOT } from './paths';
import { endProcess, HostUnavailable, removeFolder, startProcess, temporaryFolder } from './processes';

const START_MS = 60_000;

/** Settings that keep a workbench quiet: no welcome page, no network, no assistants. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
};

interface ServeOptions {
  version: VscodeVersion;
  /** The folder of installed extensions; an empty one where absent. */
  extensionsDir?: string;
  /** The profile's folder; an empty one where absent. */
  userDataDir?: string;
  /** User settings beside the quiet ones. */
  settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server and its extension host, beside this process's own. */
  env?: NodeJS.ProcessEnv;
  /** Takes progress lines of an install. */
  say?: (line: string) => void;
}

export interface CodeServerProcess {
  /** `127.0.0.1:PORT`. */
  authority: string;
  /** A temporary folder of this server, gone after stop(). */
  folder: string;
  userDataDir: string;
  /** Resolves when the server is gone, wanted or not. */
  gone: Promise<void>;
  /** What the server wrote so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Installs code-server if need be, starts it and waits until it answers. */
export async function serve(options: ServeOptions): Promise<CodeServerProcess> {
  const { node, entry } = await installCodeServer(options.version, options.say ?? (() => undefined));
  const folder = temporaryFolder();
  const userDataDir = options.userDataDir ?? path.join(folder, 'user-data');
  const extensionsDir = options.extensionsDir ?? path.join(folder, 'extensions');
  mkdirSync(extensionsDir, { recursive: true });
  writeUserSettings(userDataDir, options.settings);
  const logFile = path.join(folder, 'server.log');
  const log = openSync(logFile, 'w');
  const args = [
    ...['--config', path.join(folder, 'config.yaml'), '--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ...['--disable-getting-started-override', '--ignore-last-opened'],
    ...['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
  ];
  const guard = path.join(__dirname, 'guard.mjs');
  const env = { ...privateEnvironment(folder), ...options.env };
  const child = startProcess(process.execPath, [guard, node, entry, ...args], { env, stdio: ['pipe', log, log] });
  closeSync(log);
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    await endProcess(child);
    removeFolder(folder);
  };
  const readLog = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  try {
    const authority = await answer(readLog, gone);
    return { authority, folder, userDataDir, gone, log: readLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes the settings of a new profile; one that has settings keeps them. */
export function writeUserSettings(userDataDir: string, settings: Readonly<Record<string, unknown>> = {}): void {
  const file = path.join(userDataDir, 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

/** Makes the built extension an installed one: a workbench started without a test reads no development path. */
export function linkExtension(extensionsDir: string): void {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;
  const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  mkdirSync(extensionsDir, { recursive: true });
  symlinkSync(ROOT, path.join(extensionsDir, name), 'junction');
}

/** This process's environment with all folders private and nothing of a VS Code that we may run in. */
export function privateEnvironment(folder: string): NodeJS.ProcessEnv {
  const foreign = /^(?:VSCODE_|ELECTRON_|CODE_SERVER_|CS_DISABLE|PORT$|PASSWORD$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(own),
    TMPDIR: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
  };
}

/** Waits until the server has told its port and answers on it. */
async function answer(readLog: () => string, gone: Promise<void>): Promise<string> {
  let exited = false;
  void gone.then(() => (exited = true));
  for (const end = Date.now() + START_MS; Date.now() < end && !exited; await wait(100)) {
    const authority = /listening on http:\/\/(127\.0\.0\.1:[0-9]+)/.exec(readLog())?.[1];
    if (authority === undefined) continue;
    const healthy = await fetch(`http://${authority}/healthz`).then(
      response => response.ok,
      () => false,
    );
    if (healthy) return authority;
  }
  throw new HostUnavailable(`code-server did not start:\n${readLog()}`);
}
