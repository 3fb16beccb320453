// What a command of the command line is given, and the exit statuses of the contract.
import type { Case } from '../casefile/case';
import type { SieveThreads } from '../casefile/sievePool';
import type { Host } from '../host';
import type { StartThread } from './decode/pool';

/** The outside of a command: where it reads and writes. */
export interface Terminal {
  readonly host: Host;
  /** What is piped in, once. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Writes to stdout as it is. */
  readonly write: (text: string) => void;
  /** The same for UTF-8, behind what was written before; resolves when more may come. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
  /** Writes to stderr as it is. */
  readonly warn: (text: string) => void;
  readonly colour: boolean;
  readonly startThread: StartThread;
  /** Threads for large logs of a case; null where there are none. */
  readonly sieving: SieveThreads | null;
}

/** 0: done. 1: done, nothing found. 2: wrong usage. 3: some input could not be read. */
export type Status = 0 | 1 | 2 | 3;

/** A wrong call: the message is for the person who typed it. */
export class UsageError extends Error {}

/** A right call whose word may mean several things: the message lists them. */
export class AmbiguousError extends Error {}

/** A right call about something that these files do not tell of: the message names it. */
export class NothingFoundError extends Error {}

/** A command with the options of its own. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  /** Those that take a value and may be repeated. */
  readonly options: readonly string[];
  /** Those that take none. */
  readonly flags?: readonly string[];
  /** Whether a word that is no path may stand before the paths: what the command is about. */
  readonly takesSubject?: boolean;
  /** Prints what is found and says how many things that were. */
  readonly run: (input: CommandInput, terminal: Terminal) => Promise<number>;
}

export interface CommandInput {
  /** The paths that are there. */
  readonly roots: readonly string[];
  /** What the command is about, where that is given. */
  readonly subject: string | null;
  /** Whether they are standard input alone, with more than is kept of it: it can be read once then. */
  readonly once: boolean;
  /** Reads all of them as one case; what was not read is said at the end. */
  readonly openCase: () => Promise<Case>;
  readonly json: boolean;
  /** Values of the command's own options, in the order given. */
  readonly values: (option: string) => readonly string[];
  /** Whether one of the command's own flags is given. */
  readonly flag: (name: string) => boolean;
  /** Says on stderr what could not be read, once however often it is told; the status is 3 then. */
  readonly unread: (problem: string) => void;
}
