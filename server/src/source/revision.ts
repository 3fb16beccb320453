// Which revision of a module ran on the node, and why we say so.
import { message } from '../message';
import type { Message } from '../message';
import { compareInstants } from '../log/time';
import type { ChosenRevision, ModuleFile, TraceMoment, VersionFact } from './model';
import type { ModuleRow } from './moduleRows/row';
import { moduleRow } from './modules';

const COMMIT = /^[0-9a-f]{7,40}$/;
/** `1.6.20~ds1`, `20.10.24+dfsg1`, `1.3.3-0ubuntu2`: what Debian, Ubuntu and Red Hat make of an upstream version. */
export const PACKAGED = /~ds|\+ds|\+dfsg|\+deb|-\d+(?:ubuntu|\+deb)|\.(?:el|fc)\d/;
/** `v0.0.0-20180104201541-cdd59290a15f`: what Go writes for a commit without a tag (go.dev/ref/mod#pseudo-versions). */
const PSEUDO = /^v\d+\.\d+\.\d+-(?:[\w.]+\.)?\d{14}-([0-9a-f]{12})(?:\+incompatible)?$/;

/**
 * The revision whose source is to be shown for a module; null where nothing tells. A setting wins (a commit, a tag or a
 * version); then the version in the frame's own path; then facts of the folder's files: what a program said as it started
 * before the trace, what a version command printed, what was said after the trace, a commit before a version, the
 * module's daemon before its other programs. The build folder that the frame names comes last, unless it contradicts
 * them: then it is right, for it is of the very program that was traced.
 */
export function chooseRevision(
  file: Pick<ModuleFile, 'module' | 'version' | 'build'>,
  facts: readonly VersionFact[],
  setting: string | null,
  moment: TraceMoment | null = null,
): ChosenRevision | null {
  const { module, version, build } = file;
  if (setting !== null && setting.trim() !== '') return bySetting(module, setting.trim());
  if (version !== null) return byPath(module, version);
  const ranked = facts
    .filter(fact => fact.module === module && (fact.revision ?? fact.version) !== null)
    .map(fact => ({ fact, when: whenOf(fact, moment) }))
    .sort((a, b) => RANK[a.when] - RANK[b.when] || order(a.fact) - order(b.fact) || later(a, b));
  const [best] = ranked;
  const built = build === undefined ? null : byBuild(module, build);
  if (!best) return built;
  return built && !agree(built, best.fact) ? contradicted(built, best.fact) : byFacts(module, ranked);
}

function bySetting(module: string, given: string): ChosenRevision {
  const revision = COMMIT.test(given) ? given : null;
  const reason = message('source.bySetting', { revision: shorten(given) });
  return { module, revision, version: revision === null ? given : null, certainty: 'certain', reason, at: null };
}

function byPath(module: string, given: string): ChosenRevision {
  const revision = PSEUDO.exec(given)?.[1] ?? null;
  const version = revision === null ? given.replace(/\+incompatible$/, '') : null;
  return {
    module,
    revision,
    version,
    certainty: 'certain',
    reason: message('source.byPath', { version: given }),
    at: null,
  };
}

/** `1.7.6`, a commit, or as `git describe` counts and with the commit: `v1.14.1-beta.0.44+b7394102d6ef77`. */
function byBuild(module: string, build: string): ChosenRevision {
  const [, described, commit = null] = /^(v?\d.*)\+([0-9a-f]{12,40})$/.exec(build) ?? [];
  const revision = COMMIT.test(build) ? build : commit;
  const version = described ?? (revision === null ? build : null);
  const reason = message('source.byBuild', { build: shorten(build) });
  return { module, revision, version, certainty: PACKAGED.test(build) ? 'possible' : 'likely', reason, at: null };
}

/** Whether what a build folder is named after can be what a fact says. */
function agree(built: ChosenRevision, fact: VersionFact): boolean {
  if (built.revision !== null && fact.revision !== null) return beginsAlike(built.revision, fact.revision);
  return built.version === null || fact.version === null || upstream(built.version) === upstream(fact.version);
}

function contradicted(chosen: ChosenRevision, { at, revision, version }: VersionFact): ChosenRevision {
  const other = shorten(revision ?? version ?? '');
  const reason = message('source.contradicted', { reason: chosen.reason, file: at.file, line: at.line + 1, other });
  return { ...chosen, certainty: 'possible', reason };
}

type When = 'before' | 'pasted' | 'undated' | 'after';
const RANK: Readonly<Record<When, number>> = { before: 0, pasted: 1, undated: 2, after: 3 };

/** When a fact was said as the trace sees it: by the clock, else by the order of lines in its own file. */
function whenOf({ said, time, at }: VersionFact, moment: TraceMoment | null): When {
  if (said === 'pasted') return 'pasted';
  if (!moment) return 'undated';
  if (time && moment.time && time.ns !== moment.time.ns) return time.ns < moment.time.ns ? 'before' : 'after';
  if (at.file !== moment.at.file) return 'undated';
  return at.line < moment.at.line ? 'before' : 'after';
}

interface RankedFact {
  readonly fact: VersionFact;
  readonly when: When;
}

/** The last banner before a trace is that of what was traced; of others the first counts. */
function later(a: RankedFact, b: RankedFact): number {
  if (a.when !== 'before') return 0;
  return (
    compareInstants(b.fact.time, a.fact.time) ||
    (a.fact.at.file === b.fact.at.file ? b.fact.at.line - a.fact.at.line : 0)
  );
}

function byFacts(module: string, ranked: readonly RankedFact[]): ChosenRevision | null {
  const [best, ...others] = ranked;
  if (!best) return null;
  // A program that was started again may be another version: only the last start counts, and what is not dated.
  const rivals = others.filter(({ when }) => best.when !== 'before' || when === 'pasted' || when === 'undated');
  const other = rivals.find(({ fact }) => contradicts(best.fact, fact))?.fact;
  const { revision, version, at, patched } = best.fact;
  const sure = patched || best.when === 'after' ? 'possible' : revision === null ? 'likely' : 'certain';
  const chosen = { module, revision, version, certainty: sure, reason: stated(best, baseName(at.file)), at } as const;
  return other ? contradicted({ ...chosen, reason: stated(best, at.file) }, other) : chosen;
}

/** Lower comes first: the daemon before the client, a commit before a version. */
function order(fact: VersionFact): number {
  const programs = moduleRow(fact.module ?? '')?.programs ?? [];
  const program = programs.indexOf(fact.program);
  return (fact.revision === null ? programs.length + 1 : 0) + (program < 0 ? programs.length : program);
}

/** Whether two facts about one program cannot both be true: other commits, or other versions where a commit lacks. */
function contradicts(a: VersionFact, b: VersionFact): boolean {
  if (a.program !== b.program) return false;
  if (a.revision !== null && b.revision !== null) return !beginsAlike(a.revision, b.revision);
  return a.version !== null && b.version !== null && bare(a.version) !== bare(b.version);
}

function beginsAlike(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function bare(version: string): string {
  return version.replace(/^v/, '');
}

/** A version without what a distribution or a build has appended: `1.6.20~ds1`, `1.0.0-rc6+dev`. */
function upstream(version: string): string {
  return bare(version)
    .replace(/[~+].*$/, '')
    .replace(/-\d+(?:ubuntu|deb).*$/, '');
}

function stated({ fact, when }: RankedFact, file: string): Message {
  const line = fact.at.line + 1;
  const place = { revision: shorten(fact.revision ?? ''), version: fact.version ?? '', file, line };
  const said =
    fact.revision === null
      ? message(fact.patched ? 'source.byPackage' : 'source.byVersion', place)
      : message(fact.patched ? 'source.byChangedRevision' : 'source.byRevision', place);
  return when === 'after' ? message('source.afterTrace', { reason: said }) : said;
}

/** As git shortens a commit; anything else stays. */
export function shorten(revision: string): string {
  return COMMIT.test(revision) ? revision.slice(0, 7) : revision;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** The names that the tag of a version may have, best first: as given, by the module's patterns, and of what is upstream's. */
export function tagNames(module: string, version: string, row: ModuleRow | null = moduleRow(module)): string[] {
  const patterns = row?.tags ?? ['v{version}'];
  const names = [
    version,
    ...[bare(version), upstream(version)].flatMap(v => patterns.map(tag => tag.replace('{version}', v))),
  ];
  return [...new Set(names)].filter(isTagName);
}

/** Stricter than git-check-ref-format: what can be handed to git without meaning anything else. */
function isTagName(name: string): boolean {
  return /^[0-9A-Za-z][\w.+/-]{0,199}$/.test(name) && !/\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./]$/.test(name);
}
