// Whether a function can stand in a file, by its package and the file's folder: the check on two lines that may have lost their partners.
import { splitFunction } from './frames';
import { belowGoRoot, isStandard } from './standard';

/** The first element of an import path that is a host name, such as github.com or k8s.io; none of a folder like containerd.io-1.7.6. */
const HOST = /^(?:[\w-]+\.)+[a-z]{2,6}$/;

/**
 * 'yes' where the function's package lies in the file's folder, 'no' where another package does, else 'unknown': the
 * main package may lie anywhere, and runtime lends functions to other packages (`sync.runtime_Semacquire`).
 */
export function agreement(name: string, path: string): 'yes' | 'no' | 'unknown' {
  const file = path.replaceAll('\\', '/');
  const slash = file.lastIndexOf('/');
  const { importPath } = splitFunction(name);
  if (importPath === '' || slash < 0) return 'unknown';
  const folders = file.slice(0, slash).split('/').map(withoutVersion);
  const elements = importPath.split('/');
  const last = elementName(elements);
  if (elementName(folders) === last) return 'yes';
  const standard = isStandard(importPath);
  const root = belowGoRoot(file);
  if (root) return standard || (importPath === 'main' && root.path.startsWith('cmd/')) ? 'unknown' : 'no';
  if (standard && folders.at(-1) === 'runtime') return 'unknown';
  if (importPath === 'main' || !folders.some(folder => HOST.test(folder))) return 'unknown';
  // A fork takes the place of a whole module under another name (go.mod's replace): its root says nothing.
  return (!standard && elements.length <= 3) || folders.includes(last) ? 'unknown' : 'no';
}

function withoutVersion(folder: string): string {
  const at = folder.indexOf('@');
  return at < 0 ? folder : folder.slice(0, at);
}

/** The last element without a major version and a test's suffix. */
function elementName(elements: readonly string[]): string {
  const last = elements.at(-1) ?? '';
  const named = /^v\d+$/.test(last) && elements.length > 1 ? (elements.at(-2) ?? last) : last;
  return named.replace(/_test$/, '');
}
