// What is Go's own: the folders where GOROOT lies and the packages of the standard library.

/** GOROOT/src of the Go project's own builds, of toolchains in the module cache, of distributions and of Windows. */
const GOROOT =
  /^(?:.*\/)?(?:usr\/local\/go|usr\/lib(?:64)?\/go(?:lang|-?\d[\w.+~-]*|-toolset-[\d.]+-golang)?|usr\/local\/Cellar\/go\/[\w.]+\/libexec|sdk\/go\d[\w.]*|hostedtoolcache\/go\/[\d.]+\/x64|golang\.org\/toolchain@v[\w.-]+|Go|opt\/go|goroot|build\/go\d[\w.]*|_?go_sdk|\.gimme\/versions\/go[\w.]+)\/src\//;
/** GOROOT on a drive of its own: c:/go/src, d:/golang/go/src. */
const DRIVE = /^[A-Za-z]:\/(?:[\w.-]+\/){0,3}go[\d.]*\/src\//i;

/** First elements of the standard library's import paths; a program's own package has another or a dot in it. */
const STANDARD = new Set(
  (
    'archive arena bufio bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' '),
);

/** Whether an import path is one of the standard library's by its first element. */
export function isStandard(importPath: string): boolean {
  const slash = importPath.indexOf('/');
  return STANDARD.has(slash < 0 ? importPath : importPath.slice(0, slash));
}

/** Whether a path below GOROOT/src is one of the standard library's; up to Go 1.3 it lay in a folder of its own there. */
export function isStandardPath(path: string): boolean {
  return isStandard(path.startsWith(OLD_FOLDER) ? path.slice(OLD_FOLDER.length) : path);
}
const OLD_FOLDER = 'pkg/';

/** A version of Go in the name of its folder, mostly without the last part: /usr/lib/go-1.13/. */
const VERSION = /(?:\/go\/|go-?)(\d+\.\d+(?:\.\d+|rc\d+|beta\d+)?)(?:\/|\.(?:linux|darwin|windows)-)/;

/** A file of Go's own: its path below GOROOT/src, 'runtime/panic.go', and the version as its folder names it ('1.13', '1.22.4'). */
interface StandardFile {
  readonly path: string;
  readonly version: string | null;
}

/**
 * The file below GOROOT/src that a path with forward slashes names; null where it lies elsewhere. A GOPATH may be the
 * same folder: what follows has to be a package of the standard library, or a command.
 */
export function belowGoRoot(file: string): StandardFile | null {
  const root = GOROOT.exec(file) ?? DRIVE.exec(file);
  if (!root) return null;
  const path = file.slice(root[0].length);
  if (!isStandardPath(path) && !path.startsWith('cmd/')) return null;
  return { path, version: VERSION.exec(root[0])?.[1] ?? null };
}
