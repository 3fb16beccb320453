// From the path that the compiler printed to the module and the path in its repository.
import { splitFunction } from '../golang/frames';
import { belowGoRoot, isStandard, isStandardPath } from '../golang/standard';
import type { Frame } from '../golang/traceback';
import type { ModuleFile } from './model';
import type { ModuleRow } from './moduleRows/row';
import { MODULES, type FoundModule, type ModuleTable } from './moduleTable';

/** The folders in which dependencies lie in the repository that uses them. */
const VENDORED = /(?:^|\/)(?:vendor|Godeps\/_workspace\/src)\//;
/** `<module>@<version>/`, after GOPATH/pkg/mod or at the beginning of a path made by -trimpath. */
const VERSIONED = /^(?:.*\/pkg\/mod\/)?([\w.~!/-]{1,200})@(v[\w.+-]{1,100})\/(.+)$/;
const LONGEST_PATH = 4096;
const STAGING = 'staging/src/';
const KUBERNETES = 'k8s.io/kubernetes';

/**
 * The repository and the path in it of a frame's file; null where nothing says so for sure, or the path climbs
 * (`..`). A vendored file is mapped to the repository that vendors it, with its path below vendor/, because that copy
 * is the very line that ran.
 */
export function moduleOf(frame: Pick<Frame, 'function' | 'file'>, table: ModuleTable = MODULES): ModuleFile | null {
  const file = frame.file.replaceAll('\\', '/');
  if (file.length > LONGEST_PATH || !isTame(file)) return null;
  const found = find(file, frame, table);
  const build = found && buildOf(file, table.row(found.module));
  return build ? { ...found, build } : found;
}

/** What the last build folder of a repository that is named after a version is named after; null where there is none. */
function buildOf(file: string, row: ModuleRow | null): string | null {
  const named = row?.roots.flatMap(root => [...file.matchAll(root)]).map(match => match[1]);
  return named?.findLast(name => name !== undefined) ?? null;
}

/** A version of Go that has all its parts: '1.13' may be any release of 1.13. */
function releaseOf(version: string | null): string | null {
  return version !== null && /\d\.\d+(?:\.|rc|beta)\d/.test(version) ? `v${version}` : null;
}

function find(file: string, frame: Pick<Frame, 'function'>, table: ModuleTable): ModuleFile | null {
  const standard = belowGoRoot(file);
  if (standard) {
    return { module: 'std', path: `src/${standard.path}`, version: releaseOf(standard.version) };
  }
  const vendored = VENDORED.exec(file);
  const outer = vendored ? file.slice(0, vendored.index) : file;
  return (
    byStaging(file, table) ??
    byImportPath(file, outer, table) ??
    byStandard(file, frame.function) ??
    (vendored ? null : byFunction(file, frame.function, table)) ??
    byRoot(file, table) ??
    (vendored ? null : byVersion(file))
  );
}

/** Whether a path, absolute or not, neither climbs nor holds what no path of a repository holds. */
export function isTame(path: string): boolean {
  const parts = (path.startsWith('/') ? path.slice(1) : path).split('/');
  return !/[\u0000-\u001f\u007f]/.test(path) && parts.every(part => part !== '' && part !== '..' && part !== '.');
}

/**
 * Kubernetes' builds trim its folder from the paths: `vendor/k8s.io/apimachinery/...`, and `k8s.io/apimachinery/...`
 * since its modules are one workspace. Other programs name the version of a published copy, or their own vendor/.
 */
function byStaging(file: string, table: ModuleTable): ModuleFile | null {
  const path = file.replace(/^(?:vendor|staging\/src)\//, '');
  const row = path.startsWith('k8s.io/') ? table.row(KUBERNETES) : null;
  return row && isStaged(row, path) ? { module: row.module, path: STAGING + path, version: null } : null;
}

function isStaged(row: ModuleRow, path: string): boolean {
  return row.staged.some(module => path.startsWith(module) && path.charAt(module.length) === '/');
}

/** The last import path of a known module in `outer`, which is the part of the file's path that is not vendored. */
function byImportPath(file: string, outer: string, table: ModuleTable): ModuleFile | null {
  const elements = file.split('/');
  const last = outer === file ? elements.length : outer.split('/').length;
  for (let start = last - 1; start >= 0; start--) {
    const found = table.at(elements, start);
    if (!found || found.end > last) continue;
    // Below staging/src lies kubernetes itself.
    if (start >= 2 && elements[start - 1] === 'src' && elements[start - 2] === 'staging') continue;
    return inRepository(found, elements.slice(found.end).join('/'));
  }
  return null;
}

function inRepository({ row, version }: FoundModule, path: string): ModuleFile {
  const linked = path.startsWith('vendor/') ? path.slice('vendor/'.length) : '';
  // Kubernetes' vendor/ has links to these folders; the file's own history and web page are there.
  const staged = linked !== '' && isStaged(row, linked);
  return { module: row.module, path: row.folder + (staged ? STAGING + linked : path), version };
}

/** Below a build folder that is known for one repository; the last such folder counts. */
function byRoot(file: string, table: ModuleTable): ModuleFile | null {
  for (const row of table.rows) {
    for (const root of row.roots) {
      const last = [...file.matchAll(root)].at(-1);
      // A GOPATH in the build folder would name the import path.
      const path = last ? file.slice(last.index + last[0].length) : '';
      if (path !== '' && !/(?:^|\/)src\//.test(path)) return { module: row.module, path, version: null };
    }
  }
  return null;
}

/**
 * Go's own source with -trimpath, or in a GOROOT that no list knows: the folder is an import path, and the function is of
 * the standard library too.
 */
function byStandard(file: string, name: string | null): ModuleFile | null {
  const path = file.slice(file.lastIndexOf(SOURCES) + 1).replace(/^src\//, '');
  if (!isStandardPath(path)) return null;
  const { importPath } = splitFunction(name ?? '');
  const own = path.replace(/^pkg\//, '');
  const sure =
    name === null
      ? path === file && /^(?:runtime|syscall)\/[\w/]+\.(?:go|s)$/.test(path)
      : isStandard(importPath) && (folderOf(own) === importPath || /^(?:runtime|internal|syscall)\//.test(own));
  return sure ? { module: 'std', path: `src/${path}`, version: null } : null;
}
const SOURCES = '/src/';

/** A module of the module cache that the table does not know. */
function byVersion(file: string): ModuleFile | null {
  const [, module, version, path] = VERSIONED.exec(file) ?? [];
  if (module === undefined || version === undefined || path === undefined || module.startsWith('/')) return null;
  if (!module.includes('.')) return null;
  return { module: module.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase()), path, version };
}

/**
 * Where no import path stands in the file's path: package and base name decide, where the file's folder bears the
 * package's name.
 */
function byFunction(file: string, name: string | null, table: ModuleTable): ModuleFile | null {
  const { importPath } = splitFunction(name ?? '');
  const base = file.slice(file.lastIndexOf('/') + 1);
  const elements = [...importPath.split('/'), base];
  const found = table.at(elements, 0);
  const folder = elements.slice(found?.end ?? 0, -1);
  if (!found || folder.length === 0 || found.row.folder !== '') return null;
  if (folderOf(file).split('/').at(-1) !== folder.at(-1)) return null;
  return inRepository(found, [...folder, base].join('/'));
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
