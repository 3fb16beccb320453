// What outputs of docker, crictl and kubectl tell, which engineers paste beside the logs: of containers as they were when
// the output was taken, and of what happened to them.
import type { Instant } from '../log/time';

/** Where something stands in a pasted output: lines from 0, columns in UTF-16 units. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The one start of a container that an output tells of: the last before it was taken. */
export interface ToldRun {
  /** `never-started`: it was created, and no start has succeeded. */
  readonly state: 'running' | 'restarting' | 'ended' | 'never-started' | 'unknown';
  readonly started: Instant | null;
  readonly finished: Instant | null;
  /** Null while it runs. */
  readonly exitCode: number | null;
  /** Whether somebody saw the end: a daemon that finds a container gone makes up a code. */
  readonly observed: boolean;
  /** Whether the runtime says that memory had run out in it. */
  readonly oomKilled: boolean;
  /** Why its start failed, in the runtime's words. */
  readonly error: string | null;
  /** The host pid of its first process, while it ran. */
  readonly initPid: number | null;
  /** Where its end, else its state, is told. */
  readonly at: Spot;
  /** How long ago it ended when the output was taken, where that is all that it tells; a range of seconds. */
  readonly endedAgo: SecondsAgo | null;
}

/** From `least` (inclusive) to `most` (exclusive) seconds. */
export interface SecondsAgo {
  readonly least: number;
  readonly most: number;
}

/** A container's place in Kubernetes. */
export interface ToldPod {
  readonly namespace: string | null;
  readonly pod: string | null;
  /** Null for a sandbox. */
  readonly name: string | null;
  /** Digits of the sandbox's id. */
  readonly sandbox: string | null;
}

/** What it was made with. */
export interface ToldCreation {
  readonly command: readonly string[] | null;
  readonly init: boolean | null;
  readonly autoRemove: boolean;
}

/** A container as one output tells of it. */
export interface ToldContainer {
  /** What printed it, as it is called: `docker inspect`. */
  readonly by: string;
  /** All or the first digits of its id; null where it is told by its place in a pod only. */
  readonly id: string | null;
  readonly at: Spot;
  readonly names: readonly string[];
  readonly image: string | null;
  readonly pod: ToldPod | null;
  readonly creation: ToldCreation | null;
  readonly created: Instant | null;
  /** How long ago it was created when the output was taken, where that is told. */
  readonly createdAgo: SecondsAgo | null;
  /** How often it was started again. */
  readonly restarts: number | null;
  readonly run: ToldRun | null;
}

/** Something that happened, as an output tells of it. */
export interface ToldEvent {
  readonly by: string;
  readonly time: Instant | null;
  readonly at: Spot;
  /** `die`, `exec_die`, `kill` of docker; `Killing`, `BackOff` of Kubernetes. */
  readonly action: string;
  /** The id of the container; null where it is told by its place in a pod. */
  readonly id: string | null;
  readonly pod: ToldPod | null;
  /** docker's attributes; of Kubernetes only `message`. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** So many lines of one form. */
export interface ToldForm {
  readonly form: string;
  readonly lines: number;
}

/** All that a text tells by pasted outputs. */
export interface Pasted {
  readonly containers: readonly ToldContainer[];
  readonly events: readonly ToldEvent[];
  readonly forms: readonly ToldForm[];
  /** The lines that are pasted output, each as [first, behind the last), in order. */
  readonly taken: readonly (readonly [number, number])[];
}
