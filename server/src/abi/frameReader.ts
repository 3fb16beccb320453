// Reads what frames tell beyond their lines, from the repositories at hand: arguments, and what was nil.
import type { Frame, Traceback } from '../golang/traceback';
import { remember } from '../remember';
import type { GoOutline } from '../source/goOutline';
import type { SourceLocation } from '../source/model';
import { MODULES, type ModuleTable } from '../source/moduleTable';
import type { Repository } from '../source/repository';
import { chooseRevision } from '../source/revision';
import { argumentsOf, least, type FrameArguments, type FramePlace } from './arguments';
import { machineOf } from './machine';
import { faultingFrame, nilAt, type NilReport } from './nil';
import { SourceTree, type Elsewhere } from './sourceTree';

/** A frame of a traceback, and where it was located in which repository. */
interface LocatedFrame {
  readonly frame: Frame;
  readonly traceback: Traceback;
  readonly location: SourceLocation;
  readonly repository: Repository;
  /** The version of Go that built the program ('go1.10.3'), null where nothing tells. */
  readonly goVersion: string | null;
}

interface FrameReaderOptions {
  readonly parser: GoOutline;
  readonly table?: ModuleTable;
  /** The repository of another module; null where none is at hand. */
  readonly repositoryOf: (module: string) => Promise<Repository | null>;
}

export class FrameReader {
  private readonly trees = new Map<Repository, Map<string, Promise<SourceTree>>>();
  private readonly table: ModuleTable;

  constructor(private readonly options: FrameReaderOptions) {
    this.table = options.table ?? MODULES;
  }

  /**
   * The arguments of a frame; null where its source is not verified or does not fit its words. Rejects with a
   * SourceProblem where git fails, and where `signal` is aborted.
   */
  async arguments(
    { frame, traceback, location, repository, goVersion }: LocatedFrame,
    signal?: AbortSignal,
  ): Promise<FrameArguments | null> {
    const place = placeOf(location);
    const machine = machineOf(traceback, goVersion);
    if (!place || !machine) return null;
    return argumentsOf(frame, place, await this.tree(repository, location.module, place.commit), machine, signal);
  }

  /** What was nil at a frame, where it is the one that read from an address near zero; else null. Rejects as above. */
  async nil(
    { frame, traceback, location, repository, goVersion }: LocatedFrame,
    signal?: AbortSignal,
  ): Promise<NilReport | null> {
    const addr = traceback.signal?.addr ?? null;
    const place = placeOf(location);
    const machine = machineOf(traceback, goVersion);
    if (addr === null || !place || !machine || faultingFrame(traceback) !== frame) return null;
    return nilAt(addr, frame, place, await this.tree(repository, location.module, place.commit), machine, signal);
  }

  private tree(repository: Repository, module: string, commit: string): Promise<SourceTree> {
    const trees = this.trees.get(repository) ?? new Map<string, Promise<SourceTree>>();
    this.trees.set(repository, trees);
    return remember(trees, commit, async () => {
      const goMod = module === 'std' ? null : await repository.readFile(commit, 'go.mod');
      const declared = /^module\s+"?([^\s"]+)/m.exec(goMod ?? '')?.[1];
      const roots = [declared, module, ...(this.table.row(module)?.aliases ?? [])].filter(root => root !== undefined);
      return new SourceTree({
        parser: this.options.parser,
        files: {
          readFile: path => repository.readFile(commit, path),
          listFolder: folder => repository.listFolder(commit, folder),
        },
        roots,
        elsewhere: importPath => this.elsewhere(importPath, goMod ?? ''),
      });
    });
  }

  /** The tree of another module's repository, at the version that go.mod requires. */
  private async elsewhere(importPath: string, goMod: string): Promise<Elsewhere | null> {
    const found = this.table.at([...importPath.split('/'), 'x.go'], 0);
    const version = requiredVersion(importPath, goMod);
    if (!found || version === null) return null;
    const { module, folder } = found.row;
    const repository = await this.options.repositoryOf(module);
    const chosen = chooseRevision({ module, version }, [], null);
    const resolved = repository && chosen && (await repository.resolve(chosen));
    if (!repository || !resolved) return null;
    const inside = importPath.split('/').slice(found.end).join('/');
    return { tree: await this.tree(repository, module, resolved.commit), folder: (folder + inside).replace(/\/$/, '') };
  }
}

function placeOf({
  path,
  line,
  commit,
  function: declared,
  status,
  chosen,
  instead,
}: SourceLocation): (FramePlace & { commit: string }) | null {
  if (status !== 'verified' || commit === null || declared === null) return null;
  // The tag of its version, shown instead of a commit that the clone lacks, is most likely the same.
  return {
    path,
    line,
    declared,
    commit,
    certainty: least(chosen?.certainty ?? 'possible', instead ? 'likely' : 'certain'),
  };
}

/** The version of the module that holds a package, by go.mod; a replacement is of other source. */
function requiredVersion(importPath: string, goMod: string): string | null {
  const replaced = new Set([...goMod.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>/gm)].map(match => match[1]));
  let best: { readonly module: string; readonly version: string } | null = null;
  for (const [, module = '', version = ''] of goMod.matchAll(/^\s*(?:require\s+)?([\w.~/-]+)\s+(v\d[\w.+-]*)/gm)) {
    const holds = importPath === module || importPath.startsWith(`${module}/`);
    if (holds && !replaced.has(module) && module.length > (best?.module.length ?? 0)) best = { module, version };
  }
  return best?.version ?? null;
}
