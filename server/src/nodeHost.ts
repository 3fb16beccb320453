// The Host of a Node process: files, zlib, the installed git, and the wasm files beside the bundle.
import { spawn } from 'node:child_process';
import { createReadStream, type Stats } from 'node:fs';
import { readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FileStat, FolderEntry, GitOptions, GitResult, Host } from './host';

/** How much is read or inflated at a time (bytes): larger than node's own 64 KiB, since every piece costs a turn of the event loop. */
const PIECE = 512 * 1024;

/** git never asks, never pages, and fetches nothing unasked (GIT_NO_LAZY_FETCH: git 2.44 and later; protocol.allow below for others). */
const GIT_ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/**
 * Variables that lead git away from the folder it is to read, or make it run something (git(1), git-config(1)): a hook or
 * `git rebase --exec` sets them for all that it starts. GIT_SSH_COMMAND stays: a clone may need it.
 */
const LEADING_AWAY =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|INDEX_FILE|NAMESPACE|CONFIG|CONFIG_.*|EXTERNAL_DIFF)$/i;

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
    readPieces: file => createReadStream(file, { highWaterMark: PIECE }),
    inflate,
    git: runGit,
    wasm: name => readFile(path.join(wasmFolder, `${name}.wasm`)),
    removeFolder: folder => rm(folder, { recursive: true, force: true }),
  };
}

/** Errors of the source end the reading as those of the data do. */
function inflate(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  const source = Readable.from(pieces, { objectMode: false });
  source.on('error', error => gunzip.destroy(error));
  gunzip.on('close', () => source.destroy());
  return source.pipe(gunzip);
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
  return { kind, bytes: Number(stats.size), modified: Number(stats.mtimeMs) };
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
