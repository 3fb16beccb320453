// A made Host: files, links and failures in memory, with a count of what was read.
import { gzipSync } from 'node:zlib';
import type { FileStat, FolderEntry, GoFolders, Host } from '../../server/src/host';
import { inflate } from '../../server/src/inflate';

/** Small, so that what is read in pieces is cut in odd places. */
const PIECE = 1000;

/** Neither a file nor a folder: a socket, a device. */
export const DEVICE = Symbol('device');

/** A file's text or bytes, a link to another path, a device, or a file that cannot be read. */
export type MemoryEntry =
  string | Uint8Array | typeof DEVICE | { readonly link: string } | { readonly problem: string };

interface MemoryFile {
  entry: MemoryEntry;
  modified: number;
}

/** Paths are absolute, folders are there because something lies in them. */
export class MemoryHost implements Host {
  /** The paths that readFile was called with. */
  readonly reads: string[] = [];
  private readonly entries = new Map<string, MemoryFile>();

  constructor(entries: Readonly<Record<string, MemoryEntry>>) {
    for (const [path, entry] of Object.entries(entries)) {
      this.write(path, entry);
    }
  }

  /** Puts or replaces an entry; it counts as changed. */
  write(path: string, entry: MemoryEntry): void {
    this.entries.set(path, { entry, modified: (this.entries.get(path)?.modified ?? 0) + 1 });
  }

  /** Takes an entry away. */
  drop(path: string): void {
    this.entries.delete(path);
  }

  readFile(path: string): Promise<Uint8Array> {
    this.reads.push(path);
    return attempt(() => bytesOf(this.at(this.resolve(path)).entry));
  }

  listFolder(path: string): Promise<readonly FolderEntry[]> {
    return attempt(() => {
      const folder = this.resolve(path);
      const names = new Map<string, FolderEntry['kind']>();
      for (const [file, { entry }] of this.entries) {
        const [name, ...rest] = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).split('/') : [];
        if (name !== undefined) names.set(name, rest.length > 0 ? 'folder' : kindOf(entry));
      }
      if (names.size === 0) throw new Error(`ENOENT: no such folder, ${path}`);
      return [...names].map(([name, kind]) => ({ name, kind }));
    });
  }

  stat(path: string): Promise<FileStat> {
    return attempt(() => {
      const real = this.resolve(path);
      const file = this.entries.get(real);
      if (!file && this.isFolder(real)) return { kind: 'folder' as const, bytes: 0, modified: 0 };
      const { entry, modified } = this.at(real);
      if (entry === DEVICE) return { kind: 'other' as const, bytes: 0, modified };
      const bytes = typeof entry === 'object' && 'problem' in entry ? 1 : bytesOf(entry).length;
      return { kind: 'file' as const, bytes, modified };
    });
  }

  realPath(path: string): Promise<string> {
    return attempt(() => this.resolve(path));
  }

  async *readPieces(path: string, start = 0): AsyncGenerator<Uint8Array> {
    const bytes = await this.readFile(path);
    for (let at = start; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  }

  readonly inflate: Host['inflate'] = inflate;

  gzip(bytes: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(gzipSync(bytes));
  }

  git(): Promise<never> {
    return Promise.reject(new Error('no git here'));
  }

  startGit(): never {
    throw new Error('no git here');
  }

  goFolders(): GoFolders {
    return { paths: [], moduleCache: '/go/pkg/mod' };
  }

  writeFile(): Promise<never> {
    return Promise.reject(new Error('nothing is written here'));
  }

  remove(): Promise<never> {
    return Promise.reject(new Error('nothing is removed here'));
  }

  bounded<T>(work: () => T): T {
    return work();
  }

  wasm(): Promise<never> {
    return Promise.reject(new Error('no wasm here'));
  }

  private isFolder(path: string): boolean {
    return [...this.entries.keys()].some(file => file.startsWith(`${path}/`));
  }

  private at(path: string): MemoryFile {
    const file = this.entries.get(path);
    if (!file) throw new Error(`ENOENT: no such file, ${path}`);
    return file;
  }

  /** Follows the links on the way, as realpath(3) does. */
  private resolve(given: string, hops = 0): string {
    const path = given.replace(/\/+$/, '');
    if (hops > 40) throw new Error(`ELOOP: too many links, ${path}`);
    const parts = path.split('/');
    for (let end = 2; end <= parts.length; end++) {
      const entry = this.entries.get(parts.slice(0, end).join('/'))?.entry;
      if (typeof entry === 'object' && 'link' in entry) {
        return this.resolve([entry.link, ...parts.slice(end)].join('/'), hops + 1);
      }
    }
    if (!this.entries.has(path) && !this.isFolder(path)) throw new Error(`ENOENT: no such file, ${path}`);
    return path;
  }
}

function kindOf(entry: MemoryEntry): FolderEntry['kind'] {
  return entry === DEVICE ? 'other' : typeof entry === 'object' && 'link' in entry ? 'link' : 'file';
}

function bytesOf(entry: MemoryEntry): Uint8Array {
  if (typeof entry === 'string') return new TextEncoder().encode(entry);
  if (entry instanceof Uint8Array) return entry;
  throw new Error(typeof entry === 'object' && 'problem' in entry ? entry.problem : 'EISDIR: no file');
}

function attempt<T>(work: () => T): Promise<T> {
  return new Promise(resolve => {
    resolve(work());
  });
}
