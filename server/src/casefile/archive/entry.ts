// What every form of archive has: entries one after the other, each with its content.
import { message, type Message } from '../../message';
import { Refused } from '../packed';

export interface ArchiveEntry {
  /** As the archive has it. */
  readonly name: string;
  /** `other` is what is not read: `reason` says why. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly reason: Message | null;
  /** Unpacked. */
  readonly bytes: number;
  /** Where a link leads to, from its folder or (with `/` before it) from the archive's top; '' for what is none. */
  readonly target: string;
}

/** Goes through the entries of an archive in their order, once. */
export interface ArchiveReader {
  /** The next entry; null at the end. Rejects where the archive is damaged, ends too early or cannot be read. */
  next(): Promise<ArchiveEntry | null>;
  /** What the current entry holds, once. */
  content(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** That bytes are not what the archive says of them. */
export function damaged(): Refused {
  return new Refused(message('case.archive-damaged'));
}
