// How a case is to be read, and who is told how that goes.
import type { Zone } from '../log/time';
import type { TimeRule } from '../log/timeRules';
import type { GivenAccounts } from './accounts';
import type { ArchiveBounds } from './archive/bounds';
import type { SieveThreads } from './sievePool';

export interface CaseOptions {
  readonly maxFiles: number;
  readonly maxBytes: number;
  /** The node's zone where the user has set it. */
  readonly zone: Zone | null;
  /** What the user has set for the times of single files. */
  readonly offsets?: readonly TimeRule[];
  /** The beginning of a path -> the node that what lies there comes from, where the user has named it. */
  readonly nodes?: Readonly<Record<string, string>>;
  /** How far archives are read; DEFAULT_BOUNDS where nothing is set. */
  readonly archives?: ArchiveBounds;
  /** Files that name users and groups, where the user has named them. */
  readonly accounts?: GivenAccounts;
  /** Threads that help to go through large files. */
  readonly sieving?: SieveThreads | undefined;
}

export interface CaseProgress {
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
}

/** Who is told how a read goes. */
export interface CaseWatcher {
  readonly onProgress?: (progress: CaseProgress) => void;
  /** The case holds more than before, though not yet all. */
  readonly onTaken?: () => void;
  /** Ends the read, which keeps what it has: the files that it has not read are told as such. */
  readonly cancelled?: AbortSignal;
}
