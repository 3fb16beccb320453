// Containers and their events as rows of a tree: a label, a description and a tooltip in escaped markdown.
import { MIN_DIGITS } from '../containers/ids';
import { lastRun, type Container, type ContainerEvent } from '../containers/model';
import type { Facet } from '../containers/selection';
import { isoUtc, isoZone, type Instant, type TimeModel } from '../log/time';
import { message, type Message } from '../message';
import { fileName, type Certainty } from '../place';
import { code, escapeMarkdown } from './markdown';
import { text } from './text';

export interface Row {
  readonly label: string;
  readonly description: string;
  /** Markdown, escaped. */
  readonly tooltip: string;
}

/** A container's row; `labelDigits` says how many digits tell it from the others. */
export function containerRow(container: Container, labelDigits: number, zone: TimeModel | null): Row {
  const { id, complete, execs, events, first, last } = container;
  const facts = [
    code(id),
    ...(complete ? [] : [escapeMarkdown(text(message('container.incomplete', { digits: id.length })))]),
    escapeMarkdown(end(container)),
    ...execs.map(exec =>
      escapeMarkdown(text(message('container.tooltip.exec', { exec: exec.id, command: exec.command ?? '?' }))),
    ),
    escapeMarkdown(text(message('container.tooltip.events', { count: events.length }))),
    ...(first && last ? [`${timeText(first, zone)} – ${timeText(last, zone)}`] : []),
  ];
  return {
    label: id.slice(0, labelDigits),
    description: [end(container), shortStamp(last, zone)].filter(part => part !== '').join(' · '),
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

/** An event's row: time of day (in the node's zone where that is known, else in UTC) and kind, then what happened. */
export function eventRow(event: ContainerEvent, zone: TimeModel | null): Row {
  const statement = eventText(event);
  const facts = [
    escapeMarkdown(statement),
    event.time ? timeText(event.time, zone) : escapeMarkdown(text(message('time.none'))),
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
    label: `${stamp(event.time, zone, CLOCK)} ${title}`.trim(),
    description: statement === title ? '' : statement,
    tooltip: facts.join('  \n'),
  };
}

/** What happened in words, with how sure it is that it happened to its container. */
export function eventText({ text: told, certainty }: ContainerEvent): string {
  return text(sure(told, certainty));
}

/** The end of a container's last run in words, with its certainty. */
export function end(container: Container): string {
  const run = lastRun(container);
  if (run.cause === 'unknown' && container.state === 'unknown') {
    return text(message('container.end.nothing-known'));
  }
  if (run.cause === 'unknown') {
    return text(message('container.end.unknown', { state: message(`container.state.${container.state}`) }));
  }
  return text(sure(message(`container.cause.${run.cause}`), run.certainty ?? 'possible'));
}

/** A statement with its certainty, where that is not "certain". */
function sure(statement: Message, certainty: Certainty): Message {
  return certainty === 'certain'
    ? statement
    : message('container.sure', { statement, certainty: message(`container.certainty.${certainty}`) });
}

/** A point in time in UTC and, where it is known, in the node's zone; escaped markdown. */
export function timeText(time: Instant, zone: TimeModel | null): string {
  const utc = isoUtc(time).replace('T', ' ').replace('Z', ' UTC');
  const local = zone && zone.offset !== 0 ? ` (${isoZone(time, zone.offset).replace('T', ' ')})` : '';
  return escapeMarkdown(utc + local);
}

/**
 * The time as the node's clock showed it, in UTC where its zone is not known: `2020-02-19 16:00:07.232 +08`; without its
 * date where that is the date of the time `above` too, which the reader has before his eyes. Plain text.
 */
export function clockText(time: Instant, zone: TimeModel | null, above: Instant | null): string {
  const [date, clock] = dateAndClock(time, zone);
  const shown = above && dateAndClock(above, zone)[0] === date ? clock : `${date} ${clock}`;
  return shown
    .replace('Z', ' UTC')
    .replace(/([+-]\d\d):(\d\d)$/, (_, hours: string, minutes: string) =>
      minutes === '00' ? ` ${hours}` : ` ${hours}:${minutes}`,
    );
}

function dateAndClock(time: Instant, zone: TimeModel | null): [date: string, clock: string] {
  const written = isoZone(time, zone?.offset ?? 0);
  return [written.slice(0, DATE_LENGTH), written.slice(DATE_LENGTH + 1)];
}

/** The time of a row to the millisecond as the node's clock showed it, with its date where the row `above` had another. Plain text. */
export function rowTime(time: Instant, zone: TimeModel | null, above: Instant | null): string {
  const shown = { ...time, digits: Math.min(time.digits, 3) };
  return clockText(shown, zone, above).replace(/ (?:UTC|[+-]\d\d(?::\d\d)?)$/, '');
}

/** The zone that times are shown in. Plain text. */
export function zoneName(zone: TimeModel | null): string {
  return isoZone({ ns: 0n, digits: 0 }, zone?.offset ?? 0)
    .slice('1970-01-01T00:00:00'.length)
    .replace('Z', 'UTC');
}

const DATE_LENGTH = '2020-02-19'.length;

/** Which part of 2020-02-25T22:07:13.374 is shown. */
const CLOCK = [11, 23] as const;
const DAY_AND_MINUTE = [5, 16] as const;

/** Day and minute of a time as the node's clock showed it: `02-25 22:07`; empty where it is not known. */
export function shortStamp(time: Instant | null, zone: TimeModel | null): string {
  return stamp(time, zone, DAY_AND_MINUTE);
}

function stamp(time: Instant | null, zone: TimeModel | null, [from, to]: readonly [number, number]): string {
  if (time === null) {
    return '';
  }
  const written = isoZone({ ...time, digits: Math.min(time.digits, 3) }, zone?.offset ?? 0).replace(
    /(?:Z|[+-]\d\d:\d\d)$/,
    '',
  );
  return written.slice(from, to).replace('T', ' ');
}
