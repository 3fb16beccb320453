// Who reads the files of a case: this thread, or another one. What is asked and answered between them is plain data.
import type { Message } from '../message';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import type { ArchiveBounds } from './archive/bounds';
import type { RowsFile } from './caseRows';
import type { FoundFile } from './discover';
import type { FileReading, RulesReading } from './file';
import type { FileState } from './fileState';
import type { NotRead } from './notRead';

/** What a file is read as part of. */
export interface ReadCase {
  readonly roots: readonly string[];
  readonly archives: ArchiveBounds | null;
  /** Users' rows of known issues. */
  readonly rowFiles: readonly RowsFile[];
}

export interface FileRequest {
  readonly found: FoundFile;
  readonly in: ReadCase;
  /** Those of `in.rowFiles` and of the product. */
  readonly issues: readonly KnownIssueRow[];
  /** What is left of the case's limit (bytes). */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Is told how much of the file has been read. */
  readonly onBytes: (bytes: number) => void;
  /** Is told, at the end, that what was kept of the log on disk was used. */
  readonly onKept: () => void;
  /** Is given what was read so far of a file that takes long; null where nobody wants that. */
  readonly parts: PartTaker | null;
}

export interface PartTaker {
  /** Whether a part would be taken now. */
  readonly isDue: () => boolean;
  readonly take: (reading: FileReading) => void;
}

export interface CaseReader {
  /** Never rejects but for cancellation: what cannot be read is told with its reason. */
  read(request: FileRequest): Promise<FileReading | RulesReading | NotRead>;
  /** All files of a case, these, have been asked for: archives that are open for their next members are closed. */
  release(of: ReadCase, paths: readonly string[]): Promise<void>;
}

/** What a thread that reads is asked. */
export type Question =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly found: FoundFile;
      readonly in: ReadCase;
      readonly maxBytes: number;
      /** Whether what was kept of it cannot be used. */
      readonly anew: boolean;
      /** Whether what was read so far is to be answered meanwhile. */
      readonly parts: boolean;
      /** Where readings are kept; null where they are not. */
      readonly storage: string | null;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | {
      readonly kind: 'release';
      readonly id: number;
      readonly in: ReadCase;
      readonly paths: readonly string[];
      readonly storage: string | null;
    };

/** What was read of a file to its end. */
export interface WholeState extends FileState {
  /** Whether it comes from what was kept on disk, or goes on from there. */
  readonly isKept: boolean;
  /** Whether the file went away meanwhile, and how the system says so; null where it is still there. */
  readonly gone: string | null;
}

/** What it answers, any number of the first three before one of the others. */
export type Answer =
  | { readonly kind: 'bytes'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'part'; readonly id: number; readonly state: FileState }
  | { readonly kind: 'said'; readonly said: Message }
  | { readonly kind: 'state'; readonly id: number; readonly state: WholeState }
  | { readonly kind: 'not-read'; readonly id: number; readonly notRead: NotRead }
  | { readonly kind: 'released'; readonly id: number }
  /** Something of ours has failed. */
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** A thread's other end. */
export interface Port<In, Out> {
  post(message: Out): void;
  /** Is given what comes; once. */
  listen(onMessage: (message: In) => void): void;
}

/** A thread that was started. */
export interface ReadThread extends Port<Answer, Question> {
  /** Is told once why the thread has ended; not when it was closed. */
  onEnd(ended: (reason: string) => void): void;
  close(): Promise<void>;
}
