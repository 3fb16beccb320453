// Which Go built what was traced: it says how arguments and values lie in memory.
import { callsOf } from '../golang/draft';
import { belowGoRoot } from '../golang/standard';
import type { Traceback } from '../golang/traceback';
import type { ChosenRevision, VersionFact } from './model';

/**
 * The version of Go as printed ('go1.10.6', or 'go1.13' where only that is told); null where nothing tells. Frames of Go's
 * own may lie in a folder that names it. Else a program of the revision that ran may say so: each program of a node has a
 * Go of its own, so only the one that told the revision counts, or one of the same commit.
 */
export function goVersionOf(
  traceback: Traceback,
  chosen: ChosenRevision | null,
  facts: readonly VersionFact[],
): string | null {
  const named = inPaths(traceback);
  if (named !== null) return `go${named}`;
  const told = chosen && facts.find(({ at }) => at.file === chosen.at?.file && at.line === chosen.at.line);
  const said = facts.filter(fact => fact.go !== null && chosen !== null && isOfBuild(fact, chosen, told ?? null));
  const [only, ...more] = new Set(said.map(({ go }) => go));
  return more.length === 0 ? (only ?? null) : null;
}

function inPaths(traceback: Traceback): string | null {
  for (const { frame } of callsOf(traceback)) {
    const version = belowGoRoot(frame.file.replaceAll('\\', '/'))?.version ?? null;
    if (version !== null) return version;
  }
  return null;
}

function isOfBuild(fact: VersionFact, chosen: ChosenRevision, told: VersionFact | null): boolean {
  if (fact.module !== chosen.module) return false;
  if (fact.revision !== null && chosen.revision !== null) {
    return fact.revision.startsWith(chosen.revision) || chosen.revision.startsWith(fact.revision);
  }
  return fact.program === told?.program && fact.version === told.version;
}
