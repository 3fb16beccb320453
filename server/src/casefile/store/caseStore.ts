// Where the readings of a case are kept: a folder of the extension's storage for each case, a file for each log.
import type { FileStat, Host } from '../../host';
import { message, type Message } from '../../message';
import type { FoundFile } from '../discover';
import type { Ending } from '../file';
import type { Reached } from '../fileRun';
import { reasonOf } from '../notRead';
import { concat } from '../packed';
import { digestOf } from './digest';
import { readKept, writeKept, type KeptHead } from './keptFile';

/** All cases together have so many bytes at most: the indexes of some ten gigabytes of logs. The one that was read longest ago goes first. */
const MOST_BYTES = 1_000_000_000;
/** Says in each case's folder when it was read last. */
const USED = 'used';

/** What is kept of a file. */
export interface KeptReading {
  readonly reader: Uint8Array;
  readonly reached: Reached | null;
  readonly ending: Ending;
}

type Disk = Pick<Host, 'readFile' | 'writeFile' | 'remove' | 'listFolder' | 'stat' | 'gzip' | 'inflate'>;

export interface StoreOptions {
  /** The folder of all cases. */
  readonly folder: string;
  /** What tells this program from another one. */
  readonly program: string;
  /** Is told, in the log, why something that was kept is not used, or that nothing can be kept. */
  readonly say: (said: Message) => void;
  readonly mostBytes?: number;
}

export class CaseStore {
  private readonly own: string;
  /** Whether something could not be written: then it is not tried again. */
  private broken = false;

  /** @param roots what the case is known by */
  constructor(
    private readonly disk: Disk,
    roots: readonly string[],
    private readonly options: StoreOptions,
  ) {
    this.own = `${options.folder}/${nameOf(roots.join('\0'))}`;
  }

  /**
   * What is kept of a file with the same known issues, if the file may still be the one that was read; null where nothing
   * is. Never rejects.
   * @param now what the file on disk is that it is, or lies in
   */
  async load(found: FoundFile, now: FileStat, issues: string): Promise<KeptReading | null> {
    const file = this.fileOf(found.path);
    const bytes = await this.disk.readFile(file).catch(() => null); // most often: not read before
    if (!bytes) return null;
    const kept = readKept(bytes);
    if (!kept) {
      this.options.say(message('store.damaged', { path: found.path, file }));
      return null;
    }
    const { head, packed } = kept;
    if (head.program !== this.options.program || head.issues !== issues || head.path !== found.path) return null;
    if (!mayGoOn(head, identityOf(found, now))) return null;
    try {
      return { reader: await this.unpack(packed), reached: head.reached, ending: head.ending };
    } catch {
      this.options.say(message('store.damaged', { path: found.path, file }));
      return null;
    }
  }

  /**
   * Keeps a reading. Never rejects: what cannot be kept is read again.
   * @param before what the file on disk was, that it is or lies in, before it was opened
   */
  async save(found: FoundFile, before: FileStat, issues: string, kept: KeptReading): Promise<void> {
    if (this.broken) return;
    const { reader, reached, ending } = kept;
    const identity = identityOf(found, before);
    try {
      const head = { program: this.options.program, issues, path: found.path, ...identity, reached, ending };
      const packed = await this.disk.gzip(reader);
      await this.disk.writeFile(this.fileOf(found.path), writeKept({ head, packed }));
    } catch (error) {
      this.broken = true;
      this.options.say(message('store.unwritable', { folder: this.options.folder, reason: reasonOf(error) }));
    }
  }

  /**
   * Lets go of what is kept of files that the case has no more, and of the cases that were read longest ago where all have
   * become too large. Never rejects.
   */
  async tidy(paths: readonly string[]): Promise<void> {
    if (this.broken) return;
    try {
      const wanted = new Set([USED, ...paths.map(nameOf)]);
      const kept = await this.disk.listFolder(this.own).catch(() => []);
      if (kept.length === 0) return;
      for (const { name } of kept) if (!wanted.has(name)) await this.disk.remove(`${this.own}/${name}`);
      await this.disk.writeFile(`${this.own}/${USED}`, '');
      await this.dropOldest();
    } catch (error) {
      this.broken = true;
      this.options.say(message('store.unwritable', { folder: this.options.folder, reason: reasonOf(error) }));
    }
  }

  private async dropOldest(): Promise<void> {
    const cases = await Promise.all(
      (await this.disk.listFolder(this.options.folder)).map(({ name }) => this.sizeOf(name)),
    );
    let all = cases.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { folder, bytes } of cases.sort((a, b) => a.used - b.used)) {
      if (all <= (this.options.mostBytes ?? MOST_BYTES)) return;
      if (folder === this.own) continue;
      await this.disk.remove(folder);
      all -= bytes;
    }
  }

  private async sizeOf(
    name: string,
  ): Promise<{ readonly folder: string; readonly bytes: number; readonly used: number }> {
    const folder = `${this.options.folder}/${name}`;
    const files = await this.disk.listFolder(folder).catch(() => []);
    let bytes = 0;
    let used = 0;
    for (const file of files) {
      // Another window may just be tidying up.
      const stat = await this.disk.stat(`${folder}/${file.name}`).catch(() => null);
      bytes += stat?.bytes ?? 0;
      if (file.name === USED) used = stat?.modified ?? 0;
    }
    return { folder, bytes, used };
  }

  private async unpack(packed: Uint8Array): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const source = (async function* () {
      yield await Promise.resolve(packed);
    })();
    for await (const piece of this.disk.inflate('gzip', source)) {
      pieces.push(piece);
      length += piece.length;
    }
    return concat(pieces, length);
  }

  private fileOf(path: string): string {
    return `${this.own}/${nameOf(path)}`;
  }
}

type Identity = Pick<KeptHead, 'bytes' | 'modified' | 'inode'>;

function identityOf({ archive, bytes, modified }: FoundFile, stat: FileStat): Identity {
  const inode = stat.inode ?? null;
  return archive ? { bytes: stat.bytes, modified: stat.modified, inode } : { bytes, modified, inode };
}

/** Whether the file is the same, or may have grown. */
function mayGoOn(head: KeptHead, { bytes, modified, inode }: Identity): boolean {
  if (inode !== head.inode || bytes < head.bytes) return false;
  return (bytes === head.bytes && modified === head.modified) || (head.reached !== null && bytes > head.bytes);
}

function nameOf(path: string): string {
  return digestOf(new TextEncoder().encode(path));
}
