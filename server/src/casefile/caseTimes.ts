// The times of a case: its readings dated by what the files of each node tell of each other, and where they disagree.
import type { GivenTime } from '../log/timeline';
import { findDisagreements, type Disagreement } from './disagreements';
import type { FileReading } from './file';
import { givenTimes, type TimedFile, type TimeSettings } from './nodeTimes';

export type { Disagreement };

/** The files of a node, and all that tell of it: those at the top of a case with several nodes tell of each. */
export interface NodeFiles<T> {
  readonly own: readonly T[];
  readonly all: readonly T[];
}

/** The files of a case by the keys of their nodes: where one node alone has files that name hosts, all are of it. */
export function filesByNode<T>(
  files: readonly T[],
  nodeOf: (file: T) => string,
  namesHost: (file: T) => boolean,
): readonly NodeFiles<T>[] {
  const nodes = new Set(files.filter(namesHost).map(nodeOf));
  nodes.delete('');
  if (nodes.size <= 1) return [{ own: files, all: files }];
  const of = (node: string): T[] => files.filter(file => nodeOf(file) === node);
  return [...new Set(files.map(nodeOf))].map(node => {
    const own = of(node);
    return { own, all: node === '' ? own : [...own, ...of('')] };
  });
}

interface CaseTimes {
  /** By the path of the file. */
  readonly readings: ReadonlyMap<string, FileReading>;
  readonly given: ReadonlyMap<string, GivenTime>;
  readonly disagreements: readonly Disagreement[];
}

export function datedReadings(nodes: readonly NodeFiles<FileReading>[], settings: TimeSettings): CaseTimes {
  const given = new Map<string, GivenTime>();
  const readings = new Map<string, FileReading>();
  for (const { own, all } of nodes) {
    const times = givenTimes(all.map(timedOf), settings);
    for (const reading of own) {
      const { path } = reading.found;
      const time = times.get(path);
      if (time) given.set(path, time);
      readings.set(path, time && needs(reading, time) ? reading.dated(time) : reading);
    }
  }
  const disagreements = nodes.flatMap(({ own }) =>
    findDisagreements(
      own
        .map(({ found: { path } }) => readings.get(path))
        .flatMap(reading => (reading ? [{ ...timedOf(reading), timeline: reading.contents.timeline }] : [])),
    ),
  );
  return { readings, given, disagreements };
}

/** Whether a file's times are others by what is known besides its lines, now or when it was read last. */
function needs({ contents: { timeline } }: FileReading, { year, shift }: GivenTime): boolean {
  return timeline.evidence.isLacking || year !== null || shift !== null || timeline.given.shift !== null;
}

function timedOf({ found: { path, name, modified }, contents: { timeline, sample } }: FileReading): TimedFile {
  return { path, name, modified, evidence: timeline.evidence, sample };
}
