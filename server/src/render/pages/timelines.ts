// What happened to two containers side by side, as a page: the one that died beside the one that lived.
import type { Container, ContainerEvent } from '../../containers/model';
import { compareInstants, type Instant, type TimeModel } from '../../log/time';
import { message } from '../../message';
import { clockText, end, eventText } from '../items';
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

/** The page in Markdown; `zone` is the node's. */
export function timelinesPage(containers: readonly Container[], zone: TimeModel | null, links: PlaceLinks): string {
  const rows = containers
    .flatMap(({ events }, side) => events.map(event => ({ event, side })))
    .sort((a, b) => compareInstants(a.event.time, b.event.time));
  const shown = rows.slice(-MAX_ROWS);
  const left = rows.length - shown.length;
  const heads = containers.map(({ id }) => code(id.slice(0, LABEL_DIGITS)));
  return [
    `# ${escapeMarkdown(text(message('page.timelines.title')))}`,
    containers.map(container => `- ${code(container.id)}: ${escapeMarkdown(end(container))}`).join('\n'),
    ...(left > 0 ? [escapeMarkdown(text(message('page.timelines.cut', { count: left })))] : []),
    table([escapeMarkdown(text(message('page.time'))), ...heads], cellsOf(shown, containers.length, zone, links)),
    '',
  ].join('\n\n');
}

const LABEL_DIGITS = 12;

function cellsOf(rows: readonly TimelineRow[], columns: number, zone: TimeModel | null, links: PlaceLinks): string[][] {
  let above: Instant | null = null;
  return rows.map(({ event, side }) => {
    const { time, at } = event;
    const clock = time === null ? text(message('time.none')) : clockText(time, zone, above);
    above = time ?? above;
    const cells = Array.from({ length: columns }, () => '');
    cells[side] = links.to(eventText(event), at);
    return [escapeMarkdown(clock), ...cells];
  });
}
