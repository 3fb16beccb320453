// The Go source of one revision, by packages: the module's own, those in its vendor folders, and elsewhere.
import { isStandard } from '../golang/standard';
import { remember } from '../remember';
import type { GoOutline } from '../source/goOutline';
import { readFile } from './goSyntax';
import type { GoFile } from './goTypes';
import { standardSource } from './standardTypes';

/** Files at one commit of one repository. */
export interface Files {
  /** The text of a file; null where there is none. */
  readonly readFile: (path: string) => Promise<string | null>;
  /** The names of the files in a folder ('' is the root); none where there is no such folder. */
  readonly listFolder: (folder: string) => Promise<readonly string[]>;
}

/** A package: its folder in some files, or the table of the standard library. */
export interface GoPackage {
  readonly importPath: string;
  /** Where it lies in `tree`; null for the table. */
  readonly folder: string | null;
  readonly tree: SourceTree;
}

/** Where a declaration stands: names in it are looked up from there. */
export interface Scope {
  readonly file: GoFile;
  readonly package: GoPackage;
}

/** A package's folder in another tree. */
export interface Elsewhere {
  readonly tree: SourceTree;
  readonly folder: string;
}

interface SourceTreeOptions {
  readonly files: Files;
  readonly parser: GoOutline;
  /** Import paths of the repository's root, the one in go.mod among them where it is known; 'std' is Go itself. */
  readonly roots: readonly string[];
  /** The tree that has a package which this one lacks, and its folder there; null where none is at hand. */
  readonly elsewhere?: (importPath: string) => Promise<Elsewhere | null>;
}

/** Folders of dependencies, best first: Go's own and staging of kubernetes, GOPATH in the repository (docker), godep. */
const VENDORS = ['vendor/', 'staging/src/', 'vendor/src/', 'Godeps/_workspace/src/'];
/** A file whose first constraint leaves Linux out: `//go:build !linux`, `// +build windows darwin`. */
const CONSTRAINED =
  /^(?:\/\/go:build|\/\/ \+build) (?:!linux|(?:darwin|freebsd|netbsd|openbsd|plan9|solaris|windows)(?:(?: \|\|)? (?:darwin|freebsd|netbsd|openbsd|plan9|solaris|windows))*)$/m;
/** A package with more files, or a file with more text, is not searched. */
const MOST_FILES = 400;
const LARGEST_FILE = 2_000_000;
/** Suffixes of files for other systems than Linux (go/build, goosList); what a node runs is built for Linux. */
const FOREIGN =
  /_(?:aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|nacl|netbsd|openbsd|plan9|solaris|wasip1|windows|zos)(?:_\w+)?\.go$/;

export class SourceTree {
  private readonly texts = new Map<string, Promise<string | null>>();
  private readonly parsed = new Map<string, GoFile>();
  private readonly folders = new Map<string, Promise<readonly string[]>>();

  constructor(private readonly options: SourceTreeOptions) {}

  get parser(): GoOutline {
    return this.options.parser;
  }

  /** The text of a file; null where there is none, or too much of it. */
  text(path: string): Promise<string | null> {
    return remember(this.texts, path, async () => {
      const text = await this.options.files.readFile(path);
      return text !== null && text.length > LARGEST_FILE ? null : text;
    });
  }

  /** The scope of a file; null where there is none. */
  async scope(path: string): Promise<Scope | null> {
    const text = await this.text(path);
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const file = text === null ? null : this.parse(path, text);
    return file && { file, package: { importPath: this.importPath(folder), folder, tree: this } };
  }

  /** The one file of a package that declares `name` at its top; null where none or several do. */
  async declaring(owner: GoPackage, name: string): Promise<Scope | null> {
    const { folder } = owner;
    if (folder === null) return null;
    const word = new RegExp(`\\b${name.slice(name.indexOf('.') + 1).replace(/\W/g, '')}\\b`);
    let found: Scope | null = null;
    for (const path of await this.goFiles(folder)) {
      const text = await this.text(path);
      if (text === null || !word.test(text) || CONSTRAINED.test(text)) continue;
      const file = this.parse(path, text);
      if (!declares(file, name)) continue;
      // Files for several systems may each declare it: which one was built is not known.
      if (found) return null;
      found = { file, package: owner };
    }
    return found;
  }

  /** The package that an import path names in a file of this tree; null where it is not at hand. */
  async package(importPath: string): Promise<GoPackage | null> {
    for (const folder of this.candidates(importPath)) {
      if ((await this.goFiles(folder)).length > 0) return { importPath, folder, tree: this };
    }
    const other = await this.options.elsewhere?.(importPath);
    if (other) return { importPath, folder: other.folder, tree: other.tree };
    return isStandard(importPath) ? { importPath, folder: null, tree: this } : null;
  }

  /** What the table knows of a package of the standard library, for a minor version of Go (null: what all have alike). */
  standard(importPath: string, minor: number | null): GoFile | null {
    const source = standardSource(importPath, minor);
    return source === null ? null : this.parse(`${importPath} ${String(minor)}`, source);
  }

  private candidates(importPath: string): string[] {
    const own = this.options.roots.flatMap(root => {
      if (root === 'std') return [`src/${importPath}`, `src/vendor/${importPath}`];
      return importPath === root ? [''] : importPath.startsWith(`${root}/`) ? [importPath.slice(root.length + 1)] : [];
    });
    return [...own, ...VENDORS.map(vendor => vendor + importPath)];
  }

  private importPath(folder: string): string {
    const vendor = VENDORS.map(prefix => folder.lastIndexOf(prefix) + prefix.length).find((end, index) =>
      folder.slice(0, end).endsWith(VENDORS[index] ?? ''),
    );
    if (vendor !== undefined) return folder.slice(vendor);
    const [root = ''] = this.options.roots;
    if (root === 'std') return folder.replace(/^src\//, '');
    return folder === '' ? root : `${root}/${folder}`;
  }

  private async goFiles(folder: string): Promise<readonly string[]> {
    return remember(this.folders, folder, async () => {
      const names = (await this.options.files.listFolder(folder)).filter(
        name => name.endsWith('.go') && !name.endsWith('_test.go') && !FOREIGN.test(name),
      );
      return names.length > MOST_FILES ? [] : names.map(name => (folder === '' ? name : `${folder}/${name}`));
    });
  }

  private parse(path: string, text: string): GoFile {
    const known = this.parsed.get(path);
    if (known) return known;
    const file = this.parser.read(text, readFile) ?? NOTHING;
    this.parsed.set(path, file);
    return file;
  }
}

const NOTHING: GoFile = {
  package: '',
  imports: [],
  types: new Map(),
  constants: new Map(),
  results: new Map(),
  methods: new Map(),
  variables: new Map(),
};

/** Whether a file declares a name, or a method 'T.M', at its top. */
export function declares({ types, results, methods, variables, constants }: GoFile, name: string): boolean {
  return [types, results, methods, variables, constants].some(names => names.has(name));
}
