// The Host of a Node process: files, zlib, the installed git, and the wasm files beside the bundle.
import { spawn } from 'node:child_process';
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createContext, Script } from 'node:vm';
import { constants, gzip } from 'node:zlib';
import {
  TooLong,
  type FileStat,
  type FolderEntry,
  type GitOptions,
  type GitProcess,
  type GitProcessOptions,
  type GitResult,
  type GoFolders,
  type Host,
} from './host';
import { inflate } from './inflate';

/** How much is read at a time (bytes): larger than node's own 64 KiB, since every piece costs a turn of the event loop. */
const PIECE = 512 * 1024;

/** A git that is asked nothing for so long ends. */
const IDLE_MS = 60_000;

/**
 * git never asks, never pages, fetches nothing unasked (GIT_NO_LAZY_FETCH: git 2.44 and later; protocol.allow in
 * source/git.ts for others), and shows the objects that were asked for, not what a repository puts in their place.
 */
const GIT_ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/**
 * Variables that lead git away from the folder it is to read, or make it run something (git(1), git-config(1)): a hook or
 * `git rebase --exec` sets them for all that it starts. GIT_SSH_COMMAND stays: a clone may need it.
 */
const LEADING_AWAY =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|INDEX_FILE|NAMESPACE|CONFIG|CONFIG_.*|EXTERNAL_DIFF|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|CEILING_DIRECTORIES|TRACE.*)$/i;

/** What git is given of an environment. */
function gitEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !LEADING_AWAY.test(name));
  return { ...Object.fromEntries(kept), ...GIT_ENVIRONMENT };
}

/** Makes the host; `wasmFolder` is where the bundle's wasm files lie. */
export function createNodeHost(wasmFolder: string): Host {
  if (process.platform === 'win32') {
    // Else Windows would run a git.exe of the folder that git is to read (NeedCurrentDirectoryForExePath asks our own environment).
    process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
  }
  return {
    readFile: file => readFile(file),
    listFolder,
    stat: async file => fileStat(await stat(file)),
    realPath: file => realpath(file),
    readPieces: (file, start = 0) => createReadStream(file, { highWaterMark: PIECE, start }),
    inflate,
    gzip: bytes => promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED }),
    git: runGit,
    startGit,
    goFolders,
    writeFile: writeWhole,
    bounded,
    wasm: name => readFile(path.join(wasmFolder, `${name}.wasm`)),
    remove: file => rm(file, { recursive: true, force: true }),
  };
}

async function listFolder(folder: string): Promise<FolderEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.map(entry => ({
    name: entry.name,
    kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
  }));
}

function fileStat(stats: Stats): FileStat {
  const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  return { kind, bytes: stats.size, modified: stats.mtimeMs, inode: stats.ino };
}

function runGit(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const git = spawn('git', args, {
      cwd: options.cwd,
      env: gitEnvironment(process.env),
      signal: options.signal,
      killSignal: 'SIGTERM',
      windowsHide: true,
    });
    const output: Buffer[] = [];
    let errors = '';
    git.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    git.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
      options.onProgress?.(chunk);
    });
    git.stdin.on('error', () => undefined); // git may end before it has read all: its exit status tells
    git.stdin.end(options.stdin ?? '');
    git.on('error', error => {
      // An aborted git is still taking away what it has made: 'close' tells when it has ended.
      if (git.pid === undefined) {
        reject(error);
      }
    });
    git.on('close', code => {
      resolve({ code: code ?? 1, stdout: Buffer.concat(output), stderr: errors });
    });
  });
}

function startGit(args: readonly string[], { cwd, onOutput, onEnd }: GitProcessOptions): GitProcess {
  const git = spawn('git', args, { cwd, env: gitEnvironment(process.env), windowsHide: true });
  let said = '';
  let failure: string | null = null;
  let idle: NodeJS.Timeout | undefined;
  git.stdout.on('data', onOutput);
  git.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4096);
  });
  git.stdin.on('error', () => undefined); // it has ended: 'close' tells
  git.on('error', error => {
    failure = error.message;
  });
  git.on('close', () => {
    clearTimeout(idle);
    onEnd(failure ?? said);
  });
  // Pipes to a child are sockets. When our process ends they close, and git ends at the end of its input.
  const pipes = [git.stdin, git.stdout, git.stderr] as unknown as Socket[];
  const hold = (waiting: boolean): void => {
    clearTimeout(idle);
    idle = waiting ? undefined : setTimeout(() => git.stdin.end(), IDLE_MS).unref();
    for (const part of [git, ...pipes]) {
      if (waiting) {
        part.ref();
      } else {
        part.unref();
      }
    }
  };
  hold(false);
  return { write: text => git.stdin.write(text), hold, stop: () => git.kill() };
}

const CALL = new Script('work()');
/** One for all: to make a context costs as much as to search some hundred kilobytes. */
const box: { work?: () => unknown } = {};

/** V8 ends what a script has called when the script's time is over, a regular expression in the middle of its search too. */
export function bounded<T>(work: () => T, milliseconds: number): T {
  try {
    box.work = work;
    return CALL.runInContext(createContext(box), { timeout: milliseconds }) as T;
  } catch (error) {
    const ended = (error as { readonly code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw ended ? new TooLong(`This took more than ${String(milliseconds)} ms.`) : error;
  }
}

function goFolders(): GoFolders {
  const named = (process.env['GOPATH'] ?? '').split(path.delimiter).filter(folder => path.isAbsolute(folder));
  const paths = named.length > 0 ? named : [path.join(os.homedir(), 'go')];
  const cache = process.env['GOMODCACHE'] ?? '';
  return { paths, moduleCache: path.isAbsolute(cache) ? cache : path.join(paths[0] ?? '', 'pkg', 'mod') };
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const half = `${file}.${String(process.pid)}.part`;
  try {
    await writeFile(half, content);
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
