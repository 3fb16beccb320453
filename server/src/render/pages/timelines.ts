// What happened to two containers side by side, as a page: the one that died beside the one that lived.
import type { Container, ContainerEvent } from '../../containers/model';
import { compareInstants, type Instant } from '../../log/time';
import { message } from '../../message';
import { rowTime, shownZone, type Clock } from '../clock';
import { end, eventText } from '../items';
import { code, escapeMarkdown } from '../markdown';
import { text } from '../text';
import { table, type PlaceLinks } from './page';

/** Nobody reads a longer table, and the preview would take seconds to show it. */
const MAX_ROWS = 1000;

interface TimelineRow {
  readonly event: ContainerEvent;
  /** The column it stands in. */
  readonly side: number;
}

/** The page in Markdown. */
export function timelinesPage(containers: readonly Container[], clock: Clock, links: PlaceLinks): string {
  const rows = merged(containers);
  const shown = rows.slice(-MAX_ROWS);
  const left = rows.length - shown.length;
  const heads = containers.map(({ id }) => code(id.slice(0, LABEL_DIGITS)));
  return [
    `# ${escapeMarkdown(text(message('page.timelines.title')))}`,
    containers.map(container => `- ${code(container.id)}: ${escapeMarkdown(end(container))}`).join('\n'),
    ...(left > 0 ? [escapeMarkdown(text(message('page.timelines.cut', { count: left })))] : []),
    timelineTable(shown, heads, clock, links),
    '',
  ].join('\n\n');
}

/** The timeline of one container as a table: its last rows, with a sentence on how many are left out. */
export function timelineOf({ events }: Container, clock: Clock, links: PlaceLinks): string[] {
  const shown = events.slice(-MAX_ROWS).map(event => ({ event, side: 0 }));
  const left = events.length - shown.length;
  const what = escapeMarkdown(text(message('page.event')));
  return [
    ...(left > 0 ? [escapeMarkdown(text(message('page.timelines.cut', { count: left })))] : []),
    timelineTable(shown, [what], clock, links),
  ];
}

function timelineTable(
  rows: readonly TimelineRow[],
  heads: readonly string[],
  clock: Clock,
  links: PlaceLinks,
): string {
  const time = escapeMarkdown(text(message('page.time', { zone: shownZone(clock) })));
  return table([time, ...heads], cellsOf(rows, heads.length, clock, links));
}

const LABEL_DIGITS = 12;

/** All events in order of time; those of one container stay in its own order, which knows more than their stamps. */
function merged(containers: readonly Container[]): TimelineRow[] {
  const rows = containers.flatMap(({ events }, side) => {
    let latest: Instant | null = null;
    return events.map(event => {
      latest = event.time && compareInstants(latest, event.time) > 0 && latest ? latest : (event.time ?? latest);
      return { event, side, latest };
    });
  });
  return rows.sort((a, b) => compareInstants(a.latest, b.latest));
}

function cellsOf(rows: readonly TimelineRow[], columns: number, clock: Clock, links: PlaceLinks): string[][] {
  let above: Instant | null = null;
  return rows.map(({ event, side }) => {
    const { time, at } = event;
    const shown = time === null ? text(message('time.none')) : rowTime(time, clock, above);
    above = time ?? above;
    const cells = Array.from({ length: columns }, () => '');
    cells[side] = links.to(eventText(event), at);
    return [escapeMarkdown(shown), ...cells];
  });
}
