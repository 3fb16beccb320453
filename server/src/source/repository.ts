// A clone on this machine, read at a commit through git; nothing is checked out, fetched or written.
import type { GitResult, Host } from '../host';
import { message } from '../message';
import type { ChosenRevision } from './model';
import { MODULES, type ModuleTable } from './moduleTable';
import { isTame } from './moduleFile';
import { reasonOf, SourceProblem } from './problem';
import { tagNames } from './revision';

/** A commit in a clone, and whether the commit itself or the tag of its version led there. */
export interface ResolvedRevision {
  /** 40 hex digits (64 in a SHA-256 repository). */
  readonly commit: string;
  readonly how: 'commit' | 'tag';
  /** The tag's name; null for how 'commit'. */
  readonly tag: string | null;
}

/**
 * A repository may be hostile: none of its hooks, monitors or transports is run. protocol.allow=never keeps a partial
 * clone from fetching what it lacks (Host sets GIT_NO_LAZY_FETCH, which git knows from 2.44 on).
 */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'];
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const SHORT_COMMIT = /^[0-9a-f]{7,64}$/;
/** How many refs are searched for a landmark of a module. */
const SEARCHED_REFS = 400;

export class Repository {
  private constructor(
    private readonly host: Host,
    readonly folder: string,
    /** The top of the work tree, with its symbolic links resolved; null for a bare repository. */
    private readonly root: string | null,
    private readonly table: ModuleTable,
  ) {}

  /** Opens the clone that `folder` is or lies in; rejects with a SourceProblem where there is none. */
  static async open(host: Host, folder: string, table: ModuleTable = MODULES): Promise<Repository> {
    try {
      const stat = await host.stat(folder);
      if (stat.kind !== 'folder') throw new Error('not a folder');
    } catch (error) {
      throw new SourceProblem(message('source.folderMissing', { folder, reason: reasonOf(error) }));
    }
    const inside = await git(host, folder, ['rev-parse', '--is-inside-work-tree', '--is-inside-git-dir']);
    if (inside.code !== 0) {
      throw new SourceProblem(message('source.notRepository', { folder, reason: reasonOf(inside.stderr) }));
    }
    const worked = decode(inside.stdout).startsWith('true');
    return new Repository(host, folder, worked ? await findRoot(host, folder) : null, table);
  }

  /** The commit of a chosen revision: the commit itself, else the tag of its version; null where this clone has neither. */
  async resolve(chosen: Pick<ChosenRevision, 'module' | 'revision' | 'version'>): Promise<ResolvedRevision | null> {
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

  private async commitOf(revision: string): Promise<string | null> {
    const { code, stdout } = await this.git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    const commit = decode(stdout).trim();
    return code === 0 && COMMIT.test(commit) ? commit : null;
  }

  /** The text of a file at a commit; null where the commit has no such file. Rejects with a SourceProblem where git fails. */
  async readFile(commit: string, path: string): Promise<string | null> {
    const bytes = await this.readBlob(commit, path);
    return bytes && decode(bytes);
  }

  /** The names of the files in a folder ('' is the root) at a commit; none where it has no such folder. */
  async listFolder(commit: string, folder: string): Promise<string[]> {
    if (!COMMIT.test(commit) || (folder !== '' && !isTame(folder)) || folder.startsWith('/')) return [];
    const tree = folder === '' ? commit : `${commit}:${folder}`;
    const { code, stdout } = await this.git(['ls-tree', '-z', '--full-tree', tree]);
    if (code !== 0) return [];
    const entries = decode(stdout).split('\0');
    return entries.flatMap(entry => /^1[0-7]+ blob [0-9a-f]+\t(.+)$/s.exec(entry)?.[1] ?? []);
  }

  /** cat-file applies no filter and no textconv; links are followed inside the commit only. */
  private async readBlob(commit: string, path: string): Promise<Uint8Array | null> {
    if (!COMMIT.test(commit) || !isTame(path) || path.startsWith('/')) return null;
    const stdin = `${commit}:${path}\n`;
    const { code, stdout, stderr } = await this.git(['cat-file', '--batch', '--follow-symlinks'], stdin);
    if (code !== 0) throw new SourceProblem(message('source.gitFailed', { reason: reasonOf(stderr) }));
    const end = stdout.indexOf(0x0a);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(decode(stdout.subarray(0, Math.max(0, end))))?.[1];
    return size === undefined ? null : stdout.subarray(end + 1, end + 1 + Number(size));
  }

  /** Whether this looks like a clone of the module: by a remote's address, by HEAD's go.mod, or by files it must have. */
  async hasModule(module: string): Promise<boolean> {
    return (await this.hasRemote(module)) || (await this.hasGoMod(module)) || (await this.hasLandmark(module));
  }

  private async hasRemote(module: string): Promise<boolean> {
    const row = this.table.row(module);
    const { stdout } = await this.git(['config', '--local', '--get-regexp', '^remote\\..*\\.url$']);
    const urls = decode(stdout)
      .split('\n')
      .map(line => canonicalUrl(line.slice(line.indexOf(' ') + 1)));
    const wanted = row
      ? [row.cloneUrl, ...[row.module, ...row.aliases].map(path => `https://${path}`)]
      : [`https://${module}`];
    return wanted.some(url => urls.includes(canonicalUrl(url)));
  }

  private async hasGoMod(module: string): Promise<boolean> {
    const head = await this.commitOf('HEAD');
    const row = this.table.row(module);
    const text = head && (await this.readFile(head, `${row?.folder ?? ''}go.mod`));
    const declared = /^module\s+"?([^\s"]+)/m.exec(text ?? '')?.[1]?.replace(/\/v\d+$/, '');
    return declared === module || (declared !== undefined && (row?.aliases.includes(declared) ?? false));
  }

  private async hasLandmark(module: string): Promise<boolean> {
    const landmarks = this.table.row(module)?.landmarks ?? [];
    if (landmarks.length === 0) return false;
    const count = `--count=${String(SEARCHED_REFS)}`;
    const { stdout } = await this.git([
      'for-each-ref',
      count,
      '--format=%(objectname)',
      'refs/heads',
      'refs/tags',
      'refs/remotes',
    ]);
    const refs = decode(stdout)
      .split('\n')
      .filter(ref => COMMIT.test(ref));
    const questions = refs.flatMap(ref => landmarks.map(path => `${ref}:${path}\n`)).join('');
    const answers = await this.git(['cat-file', '--batch-check'], questions);
    return decode(answers.stdout)
      .split('\n')
      .some(line => / blob \d+$/.test(line));
  }

  /**
   * The absolute path of the file in the work tree, where that is exactly the file of the commit and lies in the
   * repository with all symbolic links resolved; null otherwise.
   */
  async workTreeFile(commit: string, path: string): Promise<string | null> {
    if (this.root === null || !isTame(path) || path.startsWith('/')) return null;
    try {
      const file = await this.host.realPath(`${this.root}/${path}`);
      if (!isWithin(file, this.root)) return null;
      const [bytes, blob] = [await this.host.readFile(file), await this.readBlob(commit, path)];
      return blob && equal(bytes, blob) ? file : null;
    } catch {
      return null; // not there, or not to be read: then there is no such file in the work tree
    }
  }

  private git(args: readonly string[], stdin?: string): Promise<GitResult> {
    return git(this.host, this.folder, args, stdin);
  }
}

async function git(host: Host, cwd: string, args: readonly string[], stdin?: string): Promise<GitResult> {
  try {
    return await host.git([...SAFE, ...args], stdin === undefined ? { cwd } : { cwd, stdin });
  } catch (error) {
    throw new SourceProblem(message('source.gitMissing', { reason: reasonOf(error) }));
  }
}

/** The work tree's top; null where the repository's configuration names a work tree that the folder is not in. */
async function findRoot(host: Host, folder: string): Promise<string | null> {
  const { code, stdout } = await git(host, folder, ['rev-parse', '--show-toplevel']);
  if (code !== 0) return null;
  const root = await host.realPath(decode(stdout).replace(/\r?\n$/, ''));
  return isWithin(await host.realPath(folder), root) ? root : null;
}

function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = [path, folder].map(p => p.replaceAll('\\', '/').replace(/\/$/, ''));
  return inner === outer || `${inner ?? ''}/`.startsWith(`${outer ?? ''}/`);
}

/** An address without what differs between ways to the same repository: scheme, user, `.git`, case. */
function canonicalUrl(url: string): string {
  return url
    .trim()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d)/, '$1/')
    .replace(/(?:\.git)?\/?$/, '')
    .toLowerCase();
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
