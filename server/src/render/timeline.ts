// The rows of a container's timeline in words: what happened, how it ended, how often and until when.
import { failureOf, type ToldExec } from '../containers/execs';
import type { ContainerEvent } from '../containers/model';
import type { TimelineRow } from '../containers/timeline';
import { isoUtc, type Instant } from '../log/time';
import { message, type Message } from '../message';
import { timeOfDay, timeText, type Clock } from './clock';
import { eventRow, sure, type Row } from './items';
import { escapeMarkdown } from './markdown';
import { durationText, grouped } from './numbers';
import { text } from './text';

/** What a row says. `timeText` writes a point in time as the face does, which shows the first one beside the row. */
export function timelineText(
  { events, exec, count, first, last, every }: TimelineRow,
  timeText: (time: Instant) => string,
): string {
  const [event] = events;
  const said = exec ? execText(exec, count) : text(sure(shortMessage(event), event.certainty));
  if (count === 1) return said;
  const span = first && last ? durationText(last.ns - first.ns) : null;
  const often =
    every !== null
      ? message('timeline.every', { interval: durationText(every), count: grouped(count) })
      : span === null
        ? message('timeline.times', { count: grouped(count) })
        : message('timeline.times-in', { count: grouped(count), span });
  const until = last && message('timeline.until', { often, time: timeText(last) });
  return text(message('timeline.row', { said, often: until ?? often }));
}

/** The row of a tree: of several events when it was first, what it was, and how often. */
export function timelineRow(row: TimelineRow, clock: Clock): Row {
  const { events, exec, first, last } = row;
  const [event] = events;
  if (events.length === 1) return eventRow(event, clock);
  const description = timelineText(row, time => timeOfDay(time, clock));
  const title = exec ? message('timeline.title.exec') : message(`container.title.${event.kind}`);
  const facts = [
    escapeMarkdown(timelineText(row, isoUtc)),
    ...(first && last ? [`${timeText(first, clock)} – ${timeText(last, clock)}`] : []),
    escapeMarkdown(text(message('container.tooltip.events', { count: grouped(events.length) }))),
  ];
  return { label: `${timeOfDay(first, clock)} ${text(title)}`.trim(), description, tooltip: facts.join('  \n') };
}

/** An event in few words: the command line of a runtime is long and says little, its deed and its pid do. */
export function shortMessage({ text: told, command }: ContainerEvent): Message {
  if (!command || command.subcommand === null) return told;
  const { runtime, subcommand, force, signal, pid } = command;
  const deed = [runtime, subcommand, ...(force ? ['--force'] : []), ...(signal === null ? [] : [String(signal)])].join(
    ' ',
  );
  return pid === null ? message('timeline.ran', { deed }) : message('timeline.ran-as', { deed, pid });
}

/** "exec by API: ip a (0f80962a9b90), status 0 after 0.3 s"; of several of them what they have in common. */
function execText(exec: ToldExec, count: number): string {
  const { asker, command, id } = exec;
  const words = { command: command ?? text(message('timeline.no-command')) };
  const what = message(`timeline.exec.${asker ?? 'unknown'}`, words);
  const named = count === 1 && id !== null ? message('timeline.exec-id', { what, exec: id.slice(0, 12) }) : what;
  return text(message('timeline.exec-row', { what: named, result: resultOf(exec, count) }));
}

function resultOf(exec: ToldExec, count: number): Message {
  const { exitCode, finished, asked, started, events } = exec;
  const failure = failureOf(exec);
  const ended =
    exitCode !== null
      ? message('timeline.status', { status: exitCode })
      : failure
        ? message('timeline.failed', { error: failure.text.args['error'] ?? failure.text })
        : finished && message('timeline.ended');
  const from = asked ?? started;
  const to = ended ? finished : (events.findLast(({ kind }) => kind === 'exec-inspected')?.time ?? null);
  const time = count === 1 && from && to && to.ns >= from.ns ? durationText(to.ns - from.ns) : null;
  if (ended) return time === null ? ended : message('timeline.after', { ended, time });
  return time === null ? message('timeline.no-end') : message('timeline.no-end-asked', { time });
}
