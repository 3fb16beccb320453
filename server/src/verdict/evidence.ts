// One run as the rules look at it: its events, what happened to its node, and what its files would have told.
import type { NodeFacts } from '../containers/coverage';
import type { ContainerEvent, EventKind } from '../containers/model';
import type { RunDraft } from '../containers/processes';
import { isDelete, isEnd, isOver } from '../containers/runs';
import type { Source } from '../containers/sources';
import { NS_PER_SECOND, type Instant } from '../log/time';

/** A run with its events in order of time. */
export type ExplainedRun = RunDraft & { readonly isLast: boolean };

export const seconds = (count: number): bigint => BigInt(Math.round(count * 1000)) * (NS_PER_SECOND / 1000n);

/** dockerd looks after its containers within so many seconds of its start. */
const AWAY = 10;

export class Evidence {
  /** The first line that shows its end; null where none does. */
  readonly end: ContainerEvent | null;
  /** The first line that shows that it was started; null where none does. */
  readonly start: ContainerEvent | null;

  constructor(
    readonly run: ExplainedRun,
    readonly node: NodeFacts,
  ) {
    this.end = run.events.find(isEnd) ?? run.events.find(isOver) ?? null;
    this.start = run.events.find(isStarted) ?? null;
  }

  /** The events of some kinds, but for those that may be of another container. */
  of(...kinds: readonly EventKind[]): ContainerEvent[] {
    return this.run.events.filter(({ kind, certainty }) => kinds.includes(kind) && certainty !== 'possible');
  }

  /** Those that may be of this container or of another one. */
  possible(...kinds: readonly EventKind[]): ContainerEvent[] {
    return this.run.events.filter(({ kind, certainty }) => kinds.includes(kind) && certainty === 'possible');
  }

  /**
   * The earliest moment at which the process may have ended. dockerd learns of an end while it was away only as it starts
   * again, and of one while containerd was away not before: then the end is told later than it was.
   */
  get earliestEnd(): bigint | null {
    const end = this.end?.time?.ns ?? null;
    const from = this.run.from?.ns ?? null;
    if (end === null || from === null) return null;
    const [back] = this.onNode(end - seconds(AWAY), end, 'dockerd-started');
    if (!back?.time || back.time.ns <= from) return end;
    const left = this.onNode(
      from,
      back.time.ns,
      'dockerd-stopping',
      'dockerd-killed',
      'containerd-gone',
      'containerd-killed',
    );
    return left[0]?.time?.ns ?? from;
  }

  /** Whether containerd was away between the start and an end that was told late. */
  get lostContainerd(): boolean {
    const { earliestEnd: earliest, end } = this;
    const late = earliest !== null && end?.time && earliest < end.time.ns;
    return (
      late === true && this.onNode(earliest, end?.time?.ns ?? 0n, 'containerd-gone', 'containerd-killed').length > 0
    );
  }

  /** How long before the end something was, in nanoseconds; null where one of the two has no time. */
  beforeEnd(time: Instant | null): bigint | null {
    return time && this.end?.time ? this.end.time.ns - time.ns : null;
  }

  /** Whether the end follows something within some seconds; `slack` is how much later its stamp may be. */
  endsWithin(time: Instant | null, most: number, slack = 0.3): boolean {
    const gap = this.beforeEnd(time);
    return gap !== null && gap >= -seconds(slack) && (most === Infinity || gap <= seconds(most));
  }

  /** The runtime's own delete of a container whose process had ended; the shim asks for it, so it lived. */
  get ownDelete(): ContainerEvent | null {
    return (
      this.run.events.find(
        event => isDelete(event) && event.command?.force === false && event.certainty === 'certain',
      ) ?? null
    );
  }

  /** Whether a source was heard at a time. */
  heard(source: Source, time: Instant | null): boolean {
    return this.node.coverage.at(source, time) !== null;
  }

  /** What happened to the node between two moments, of some kinds. */
  onNode(from: bigint, to: bigint, ...kinds: readonly EventKind[]): ContainerEvent[] {
    return this.node.events.between(from, to, kinds);
  }

  /** Whether audit has a rule that records a signal, as far as it recorded one on the node. */
  records(signal: number): boolean {
    return this.node.recorded.has(signal);
  }
}

function isStarted({ kind, command, certainty }: ContainerEvent): boolean {
  const told =
    kind === 'started' ||
    kind === 'shim-started' ||
    kind === 'restored' ||
    kind === 'policy-start' ||
    kind === 'start-asked';
  return certainty === 'certain' && (told || command?.subcommand === 'create' || command?.subcommand === 'start');
}
