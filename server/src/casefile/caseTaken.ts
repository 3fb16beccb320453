// What the files of a case mean together: their nodes, their times by what they tell of each other, and the containers.
import { correlate } from '../containers/correlate';
import type { Container } from '../containers/model';
import type { GivenTime } from '../log/timeline';
import type { CaseOptions } from './caseOptions';
import { datedReadings, filesByNode, type Disagreement, type NodeFiles } from './caseTimes';
import type { FileReading } from './file';
import { nodesOf, type CaseNode } from './nodes';

export class Taken {
  private constructor(
    /** Dated by all that is known of their times. */
    readonly readings: readonly FileReading[],
    /** The node of each file, by its path. */
    readonly nodes: ReadonlyMap<string, CaseNode>,
    readonly given: ReadonlyMap<string, GivenTime>,
    readonly disagreements: readonly Disagreement[],
    readonly containers: readonly Container[],
  ) {}

  static readonly NOTHING = new Taken([], new Map(), new Map(), [], []);

  static of(readings: readonly FileReading[], { zone, offsets = [], nodes: named }: CaseOptions): Taken {
    const nodes = nodesOf(
      readings.map(({ found, facts }) => ({ ...facts, name: found.name })),
      named,
    );
    const times = datedReadings(byNode(readings, nodes), { zone, offsets });
    const dated = readings.map(reading => times.readings.get(reading.found.path) ?? reading);
    const containers = correlate(
      dated.map(({ facts }) => ({ ...facts, group: nodes.get(facts.file)?.key ?? facts.group })),
    );
    return new Taken(dated, nodes, times.given, times.disagreements, containers);
  }

  /** What tells of the node that a file comes from: where there are several, its own files and those at the top that name no host. */
  ofSameNode(file: string | null): readonly FileReading[] {
    const nodes = byNode(this.readings, this.nodes);
    const [only] = nodes.length === 1 ? nodes : [];
    return (only ?? nodes.find(({ own }) => own.some(({ found }) => found.path === file)))?.all ?? [];
  }

  reading(file: string | null): FileReading | null {
    return this.readings.find(({ found }) => found.path === file) ?? null;
  }

  /** The key of the node that a file of the case comes from. */
  nodeOf(file: string): string | null {
    return this.nodes.get(file)?.key ?? null;
  }
}

function byNode(
  readings: readonly FileReading[],
  nodes: ReadonlyMap<string, CaseNode>,
): readonly NodeFiles<FileReading>[] {
  return filesByNode(
    readings,
    ({ found }) => nodes.get(found.path)?.key ?? '',
    ({ facts }) => facts.host !== null,
  );
}
