// What happened to two containers side by side, as a page: the one that died beside the one that lived.
import type { Container } from '../../containers/model';
import { timelineOf, type TimelineRow } from '../../containers/timeline';
import { compareInstants, type Instant } from '../../log/time';
import { message } from '../../message';
import { rowTime, shownZone, type Clock } from '../clock';
import { end } from '../items';
import { code, escapeMarkdown } from '../markdown';
import { text } from '../text';
import { timelineText } from '../timeline';
import { table, type PlaceLinks } from './page';

/** Nobody reads a longer table, and the preview would take seconds to show it. */
const MAX_ROWS = 1000;

interface SideRow {
  readonly row: TimelineRow;
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
export function timelineTableOf({ events }: Container, clock: Clock, links: PlaceLinks): string[] {
  const rows = timelineOf(events).map(row => ({ row, side: 0 }));
  const shown = rows.slice(-MAX_ROWS);
  const left = rows.length - shown.length;
  const what = escapeMarkdown(text(message('page.event')));
  return [
    ...(left > 0 ? [escapeMarkdown(text(message('page.timelines.cut', { count: left })))] : []),
    timelineTable(shown, [what], clock, links),
  ];
}

function timelineTable(rows: readonly SideRow[], heads: readonly string[], clock: Clock, links: PlaceLinks): string {
  const time = escapeMarkdown(text(message('page.time', { zone: shownZone(clock) })));
  return table([time, ...heads], cellsOf(rows, heads.length, clock, links));
}

const LABEL_DIGITS = 12;

/** All rows in order of time; those of one container stay in its own order, which knows more than their stamps. */
function merged(containers: readonly Container[]): SideRow[] {
  const rows = containers.flatMap(({ events }, side) => {
    let latest: Instant | null = null;
    return timelineOf(events).map(row => {
      latest = row.first && compareInstants(latest, row.first) > 0 && latest ? latest : (row.first ?? latest);
      return { row, side, latest };
    });
  });
  return rows.sort((a, b) => compareInstants(a.latest, b.latest));
}

function cellsOf(rows: readonly SideRow[], columns: number, clock: Clock, links: PlaceLinks): string[][] {
  let above: Instant | null = null;
  return rows.map(({ row, side }) => {
    const { first, events } = row;
    const shown = first === null ? text(message('time.none')) : rowTime(first, clock, above);
    above = first ?? above;
    const cells = Array.from({ length: columns }, () => '');
    const said = timelineText(row, time => rowTime(time, clock, first));
    const last = events.at(-1);
    const ends = row.count > 1 && last ? ` ${links.to(text(message('timeline.last')), last.at)}` : '';
    cells[side] = links.to(said, events[0].at) + ends;
    return [escapeMarkdown(shown), ...cells];
  });
}
