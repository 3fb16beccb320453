// The files of a host and those in its archives, which are read in place: `x.tar.xz/var/log/messages` is a member of x.tar.xz.
import type { FileStat, Files, FolderEntry, PackMethod } from '../../host';
import { message } from '../../message';
import { openRaw, peek, Refused, unpacked, wholeLines, type Peeked } from '../packed';
import { DEFAULT_BOUNDS, FREE_BYTES, type ArchiveBounds } from './bounds';
import { ListingReader, type Listing, type Member } from './listing';
import { isArchiveName } from './names';
import { Passes } from './passes';
import { isTar, TAR_BLOCK, TarReader } from './tar';

interface Known {
  readonly stat: FileStat;
  readonly listing: Listing | null;
  readonly byName: ReadonlyMap<string, Member>;
}

/** A member and where it lies; `depth` archives are around its own. */
interface Found {
  readonly archive: string;
  readonly member: Member;
  readonly known: Known;
  readonly depth: number;
}

export class ArchiveFiles implements Files {
  private readonly known = new Map<string, Known>();
  private readonly passes = new Passes(async path => (await this.open(path)).pieces);

  constructor(
    private readonly files: Files,
    private readonly bounds: ArchiveBounds = DEFAULT_BOUNDS,
  ) {}

  /**
   * What is in the archive at a path; null where the file there is none. All of it is read once for that, none of it kept.
   * Rejects where its beginning cannot be read, and on cancellation.
   */
  async listArchive(path: string, signal?: AbortSignal): Promise<Listing | null> {
    return (await this.listed(path, signal)).listing;
  }

  /** Lets go of archives that are kept open for their next members. */
  release(): Promise<void> {
    return this.passes.release();
  }

  listFolder(path: string): Promise<readonly FolderEntry[]> {
    return this.files.listFolder(path);
  }

  async stat(path: string): Promise<FileStat> {
    const found = await this.find(path);
    // A member is as old as its archive: whoever replaces that changes it.
    return found
      ? { kind: 'file', bytes: found.member.bytes, modified: found.known.stat.modified }
      : this.files.stat(path);
  }

  async realPath(path: string): Promise<string> {
    const found = await this.find(path);
    return found ? `${await this.realPath(found.archive)}/${found.member.name}` : this.files.realPath(path);
  }

  readPieces(path: string, start = 0): AsyncIterable<Uint8Array> {
    return this.mayBeMember(path) ? this.readMember(path, start) : this.files.readPieces(path, start);
  }

  private async *readMember(path: string, start: number): AsyncGenerator<Uint8Array> {
    const found = await this.find(path);
    if (!found) {
      yield* this.files.readPieces(path, start);
      return;
    }
    let left = start;
    for await (const piece of wholeLines(this.passes.read(found.archive, found.member))) {
      if (piece.length > left) yield piece.subarray(left);
      left = Math.max(0, left - piece.length);
    }
  }

  async *inflate(method: PackMethod, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { ratio } = this.bounds;
    let [taken, made] = [0, 0];
    const counted = (async function* () {
      for await (const piece of pieces) {
        taken += piece.length;
        yield piece;
      }
    })();
    for await (const piece of this.files.inflate(method, counted)) {
      made += piece.length;
      if (made > FREE_BYTES && made > taken * ratio) throw new Refused(message('case.archive-ratio', { ratio }));
      yield piece;
    }
  }

  /** Whether a path can lead into an archive: most do not, and are not looked at further. */
  private mayBeMember(path: string): boolean {
    return prefixes(path).some(archive => this.mayBeArchive(archive));
  }

  /** By its name, or since it was listed, whatever it is called. */
  private mayBeArchive(path: string): boolean {
    return isArchiveName(path) || this.known.has(path);
  }

  private async find(path: string): Promise<Found | null> {
    for (const archive of prefixes(path)) {
      if (!this.mayBeArchive(archive)) continue;
      const known = await this.listed(archive);
      const member = known.byName.get(path.slice(archive.length + 1));
      if (member) return { archive, member, known, depth: ((await this.find(archive))?.depth ?? -1) + 1 };
    }
    return null;
  }

  private async listed(path: string, signal?: AbortSignal): Promise<Known> {
    const stat = await this.stat(path).catch(() => null);
    if (stat?.kind !== 'file') return NOTHING;
    const before = this.known.get(path);
    if (before?.stat.bytes === stat.bytes && before.stat.modified === stat.modified) return before;
    const opened = await this.open(path);
    if (!isTar(opened.head)) {
      await opened.close();
      return NOTHING;
    }
    const listing = (await this.isTooDeep(path)) ? this.tooDeep() : await this.list(opened.pieces, signal);
    const known = { stat, listing, byName: new Map(listing.members.map(member => [member.name, member])) };
    this.known.set(path, known);
    return known;
  }

  private async isTooDeep(path: string): Promise<boolean> {
    return ((await this.find(path))?.depth ?? -1) + 1 > this.bounds.depth;
  }

  private tooDeep(): Listing {
    return {
      members: [],
      problems: [{ name: '', reason: message('case.archive-depth', { depth: this.bounds.depth }) }],
    };
  }

  private async open(path: string): Promise<Peeked> {
    const raw = await openRaw(this, path);
    return peek(unpacked(this, raw), TAR_BLOCK);
  }

  /** Goes through an archive once. What cannot be read ends it, and is told. */
  private async list(pieces: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<Listing> {
    const reader = new TarReader(pieces);
    const listing = new ListingReader(this.bounds);
    try {
      for (let entry = await reader.next(); entry; entry = await reader.next()) {
        signal?.throwIfAborted();
        listing.add(entry);
      }
    } catch (error) {
      signal?.throwIfAborted();
      listing.fail(error);
    } finally {
      await reader.close();
    }
    return listing.end();
  }
}

const NOTHING: Known = { stat: { kind: 'other', bytes: 0, modified: 0 }, listing: null, byName: new Map() };

/** The paths of what a path may lie in, the outermost first. */
function prefixes(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1)) found.push(path.slice(0, at));
  return found;
}
