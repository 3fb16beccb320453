// nodelog explain: why a container's runs ended, each claim with the lines that prove it.
import type { Case } from '../casefile/case';
import { lastRun, type Container } from '../containers/model';
import { message } from '../message';
import { claimMessage } from '../render/report';
import { text } from '../render/text';
import { explain as explainContainer, isOver, type ExplainedClaim, type Explanation } from '../verdict/explain';
import { knownIssuesOf } from '../verdict/knownIssues/tie';
import type { KnownIssueMatch } from '../verdict/knownIssues/model';
import { containerJson } from './containers';
import { AmbiguousError, NothingFoundError, type Command, type CommandInput } from './context';
import { writeMany, writeOne, type Explained } from './explainText';
import { at, writeJson } from './output';
import { SELECTION_OPTIONS, SELECTION_USAGE, selectionOf } from './selection';

export const explain: Command = {
  name: 'explain',
  usage: `nodelog explain [--json] [--all] ${SELECTION_USAGE} [ID] PATH...`,
  options: SELECTION_OPTIONS,
  flags: ['all'],
  takesSubject: true,
  async run(input, terminal) {
    const selected = selectionOf(input);
    const opened = await input.openCase();
    const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
    const asked = askedFor(input, items).filter(selected);
    const sightings = await opened.sightings();
    const explained: Explained[] = [];
    for (const container of asked) {
      const issues = knownIssuesOf(container, sightings, await versionsOf(opened, container));
      explained.push({ container, explanation: explainContainer(container, items), issues });
    }
    const [one, ...others] = explained;
    if (input.json)
      for (const { container, explanation, issues } of explained)
        writeJson(terminal, explanationJson(container, explanation, issues));
    else if (one && others.length === 0) writeOne(one, terminal);
    else if (one) writeMany(explained, terminal);
    return asked.length;
  },
};

function versionsOf(opened: Case, { events: [event] }: Container): ReturnType<Case['versions']> {
  return opened.versions(event?.at.file ?? null);
}

/** Those that are meant by the word given; else all that have ended, and those that run again with `--all`. */
function askedFor(input: CommandInput, all: readonly Container[]): readonly Container[] {
  const { subject } = input;
  if (subject === null) {
    const ended = all.filter(({ runs }) => runs.some(isOver));
    return input.flag('all') ? ended : ended.filter(container => isOver(lastRun(container)));
  }
  return [containerMeant(subject, all)];
}

/** The one container that a word means. Throws where it means none or several. */
export function containerMeant(subject: string, all: readonly Container[]): Container {
  const meant = meantBy(subject, all);
  if (meant.length > 1) {
    const candidates = meant.map(({ id, names }) => [id, ...names].join(' ')).join(', ');
    throw new AmbiguousError(text(message('cli.ambiguous', { id: subject, candidates })));
  }
  const [only] = meant;
  if (!only) throw new NothingFoundError(text(message('cli.no-container', { id: subject })));
  return only;
}

/** A whole id before a name, a name before an exec's id, and these before the beginning of an id. */
function meantBy(subject: string, all: readonly Container[]): readonly Container[] {
  const name = subject.replace(/^\//, '');
  const ways: readonly ((container: Container) => boolean)[] = [
    ({ id }) => id === subject,
    ({ names }) => names.includes(name),
    ({ execs }) => execs.some(({ id }) => id === subject),
    ({ id }) => /^[0-9a-f]{4,}$/.test(subject) && id.startsWith(subject),
    ({ execs }) => /^[0-9a-f]{12,}$/.test(subject) && execs.some(({ id }) => id.startsWith(subject)),
  ];
  return ways.map(way => all.filter(way)).find(found => found.length > 0) ?? [];
}

function explanationJson(
  container: Container,
  { claims, missing, advice }: Explanation,
  issues: readonly KnownIssueMatch[],
): object {
  return {
    ...containerJson(container),
    claims: claims.map(made => ({
      id: made.text.id.replace(/^verdict\./, ''),
      args: argsOf(made),
      text: claimText(made, container),
      certainty: made.certainty,
      evidence: made.evidence.map(at),
    })),
    missing: missing.map(({ what, why, how }) => ({ what: text(what), why: text(why), how: text(how) })),
    knownIssues: issues.map(({ issue, certainty, affected }) => ({
      id: issue.id,
      title: text(issue.title),
      certainty,
      affected,
      fixedIn: issue.fixedIn,
      links: issue.links,
    })),
    advice: [
      ...advice,
      ...issues.filter(({ certainty }) => certainty !== 'possible').flatMap(({ issue }) => issue.advice),
    ].map(given => text(given)),
  };
}

/** The arguments in words, and the run that it is about. */
function argsOf({ text: said, run }: ExplainedClaim): object {
  const args = Object.entries(said.args).map(([name, value]) => [
    name,
    typeof value === 'object' ? text(value) : value,
  ]);
  return { ...(Object.fromEntries(args) as object), ...(run !== null && { run }) };
}

function claimText(made: ExplainedClaim, container: Container): string {
  return text(claimMessage(made, container));
}
