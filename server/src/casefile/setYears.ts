// The years of rotated sets: one log was cut into their files, so that each ends about where the next one begins.
import type { GivenTime } from '../log/timeline';
import { Timeline } from '../log/timeline';
import { rotatedSets } from './sets';

/** A file and its times, as far as they are known. */
interface TimedByName {
  readonly file: { readonly path: string; readonly name: string };
  readonly given: GivenTime;
  readonly timeline: Timeline;
}

/** The same files, those of sets without a year dated by the file before or behind them that has one: first by years that lines or names tell. */
export function withSetYears<T extends TimedByName>(files: readonly T[]): readonly T[] {
  const dated = new Map(files.map(one => [one.file.path, one]));
  const named = files.map(({ file: { path, name } }) => ({ path, name }));
  for (const { files: members } of rotatedSets(named)) {
    const paths = members.map(({ path }) => path);
    for (const isAnchor of [tellsYear, hasYear]) {
      passYears(dated, [...paths].reverse(), isAnchor, true);
      passYears(dated, paths, isAnchor, false);
    }
  }
  return files.map(one => dated.get(one.file.path) ?? one);
}

/** Passes years on from file to file, from the newest on (`isNewer`) or from the oldest. */
function passYears<T extends TimedByName>(
  dated: Map<string, T>,
  paths: readonly string[],
  isAnchor: (timeline: Timeline) => boolean,
  isNewer: boolean,
): void {
  for (const [index, path] of paths.entries()) {
    const [known, one] = [dated.get(paths[index - 1] ?? ''), dated.get(path)];
    const edge = known && isAnchor(known.timeline) ? known.timeline.edge(isNewer ? 'oldest' : 'newest') : null;
    if (!one || !edge || !one.timeline.evidence.newest || tellsYear(one.timeline) || isAnchor(one.timeline)) continue;
    const given = { ...one.given, rotated: { ...edge, isNewer } };
    dated.set(path, { ...one, given, timeline: new Timeline(path, one.timeline.evidence, given) });
  }
}

const GUESSED = new Set(['time.year-others', 'time.year-modified']);

function hasYear(timeline: Timeline): boolean {
  return timeline.last.year !== null;
}

/** Whether a year is known by more than what lies beside the log. */
function tellsYear(timeline: Timeline): boolean {
  const { year } = timeline.last;
  return year !== null && !GUESSED.has(year.reason.id);
}
