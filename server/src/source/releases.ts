// The releases of a module: the tags of its clone that name a version, in the order of versions.
import { naturalOrder } from '../place';
import type { ModuleRow } from './moduleRows/row';
import type { Repository } from './repository';

export interface Release {
  readonly tag: string;
  readonly commit: string;
}

const VERSION = String.raw`\d+(?:\.\d+)*(?:[-.+]?[a-z][\w.+-]*)?`;
const FORMAT = '%(refname:lstrip=2) %(objectname) %(*objectname)';
/** The beginning of what follows the numbers of a version that is none yet. */
const BEFORE = /^[-.]?(?:ce-|cs-)?(?:alpha|beta|rc|tp|dev|pre|m\d)/;

/** Oldest version first, pre-releases before their release. */
export async function listReleases(repository: Repository, row: ModuleRow | null): Promise<Release[]> {
  const patterns = (row?.tags ?? ['v{version}']).map(pattern => {
    const [before = '', after = ''] = pattern.split('{version}');
    return new RegExp(`^${escaped(before)}(${VERSION})${escaped(after)}$`);
  });
  const found: (Release & { readonly version: string })[] = [];
  for (const line of (await repository.git.ask(['for-each-ref', `--format=${FORMAT}`, 'refs/tags'])).split('\n')) {
    const [tag = '', object = '', peeled = ''] = line.split(' ');
    const version = patterns.map(pattern => pattern.exec(tag)?.[1]).find(text => text !== undefined);
    if (version !== undefined) found.push({ tag, version, commit: peeled === '' ? object : peeled });
  }
  return found.sort((a, b) => compareVersions(a.version, b.version)).map(({ tag, commit }) => ({ tag, commit }));
}

/** Negative where `a` is the older version: 1.2.3-rc.1 < 1.2.3 < 1.10. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(right.before) - Number(left.before) || naturalOrder(left.rest, right.rest);
}

/** Whether a tag names a version that is none yet: v1.0.0-rc.1. */
export function isPreRelease(tag: string): boolean {
  return parse(tag.replace(/^.*?(?=\d)/, '')).before;
}

function parse(version: string): { readonly numbers: number[]; readonly rest: string; readonly before: boolean } {
  const [core = ''] = /^\d+(?:\.\d+)*/.exec(version) ?? [];
  const rest = version.slice(core.length);
  return { numbers: core.split('.').map(Number), rest, before: BEFORE.test(rest) };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/**
 * The first release that contains each commit which the revision `base` does not: one walk over the history from all
 * releases back to it. Commits in no release are not in the map.
 */
export async function firstReleases(
  repository: Repository,
  releases: readonly Release[],
  base: string,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const stdin = `${[...releases.map(({ commit }) => commit), `^${base}`].join('\n')}\n`;
  const walked = await repository.git.ask(['rev-list', '--parents', '--stdin'], { stdin, signal });
  const parents = new Map<string, readonly string[]>();
  for (const line of walked.split('\n')) {
    const [commit = '', ...of] = line.split(' ');
    parents.set(commit, of);
  }
  const first = new Map<string, string>();
  for (const { tag, commit } of releases) {
    const open = [commit];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const of = parents.get(next);
      if (of === undefined || first.has(next)) continue;
      first.set(next, tag);
      open.push(...of);
    }
  }
  return first;
}
