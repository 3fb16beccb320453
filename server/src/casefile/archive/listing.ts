// What an archive holds: which members are files that can be read, and why others are not.
import { message, type Message } from '../../message';
import { unreadable } from '../notRead';
import { Refused } from '../packed';
import type { ArchiveBounds } from './bounds';
import type { ArchiveEntry } from './entry';
import { linkTarget, memberName } from './names';

export interface Member {
  /** Its path within the archive. */
  readonly name: string;
  readonly bytes: number;
  /** Its name as the archive has it, and which of all entries it is. */
  readonly raw: string;
  readonly index: number;
}

export interface Problem {
  /** Of the member; '' where it is the archive itself, from some point on. */
  readonly name: string;
  readonly reason: Message;
}

/** What is in an archive. */
export interface Listing {
  readonly members: readonly Member[];
  readonly problems: readonly Problem[];
}

/** Takes the entries of an archive in their order. */
export class ListingReader {
  private readonly members = new Map<string, Member>();
  private readonly folders = new Set<string>();
  private readonly links: { readonly name: string; readonly target: string | null }[] = [];
  private readonly problems: Problem[] = [];
  private entries = 0;
  private bytes = 0;

  constructor(private readonly bounds: ArchiveBounds) {}

  /** Throws where a bound is hit: then no other entry is to be looked at. */
  add(entry: ArchiveEntry): void {
    const index = this.entries++;
    this.bytes += entry.bytes;
    this.checkBounds();
    const name = memberName(entry.name);
    if (name === null) {
      this.problems.push({ name: entry.name, reason: message('case.member-name') });
    } else if (entry.kind === 'folder' || name === '') {
      this.addFolders(name);
    } else {
      this.addFolders(name.slice(0, Math.max(0, name.lastIndexOf('/'))));
      this.addNamed(name, entry, index);
    }
  }

  private checkBounds(): void {
    const { members, bytes } = this.bounds;
    if (this.entries > members) throw new Refused(message('case.archive-members', { members }));
    if (this.bytes > bytes) throw new Refused(message('case.archive-bytes', { megabytes: Math.round(bytes / 1e6) }));
  }

  private addNamed(name: string, { kind, reason, target, bytes, name: raw }: ArchiveEntry, index: number): void {
    if (kind === 'link') {
      this.links.push({ name, target: linkTarget(name, target) });
    } else if (reason) {
      this.problems.push({ name, reason });
    } else {
      // What is added to an archive again takes the place of the older one when it is unpacked (tar(1), --append).
      if (this.members.has(name)) this.problems.push({ name, reason: message('case.member-again') });
      this.members.set(name, { name, bytes, raw, index });
    }
  }

  private addFolders(name: string): void {
    for (let folder = name; folder !== '' && !this.folders.has(folder);) {
      this.folders.add(folder);
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    }
  }

  /** Takes what has ended the reading. */
  fail(error: unknown): void {
    this.problems.push({ name: '', reason: error instanceof Refused ? error.said : unreadable(error) });
  }

  /** A link to what is in the archive too is no loss: that is read under its own name. */
  end(): Listing {
    const known = new Set([...this.members.keys(), ...this.folders, ...this.links.map(({ name }) => name), '']);
    const lost = this.links.filter(({ target }) => target === null || !known.has(target));
    const reason = message('case.member-link');
    return {
      members: [...this.members.values()],
      problems: [...this.problems, ...lost.map(({ name }) => ({ name, reason }))],
    };
  }
}
