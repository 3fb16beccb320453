// The page for an incident's ticket, as Markdown: what ended, why, when, by which lines, with which versions, what is missing.
import { lastRun, type Container } from '../containers/model';
import { timelineOf, type TimelineRow } from '../containers/timeline';
import { isoUtc, isoZone, type Instant } from '../log/time';
import { message, type Message } from '../message';
import type { Place } from '../place';
import { FLEET_VERSIONS, versionOf } from '../report/fleet';
import type { VersionFact } from '../source/model';
import type { ExplainedClaim, Explanation } from '../verdict/explain';
import type { KnownIssueMatch } from '../verdict/knownIssues/model';
import { proofsAt } from './evidence';
import { end, sure } from './items';
import { code, escapeMarkdown, fence, link } from './markdown';
import { text } from './text';
import { shortMessage, timelineText } from './timeline';
import { toldPoint } from './told';

/** A note of the user on a line, and that line where it could be read. */
export interface ReportNote {
  readonly note: string;
  /** Where the line stands, in words. */
  readonly place: Message;
  readonly line: string;
}

interface ReportInput {
  readonly container: Container;
  readonly explanation: Explanation;
  readonly issues: readonly KnownIssueMatch[];
  readonly versions: readonly VersionFact[];
  /** The node's zone, in minutes east of UTC; null where nothing tells. */
  readonly offset: number | null;
  /** The lines that are evidence, by `placeText`; those that could not be read are not in it. */
  readonly lines: ReadonlyMap<string, string>;
  /** Files of the case that were not read, or not whole. */
  readonly notRead: readonly { readonly name: string; readonly reason: Message }[];
  /** What the user has pinned. */
  readonly notes: readonly ReportNote[];
  /** Taken of every text before it is shown: what leaves the machine. */
  readonly redact: (text: string) => string;
  /** The same for places: where files lie tells too. */
  readonly redactPlace: (place: string) => string;
  /** The same for what is a node's or a container's name, even if it is a word that texts keep. */
  readonly redactName: (kind: 'host' | 'pod', name: string) => string;
}

/** More rows of a timeline than this nobody reads: those before the end tell most. */
const MAX_ROWS = 200;

/** The page. Log text goes into it through the one escaping function. */
export function reportMarkdown(input: ReportInput): string {
  const page = new Page(input.redact, input.redactPlace);
  const { container } = input;
  page.heading(1, message('report.title', { id: container.id.slice(0, 12) }));
  summary(page, input);
  claims(page, input);
  timeline(page, input);
  evidence(page, input);
  versions(page, input);
  issues(page, input);
  const { missing, advice } = input.explanation;
  page.section(
    message('report.missing'),
    missing.map(row => message('verdict.missing', row)),
  );
  notRead(page, input);
  const given = [...advice, ...input.issues.filter(isSure).flatMap(({ issue }) => issue.advice)];
  page.section(message('report.advice'), given);
  notes(page, input);
  return page.text;
}

/** How a place is written, lines from 1. */
export function placeText({ file, line }: Place): string {
  return `${file}:${String(line + 1)}`;
}

/** What stands in a table. */
type Cell = string | Message | Place | readonly Place[];

/** Ids, times and places, which read better as they are: in code nothing of them means anything. */
const PLAIN = /^(?:(?=.*[./:-])[\w./:+-]{1,500}|[0-9a-f]{12,64})$/;

function written(said: string): string {
  return PLAIN.test(said) ? code(said) : escapeMarkdown(said);
}

/** Gathers lines of Markdown; nothing gets in but redacted and escaped. */
class Page {
  private readonly lines: string[] = [];

  constructor(
    private readonly redact: (text: string) => string,
    private readonly redactPlace: (place: string) => string,
  ) {}

  get text(): string {
    return `${this.lines.join('\n').trimEnd()}\n`;
  }

  shown(said: string | Message): string {
    return written(this.redact(typeof said === 'string' ? said : text(said)));
  }

  place(place: Place): string {
    return written(this.redactPlace(placeText(place)));
  }

  file(name: string): string {
    return written(this.redactPlace(name));
  }

  heading(level: 1 | 2, said: Message): void {
    this.lines.push(`${'#'.repeat(level)} ${this.shown(said)}`, '');
  }

  /** A heading with points below it; nothing where there are none. */
  section(heading: Message, points: readonly Message[]): void {
    if (points.length === 0) return;
    this.heading(2, heading);
    for (const point of points) this.lines.push(toldPoint(point, this.redact));
    this.lines.push('');
  }

  /** `markdown` is escaped already. */
  point(markdown: string, depth = 0): void {
    this.lines.push(`${'  '.repeat(depth)}- ${markdown}`);
  }

  paragraph(said: Message): void {
    this.lines.push(this.shown(said), '');
  }

  /** What a person has written, line by line. */
  note(said: string): void {
    this.lines.push(...said.split('\n').map(line => `${this.shown(line)}  `), '');
  }

  table(heads: readonly Message[], rows: readonly (readonly Cell[])[]): void {
    const row = (cells: readonly Cell[]): string => `| ${cells.map(cell => this.cell(cell)).join(' | ')} |`;
    this.lines.push(row(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(row), '');
  }

  private cell(cell: Cell): string {
    if (typeof cell === 'string' || 'id' in cell) return this.shown(cell);
    return 'file' in cell ? this.place(cell) : cell.map(place => this.place(place)).join(' … ');
  }

  quote(place: string, line: string): void {
    this.lines.push(written(this.redactPlace(place)), '', fence(line, 'text'), '');
  }

  end(): void {
    this.lines.push('');
  }
}

function summary(page: Page, { container, explanation, redactName }: ReportInput): void {
  const { id, image, node } = container;
  // namespace/pod/container
  const names = container.names.map(name => name.replace(/[^/]+/g, part => redactName('pod', part)));
  const run = lastRun(container);
  const facts: [Message, string][] = [
    [message('report.container'), [id, ...names].join(' ')],
    [message('report.image'), image ?? '?'],
    [message('report.node'), node === null ? '?' : redactName('host', node)],
    [message('report.fate'), end(container)],
    [message('report.started'), stamp(run.started)],
    [message('report.finished'), stamp(run.finished)],
    [message('report.exit-code'), run.exitCode === null ? '?' : String(run.exitCode)],
  ];
  page.table(
    [message('report.what'), message('report.value')],
    facts.map(([what, value]) => [what, value]),
  );
  if (explanation.claims.length === 0) page.paragraph(message('report.nothing-proved'));
}

function claims(page: Page, { container, explanation }: ReportInput): void {
  if (explanation.claims.length === 0) return;
  page.heading(2, message('report.why'));
  for (const made of explanation.claims) {
    page.point(page.shown(sure(claimMessage(made, container), made.certainty)));
    for (const { event, place, copies } of proofsAt(made.evidence, container.events)) {
      const said = event && message('report.proof', { time: stamp(event.time), what: shortMessage(event) });
      const more = copies === 0 ? null : message('report.copies', { count: copies });
      page.point([said && page.shown(said), page.place(place), more && page.shown(more)].filter(Boolean).join(' '), 1);
    }
  }
  const { candidates } = lastRun(container).verdict;
  if (candidates.length > 0) {
    const causes = candidates.map(cause => text(message(`container.cause.${cause}`))).join(', ');
    page.point(page.shown(message('verdict.candidates', { causes })));
  }
  page.end();
}

/** A claim, with the number of its run where there are several. */
export function claimMessage({ text: said, run }: ExplainedClaim, { runs }: Container): Message {
  return run !== null && runs.length > 1 ? message('verdict.run', { run, claim: said }) : said;
}

function timeline(page: Page, { container, offset }: ReportInput): void {
  const rows = timelineOf(container.events);
  page.heading(2, message('report.timeline'));
  const shown = rows.slice(-MAX_ROWS);
  if (shown.length < rows.length) page.paragraph(message('report.left-out', { count: rows.length - shown.length }));
  const zone = offset === null ? message('report.node-time-unknown') : message('report.node-time');
  page.table(
    [message('report.utc'), zone, message('report.event'), message('report.match'), message('report.line')],
    shown.map(row => [
      stamp(row.first),
      row.first && offset !== null ? isoZone(row.first, offset) : '?',
      timelineText(row, isoUtc),
      text(sure(message(`container.match.${row.events[0].match}`), row.events[0].certainty)),
      placesOf(row),
    ]),
  );
}

/** Where a row begins, and where it ends. */
function placesOf({ events, count }: TimelineRow): Cell {
  const last = events.at(-1);
  return count > 1 && last ? [events[0].at, last.at] : events[0].at;
}

function evidence(page: Page, { explanation, issues: seen, lines }: ReportInput): void {
  const places = [...explanation.claims.flatMap(made => made.evidence), ...seen.flatMap(({ at }) => at)].map(placeText);
  const told = [...new Set(places)].flatMap(place => {
    const line = lines.get(place);
    return line === undefined ? [] : [[place, line] as const];
  });
  if (told.length === 0) return;
  page.heading(2, message('report.evidence'));
  for (const [place, line] of told) page.quote(place, line);
}

/** So many files are named that were not read. */
const MAX_NOT_READ = 20;

function notRead(page: Page, { notRead: files }: ReportInput): void {
  if (files.length === 0) return;
  page.paragraph(message('report.not-read'));
  for (const { name, reason } of files.slice(0, MAX_NOT_READ)) page.point(`${page.file(name)} ${page.shown(reason)}`);
  const count = files.length - MAX_NOT_READ;
  if (count > 0) page.point(page.shown(message('report.not-read-more', { count })));
  page.end();
}

function notes(page: Page, { notes: pinned }: ReportInput): void {
  if (pinned.length === 0) return;
  page.heading(2, message('report.notes'));
  for (const { note, place, line } of pinned) {
    page.note(note);
    page.quote(text(place), line);
  }
}

function versions(page: Page, { versions: facts }: ReportInput): void {
  const told = FLEET_VERSIONS.flatMap(program => {
    const version = versionOf(facts, program);
    return version === null ? [] : [[program, version]];
  });
  page.heading(2, message('report.versions'));
  if (told.length === 0) page.paragraph(message('report.no-versions'));
  else page.table([message('report.program'), message('report.version')], told);
}

function issues(page: Page, { issues: seen }: ReportInput): void {
  if (seen.length === 0) return;
  page.heading(2, message('report.issues'));
  for (const match of seen) {
    const { issue, certainty } = match;
    page.point(`**${page.shown(sure(issue.title, certainty))}**`);
    page.point(page.shown(issue.explanation), 1);
    for (const fact of versionFacts(match)) page.point(page.shown(fact), 1);
    for (const address of issue.links) page.point(link(address, address), 1);
  }
  page.end();
}

/** Whether the version that ran has a known issue, and which versions are mended. */
export function versionFacts({ issue, affected }: KnownIssueMatch): Message[] {
  const known = affected === null ? 'unknown' : affected ? 'yes' : 'no';
  const { fixedIn } = issue;
  return [
    message(`report.affected.${known}`),
    ...(fixedIn.length > 0 ? [message('report.fixed-in', { versions: fixedIn.join(', ') })] : []),
  ];
}

function isSure({ certainty }: KnownIssueMatch): boolean {
  return certainty !== 'possible';
}

function stamp(time: Instant | null): string {
  return time ? isoUtc(time) : '?';
}
