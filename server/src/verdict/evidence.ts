// One run as the rules look at it: its events, what happened to its node, and what its files would have told.
import type { NodeFacts } from '../containers/coverage';
import type { ContainerEvent, EventKind } from '../containers/model';
import type { RunDraft } from '../containers/processes';
import { isDelete, isEnd } from '../containers/runs';
import type { Source } from '../containers/sources';
import { NS_PER_SECOND, type Instant } from '../log/time';

/** A run with its events in order of time. */
export type ExplainedRun = RunDraft & { readonly isLast: boolean };

export const seconds = (count: number): bigint => BigInt(Math.round(count * 1000)) * (NS_PER_SECOND / 1000n);

export class Evidence {
  /** The first line that shows its end; null where none does. */
  readonly end: ContainerEvent | null;
  /** The first line that shows that it was started; null where none does. */
  readonly start: ContainerEvent | null;

  constructor(
    readonly run: ExplainedRun,
    readonly node: NodeFacts,
  ) {
    this.end = run.events.find(isEnd) ?? null;
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

  /** How long before the end something was, in nanoseconds; null where one of the two has no time. */
  beforeEnd(time: Instant | null): bigint | null {
    return time && this.end?.time ? this.end.time.ns - time.ns : null;
  }

  /** Whether the end follows something within some seconds; `slack` is how much later its stamp may be. */
  endsWithin(time: Instant | null, most: number, slack = 0.3): boolean {
    const gap = this.beforeEnd(time);
    return gap !== null && gap >= -seconds(slack) && gap <= seconds(most);
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
    return this.node.events.filter(
      ({ kind, time }) => kinds.includes(kind) && time !== null && time.ns >= from && time.ns <= to,
    );
  }

  /** Whether audit has a rule that records a signal, as far as it recorded one on the node. */
  records(signal: number): boolean {
    return this.node.recorded.has(signal);
  }
}

function isStarted({ kind, command, certainty }: ContainerEvent): boolean {
  const told = kind === 'shim-started' || kind === 'restored' || kind === 'policy-start' || kind === 'start-asked';
  return certainty === 'certain' && (told || command?.subcommand === 'create' || command?.subcommand === 'start');
}
