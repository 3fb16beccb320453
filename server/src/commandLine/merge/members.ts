// Members of archives for a merge, which has all of its files open at once: what fits is kept from one pass through its archive.
import type { ArchiveFiles } from '../../casefile/archive/files';
import type { FoundFile } from '../../casefile/discover';
import type { Files } from '../../host';

/** So much of all members is kept (bytes, as they lie in their archives). */
const KEPT_BYTES = 256 << 20;

export class MergedMembers {
  private readonly kept = new Map<string, readonly Uint8Array[]>();
  private left = KEPT_BYTES;

  constructor(private readonly disk: ArchiveFiles) {}

  /** How a file is to be opened. A member that is not kept is read in place again: all before it are unpacked for that. */
  filesOf({ archive, bytes, path }: FoundFile): Pick<Files, 'readPieces' | 'inflate'> {
    const { disk } = this;
    if (!archive || (bytes > this.left && !this.kept.has(path))) return disk;
    return { inflate: disk.inflate.bind(disk), readPieces: () => this.pieces(path) };
  }

  private async *pieces(path: string): AsyncGenerator<Uint8Array> {
    const known = this.kept.get(path);
    if (known) {
      yield* known;
      return;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of this.disk.readPieces(path)) {
      pieces.push(piece);
      yield piece;
    }
    // What failed or was left in its middle does not come here.
    this.kept.set(path, pieces);
    this.left -= pieces.reduce((sum, { length }) => sum + length, 0);
  }
}
