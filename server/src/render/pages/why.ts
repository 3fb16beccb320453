// Why a container died, as a page: its end, the claims with the lines that prove them, what is missing, what to do, its timeline.
import { lastRun, type Container } from '../../containers/model';
import { message, type Message } from '../../message';
import { fileName, type Certainty, type Place } from '../../place';
import type { Explanation } from '../../verdict/explain';
import type { KnownIssueMatch } from '../../verdict/knownIssues/model';
import { timeText, type Clock } from '../clock';
import { proofsAt } from '../evidence';
import { end, sure } from '../items';
import { code, escapeMarkdown, link } from '../markdown';
import { claimMessage, versionFacts } from '../report';
import { text } from '../text';
import { toldPoint } from '../told';
import { notReadParagraph, type PlaceLinks } from './page';
import { timelineTableOf } from './timelines';

/** What is known of the container. */
export interface WhyInput {
  readonly container: Container;
  readonly explanation: Explanation;
  readonly issues: readonly KnownIssueMatch[];
  readonly clock: Clock;
  /** The names of files that were not read, or not whole. */
  readonly notRead: readonly string[];
}

/** The page in Markdown. */
export function whyPage({ container, explanation, issues, clock, notRead }: WhyInput, links: PlaceLinks): string {
  const { claims, missing, advice } = explanation;
  const { finished, verdict } = lastRun(container);
  const causes = verdict.candidates.map(cause => text(message(`container.cause.${cause}`))).join(', ');
  const surely = issues.filter(({ certainty }) => certainty !== 'possible');
  const said = claims.map(made =>
    pointOf(claimMessage(made, container), made.certainty, made.evidence, container, links),
  );
  const title = message('page.why.title', { container: [container.id.slice(0, 12), ...container.names].join(' ') });
  return [
    `# ${escapeMarkdown(text(title))}`,
    [`**${escapeMarkdown(end(container))}**`, ...(finished ? [timeText(finished, clock)] : [])].join(' · '),
    code(container.id),
    ...section(
      message('report.why'),
      said.length > 0 ? said : [escapeMarkdown(text(message('report.nothing-proved')))],
    ),
    ...(causes === '' ? [] : [escapeMarkdown(text(message('verdict.candidates', { causes })))]),
    ...section(
      message('report.issues'),
      issues.map(issue => issuePoint(issue, container, links)),
    ),
    ...section(
      message('report.missing'),
      missing.map(row => toldPoint(message('verdict.missing', row), told => told)),
    ),
    ...notReadParagraph(notRead),
    ...section(
      message('report.advice'),
      [...advice, ...surely.flatMap(({ issue }) => issue.advice)].map(given => toldPoint(given, told => told)),
    ),
    `## ${escapeMarkdown(text(message('report.timeline')))}`,
    ...timelineTableOf(container, clock, links),
    '',
  ].join('\n\n');
}

/** A heading with its points; nothing where there are none. */
function section(heading: Message, points: readonly string[]): string[] {
  return points.length === 0 ? [] : [`## ${escapeMarkdown(text(heading))}`, points.join('\n')];
}

function pointOf(
  said: Message,
  certainty: Certainty,
  places: readonly Place[],
  { events }: Container,
  links: PlaceLinks,
): string {
  const lines = proofsAt(places, events).map(({ place, copies }) => {
    const line = links.to(`${fileName(place.file)}:${String(place.line + 1)}`, place);
    return copies === 0 ? line : `${line} ${escapeMarkdown(text(message('report.copies', { count: copies })))}`;
  });
  const claim = text(sure(said, certainty));
  const [first] = places;
  return [`- ${escapeMarkdown(claim)}`, ...(first ? [`  ${lines.join(', ')} · ${links.pin(claim, first)}`] : [])].join(
    '  \n',
  );
}

function issuePoint(match: KnownIssueMatch, container: Container, links: PlaceLinks): string {
  const { issue, certainty, at } = match;
  const pages = issue.links.map(url => link(url.replace(/^https:\/\/(?:github\.com\/)?/, ''), url));
  return [
    pointOf(issue.title, certainty, at, container, links),
    `  ${escapeMarkdown(versionFacts(match).map(text).join(' '))}`,
    ...(pages.length > 0 ? [`  ${pages.join(', ')}`] : []),
  ].join('  \n');
}
