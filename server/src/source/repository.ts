// A clone on this machine, read at a commit through git; nothing is checked out, fetched or written.
import type { Host } from '../host';
import { message } from '../message';
import { EVERYTHING, fetchMissing, type Fetch } from './fetch';
import { decode, Git, requireGit } from './git';
import type { ChosenRevision } from './model';
import { MODULES, type ModuleTable } from './moduleTable';
import { isTame } from './moduleFile';
import { ObjectReader } from './objects';
import { gitProblem, reasonOf, SourceProblem } from './problem';
import { tagNames } from './revision';

/** A commit in a clone, and whether the commit itself or the tag of its version led there. */
export interface ResolvedRevision {
  /** 40 hex digits (64 in a SHA-256 repository). */
  readonly commit: string;
  readonly how: 'commit' | 'tag';
  /** The tag's name; null for how 'commit'. */
  readonly tag: string | null;
}

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** So many blobs are asked for together. */
const AT_ONCE = 32;
const SHORT_COMMIT = /^[0-9a-f]{7,64}$/;

type Wanted = Pick<ChosenRevision, 'module' | 'revision' | 'version'>;

function wantedKey({ revision, version }: Wanted): string {
  return `${revision ?? ''} ${version ?? ''}`;
}

export class Repository {
  readonly objects: ObjectReader;
  /** How the clone was brought up to date for revisions that it lacked: asked once, whether or not that failed. */
  private readonly updates = new Map<string, Promise<void>>();

  private constructor(
    readonly git: Git,
    /** The top of the work tree, with its symbolic links resolved; null for a bare repository. */
    private readonly root: string | null,
    readonly table: ModuleTable,
    private readonly fetch: Fetch | null,
  ) {
    this.objects = new ObjectReader(git.host, git.folder);
  }

  /**
   * Opens the clone that `folder` is or lies in; rejects with a SourceProblem where there is none. With `fetch`, which is
   * for clones of our own only, what the clone lacks is fetched when it is asked for.
   */
  static async open(
    host: Host,
    folder: string,
    table: ModuleTable = MODULES,
    fetch: Fetch | null = null,
  ): Promise<Repository> {
    try {
      const stat = await host.stat(folder);
      if (stat.kind !== 'folder') throw new Error('not a folder');
    } catch (error) {
      throw new SourceProblem(message('source.folderMissing', { folder, reason: reasonOf(error) }));
    }
    await requireGit(host);
    const git = new Git(host, folder);
    const inside = await git.run(['rev-parse', '--is-inside-work-tree', '--is-inside-git-dir']);
    if (inside.code !== 0) {
      throw new SourceProblem(message('source.notRepository', { folder, reason: reasonOf(inside.stderr) }));
    }
    const worked = decode(inside.stdout).startsWith('true');
    return new Repository(git, worked ? await findRoot(git) : null, table, fetch);
  }

  /**
   * The commit of a chosen revision: the commit itself, else the tag of its version; null where this clone has neither. A
   * clone of our own is brought up to date first where it lacks the commit, or, of a version alone, the tag.
   */
  async resolve(chosen: Wanted): Promise<ResolvedRevision | null> {
    const found = await this.resolveHere(chosen);
    const complete = found && (found.how === 'commit' || chosen.revision === null);
    if (complete || !this.fetch) return found;
    const key = wantedKey(chosen);
    const update = this.updates.get(key) ?? this.fetch(this.git, EVERYTHING);
    this.updates.set(key, update);
    try {
      await update;
    } catch (problem) {
      if (found) return found; // the tag of its version: that the commit is missing is told beside it
      throw problem;
    }
    return this.resolveHere(chosen);
  }

  private async resolveHere(chosen: Wanted): Promise<ResolvedRevision | null> {
    const { module, revision, version } = chosen;
    if (revision !== null && SHORT_COMMIT.test(revision)) {
      const commit = await this.commitOf(revision);
      // A ref of that name would win over the commit, so the answer has to begin with it.
      if (commit?.startsWith(revision)) return { commit, how: 'commit', tag: null };
    }
    for (const tag of version === null ? [] : tagNames(module, version, this.table.row(module))) {
      const commit = await this.commitOf(`refs/tags/${tag}`);
      if (commit !== null) return { commit, how: 'tag', tag };
    }
    return null;
  }

  /** The commit that git means by a revision; null where it means none. */
  commitOf(revision: string): Promise<string | null> {
    return this.idOf(`${revision}^{commit}`);
  }

  /** The text of a file at a commit; null where the commit has no such file. Rejects with a SourceProblem where git fails. */
  async readFile(commit: string, path: string): Promise<string | null> {
    const bytes = await this.readBlob(commit, path);
    return bytes && decode(bytes);
  }

  /** The names of the files in a folder ('' is the root) at a commit; none where it has no such folder. */
  async listFolder(commit: string, folder: string): Promise<string[]> {
    if (!ID.test(commit) || (folder !== '' && !isTame(folder)) || folder.startsWith('/')) return [];
    const tree = folder === '' ? commit : `${commit}:${folder}`;
    const { code, stdout } = await this.git.run(['ls-tree', '-z', '--full-tree', tree]);
    if (code !== 0) return [];
    const entries = decode(stdout).split('\0');
    return entries.flatMap(entry => /^1[0-7]+ blob [0-9a-f]+\t(.+)$/s.exec(entry)?.[1] ?? []);
  }

  /** cat-file applies no filter and no textconv; links are followed inside the commit only. */
  private async readBlob(commit: string, path: string): Promise<Uint8Array | null> {
    if (!ID.test(commit) || !isTame(path) || path.startsWith('/')) return null;
    const name = `${commit}:${path}`;
    const object = await this.objects.read(name).catch(this.lacking);
    if (object) return object.type === 'blob' ? object.bytes : null;
    const id = await this.idOf(name);
    if (id === null) return null;
    await this.ensure([id]);
    return this.readAlone(id);
  }

  /** What cannot be read is not here yet, in a clone that may fetch it. */
  private readonly lacking = (problem: unknown): null => {
    if (this.fetch && problem instanceof SourceProblem && problem.said.id === 'source.objectMissing') return null;
    throw problem;
  };

  /** Whether it is a clone of our own, without the contents of files, that may be fetched into. */
  get isOurs(): boolean {
    return this.fetch !== null;
  }

  /** Fetches the objects with these ids that the clone lacks, if it is one that may be fetched into. */
  async ensure(ids: readonly string[]): Promise<void> {
    if (this.fetch && ids.length > 0) await fetchMissing(this.git, ids, this.fetch);
  }

  /** cat-file --batch calls missing what cannot be read too; alone it tells why: a corrupt object, one that was never fetched. */
  private async readAlone(id: string): Promise<Uint8Array | null> {
    const { code, stdout, stderr } = await this.git.run(['cat-file', '-p', id]);
    if (code !== 0) throw gitProblem(stderr);
    return stdout;
  }

  /** The text of a blob; null where the clone lacks it. Rejects with a SourceProblem where it cannot be read. */
  async readText(id: string): Promise<string | null> {
    const object = await this.objects.read(id);
    return object?.type === 'blob' ? decode(object.bytes) : null;
  }

  /** The texts of blobs in their order. Rejects as readText does, and where the clone lacks one. */
  async *readTexts(ids: readonly string[], signal?: AbortSignal): AsyncGenerator<string> {
    await this.ensure(ids);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const texts = await Promise.all(ids.slice(at, at + AT_ONCE).map(id => this.readText(id)));
      for (const text of texts) {
        signal?.throwIfAborted();
        if (text === null) throw new SourceProblem(message('source.objectMissing'));
        yield text;
      }
    }
  }

  private async idOf(name: string): Promise<string | null> {
    const { code, stdout } = await this.git.run(['rev-parse', '--verify', '--quiet', name]);
    const id = decode(stdout).trim();
    return code === 0 && ID.test(id) ? id : null;
  }

  /** Whether the history was cut when the clone was made. */
  async isShallow(): Promise<boolean> {
    return (await this.git.ask(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  }

  /**
   * The absolute path of the file in the work tree, where that is exactly the file of the commit and lies in the
   * repository with all symbolic links resolved; null otherwise.
   */
  async workTreeFile(commit: string, path: string): Promise<string | null> {
    if (this.root === null || !isTame(path) || path.startsWith('/')) return null;
    try {
      const file = await this.git.host.realPath(`${this.root}/${path}`);
      if (!isWithin(file, this.root)) return null;
      const [bytes, blob] = [await this.git.host.readFile(file), await this.readBlob(commit, path)];
      return blob && equal(bytes, blob) ? file : null;
    } catch {
      return null; // not there, or not to be read: then there is no such file in the work tree
    }
  }
}

/** The work tree's top; null where the repository's configuration names a work tree that the folder is not in. */
async function findRoot(git: Git): Promise<string | null> {
  const { host, folder } = git;
  const { code, stdout } = await git.run(['rev-parse', '--show-toplevel']);
  if (code !== 0) return null;
  const root = await host.realPath(decode(stdout).replace(/\r?\n$/, ''));
  return isWithin(await host.realPath(folder), root) ? root : null;
}

function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = [path, folder].map(p => p.replaceAll('\\', '/').replace(/\/$/, ''));
  return inner === outer || `${inner ?? ''}/`.startsWith(`${outer ?? ''}/`);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
