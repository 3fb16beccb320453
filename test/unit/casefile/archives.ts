// Archives as folders of a case in memory: what is found in them, and what they hold.
import { DEFAULT_BOUNDS, type ArchiveBounds } from '../../../server/src/casefile/archive/bounds';
import { ArchiveFiles } from '../../../server/src/casefile/archive/files';
import { discover } from '../../../server/src/casefile/discover';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

export function filesOf(entries: Readonly<Record<string, MemoryEntry>>, bounds?: Partial<ArchiveBounds>): ArchiveFiles {
  return new ArchiveFiles(new MemoryHost(entries), { ...DEFAULT_BOUNDS, ...bounds });
}

/** The files of the case in which an archive lies, and what is not read with its reason. */
export async function listed(name: string, archive: Uint8Array, bounds?: Partial<ArchiveBounds>) {
  const found = await discover(filesOf({ [`/case/${name}`]: archive }, bounds), '/case');
  return {
    files: found.files.map(file => file.name),
    notRead: found.notRead.map(left => `${left.name}: ${left.reason.id}`),
  };
}

export async function text(files: ArchiveFiles, path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.readPieces(path)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
