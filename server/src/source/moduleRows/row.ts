// What is known of a module and its repository, and short ways to write such a row.
import type { Frame } from '../../golang/traceback';

/** A repository with Go code; its name is the import path of its root, 'std' for Go itself. */
export interface ModuleRow {
  readonly module: string;
  /** Former or other import paths of the same repository. */
  readonly aliases: readonly string[];
  /** The folder in the repository where the module lies, '' for the root; else with a slash at its end. */
  readonly folder: string;
  readonly cloneUrl: string;
  /** The web page of a line: {revision}, {path} and {line} are filled in. */
  readonly webUrl: string;
  /** Programs built from it, the daemons first: a fact about the first counts most. */
  readonly programs: readonly string[];
  /** Names of the tags of a version. */
  readonly tags: readonly string[];
  /** Build folders that are the root of the repository though no import path says so; a group is the version or commit they are named after. */
  readonly roots: readonly RegExp[];
  /** Modules that lie below `staging/src/` of the repository and are linked from its `vendor/`. */
  readonly staged: readonly string[];
  /** Files by which a clone without a known remote is recognized, each in some of its revisions. */
  readonly landmarks: readonly string[];
  readonly samples: readonly FrameSample[];
  /** Frames that do not lie in this module. */
  readonly counterExamples: readonly Pick<Frame, 'file' | 'function'>[];
}

/** A frame's file (and function, where the path alone does not tell) with its path in the repository. */
interface FrameSample {
  readonly file: string;
  readonly function: string | null;
  readonly path: string;
  readonly version?: string;
  readonly build?: string;
}

type RowOptions = Partial<ModuleRow> & Pick<ModuleRow, 'module' | 'samples'>;

/** A build folder named after a package and its version or commit: `containerd.io-2.2.1-build`, `runc-<40 hex>`. */
export function buildFolder(names: string): RegExp {
  return new RegExp(`(?:^|/)(?:${names})-(v?\\d[\\w.~+-]{0,80}?|[0-9a-f]{40})(?:-build)?/`, 'g');
}

/** A library at the root of its repository, with one of its files as a sample. */
export function library(module: string, file: string, repository?: string): ModuleRow {
  const samples = [
    { file: `/go/src/${module}/${file}`, function: null, path: file },
    { file: `${module}@v1.2.3/${file}`, function: null, path: file, version: 'v1.2.3' },
  ];
  return gitHub({ module, samples, ...(repository !== undefined && { repository }) });
}

/** A module that is published from a folder of its repository; its tags begin with the folder. */
export function nested(module: string, repository: string, folder: string, file: string): ModuleRow {
  const samples = [
    { file: `/go/pkg/mod/${module}@v1.2.3/${file}`, function: null, path: folder + file, version: 'v1.2.3' },
  ];
  return gitHub({ module, repository, folder, tags: [`${folder}v{version}`], samples });
}

/** A row for a module on GitHub; `repository` is owner/name where the import path does not begin with it. */
export function gitHub(options: RowOptions & { readonly repository?: string }): ModuleRow {
  const { repository = options.module.replace('github.com/', ''), ...row } = options;
  return {
    aliases: [],
    folder: '',
    cloneUrl: `https://github.com/${repository}.git`,
    webUrl: `https://github.com/${repository}/blob/{revision}/{path}#L{line}`,
    programs: [],
    tags: ['v{version}'],
    roots: [],
    staged: [],
    landmarks: [],
    counterExamples: [],
    ...row,
  };
}
