// What the product knows of containers: their events with where each stands and how it was matched, their runs and ends.
import type { Instant } from '../log/time';
import type { Message } from '../message';
import type { Certainty, Place } from '../place';
import type { Verdict } from '../verdict/model';

/** How an event was tied to a container: by the full id, by its first digits, through an exec's id ... `time` is the last resort. */
export type Match = 'id' | 'prefix' | 'exec' | 'pid' | 'name' | 'cgroup' | 'time';

export type EventKind =
  | 'created'
  | 'start-asked'
  | 'stop-asked'
  | 'kill-asked'
  | 'restart-asked'
  | 'remove-asked'
  | 'policy-start'
  | 'start-failed'
  | 'start-refused'
  | 'shutting-down'
  | 'restored'
  | 'health-check'
  | 'health-check-failed'
  | 'exec-created'
  | 'exec-start-asked'
  | 'exec-started'
  | 'exec-failed'
  | 'exec-inspected'
  | 'inspected'
  | 'api-call'
  | 'signal-asked'
  | 'signal-missed'
  | 'stop-escalated'
  | 'shim-started'
  | 'shim-reaped'
  | 'shim-cleaned-up'
  | 'shim-disconnected'
  | 'task-deleted'
  | 'died'
  | 'found-dead'
  | 'exit-told'
  | 'runtime-command'
  | 'kill'
  | 'forced-delete'
  | 'host-kill'
  | 'inner-kill'
  | 'shim-kill'
  | 'crash'
  | 'oom-kill'
  | 'panic'
  | PodEventKind
  | 'log'
  | NodeEventKind;

/** What happens to the node's daemons or to all of its containers. */
export type NodeEventKind =
  | 'dockerd-started'
  | 'dockerd-stopping'
  | 'containerd-started'
  | 'containerd-gone'
  | 'events-resumed'
  | 'containerd-killed'
  | 'dockerd-killed'
  | 'oom-notice'
  | 'clean-up-ended'
  | 'node-booted'
  | 'pleg-unhealthy'
  | 'node-pressure'
  | 'node-oom'
  | 'xid';

/** A command of the runtime as audit saw it executed. */
export interface RanCommand {
  readonly runtime: string;
  readonly subcommand: string | null;
  readonly force: boolean;
  readonly signal: number | null;
  readonly pid: number | null;
  /** That of the shim, but for the clean-up after one. */
  readonly parentPid: number | null;
}

/** What a container was made with, as the form of its creation says. */
export interface Creation {
  readonly name: string | null;
  readonly image: string | null;
  /** Entrypoint and command; null where the image's own are used. */
  readonly command: readonly string[] | null;
  /** Whether docker-init is its first process; null where the daemon's default decides. */
  readonly init: boolean | null;
  /** The user who asked had it removed at its end (`--rm`). */
  readonly autoRemove: boolean;
}

/** A container's place in Kubernetes; null is what the line does not say. */
export interface PodPlace {
  readonly namespace: string | null;
  readonly pod: string | null;
  /** The container's name within the pod; null for the sandbox itself. */
  readonly name: string | null;
  /** The id of its sandbox. */
  readonly sandbox: string | null;
}

/** What only Kubernetes and its runtimes tell of. */
type PodEventKind =
  | 'sandbox-started'
  | 'started'
  | 'task-exit'
  | 'task-oom'
  | 'exec-asked'
  | 'exec-ended'
  | 'exec-answered'
  | 'stop-failed'
  | 'removed'
  | 'kill-reason'
  | 'container-died'
  | 'probe-failed'
  | 'back-off'
  | 'evicted';

/** Who has a command run in a container: a caller of the API (docker exec, kubectl exec), the kubelet's probes and hooks, a health check. */
export type Asker = 'api' | 'kubelet' | 'health-check';

/** Something that happened to a container. One entry that stands in several files is one event with several places. */
export interface ContainerEvent {
  readonly time: Instant | null;
  /** The host that its line names; null where it names none. */
  readonly node: string | null;
  readonly kind: EventKind;
  readonly text: Message;
  readonly match: Match;
  readonly certainty: Certainty;
  readonly at: Place;
  readonly also: readonly Place[];
  /** The host pid of the shim that it tells. */
  readonly shimPid?: number;
  /** The host pid of the init that it tells. */
  readonly initPid?: number;
  /** The host pids that a signal which ends a process has reached. */
  readonly killed?: readonly number[];
  /** The name of the process that crashed. */
  readonly victim?: string;
  /** The number of the signal that was asked for or sent. */
  readonly signal?: number;
  /** Whom of the container a signal reached, or whose crash it was; absent where that is not known. */
  readonly reached?: 'init' | 'main' | 'other';
  readonly command?: RanCommand;
  readonly creation?: Creation;
  /** The id of the exec it is about. */
  readonly exec?: string;
  /** The command of the exec it is about, as one string. */
  readonly execCommand?: string;
  /** Who asked for the exec. */
  readonly asker?: Asker;
  /** The status that a process ended with, as its shim or a daemon told it. */
  readonly exitStatus?: number;
  /** What an output that was pasted beside the logs tells of the end. */
  readonly told?: ToldEnd;
  readonly pod?: PodPlace;
}

/** An end as an output tells of it, which was taken later. */
export interface ToldEnd {
  /** What printed it: `docker inspect`. */
  readonly by: string;
  readonly oomKilled: boolean;
  /** Whether somebody saw the end, as far as the output tells. */
  readonly observed: boolean;
  /** Whether its time is that of the end itself, not of when a daemon got to know. */
  readonly exact: boolean;
}

export interface Exec {
  readonly id: string;
  /** The command as one string; null where no line gives it. */
  readonly command: string | null;
  /** Who had it run; null where no line tells. */
  readonly asker: Asker | null;
  /** The first line that asks for it. */
  readonly asked: Instant | null;
  readonly started: Instant | null;
  readonly finished: Instant | null;
  readonly exitCode: number | null;
}

/** The causes of the command line's contract. */
export const CAUSES = [
  'exited',
  'stopped',
  'killed',
  'oom-killed',
  'killed-from-host',
  'crashed',
  'start-failed',
  'shim-died',
  'shim-panicked',
  'runtime-died',
  'running',
  'unknown',
] as const;

export type Cause = (typeof CAUSES)[number];

/** One start of a container with its end; a container that is restarted in place has several. */
export interface Run {
  readonly started: Instant | null;
  readonly finished: Instant | null;
  readonly exitCode: number | null;
  readonly cause: Cause;
  /** How sure the cause is; null where it is unknown. */
  readonly certainty: Certainty | null;
  /** Host pids. */
  readonly shimPid: number | null;
  readonly initPid: number | null;
  readonly verdict: Verdict;
}

export interface Container {
  /** All digits that were seen: 64, or the first ones only. */
  readonly id: string;
  readonly complete: boolean;
  readonly names: readonly string[];
  readonly image: string | null;
  readonly node: string | null;
  readonly first: Instant | null;
  readonly last: Instant | null;
  readonly state: 'running' | 'exited' | 'unknown';
  readonly removed: Instant | null;
  /** In order of time; the last one's values are the container's own. Never empty. */
  readonly runs: readonly [Run, ...Run[]];
  readonly execs: readonly Exec[];
  /** In order of time. */
  readonly events: readonly ContainerEvent[];
}

/** The run that a container's own end and cause are those of. */
export function lastRun(container: Container): Run {
  return container.runs[container.runs.length - 1] ?? container.runs[0];
}
