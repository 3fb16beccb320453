// Modules that Go has unpacked on this machine: plain files of one version each, in GOMODCACHE (go.dev/ref/mod#module-cache).
import type { Frame } from '../golang/traceback';
import type { Host } from '../host';
import { message } from '../message';
import { decode } from './git';
import type { GoOutline } from './goOutline';
import { locateLine } from './locate';
import type { ChosenRevision, ModuleFile, SourceLocation } from './model';
import { isTame } from './moduleFile';
import type { ModuleRow } from './moduleRows/row';
import { shorten } from './revision';

/** What names a folder of the cache: a whole version of a module, a release's or a commit's. */
const WHOLE = /^v?(\d+)\.\d+\.\d+(?:-[\w.]+)?(?:\+incompatible)?$/;

interface CacheContext {
  readonly chosen: ChosenRevision | null;
  readonly outline: GoOutline;
  /** The module's row; null where the table does not know it. */
  readonly row: ModuleRow | null;
}

/**
 * The line of a frame in the module cache, where it has the very version that ran; null where it does not. A module that
 * is unpacked has no folder vendor/.
 */
export async function locateInCache(
  host: Host,
  frame: Pick<Frame, 'function' | 'line'>,
  file: Pick<ModuleFile, 'module' | 'path'> & Partial<ModuleFile>,
  { chosen, outline, row }: CacheContext,
): Promise<SourceLocation | null> {
  const version = file.version ?? chosen?.version ?? null;
  const folder = row?.folder ?? '';
  if (version === null || !file.path.startsWith(folder) || !isTame(file.path) || file.path.startsWith('/')) return null;
  const inside = file.path.slice(folder.length);
  const { moduleCache } = host.goFolders();
  for (const name of folderNames(row ? [row.module, ...row.aliases] : [file.module], version)) {
    const path = await insideOf(host, moduleCache, `${moduleCache}/${name}/${inside}`);
    if (path === null) continue;
    const source = decode(await host.readFile(path));
    const asked = chosen?.revision ?? null;
    const instead = asked === null ? null : message('source.cacheInstead', { revision: shorten(asked), version });
    return { ...locateLine(frame, file, source, outline, version), chosen, commit: null, file: path, instead };
  }
  return null;
}

/** A path with its links resolved, where it is a file that lies in the folder; else null. */
async function insideOf(host: Host, folder: string, path: string): Promise<string | null> {
  try {
    const [root, real] = [await host.realPath(folder), await host.realPath(path)].map(p => p.replaceAll('\\', '/'));
    const inside = real?.startsWith(`${root ?? ''}/`) && (await host.stat(real)).kind === 'file';
    return inside ? (real ?? null) : null;
  } catch {
    return null; // then the cache does not have it
  }
}

/** The folders that a version of a module may have, relative to the cache: capitals are written as `!` and a small letter. */
function folderNames(modules: readonly string[], version: string): string[] {
  const major = Number(WHOLE.exec(version)?.[1] ?? NaN);
  if (Number.isNaN(major)) return [];
  const plain = `v${version.replace(/^v/, '').replace(/\+incompatible$/, '')}`;
  const forms = major < 2 ? [`@${plain}`] : [`/v${String(major)}@${plain}`, `@${plain}+incompatible`, `@${plain}`];
  const escape = (module: string): string => module.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`);
  return modules.flatMap(module => forms.map(form => escape(module) + form));
}
