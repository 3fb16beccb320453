// Which revision of a module ran on the node, and why we say so.
import { message } from '../message';
import type { Message } from '../message';
import type { Certainty } from '../place';
import type { ChosenRevision, ModuleFile, VersionFact } from './model';
import { moduleRow, type ModuleRow } from './modules';

const COMMIT = /^[0-9a-f]{7,40}$/;
/** `v0.0.0-20180104201541-cdd59290a15f`: what Go writes for a commit without a tag (go.dev/ref/mod#pseudo-versions). */
const PSEUDO = /^v\d+\.\d+\.\d+-(?:[\w.]+\.)?\d{14}-([0-9a-f]{12})(?:\+incompatible)?$/;

/**
 * The revision whose source is to be shown for a module; null where nothing tells. A setting wins (a commit, a tag or a
 * version); then the version in the frame's own path; then facts of the folder's files, a commit before a version, the
 * module's daemon before its other programs.
 */
export function chooseRevision(
  file: Pick<ModuleFile, 'module' | 'version'>,
  facts: readonly VersionFact[],
  setting: string | null,
): ChosenRevision | null {
  const { module } = file;
  if (setting !== null && setting.trim() !== '') {
    const given = setting.trim();
    const revision = COMMIT.test(given) ? given : null;
    return {
      module,
      revision,
      version: revision === null ? given : null,
      certainty: 'certain',
      reason: message('source.bySetting', { revision: shorten(given) }),
      at: null,
    };
  }
  return file.version === null ? byFacts(module, facts) : byPath(module, file.version);
}

function byPath(module: string, version: string): ChosenRevision {
  const revision = PSEUDO.exec(version)?.[1] ?? null;
  return {
    module,
    revision,
    version: revision === null ? version.replace(/\+incompatible$/, '') : null,
    certainty: 'certain',
    reason: message('source.byPath', { version }),
    at: null,
  };
}

function byFacts(module: string, facts: readonly VersionFact[]): ChosenRevision | null {
  const ranked = facts
    .filter(fact => fact.module === module && (fact.revision ?? fact.version) !== null)
    .sort((a, b) => rank(a) - rank(b));
  const [best] = ranked;
  if (!best) return null;
  const other = ranked.find(fact => contradicts(best, fact));
  const reason = other
    ? message('source.contradicted', {
        reason: stated(best, best.at.file),
        file: other.at.file,
        line: other.at.line + 1,
        other: shorten(other.revision ?? other.version ?? ''),
      })
    : stated(best, baseName(best.at.file));
  return {
    module,
    revision: best.revision,
    version: best.version,
    certainty: certaintyOf(best, other !== undefined),
    reason,
    at: best.at,
  };
}

/** Lower comes first: the daemon before the client, a commit before a version. Facts of one rank keep their order. */
function rank(fact: VersionFact): number {
  const programs = moduleRow(fact.module ?? '')?.programs ?? [];
  const program = programs.indexOf(fact.program);
  return (fact.revision === null ? programs.length + 1 : 0) + (program < 0 ? programs.length : program);
}

/** Whether two facts about one program cannot both be true: other commits, or other versions where a commit lacks. */
function contradicts(a: VersionFact, b: VersionFact): boolean {
  if (a.program !== b.program) return false;
  if (a.revision !== null && b.revision !== null) {
    return !a.revision.startsWith(b.revision) && !b.revision.startsWith(a.revision);
  }
  return a.version !== null && b.version !== null && bare(a.version) !== bare(b.version);
}

function bare(version: string): string {
  return version.replace(/^v/, '');
}

function certaintyOf(fact: VersionFact, contradicted: boolean): Certainty {
  if (contradicted || fact.patched) return 'possible';
  return fact.revision === null ? 'likely' : 'certain';
}

function stated(fact: VersionFact, file: string): Message {
  const line = fact.at.line + 1;
  if (fact.revision !== null) {
    const place = { revision: shorten(fact.revision), file, line };
    return fact.patched ? message('source.byChangedRevision', place) : message('source.byRevision', place);
  }
  const place = { version: fact.version ?? '', file, line };
  return fact.patched ? message('source.byPackage', place) : message('source.byVersion', place);
}

/** As git shortens a commit; anything else stays. */
export function shorten(revision: string): string {
  return COMMIT.test(revision) ? revision.slice(0, 7) : revision;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/**
 * The names that the tag of a version may have, best first: as given, by the module's patterns, and without what a
 * distribution or a build has appended (`1.6.20~ds1`, `1.0.0-rc6+dev`).
 */
export function tagNames(module: string, version: string, row: ModuleRow | null = moduleRow(module)): string[] {
  const patterns = row?.tags ?? ['v{version}'];
  const plain = bare(version);
  const upstream = plain.replace(/[~+].*$/, '').replace(/-\d+(?:ubuntu|deb).*$/, '');
  const names = [version, ...[plain, upstream].flatMap(v => patterns.map(tag => tag.replace('{version}', v)))];
  return [...new Set(names)].filter(isTagName);
}

/** Stricter than git-check-ref-format: what can be handed to git without meaning anything else. */
function isTagName(name: string): boolean {
  return /^[0-9A-Za-z][\w.+/-]{0,199}$/.test(name) && !/\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./]$/.test(name);
}
