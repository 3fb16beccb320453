// Whose numbers the users and groups of a case's logs are: which files of the form of passwd(5) and group(5) name them.
import { NO_ACCOUNTS, readAccounts, type AccountFile, type AccountNames } from '../audit/accounts';
import type { Host } from '../host';
import { fileName, naturalOrder } from '../place';
import { unreadable, type FoundFile, type NotRead } from './discover';

/** Files that the user names, for every node of the case: they come before what is found. */
export interface GivenAccounts {
  readonly passwd: readonly string[];
  readonly group: readonly string[];
}

/** What a case must know of its logs to tell nodes apart. */
export interface LogOfNode {
  /** The first sub-folder below the case. */
  readonly group: string;
  /** Whether it holds audit records. */
  readonly audit: boolean;
  /** The host that its lines name; null where they name none. */
  readonly host: string | null;
}

/** A node has a few thousand accounts at most; what is larger is something else. */
const MAX_BYTES = 16_000_000;

interface Sources {
  readonly passwd: AccountFile[];
  readonly group: AccountFile[];
}

/** The account files of a case, read, by the sub-folder that they lie in. */
export class CaseAccounts {
  private readonly byGroup = new Map<string, AccountNames>();

  private constructor(
    private readonly given: AccountNames,
    found: ReadonlyMap<string, Sources>,
  ) {
    for (const [group, { passwd, group: groups }] of found) this.byGroup.set(group, readAccounts(passwd, groups));
  }

  /** Reads files; one that cannot be read is told and names nobody. Rejects only on cancellation. */
  static async read(
    host: Host,
    given: GivenAccounts,
    found: readonly FoundFile[],
    signal?: AbortSignal,
  ): Promise<{ readonly accounts: CaseAccounts; readonly notRead: readonly NotRead[] }> {
    const notRead: NotRead[] = [];
    const read = async (path: string, name: string): Promise<AccountFile[]> => {
      signal?.throwIfAborted();
      try {
        return [{ file: path, text: new TextDecoder().decode(await host.readFile(path, MAX_BYTES)) }];
      } catch (error) {
        notRead.push({ path, name, kind: 'unread', reason: unreadable(error) });
        return [];
      }
    };
    const readGiven = async (paths: readonly string[]): Promise<AccountFile[]> =>
      (await Promise.all(paths.map(path => read(path, path)))).flat();
    const names = readAccounts(await readGiven(given.passwd), await readGiven(given.group));
    const byGroup = new Map<string, Sources>();
    // The shorter path first: passwd beside the logs before etc/passwd.
    for (const file of [...found].sort((a, b) => a.name.length - b.name.length || naturalOrder(a.name, b.name))) {
      const sources = byGroup.get(file.group) ?? { passwd: [], group: [] };
      byGroup.set(file.group, sources);
      sources[fileName(file.name) === 'passwd' ? 'passwd' : 'group'].push(...(await read(file.path, file.name)));
    }
    return { accounts: new CaseAccounts(names, byGroup), notRead };
  }

  /**
   * The names for a log that lies in a sub-folder `group` ('' at the top; null where the case has not read it): those of the files in the same sub-folder. A
   * sub-folder may be a node, and the files of one never name users of another. Only where all that a case holds is of
   * one node (audit records in one sub-folder, one host, accounts in one place) may they lie apart, as in etc/ and var/
   * of one root folder.
   */
  of(group: string | null, logs: readonly LogOfNode[]): AccountNames {
    const own = group === null ? NO_ACCOUNTS : this.found(group, logs);
    if (own === NO_ACCOUNTS) return this.given;
    if (this.given === NO_ACCOUNTS) return own;
    return {
      user: uid => this.given.user(uid) ?? own.user(uid),
      group: gid => this.given.group(gid) ?? own.group(gid),
    };
  }

  private found(group: string, logs: readonly LogOfNode[]): AccountNames {
    const [first = NO_ACCOUNTS, ...others] = this.byGroup.values();
    return this.byGroup.get(group) ?? (others.length === 0 && isOneNode(logs) ? first : NO_ACCOUNTS);
  }
}

function isOneNode(logs: readonly LogOfNode[]): boolean {
  const audited = new Set(logs.filter(log => log.audit).map(log => log.group));
  const hosts = new Set(logs.flatMap(log => log.host ?? []));
  return audited.size <= 1 && hosts.size <= 1;
}
