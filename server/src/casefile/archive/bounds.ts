// How far archives and packed files are read: what a few kilobytes can unpack to has no end.

export interface ArchiveBounds {
  /** How many members of an archive are looked at. */
  readonly members: number;
  /** How much an archive may hold, unpacked (bytes). */
  readonly bytes: number;
  /** How many bytes may come out of one. */
  readonly ratio: number;
  /** How many archives may lie in one another beside the outermost. */
  readonly depth: number;
}

/** A tree of a support tool has some ten thousand files; logs that say the same all the time shrink to a few hundredths. */
export const DEFAULT_BOUNDS: ArchiveBounds = { members: 100_000, bytes: 64e9, ratio: 1000, depth: 2 };

/** So much may come out of anything (bytes): where that is all, no ratio matters. */
export const FREE_BYTES = 64e6;
