// Whose numbers the users and groups of a case's logs are: which files of the form of passwd(5) and group(5) name them.
import { readAccounts, type AccountFile, type AccountNames } from '../audit/accounts';
import type { Files } from '../host';
import { message } from '../message';
import { fileName } from '../place';
import type { FoundFile } from './discover';
import { unreadable, type NotRead } from './notRead';

/** Files that the user names, for every node of the case: they come before what is found. */
export interface GivenAccounts {
  readonly passwd: readonly string[];
  readonly group: readonly string[];
}

export const NOTHING_GIVEN: GivenAccounts = { passwd: [], group: [] };

/** The text of the files that name the users and groups of one node, the first to be asked first. */
interface AccountSources {
  readonly passwd: readonly AccountFile[];
  readonly group: readonly AccountFile[];
}

const NO_SOURCES: AccountSources = { passwd: [], group: [] };

/** A node has a few thousand accounts at most; what is larger is something else. */
const MAX_BYTES = 16_000_000;

/** The account files of a case, read. */
export class CaseAccounts {
  private readonly names = new Map<AccountSources, AccountNames>();

  private constructor(
    private readonly given: AccountSources,
    private readonly byNode: ReadonlyMap<string, AccountSources>,
    /** The sub-folders with logs, by the folder that they lie in. */
    private readonly groups: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /** Reads the account files that were found or given; one that cannot be read is told and names nobody. */
  static async read(
    host: Files,
    given: GivenAccounts,
    found: { readonly files: readonly FoundFile[]; readonly accounts: readonly FoundFile[] },
    signal?: AbortSignal,
  ): Promise<{ readonly accounts: CaseAccounts; readonly notRead: readonly NotRead[] }> {
    const notRead: NotRead[] = [];
    const read = async (path: string, name: string): Promise<AccountFile[]> => {
      signal?.throwIfAborted();
      try {
        const { text, whole } = await readBeginning(host, path);
        if (!whole) {
          const reason = message('case.accounts-rest', { megabytes: MAX_BYTES / 1e6 });
          notRead.push({ path, name, kind: 'partial', reason });
        }
        return [{ file: path, text }];
      } catch (error) {
        notRead.push({ path, name, kind: 'unread', reason: unreadable(error) });
        return [];
      }
    };
    const readGiven = async (paths: readonly string[]): Promise<AccountFile[]> =>
      (await Promise.all(paths.map(path => read(path, path)))).flat();
    const byNode = new Map<string, AccountSources>();
    // The shorter path first: passwd beside the logs before etc/passwd.
    for (const file of [...found.accounts].sort((a, b) => a.path.length - b.path.length)) {
      const { passwd, group } = byNode.get(nodeOf(file)) ?? NO_SOURCES;
      const own = await read(file.path, file.name);
      const users = fileName(file.name) === 'passwd';
      byNode.set(nodeOf(file), users ? { passwd: [...passwd, ...own], group } : { passwd, group: [...group, ...own] });
    }
    const groups = new Map<string, Set<string>>();
    for (const file of found.files)
      if (file.group !== '') groups.set(folderOf(file), (groups.get(folderOf(file)) ?? new Set()).add(file.group));
    const sources = { passwd: await readGiven(given.passwd), group: await readGiven(given.group) };
    return { accounts: new CaseAccounts(sources, byNode, groups), notRead };
  }

  /**
   * The files that name the users of a log. A sub-folder of a case may be a node, so the files of one never name users of
   * another. A log has those of its own sub-folder (at the top: those at the top); where there are none, a log in var/
   * has those in etc/ beside it, since that is a root folder (hier(7)), and a log in the only sub-folder with logs has
   * those at the top. What the user gives comes first, everywhere.
   */
  private sourcesOf(log: FoundFile): AccountSources {
    const found = this.foundFor(log);
    if (found === undefined) return this.given;
    return { passwd: [...this.given.passwd, ...found.passwd], group: [...this.given.group, ...found.group] };
  }

  /** Their names; those of the given files alone for a log that the case does not have. */
  namesOf(log: FoundFile | null): AccountNames {
    const key = (log && this.foundFor(log)) ?? this.given;
    let names = this.names.get(key);
    if (names === undefined) {
      const { passwd, group } = log === null ? this.given : this.sourcesOf(log);
      this.names.set(key, (names = readAccounts(passwd, group)));
    }
    return names;
  }

  private foundFor(log: FoundFile): AccountSources | undefined {
    const folder = folderOf(log);
    const own = this.byNode.get(nodeOf(log));
    if (own !== undefined || log.group === '') return own;
    const root = log.group === 'var' ? this.byNode.get(`${folder}etc`) : undefined;
    return root ?? (this.groups.get(folder)?.size === 1 ? this.byNode.get(folder) : undefined);
  }
}

/** The text of a file; of one that is too large the whole lines of its beginning: half of a number is another number. */
async function readBeginning(host: Files, path: string): Promise<{ readonly text: string; readonly whole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  let left = MAX_BYTES;
  for await (const piece of host.readPieces(path)) {
    text += decoder.decode(piece.subarray(0, left), { stream: true });
    left -= piece.length;
    if (left < 0) return { text: text.slice(0, text.lastIndexOf('\n') + 1), whole: false };
  }
  return { text: text + decoder.decode(), whole: true };
}

/** The folder that the names of a case's files begin in. */
function folderOf({ path, name }: FoundFile): string {
  return path.slice(0, Math.max(0, path.length - name.length));
}

function nodeOf(file: FoundFile): string {
  return `${folderOf(file)}${file.group}`;
}
