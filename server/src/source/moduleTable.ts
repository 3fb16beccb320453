// The table of modules as it is searched: by name, and by the import paths that stand in a path; with the user's own rows.
import type { ModuleRow } from './moduleRows/row';
import { modules } from './modules';

/** What a user says of a module: setting nodelog.source.modules. */
export interface UserModule {
  /** The address of a git repository. */
  readonly repository: string;
  /** The folder in it where the module lies; the root where it is missing. */
  readonly folder?: string;
}

/** An import path found in a path: the row, and how many of the path's elements come before what it leaves over. */
export interface FoundModule {
  readonly row: ModuleRow;
  readonly end: number;
  /** From '@v1.6.8', where it stands behind the import path. */
  readonly version: string | null;
}

interface Node {
  readonly next: Map<string, Node>;
  row: ModuleRow | null;
}

const MAJOR = /^v\d{1,3}$/;
const VERSION = /^v[\w.+-]{1,100}$/;
/** Addresses that git fetches from without running a program of the address's choice. */
const ADDRESS = /^(?:https?|ssh|git):\/\/[^\s-]|^[\w.-]{1,64}@[\w.-]{1,255}:[^\s-]/;

export class ModuleTable {
  private readonly byName: ReadonlyMap<string, ModuleRow>;
  private readonly root: Node = { next: new Map(), row: null };

  constructor(readonly rows: readonly ModuleRow[]) {
    // Of rows with one name the first counts.
    this.byName = new Map([...rows].reverse().map(row => [row.module, row]));
    for (const row of rows) for (const path of [row.module, ...row.aliases]) this.add(path.split('/'), row);
  }

  private add(elements: readonly string[], row: ModuleRow): void {
    let node = this.root;
    for (const element of elements) {
      const next = node.next.get(element) ?? { next: new Map<string, Node>(), row: null };
      node.next.set(element, next);
      node = next;
    }
    node.row ??= row;
  }

  /** The row of a module; null where the table does not know it. */
  row(module: string): ModuleRow | null {
    return this.byName.get(module) ?? null;
  }

  /** The table with the user's rows before its own. Rows without a usable name or address are left out. */
  with(given: Readonly<Record<string, UserModule>>): ModuleTable {
    const rows = Object.entries(given).flatMap(([module, user]) => userRow(module, user, this.row(module)));
    return rows.length === 0 ? this : new ModuleTable([...rows, ...this.rows]);
  }

  /** The table with a module of that name, whose repository has no address that is known. */
  withNamed(module: string): ModuleTable {
    return this.row(module) ? this : new ModuleTable([plainRow(module, '', ''), ...this.rows]);
  }

  /** The longest import path of a module at the beginning of elements[start], null where there is none with a file behind it. */
  at(elements: readonly string[], start: number): FoundModule | null {
    let node = this.root;
    let found: FoundModule | null = null;
    for (let index = start; index < elements.length - 1; index++) {
      const [name, version] = splitVersion(elements[index] ?? '');
      const next = node.next.get(name);
      if (!next) break;
      node = next;
      found = (node.row && readVersion(node.row, elements, index + 1, version)) ?? found;
      if (version !== null) break;
    }
    return found;
  }
}

/** Counts a major version and a version behind an import path to it. */
function readVersion(
  row: ModuleRow,
  elements: readonly string[],
  at: number,
  given: string | null,
): FoundModule | null {
  const [major, behind] = splitVersion(elements[at] ?? '');
  const isMajor = given === null && MAJOR.test(major) && at < elements.length - 1;
  const version = isMajor ? behind : given;
  // A module below the root of a repository is one of its own only where its own version is named, or nothing else is known.
  if (row.folder !== '' && version === null && row.samples.length > 0) return null;
  return { row, end: isMajor ? at + 1 : at, version };
}

/** 'containerd@v1.6.8' -> containerd, v1.6.8; the module cache writes 'Microsoft' as '!microsoft' (go.dev/ref/mod#module-cache). */
function splitVersion(element: string): [name: string, version: string | null] {
  const at = element.indexOf('@');
  const version = at < 0 ? '' : element.slice(at + 1);
  const name = (at < 0 ? element : element.slice(0, at)).replace(/!([a-z])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return VERSION.test(version) ? [name, version] : [at < 0 ? name : element, null];
}

/** A user's row; none where the name is no import path, the folder climbs, or the address is not one to fetch from. */
function userRow(module: string, user: Partial<UserModule> | null, known: ModuleRow | null): ModuleRow[] {
  const { repository, folder = '' } = user ?? {};
  if (typeof repository !== 'string' || !ADDRESS.test(repository) || typeof folder !== 'string') return [];
  const inside = folder.replace(/^\/+|\/+$/g, '');
  if (!/^[\w.~-]+(?:\/[\w.~-]+)*$/.test(module) || /(?:^|\/)\.\.?(?:\/|$)/.test(`${module}/x/${inside}`)) return [];
  const prefix = inside === '' ? '' : `${inside}/`;
  // A fork keeps what is known of the module.
  const row = known && user?.folder === undefined ? known : plainRow(module, prefix, repository);
  return [{ ...row, cloneUrl: repository, webUrl: webPage(repository) }];
}

/** A row for a module of which no more is known; `folder` is empty or ends with a slash, `cloneUrl` may be empty. */
function plainRow(module: string, folder: string, cloneUrl: string): ModuleRow {
  return {
    module,
    aliases: [],
    folder,
    cloneUrl,
    webUrl: webPage(cloneUrl),
    programs: [],
    tags: [`${folder}v{version}`, ...(folder === '' ? [] : ['v{version}'])],
    roots: [],
    staged: [],
    landmarks: [],
    samples: [],
    counterExamples: [],
  };
}

/** The page of a line on the forges whose pages are known; '' for others. */
function webPage(repository: string): string {
  const [, host = '', path = ''] = /^https:\/\/([\w.-]+)\/(.+?)(?:\.git)?\/?$/.exec(repository) ?? [];
  if (host === 'github.com') return `https://${host}/${path}/blob/{revision}/{path}#L{line}`;
  return host === 'gitlab.com' ? `https://${host}/${path}/-/blob/{revision}/{path}#L{line}` : '';
}

/** The table without a user's rows. */
export const MODULES = new ModuleTable(modules);
