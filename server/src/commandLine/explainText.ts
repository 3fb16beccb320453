// The text of `nodelog explain`: what the reader needs first comes first, and nothing is said twice.
import { lastRun, type Cause, type Container, type ContainerEvent } from '../containers/model';
import { message, type Message } from '../message';
import type { Certainty, Place } from '../place';
import { proofsAt } from '../render/evidence';
import { end } from '../render/items';
import { durationText } from '../render/numbers';
import { claimMessage, placeText } from '../render/report';
import { text } from '../render/text';
import { shortMessage } from '../render/timeline';
import type { Explanation } from '../verdict/explain';
import type { KnownIssueMatch } from '../verdict/knownIssues/model';
import { writeTimeline } from './containers';
import type { Terminal } from './context';
import { time, writeLine } from './output';

/** A container with what is said of it. */
export interface Explained {
  readonly container: Container;
  readonly explanation: Explanation;
  readonly issues: readonly KnownIssueMatch[];
}

/** One container with all that is known: its fate, what to save, why it ended, its timeline, what is missing. */
export function writeOne({ container, explanation, issues }: Explained, terminal: Terminal): void {
  const { missing, advice } = explanation;
  writeHead(container, terminal);
  for (const given of advice) writeLine(terminal, `  ${text(given)}`);
  writeTitle(message('report.why'), terminal);
  writeWhy({ container, explanation, issues }, terminal);
  if (missing.length > 0) writeTitle(message('report.missing'), terminal);
  for (const row of missing) writeLine(terminal, `  ${text(message('verdict.missing', row))}`);
  writeTitle(message('report.timeline'), terminal);
  writeTimeline(container, terminal);
  writeLine(terminal);
}

/** Several containers: how many ended how, why each did, and what is missing of all of them, once. */
export function writeMany(explained: readonly Explained[], terminal: Terminal): void {
  const counts = new Map<Cause, number>();
  for (const { container } of explained) {
    const { cause } = lastRun(container);
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  const causes = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([cause, count]) => `${String(count)} ${text(message(`container.cause.${cause}`))}`);
  writeLine(terminal, ['bold', text(message('cli.explained', { count: explained.length, causes: causes.join(', ') }))]);
  writeLine(terminal);
  for (const one of explained) {
    writeHead(one.container, terminal);
    writeWhy(one, terminal);
    writeLine(terminal);
  }
  writeMissing(explained, terminal);
  writeLine(terminal, text(message('cli.explain-one')));
}

/** What is missing, each once, with how many containers it is missing for. */
function writeMissing(explained: readonly Explained[], terminal: Terminal): void {
  const lacking = explained.flatMap(({ explanation }) => explanation.missing);
  const distinct = new Map(lacking.map(row => [row.what.id, row]));
  if (distinct.size > 0) writeTitle(message('report.missing'), terminal);
  for (const row of distinct.values()) {
    const count = lacking.filter(({ what }) => what.id === row.what.id).length;
    writeLine(terminal, `  ${text(message('cli.missing-for', { missing: message('verdict.missing', row), count }))}`);
  }
  writeLine(terminal);
}

function writeTitle(title: Message, terminal: Terminal): void {
  writeLine(terminal);
  writeLine(terminal, ['bold', text(title)]);
}

/** Who it is and how it ended; when, and after how long. */
function writeHead(container: Container, terminal: Terminal): void {
  const { started, finished, cause } = lastRun(container);
  const failed = cause.startsWith('shim') ? 'red' : 'bold';
  writeLine(terminal, ['cyan', [container.id, ...container.names].join(' ')], '  ', [failed, end(container)]);
  const lived = started && finished && finished.ns >= started.ns ? durationText(finished.ns - started.ns) : null;
  const when = [
    ...(started ? [message('cli.started', { time: time(started) ?? '' })] : []),
    ...(finished ? [message('cli.ended', { time: time(finished) ?? '' })] : []),
    ...(lived === null ? [] : [message('cli.lived', { duration: lived })]),
  ];
  if (when.length > 0) writeLine(terminal, ['dim', `  ${when.map(text).join(', ')}`]);
}

function writeWhy({ container, explanation: { claims }, issues }: Explained, terminal: Terminal): void {
  const { candidates } = lastRun(container).verdict;
  if (claims.length === 0) writeLine(terminal, `  ${text(message('report.nothing-proved'))}`);
  for (const made of claims) {
    const said = text(claimMessage(made, container));
    writeLine(terminal, `  ${said}${sureness(made.certainty)}`);
    writeEvidence(said, made.evidence, container.events, terminal);
  }
  if (candidates.length > 0) {
    const causes = candidates.map(cause => text(message(`container.cause.${cause}`))).join(', ');
    writeLine(terminal, `  ${text(message('verdict.candidates', { causes }))}`);
  }
  for (const { issue, certainty, at } of issues) {
    writeLine(terminal, ['yellow', `  ${issue.id}: ${text(issue.title)}${sureness(certainty)}`]);
    writeEvidence('', at, container.events, terminal);
  }
}

/** When each proof was, what it was unless that was `said`, where first, and in how many places besides. */
function writeEvidence(
  said: string,
  places: readonly Place[],
  events: readonly ContainerEvent[],
  terminal: Terminal,
): void {
  for (const { event, place, copies } of proofsAt(places, events)) {
    const what = event ? text(shortMessage(event)) : '';
    const parts = [
      event ? (time(event.time) ?? '-') : '',
      what === said ? '' : what,
      placeText(place),
      copies === 0 ? '' : text(message('report.copies', { count: copies })),
    ];
    writeLine(terminal, ['dim', `      ${parts.filter(part => part !== '').join('  ')}`]);
  }
}

function sureness(certainty: Certainty): string {
  return certainty === 'certain' ? '' : ` (${text(message(`container.certainty.${certainty}`))})`;
}
