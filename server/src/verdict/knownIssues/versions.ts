// Whether the version of a program that ran on a node has a known issue.
import type { ModuleFile, TraceMoment, VersionFact } from '../../source/model';
import { moduleOfProgram } from '../../source/modules';
import { compareVersions } from '../../source/releases';
import { chooseRevision } from '../../source/revision';
import type { KnownIssueRow, VersionRange } from './model';

/** `v1.2.3-rc.1` of `v1.2.3-rc.1+unknown`, `1.6.20` of `1.6.20~ds1`, `20.10.24` of `20.10.24+dfsg1`, `1.0.0-rc6` of `1.0.0-rc6+dev`. */
const UPSTREAM = /^v?(\d+(?:\.\d+)*(?:-(?:alpha|beta|rc|tp)[.\d]*)?)/;

/**
 * True, false, or null: no row says which versions have it, or no line says which version ran. What a distribution has
 * built may be mended already: of such a version only a newer one than all that have it is known not to.
 */
export function isAffected(
  { affected }: Pick<KnownIssueRow, 'affected'>,
  facts: readonly VersionFact[],
  moment: TraceMoment | null,
  file: ModuleFile | null = null,
): boolean | null {
  const answers = new Set(
    [...new Set(affected.map(({ program }) => program))].map(program => {
      const module = moduleOfProgram(program);
      const ranges = affected.filter(range => range.program === program);
      return module === null ? null : ofModule(module, ranges, facts, moment, file);
    }),
  );
  return answers.has(true) ? true : answers.size === 1 && answers.has(false) ? false : null;
}

function ofModule(
  module: string,
  ranges: readonly VersionRange[],
  facts: readonly VersionFact[],
  moment: TraceMoment | null,
  file: ModuleFile | null,
): boolean | null {
  const own = file?.module === module ? file : { module, version: null };
  const chosen = chooseRevision(own, facts, null, moment);
  // A source path may name a commit; then the version lines of the same program are asked.
  const version = UPSTREAM.exec(chosen?.version ?? '')?.[1];
  if (!chosen || version === undefined) return null;
  const inside = ranges.some(range => holds(range, version));
  return inside && chosen.certainty === 'possible' ? null : inside;
}

function holds({ from, before }: VersionRange, version: string): boolean {
  return (
    (from === undefined || compareVersions(version, from) >= 0) &&
    (before === undefined || compareVersions(version, before) < 0)
  );
}
