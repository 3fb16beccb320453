// What the room source/ speaks of: modules, versions, revisions and places in source code.
import type { Instant } from '../log/time';
import type { Message } from '../message';
import type { Certainty, Place } from '../place';

/** A file of a module: module 'github.com/containerd/containerd', path 'runtime/v1/linux/proc/exec.go'. */
export interface ModuleFile {
  readonly module: string;
  readonly path: string;
  /** From '@v1.6.8' in the path, where it stands there. */
  readonly version: string | null;
  /** What the folder that the program was built in is named after: '1.7.6' of containerd.io-1.7.6, a commit of 40 digits. */
  readonly build?: string;
}

/** A line of the folder that says which version of a program the node runs. */
export interface VersionFact {
  /** containerd, dockerd, runc, kubelet, nvidia-container-runtime ... */
  readonly program: string;
  /** The module that the program is built from, null where the table knows none. */
  readonly module: string | null;
  /** As written: '1.2.2', 'v1.14-mlpe-20200225'. */
  readonly version: string | null;
  /** A commit (7 to 40 hex digits); what a build appends to it, like `-dirty`, is in `patched`. */
  readonly revision: string | null;
  /** The Go that built it, 'go1.10.6', where the same output says so. */
  readonly go: string | null;
  /** Whether the line says that other source was built than the public commit or tag: `-dirty`, a distribution's package version. */
  readonly patched: boolean;
  /** The line that states the revision; where none does, the one that states the version. */
  readonly at: Place;
  /** banner: the program itself, as it starts. pasted: the output of a command, which tells nothing of when it ran. */
  readonly said: 'banner' | 'pasted';
  /** When a banner was written; null where nothing tells. */
  readonly time: Instant | null;
}

/** Where a trace stands, and when it was written, as far as that is known. */
export interface TraceMoment {
  readonly at: Place;
  readonly time: Instant | null;
}

/** The revision whose source is shown for a module, and why. */
export interface ChosenRevision {
  readonly module: string;
  readonly revision: string | null;
  readonly version: string | null;
  readonly certainty: Certainty;
  /** "revision 9754871 from versions.txt, line 23" */
  readonly reason: Message;
  readonly at: Place | null;
}

/** verified: the frame's function encloses the line. drift: it does not. unverified: not checked (no Go, no function). unavailable: no source. */
type SourceStatus = 'verified' | 'drift' | 'unverified' | 'unavailable';

/** A few lines of a source file; `first` counts from 1. */
export interface Excerpt {
  readonly first: number;
  readonly lines: readonly string[];
}

/** Where a frame lies in source code. `line` counts from 1, as Go prints it. */
export interface SourceLocation {
  readonly module: string;
  readonly path: string;
  readonly line: number;
  /** The full commit that was read; null where there is none. */
  readonly commit: string | null;
  /** The absolute path of the file in the module cache, where that was read instead of a commit. */
  readonly file?: string;
  readonly chosen: ChosenRevision | null;
  readonly status: SourceStatus;
  /** The function that encloses the line, as Go names it in traces within its package: '(*execProcess).pidv'; null outside any. */
  readonly function: string | null;
  /** The text of the line, trimmed. */
  readonly text: string | null;
  /** The line with those around it, as they are; null where `text` is. */
  readonly excerpt: Excerpt | null;
  /** Why it is unavailable or drifts. */
  readonly reason: Message | null;
  /** What is shown instead of the revision that was asked for: a tag where the clone lacks the commit. */
  readonly instead: Message | null;
}

/** A commit as it is told to people. */
export interface CommitLine {
  /** The full commit. */
  readonly commit: string;
  readonly subject: string;
  /** When its author wrote it: ISO 8601 in UTC, '2019-02-01T10:08:49Z'. */
  readonly date: string;
}

/** A commit that changed a function after the revision that ran. */
export interface Change extends CommitLine {
  /** The tag of the first release that contains it, by the order of versions; null where none does. */
  readonly firstRelease: string | null;
  /** The path of the function's file before and after it; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}
