// Finds the files of a case: everything below a folder, in a stable order, with a reason for each one that is left out.
import type { Files } from '../host';
import { message, type Message } from '../message';
import { fileName, naturalOrder } from '../place';
import type { Listing } from './archive/listing';
import { archiveStem, isArchiveName } from './archive/names';
import { hasLogName } from './file';
import { unreadable, type NotRead } from './notRead';

/**
 * A file that may be a log. `group` is the first sub-folder below the case ('' at its top, and for folders that every node
 * has), or the archive at its top, by its name without ending: one group, one node. Of several folders each is a group.
 */
export interface FoundFile {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  readonly group: string;
  readonly bytes: number;
  readonly modified: number;
  /** Whether the user named this very file: then it is read whatever it looks like. */
  readonly named: boolean;
  /** The archive that it is a member of, and which of its entries. */
  readonly archive?: { readonly path: string; readonly index: number };
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  /** Files that name users and groups of a node; they are no logs. */
  readonly accounts: readonly FoundFile[];
  readonly notRead: readonly NotRead[];
}

/** Where files are looked for; archives among them are looked into where it can list them. */
export interface Searched extends Pick<Files, 'listFolder' | 'stat' | 'realPath'> {
  readonly listArchive?: (path: string, signal?: AbortSignal) => Promise<Listing | null>;
}

/** Folders that hold no logs of a node. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.vscode', '.nodelog']);
const MAX_DEPTH = 16;
/**
 * passwd and group of a node: beside its logs or in etc/ below the same folder. Deeper ones may be those of a container's
 * own files, which name other people.
 */
const ACCOUNTS = /^(?:[^/]+\/)?(?:etc\/)?(?:passwd|group)$/;

/** What stands for standard input on the command line; an archive that is piped in has no name. */
export const STDIN = '-';

/** Folders of /var/log (hier(7)), of the runtimes and of the kubelet: they are parts of the node around them, and no node. */
const OF_EVERY_NODE = new Set(
  'audit journal docker containerd containers pods kubelet crio kubernetes apt cron libvirt nginx private sssd'.split(
    ' ',
  ),
);

/**
 * Finds the files below a folder, or the one file that a path names. Rejects only when the path itself cannot be had.
 * @param top what a folder or an archive is called among others; its files' names begin with it then
 */
export async function discover(files: Searched, root: string, signal?: AbortSignal, top = ''): Promise<Discovery> {
  const stat = await files.stat(root);
  const walk = new Walk(files, await files.realPath(root), top, signal);
  if (stat.kind === 'folder') {
    await walk.folder(root.replace(/(?<=.)[\\/]+$/, ''), top, 0);
  } else {
    await walk.file(root, top === '' ? fileName(root) : top, true);
  }
  return {
    files: walk.files.sort((a, b) => naturalOrder(a.name, b.name)),
    accounts: walk.accounts,
    notRead: walk.notRead.sort((a, b) => naturalOrder(a.name, b.name)),
  };
}

/** What is found below several paths: several folders or archives are several nodes. A file that several of them or links lead to is one file, under its own path where that is among them. */
export async function discoverAll(files: Searched, roots: readonly string[], signal?: AbortSignal): Promise<Discovery> {
  const tops = await topsOf(files, roots);
  const discoveries = await Promise.all(roots.map(root => discover(files, root, signal, tops.get(root))));
  const byReal = new Map<string, FoundFile>();
  for (const file of discoveries.flatMap(({ files }) => [...files])) {
    const real = await files.realPath(file.path).catch(() => file.path);
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

/** What the folders and archives among several paths are called: by their last name, where that is one's alone, else by the path. */
async function topsOf(files: Searched, roots: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const stats = await Promise.all(roots.map(root => files.stat(root)));
  const wide = roots.filter((root, at) => stats[at]?.kind === 'folder' || isArchiveName(root));
  if (wide.length < 2) return new Map();
  const paths = await Promise.all(wide.map(root => files.realPath(root)));
  const names = paths.map(fileName);
  const isOne = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  return new Map(wide.map((root, at) => [root, isOne(names[at] ?? '') ? (names[at] ?? '') : (paths[at] ?? root)]));
}

/** The files so that the members of an archive follow each other as they do in it: then one pass reads all of them. */
export function inReadingOrder(files: readonly FoundFile[]): FoundFile[] {
  const firsts = new Map<string, number>();
  for (const [at, { archive }] of files.entries()) {
    if (archive && !firsts.has(archive.path)) firsts.set(archive.path, at);
  }
  const placed = files.map((file, at) => ({ file, at: file.archive ? (firsts.get(file.archive.path) ?? at) : at }));
  const index = ({ archive }: FoundFile): number => archive?.index ?? 0;
  return placed.sort((a, b) => a.at - b.at || index(a.file) - index(b.file)).map(({ file }) => file);
}

/** The group that a path within the case belongs to; `top` is what it begins with where the case has several folders. */
export function groupOf(name: string, top = ''): string {
  if (isArchiveName(top)) return archiveStem(top);
  if (OF_EVERY_NODE.has(top)) return '';
  const [first = '', ...rest] = within(name, top).split('/');
  const isPart = rest.length === 0 || OF_EVERY_NODE.has(first) || first === STDIN;
  const folder = isPart ? '' : archiveStem(first);
  return top === '' || folder === '' ? top + folder : `${top}/${folder}`;
}

function within(name: string, top: string): string {
  return top === '' ? name : name.slice(top.length + 1);
}

class Walk {
  readonly files: FoundFile[] = [];
  readonly accounts: FoundFile[] = [];
  readonly notRead: NotRead[] = [];
  private readonly visited = new Set<string>();

  constructor(
    private readonly disk: Searched,
    private readonly root: string,
    private readonly top: string,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async folder(path: string, name: string, depth: number): Promise<void> {
    this.signal?.throwIfAborted();
    try {
      const real = await this.disk.realPath(path);
      if (this.visited.has(real)) {
        this.skip(path, name, message('case.link-loop'));
        return;
      }
      this.visited.add(real);
      for (const entry of await this.disk.listFolder(path)) {
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
      const real = await this.disk.realPath(path);
      if (real !== this.root && !real.startsWith(`${this.root}/`) && !real.startsWith(`${this.root}\\`)) {
        this.skip(path, name, message('case.link-out'));
        return;
      }
      await this.entry(path, name, (await this.disk.stat(path)).kind, depth);
    } catch (error) {
      this.skip(path, name, unreadable(error));
    }
  }

  async file(path: string, name: string, named = false): Promise<void> {
    try {
      const maybe = isArchiveName(name) || (named && !hasLogName({ name, named: false }));
      const listing = maybe ? await this.disk.listArchive?.(path, this.signal) : null;
      if (listing) await this.archive(path, name, listing);
      else await this.add(path, name, named);
    } catch (error) {
      this.signal?.throwIfAborted();
      this.skip(path, name, unreadable(error));
    }
  }

  private async add(path: string, name: string, named: boolean, archive?: FoundFile['archive']): Promise<void> {
    const { bytes, modified } = await this.disk.stat(path);
    const { top } = this;
    const found = { path, name, group: groupOf(name, top), bytes, modified, named, ...(archive && { archive }) };
    // Within an archive as within a folder: below its top or below the one folder that most have there.
    const own = archive ? path.slice(archive.path.length + 1) : within(name, top);
    (!named && ACCOUNTS.test(own) ? this.accounts : this.files).push(found);
  }

  /** Takes the members of an archive as files below it. */
  private async archive(path: string, name: string, { members, problems }: Listing): Promise<void> {
    for (const { name: member, reason } of problems) {
      if (member === '') this.notRead.push({ path, name, kind: 'partial', reason });
      else this.skip(`${path}/${member}`, `${name}/${member}`, reason);
    }
    for (const { name: member, index } of members) {
      if (member.split('/').some(part => SKIPPED_FOLDERS.has(part))) continue;
      const [inner, shown] = [`${path}/${member}`, `${name}/${member}`];
      if (isArchiveName(member)) await this.file(inner, shown);
      else await this.add(inner, shown, false, { path, index });
    }
  }

  private skip(path: string, name: string, reason: Message): void {
    this.notRead.push({ path, name: name === '' ? fileName(path) : name, kind: 'unread', reason });
  }
}
