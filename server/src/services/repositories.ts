// The clones of this machine that hold a module: named in settings, made by us, found in a trusted workspace or in GOPATH.
import { isAbsolute, join, relative } from 'node:path';
import { URI } from 'vscode-uri';
import type { Host } from '../host';
import { text } from '../render/text';
import type { Fetch } from '../source/fetch';
import type { ModuleTable } from '../source/moduleTable';
import { SourceProblem } from '../source/problem';
import { isCloneOf } from '../source/recognition';
import { Repository } from '../source/repository';
import { remember } from '../remember';
import { modulesOf, type Settings } from './settings';

/** The clones that the user has let us make. */
export interface OwnClones {
  /** The folder they lie in; null where the client has named none. */
  readonly folder: () => string | null;
  /** Fetches what one of them lacks. */
  readonly fetch: Fetch;
}

/** The folder of our clone of a module, within the folder of our clones. */
export function folderOf(module: string): string {
  return `${module.replace(/[^\w.-]+/g, '-')}.git`;
}

export class Repositories {
  /** By folder, module and whether it is meant; null where the folder is no clone of it. What is wrong with one is asked anew each time. */
  private readonly checked = new Map<string, Promise<Repository | null>>();
  /** What has been said in the log: every frame of a trace asks. */
  private readonly warned = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly workspaceFolders: () => readonly string[],
    private readonly own: OwnClones,
    private readonly warn: (text: string) => void,
  ) {}

  forget(): void {
    this.checked.clear();
    this.warned.clear();
  }

  /** As find; null too where something is wrong, which is then said in the log, once. */
  async found(module: string, settings: Settings): Promise<Repository | null> {
    try {
      return await this.find(module, settings);
    } catch (error) {
      if (error instanceof SourceProblem) {
        const said = text(error.said);
        if (!this.warned.has(said)) this.warn(said);
        this.warned.add(said);
        return null;
      }
      throw error;
    }
  }

  /**
   * The repository of a module; null where none is known. Rejects with a SourceProblem where git cannot be run, and where
   * the folder that a setting names, or a clone that we have made, cannot be read.
   */
  async find(module: string, settings: Settings): Promise<Repository | null> {
    const named = settings.source.repositories[module];
    if (named !== undefined && named !== '') {
      return this.check(named, module, modulesOf(settings), true);
    }
    const own = this.ownOf(module);
    if (own !== null && (await this.exists(own))) {
      return this.check(own, module, modulesOf(settings), true);
    }
    for (const folder of await this.candidates(module)) {
      const repository = await this.check(folder, module, modulesOf(settings), false);
      if (repository) {
        return repository;
      }
    }
    return null;
  }

  /**
   * The workspace's folders and those right below them that look like a repository, and the module's folders in GOPATH.
   */
  private async candidates(module: string): Promise<string[]> {
    const roots = this.workspaceFolders().map(uri => URI.parse(uri).fsPath);
    const below = await Promise.all(roots.map(root => this.repositoriesBelow(root)));
    const goPath = this.host.goFolders().paths.map(folder => join(folder, 'src', module));
    return [...roots, ...below.flat(), ...goPath];
  }

  private ownOf(module: string): string | null {
    const own = this.own.folder();
    return own && join(own, folderOf(module));
  }

  /** Only a clone that we have made may be fetched into. */
  private isOwn(folder: string): boolean {
    const own = this.own.folder();
    const inside = own === null ? '..' : relative(own, folder);
    return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
  }

  private async repositoriesBelow(root: string): Promise<string[]> {
    try {
      const folders = (await this.host.listFolder(root)).filter(
        entry => entry.kind === 'folder' && entry.name !== '.git',
      );
      const found = await Promise.all(
        folders.map(async ({ name }) => {
          const folder = join(root, name);
          return name.endsWith('.git') || (await this.exists(join(folder, '.git'))) ? [folder] : [];
        }),
      );
      return found.flat();
    } catch {
      return []; // a folder that cannot be listed holds no clone that could be read
    }
  }

  private async exists(path: string): Promise<boolean> {
    try {
      await this.host.stat(path);
      return true;
    } catch {
      return false;
    }
  }

  /** What is `meant` is taken as it is, as a mirror may have another address; what is merely found must be a clone of the module. */
  private check(folder: string, module: string, table: ModuleTable, meant: boolean): Promise<Repository | null> {
    return remember(this.checked, `${String(meant)} ${module} ${folder}`, () =>
      this.open(folder, module, table, meant),
    );
  }

  private async open(folder: string, module: string, table: ModuleTable, meant: boolean): Promise<Repository | null> {
    try {
      const fetch = this.isOwn(folder) ? this.own.fetch : null;
      const repository = await Repository.open(this.host, folder, table, fetch);
      return meant || (await isCloneOf(repository, module)) ? repository : null;
    } catch (error) {
      if (error instanceof SourceProblem && !meant && !isOfGit(error)) {
        return null; // no repository: nothing was said of it
      }
      throw error;
    }
  }
}

/** Whether git itself cannot be run: then nobody has looked whether a folder is a clone. */
function isOfGit({ said }: SourceProblem): boolean {
  return said.id === 'source.gitMissing' || said.id === 'source.gitOld';
}
