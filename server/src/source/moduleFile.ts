// From the path that the compiler printed to the module and the path in its repository.
import { splitFunction } from '../golang/frames';
import type { Frame } from '../golang/traceback';
import type { ModuleFile } from './model';
import { modules } from './modules';
import type { ModuleRow } from './modules';

/** The folders in which dependencies lie in the repository that uses them. */
const VENDORED = ['/vendor/', '/Godeps/_workspace/src/'];
/** Build folders that are the root of a repository though no import path says so. */
const ROOTS: readonly { readonly folder: string; readonly module: string }[] = [
  // docker-ce's RPM unpacks moby here.
  { folder: '/BUILD/src/engine/', module: 'github.com/docker/docker' },
];
/** GOROOT/src of the Go project's own builds and of the distributions. */
const GOROOT =
  /^(?:.*\/)?(?:usr\/local\/go|usr\/lib\/go(?:lang|-[\d.]+)?|sdk\/go[\d.]+|hostedtoolcache\/go\/[\d.]+\/x64)\/src\//;
/** `<module>@<version>/`, after GOPATH/pkg/mod or at the beginning of a path made by -trimpath. */
const VERSIONED = /^(?:.*\/pkg\/mod\/)?([\w.~!/-]{1,200})@(v[\w.+-]{1,100})\/(.+)$/;
const LONGEST_PATH = 4096;

/**
 * The repository and the path in it of a frame's file; null where nothing says so for sure, or the path climbs
 * (`..`). A vendored file is mapped to the repository that vendors it, with its path below vendor/, because that copy
 * is the very line that ran.
 */
export function moduleOf(frame: Pick<Frame, 'function' | 'file'>): ModuleFile | null {
  const file = frame.file.replaceAll('\\', '/');
  if (file.length > LONGEST_PATH || !isTame(file)) return null;
  const vendored = vendorStart(file);
  const outer = vendored < 0 ? file : file.slice(0, vendored + 1);
  return (
    byImportPath(file, outer) ??
    byRoot(file) ??
    (vendored < 0 ? (byGoRoot(file, frame.function) ?? byVersion(file) ?? byFunction(file, frame.function)) : null)
  );
}

/** Whether a path, absolute or not, neither climbs nor holds what no path of a repository holds. */
export function isTame(path: string): boolean {
  const parts = (path.startsWith('/') ? path.slice(1) : path).split('/');
  return !/[\u0000-\u001f\u007f]/.test(path) && parts.every(part => part !== '' && part !== '..' && part !== '.');
}

function vendorStart(file: string): number {
  const found = VENDORED.map(folder => file.indexOf(folder)).filter(index => index >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** The last import path of a known module in `outer`, which is the part of the file's path that is not vendored. */
function byImportPath(file: string, outer: string): ModuleFile | null {
  let best: { readonly at: number; readonly end: number; readonly found: ModuleFile } | null = null;
  for (const row of modules) {
    for (const importPath of [row.module, ...row.aliases]) {
      const escaped = importPath.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`);
      for (const spelled of new Set([importPath, escaped])) {
        const at = outer.lastIndexOf(spelled);
        if (at < 0 || (at > 0 && outer[at - 1] !== '/')) continue;
        const found = readRest(row, file.slice(at + spelled.length));
        const end = at + spelled.length;
        if (found && (!best || at > best.at || (at === best.at && end > best.end))) best = { at, end, found };
      }
    }
  }
  return best?.found ?? null;
}

/** Reads what follows an import path: `/path`, `/v2/path`, `@v1.6.8/path` or `/v2@v2.0.1/path`. */
function readRest(row: ModuleRow, rest: string): ModuleFile | null {
  const [, version = null, path] = /^(?:\/v\d{1,3}(?=[/@]))?(?:@(v[\w.+-]{1,100}))?\/(.+)$/.exec(rest) ?? [];
  // A module below the root of a repository is one of its own only where its own version is named.
  if (path === undefined || (row.folder !== '' && version === null)) return null;
  return { module: row.module, path: row.folder + path, version };
}

function byRoot(file: string): ModuleFile | null {
  for (const { folder, module } of ROOTS) {
    const at = file.indexOf(folder);
    if (at >= 0) return { module, path: file.slice(at + folder.length), version: null };
  }
  return null;
}

/** Go's own source: below GOROOT/src, or with -trimpath in the folder that the function's import path names. */
function byGoRoot(file: string, name: string | null): ModuleFile | null {
  const root = GOROOT.exec(file);
  if (root) return { module: 'std', path: `src/${file.slice(root[0].length)}`, version: null };
  const { importPath } = splitFunction(name ?? '');
  const first = importPath.split('/')[0] ?? '';
  if (first === '' || first === 'main' || first.includes('.') || !STANDARD.has(first)) return null;
  return folderOf(file) === importPath ? { module: 'std', path: `src/${file}`, version: null } : null;
}

/** First elements of the standard library's import paths; a program's own package has another or a dot in it. */
const STANDARD = new Set(
  (
    'archive arena bufio bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' '),
);

/** A module of the module cache that the table does not know. */
function byVersion(file: string): ModuleFile | null {
  const [, module, version, path] = VERSIONED.exec(file) ?? [];
  if (module === undefined || version === undefined || path === undefined || module.startsWith('/')) return null;
  if (!module.includes('.')) return null;
  return { module: module.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase()), path, version };
}

/** Where no import path stands in the file's path: the function's import path, if the file's folder agrees with it. */
function byFunction(file: string, name: string | null): ModuleFile | null {
  const { importPath } = splitFunction(name ?? '');
  for (const row of modules) {
    const root = [row.module, ...row.aliases].find(path => importPath.startsWith(`${path}/`));
    if (root === undefined || row.folder !== '') continue;
    const folder = importPath.slice(root.length + 1).replace(/^v\d{1,3}\//, '');
    if (`/${folderOf(file)}`.endsWith(`/${folder}`)) {
      return { module: row.module, path: `${folder}/${file.slice(file.lastIndexOf('/') + 1)}`, version: null };
    }
  }
  return null;
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
