// What the files of a node would have told, had it happened: from when to when each source was heard.
import { NS_PER_SECOND, type Instant } from '../log/time';
import { addTo } from '../lists';
import { Moments } from './moments';
import type { ContainerEvent, EventKind } from './model';
import type { Source, SourceSpan } from './sources';

/** Between the last line of a rotated file and the first of the next. */
const SEAM_NS = NS_PER_SECOND;

/** What happened to a node, and what its files would have told. */
export interface NodeFacts {
  readonly events: NodeEvents;
  readonly coverage: Coverage;
  /** The signals of which audit recorded one at least: it has rules for them. */
  readonly recorded: ReadonlySet<number>;
}

/** An event and which of them all it is. */
interface PlacedEvent {
  readonly event: ContainerEvent;
  readonly place: number;
}

/** What happened to a node, looked up by kind and time. */
export class NodeEvents {
  private readonly byKind: ReadonlyMap<EventKind, Moments<PlacedEvent>>;

  /** @param all in order of time */
  constructor(readonly all: readonly ContainerEvent[]) {
    const byKind = new Map<EventKind, PlacedEvent[]>();
    all.forEach((event, place) => {
      addTo(byKind, event.kind, { event, place });
    });
    const momentOf = ({ event: { time } }: PlacedEvent): bigint | null => time && time.ns;
    this.byKind = new Map([...byKind].map(([kind, events]) => [kind, new Moments(events, momentOf)]));
  }

  /** The events of some kinds from one moment to another (null: to the last), in order of time. */
  between(from: bigint, to: bigint | null, kinds: readonly EventKind[]): ContainerEvent[] {
    const found = kinds.flatMap(kind => this.byKind.get(kind)?.between(from, to) ?? []);
    return found.sort((a, b) => a.place - b.place).map(({ event }) => event);
  }
}

export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
  /** Whether the last of its files was rotated away. */
  readonly goesOn: boolean;
}

/** The stretches of time in which the sources of one node were heard. */
export class Coverage {
  private readonly stretches = new Map<Source, readonly Stretch[]>();

  constructor(spans: readonly SourceSpan[]) {
    for (const source of new Set(spans.map(span => span.source))) {
      this.stretches.set(source, joined(spans.filter(span => span.source === source)));
    }
  }

  /** The stretch in which a source was heard at a time; null where it was not. */
  at(source: Source, time: Instant | null): Stretch | null {
    if (time === null) return null;
    return this.of(source).find(({ from, to }) => from <= time.ns && time.ns <= to) ?? null;
  }

  private of(source: Source): readonly Stretch[] {
    return this.stretches.get(source) ?? [];
  }

  /** The latest line of all sources. */
  get latest(): bigint {
    return [...this.stretches.values()].flat().reduce((last, { to }) => (to > last ? to : last), 0n);
  }
}

function joined(spans: readonly SourceSpan[]): Stretch[] {
  const sorted = [...spans].sort((a, b) => (a.from.ns < b.from.ns ? -1 : a.from.ns > b.from.ns ? 1 : 0));
  const stretches: { from: bigint; to: bigint; goesOn: boolean }[] = [];
  let serial = NaN;
  for (const { from, to, goesOn, serials } of sorted) {
    const before = stretches.at(-1);
    const follows = serials !== null && serials[0] >= serial && serials[0] <= serial + 1;
    serial = serials?.[1] ?? NaN;
    if (before && (follows || from.ns <= before.to + SEAM_NS)) {
      if (to.ns > before.to || (to.ns === before.to && before.goesOn)) Object.assign(before, { to: to.ns, goesOn });
    } else {
      stretches.push({ from: from.ns, to: to.ns, goesOn });
    }
  }
  return stretches;
}
