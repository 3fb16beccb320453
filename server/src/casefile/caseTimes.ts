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

/** The files of a case by their nodes: where several sub-folders hold logs that name hosts, each is one. */
export function nodesOf<T>(
  files: readonly T[],
  groupOf: (file: T) => string,
  namesHost: (file: T) => boolean,
): readonly NodeFiles<T>[] {
  const groups = new Set(files.filter(namesHost).map(groupOf));
  groups.delete('');
  if (groups.size <= 1) return [{ own: files, all: files }];
  const of = (group: string): T[] => files.filter(file => groupOf(file) === group);
  return [...new Set(files.map(groupOf))].map(group => {
    const own = of(group);
    return { own, all: group === '' ? own : [...own, ...of('')] };
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
