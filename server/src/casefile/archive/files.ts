// The files of a host and those in its archives, which are read in place: `x.tar.xz/var/log/messages` is a member of x.tar.xz.
import type { FileStat, Files, FolderEntry, InflateMethod } from '../../host';
import { message } from '../../message';
import { openRaw, packMethod, peek, Refused, unpacked, wholeLines, type Peeked } from '../packed';
import { DEFAULT_BOUNDS, FREE_BYTES, type ArchiveBounds } from './bounds';
import type { ArchiveReader } from './entry';
import { archiveForm } from './forms';
import { ListingReader, type Listing, type Member } from './listing';
import { isArchiveName } from './names';
import { Passes } from './passes';
import { TAR_BLOCK, TarReader } from './tar';
import { ZipReader, type ZipSource } from './zip';
import { readZipDirectory, type ZipDirectory } from './zipDirectory';

interface Known {
  readonly stat: FileStat;
  readonly listing: Listing | null;
  readonly byName: ReadonlyMap<string, Member>;
  /** The list that a zip archive has of its members; null for others. */
  readonly directory: ZipDirectory | null;
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
  private readonly passes = new Passes(path => this.readerOf(path));

  constructor(
    private readonly files: Files,
    private readonly bounds: ArchiveBounds = DEFAULT_BOUNDS,
  ) {}

  /**
   * What is in the archive at a path; null where the file there is none. All of a tar archive is read once for that, none kept.
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

  async *inflate(method: InflateMethod, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
    const form = archiveForm(opened);
    if (form === null) {
      await opened.close();
      return NOTHING;
    }
    if (form === 'zip') await opened.close();
    const directory = form === 'zip' ? await this.directory(path, stat.bytes) : null;
    const reader = directory ? this.zipReader(path, directory, stat.bytes) : new TarReader(opened.pieces);
    const listing = (await this.isTooDeep(path)) ? await this.tooDeep(reader) : await this.list(reader, signal);
    const byName = new Map(listing.members.map(member => [member.name, member]));
    const known = { stat, listing, byName, directory };
    this.known.set(path, known);
    return known;
  }

  /** One more than may be looked at, so that it is noticed that there are more. */
  private directory(path: string, bytes: number): Promise<ZipDirectory> {
    return readZipDirectory(this.zipSource(path, bytes), this.bounds.members + 1);
  }

  private zipReader(path: string, directory: ZipDirectory, bytes: number): ZipReader {
    return new ZipReader(directory, this.zipSource(path, bytes));
  }

  /** A file is opened anew at any of its bytes, a member of an archive only read up to there. */
  private zipSource(path: string, bytes: number): ZipSource {
    return {
      bytes,
      near: this.mayBeMember(path) ? Infinity : NEAR,
      read: start => this.readPieces(path, start),
      inflate: (method, pieces) => this.inflate(method, pieces),
    };
  }

  private async readerOf(path: string): Promise<ArchiveReader> {
    const { directory, stat } = await this.listed(path);
    return directory ? this.zipReader(path, directory, stat.bytes) : new TarReader((await this.open(path)).pieces);
  }

  private async isTooDeep(path: string): Promise<boolean> {
    return ((await this.find(path))?.depth ?? -1) + 1 > this.bounds.depth;
  }

  private async tooDeep(reader: ArchiveReader): Promise<Listing> {
    await reader.close();
    return {
      members: [],
      problems: [{ name: '', reason: message('case.archive-depth', { depth: this.bounds.depth }) }],
    };
  }

  private async open(path: string): Promise<Peeked & { readonly isPacked: boolean }> {
    const raw = await openRaw(this, path);
    const isPacked = packMethod(raw.head) !== null;
    return { ...(await peek(unpacked(this, raw), TAR_BLOCK)), isPacked };
  }

  /** Goes through an archive once. What cannot be read ends it, and is told. */
  private async list(reader: ArchiveReader, signal: AbortSignal | undefined): Promise<Listing> {
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

/** So many bytes of a file are read faster than it is opened anew. */
const NEAR = 1 << 20;

const NOTHING: Known = {
  stat: { kind: 'other', bytes: 0, modified: 0 },
  listing: null,
  byName: new Map(),
  directory: null,
};

/** The paths of what a path may lie in, the outermost first. */
function prefixes(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1)) found.push(path.slice(0, at));
  return found;
}
