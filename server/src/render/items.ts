// Containers and their events as rows of a tree: a label, a description and a tooltip in escaped markdown.
import { MIN_DIGITS } from '../containers/ids';
import { lastRun, type Container, type ContainerEvent } from '../containers/model';
import type { Facet } from '../containers/selection';
import { message, type Message } from '../message';
import { fileName, type Certainty } from '../place';
import { shortStamp, timeOfDay, timeText, type Clock } from './clock';
import { code, escapeMarkdown } from './markdown';
import { text } from './text';

export interface Row {
  readonly label: string;
  readonly description: string;
  /** Markdown, escaped. */
  readonly tooltip: string;
}

/** A container's row; `labelDigits` says how many digits tell it from the others. */
export function containerRow(container: Container, labelDigits: number, clock: Clock): Row {
  const { id, complete, execs, events, first, last } = container;
  const facts = [
    code(id),
    ...(complete ? [] : [escapeMarkdown(text(message('container.incomplete', { digits: id.length })))]),
    escapeMarkdown(end(container)),
    ...execs.map(exec =>
      escapeMarkdown(text(message('container.tooltip.exec', { exec: exec.id, command: exec.command ?? '?' }))),
    ),
    escapeMarkdown(text(message('container.tooltip.events', { count: events.length }))),
    ...(first && last ? [`${timeText(first, clock)} – ${timeText(last, clock)}`] : []),
  ];
  return {
    label: id.slice(0, labelDigits),
    description: [end(container), shortStamp(last, clock)].filter(part => part !== '').join(' · '),
    tooltip: facts.join('  \n'),
  };
}

/** A fate, a cause or a node in words. */
export function facetLabel(facet: Facet): string {
  switch (facet.kind) {
    case 'fate':
      return text(message(`container.fate.${facet.value}`));
    case 'cause':
      return text(message(`container.cause.${facet.value}`));
    case 'node':
      return facet.value === '' ? text(message('container.node.unknown')) : facet.value;
  }
}

/** How many digits tell each id from all others; at least Docker's twelve. */
export function distinctDigits(ids: readonly string[]): number {
  const sorted = [...ids].sort();
  let digits = MIN_DIGITS;
  sorted.forEach((id, index) => {
    const next = sorted[index + 1] ?? '';
    let shared = 0;
    while (shared < id.length && id.charAt(shared) === next.charAt(shared)) {
      shared++;
    }
    digits = Math.max(digits, next === '' ? 0 : shared + 1);
  });
  return digits;
}

/** An event's row: time of day and kind, then what happened. */
export function eventRow(event: ContainerEvent, clock: Clock): Row {
  const statement = eventText(event);
  const facts = [
    escapeMarkdown(statement),
    event.time ? timeText(event.time, clock) : escapeMarkdown(text(message('time.none'))),
    escapeMarkdown(
      text(message('container.tooltip.place', { file: fileName(event.at.file), line: event.at.line + 1 })),
    ),
    ...event.also.map(({ file, line }) =>
      escapeMarkdown(text(message('container.tooltip.also', { file: fileName(file), line: line + 1 }))),
    ),
    escapeMarkdown(text(message('container.tooltip.match', { how: message(`container.match.${event.match}`) }))),
  ];
  const title = text(message(`container.title.${event.kind}`));
  return {
    label: `${timeOfDay(event.time, clock)} ${title}`.trim(),
    description: statement === title ? '' : statement,
    tooltip: facts.join('  \n'),
  };
}

/** What happened in words, with how sure it is that it happened to its container. */
export function eventText({ text: told, certainty }: ContainerEvent): string {
  return text(sure(told, certainty));
}

/** The end of a container's last run in words, with its certainty and its exit code. */
export function end(container: Container): string {
  const { exitCode } = lastRun(container);
  const words = causeText(container);
  return exitCode === null ? words : text(message('container.end.code', { end: words, code: exitCode }));
}

function causeText(container: Container): string {
  const run = lastRun(container);
  if (run.cause === 'unknown' && run.verdict.candidates.join() === 'running') {
    return text(sure(message('container.cause.running'), 'possible'));
  }
  if (run.cause === 'unknown' && container.state === 'unknown') {
    return text(message('container.end.nothing-known'));
  }
  if (run.cause === 'unknown') {
    return text(message('container.end.unknown', { state: message(`container.state.${container.state}`) }));
  }
  return text(sure(message(`container.cause.${run.cause}`), run.certainty ?? 'possible'));
}

/** A statement with its certainty, where that is not "certain". */
export function sure(statement: Message, certainty: Certainty): Message {
  return certainty === 'certain'
    ? statement
    : message('container.sure', { statement, certainty: message(`container.certainty.${certainty}`) });
}
