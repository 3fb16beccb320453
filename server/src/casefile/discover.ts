// Finds the files of a case: everything below a folder, in a stable order, with a reason for each one that is left out.
import type { Host } from '../host';
import { message, type Message } from '../message';
import { fileName, naturalOrder } from '../place';

/** A file that may be a log. `group` is the first sub-folder below the case ('' at its top): one group, one node. */
export interface FoundFile {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  readonly group: string;
  readonly bytes: number;
  readonly modified: number;
  /** Whether the user named this very file: then it is read whatever it looks like. */
  readonly named: boolean;
}

/** Something that was not read, or not whole, and why. */
export interface NotRead {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  /** unread: it may hold what is looked for. partial: some of it was not read. foreign: it was looked at and is no log. */
  readonly kind: 'unread' | 'partial' | 'foreign';
  readonly reason: Message;
}

interface Discovery {
  readonly files: readonly FoundFile[];
  /** Files that name users and groups of a node; they are no logs. */
  readonly accounts: readonly FoundFile[];
  readonly notRead: readonly NotRead[];
}

/** Folders that hold no logs of a node. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.vscode', '.nodelog']);
const MAX_DEPTH = 16;
/**
 * passwd and group of a node: beside its logs or in etc/ below the same folder. Deeper ones may be those of a container's
 * own files, which name other people.
 */
const ACCOUNTS = /^(?:[^/]+\/)?(?:etc\/)?(?:passwd|group)$/;

/** Finds the files below a folder, or the one file that a path names. Rejects only when the path itself cannot be had. */
export async function discover(host: Host, root: string, signal?: AbortSignal): Promise<Discovery> {
  const stat = await host.stat(root);
  const walk = new Walk(host, await host.realPath(root), signal);
  if (stat.kind === 'folder') {
    await walk.folder(root.replace(/(?<=.)[\\/]+$/, ''), '', 0);
  } else {
    await walk.file(root, fileName(root), true);
  }
  return {
    files: walk.files.sort((a, b) => naturalOrder(a.name, b.name)),
    accounts: walk.accounts,
    notRead: walk.notRead.sort((a, b) => naturalOrder(a.name, b.name)),
  };
}

/** Finds the files below several paths. A file that several of them or links lead to is one file, under its own path where that is among them. */
export async function discoverAll(host: Host, roots: readonly string[], signal?: AbortSignal): Promise<Discovery> {
  const discoveries = await Promise.all(roots.map(root => discover(host, root, signal)));
  const byReal = new Map<string, FoundFile>();
  for (const file of discoveries.flatMap(({ files }) => [...files])) {
    const real = await host.realPath(file.path).catch(() => file.path);
    const known = byReal.get(real) ?? file;
    const kept = file.path === real ? file : known;
    byReal.set(real, { ...kept, named: known.named || file.named });
  }
  return {
    files: [...byReal.values()],
    accounts: discoveries.flatMap(({ accounts }) => [...accounts]),
    notRead: discoveries.flatMap(({ notRead }) => [...notRead]),
  };
}

class Walk {
  readonly files: FoundFile[] = [];
  readonly accounts: FoundFile[] = [];
  readonly notRead: NotRead[] = [];
  private readonly visited = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly root: string,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async folder(path: string, name: string, depth: number): Promise<void> {
    this.signal?.throwIfAborted();
    try {
      const real = await this.host.realPath(path);
      if (this.visited.has(real)) {
        this.skip(path, name, message('case.link-loop'));
        return;
      }
      this.visited.add(real);
      for (const entry of await this.host.listFolder(path)) {
        await this.entry(
          `${path}/${entry.name}`,
          name === '' ? entry.name : `${name}/${entry.name}`,
          entry.kind,
          depth,
        );
      }
    } catch (error) {
      this.signal?.throwIfAborted();
      this.skip(path, name, unreadable(error));
    }
  }

  private async entry(path: string, name: string, kind: string, depth: number): Promise<void> {
    if (kind === 'folder') {
      if (SKIPPED_FOLDERS.has(fileName(path))) {
        return;
      }
      if (depth >= MAX_DEPTH) {
        this.skip(path, name, message('case.too-deep', { depth: MAX_DEPTH }));
        return;
      }
      await this.folder(path, name, depth + 1);
    } else if (kind === 'link') {
      await this.link(path, name, depth);
    } else if (kind === 'file') {
      await this.file(path, name);
    } else {
      this.skip(path, name, message('case.no-file'));
    }
  }

  /** A link is followed within the case only: a fetched folder must not lead to files of the reading machine. */
  private async link(path: string, name: string, depth: number): Promise<void> {
    try {
      const real = await this.host.realPath(path);
      if (real !== this.root && !real.startsWith(`${this.root}/`) && !real.startsWith(`${this.root}\\`)) {
        this.skip(path, name, message('case.link-out'));
        return;
      }
      await this.entry(path, name, (await this.host.stat(path)).kind, depth);
    } catch (error) {
      this.skip(path, name, unreadable(error));
    }
  }

  async file(path: string, name: string, named = false): Promise<void> {
    try {
      const { bytes, modified } = await this.host.stat(path);
      const group = name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
      const found = { path, name, group, bytes, modified, named };
      (!named && ACCOUNTS.test(name) ? this.accounts : this.files).push(found);
    } catch (error) {
      this.skip(path, name, unreadable(error));
    }
  }

  private skip(path: string, name: string, reason: Message): void {
    this.notRead.push({ path, name: name === '' ? fileName(path) : name, kind: 'unread', reason });
  }
}

/** The reason of a failed read, as the system words it. */
export function unreadable(error: unknown): Message {
  return message('case.unreadable', { reason: error instanceof Error ? error.message : String(error) });
}
