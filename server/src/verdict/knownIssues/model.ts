// What a known issue is: how its lines and tracebacks look, which versions have it, what to do about it.
import type { TracebackKind } from '../../golang/traceback';
import type { Instant } from '../../log/time';
import type { Message } from '../../message';
import type { Certainty, Place } from '../../place';
import type { Payload } from '../../reading/payload';
import type { ModuleFile } from '../../source/model';

/** A regular expression of ours, or a pattern of a user, which takes time in proportion to the text. */
export interface Pattern {
  test(text: string): boolean;
}

/** An entry as its parser read it. What is left out is not asked for. */
export interface EntrySignature {
  readonly on: 'entry';
  readonly kinds: readonly Payload['kind'][];
  /** Who writes it, by syslog's tag. An entry that does not say whose it is counts. */
  readonly programs?: readonly string[];
  /** One stands in each such line as it is written; none where nothing is known to stand there. */
  readonly marks: readonly string[];
  /** On the message with its escapes resolved; behind it, after a blank, what a daemon's entry says in its error. */
  readonly says?: Pattern;
  /** Values by name, of logrus, of klog and of an audit record (without quotes). */
  readonly fields?: Readonly<Record<string, Pattern>>;
  /** How surely such an entry is the issue. */
  readonly certainty: Certainty;
}

export interface TraceSignature {
  readonly on: 'trace';
  readonly kinds: readonly TracebackKind[];
  readonly message?: Pattern;
  /** Functions, as printed: all of them stand in one stack. */
  readonly frames: readonly Pattern[];
  /** failed: the stack that is printed first, of what panicked. any: some stack of a dump. */
  readonly stack: 'failed' | 'any';
  readonly certainty: Certainty;
}

export type Signature = EntrySignature | TraceSignature;

/** From a version on and before another, as the program's releases are numbered. */
export interface VersionRange {
  readonly program: string;
  readonly from?: string;
  readonly before?: string;
}

export interface KnownIssueRow {
  /** Stable: users filter by it. */
  readonly id: string;
  readonly title: Message;
  /** What it means that it is seen. */
  readonly explanation: Message;
  readonly advice: readonly Message[];
  readonly signatures: readonly Signature[];
  /** The versions that have it; empty where it is no bug of a program, or its versions are not known. */
  readonly affected: readonly VersionRange[];
  readonly fixedIn: readonly string[];
  /** Pages of it, https. */
  readonly links: readonly string[];
}

/** A row of ours carries its proofs. */
export interface ProvenRow extends KnownIssueRow {
  /** Whole logs; `source` says where they are from, or that they are made. */
  readonly examples: readonly { readonly log: string; readonly source: string }[];
  readonly counterExamples: readonly string[];
}

/** A place where a row's signature is seen. */
export interface Sighting {
  readonly issue: KnownIssueRow;
  readonly certainty: Certainty;
  /** First and last line of what was seen, from 0. */
  readonly line: number;
  readonly endLine: number;
  readonly time: Instant | null;
  /** The host that the line names; null where it names none. */
  readonly host: string | null;
  /** Digits in the line that can be an id or its beginning. */
  readonly digits: readonly string[];
  /** The file of the frame that was recognized; null for an entry. */
  readonly module: ModuleFile | null;
  /** The same for the same entry in two files; null where nothing makes it one of its kind. */
  readonly key: string | null;
}

/** A known issue that was seen in what is told of a container or a node. */
export interface KnownIssueMatch {
  readonly issue: KnownIssueRow;
  readonly certainty: Certainty;
  /** Whether the version that ran has it; null where that is not known or no version decides. */
  readonly affected: boolean | null;
  /** In the order of the files and their lines, each once. */
  readonly at: readonly Place[];
}

const ORDER: readonly Certainty[] = ['possible', 'likely', 'certain'];

export function weaker(a: Certainty, b: Certainty): Certainty {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}
