// nodelog containers: one object or block per container.
import { lastRun, type Container, type ContainerEvent, type Exec, type Run } from '../containers/model';
import { timelineOf } from '../containers/timeline';
import { isoUtc } from '../log/time';
import { end } from '../render/items';
import { message } from '../message';
import { groupText } from '../render/pages/fleet';
import { placeText } from '../render/report';
import { text } from '../render/text';
import { timelineText } from '../render/timeline';
import type { Fleet } from '../report/fleet';
import type { Command, Terminal } from './context';
import { also, at, time, writeJson, writeLine } from './output';
import { SELECTION_OPTIONS, SELECTION_USAGE, selectionOf } from './selection';

export const containers: Command = {
  name: 'containers',
  usage: `nodelog containers [--json] ${SELECTION_USAGE} PATH...`,
  options: SELECTION_OPTIONS,
  async run(input, terminal) {
    const selected = selectionOf(input);
    const opened = await input.openCase();
    const { items: all } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
    const items = all.filter(selected);
    for (const container of items) {
      if (input.json) {
        writeJson(terminal, containerJson(container));
      } else {
        writeContainer(container, terminal);
      }
    }
    if (!input.json) writeFleet(await opened.fleet(), terminal);
    return items.length;
  },
};

/** A container as the contract has it. */
export function containerJson(container: Container): object {
  const run = lastRun(container);
  return {
    id: container.id,
    complete: container.complete,
    names: container.names,
    image: container.image,
    node: container.node,
    first: time(container.first),
    last: time(container.last),
    state: container.state,
    removed: time(container.removed),
    exitCode: run.exitCode,
    cause: run.cause,
    certainty: run.certainty,
    shimPid: run.shimPid,
    initPid: run.initPid,
    runs: container.runs.map(runJson),
    execs: container.execs.map(execJson),
    events: container.events.map(eventJson),
  };
}

function runJson({ started, finished, exitCode, cause, certainty, shimPid, initPid }: Run): object {
  return { started: time(started), finished: time(finished), exitCode, cause, certainty, shimPid, initPid };
}

function execJson({ id, command, started, finished, exitCode }: Exec): object {
  return { id, command, started: time(started), finished: time(finished), exitCode };
}

function eventJson(event: ContainerEvent): object {
  const { kind, match } = event;
  return { time: time(event.time), kind, text: text(event.text), match, at: at(event.at), ...also(event.also) };
}

function writeContainer(container: Container, terminal: Terminal): void {
  const failed = lastRun(container).cause.startsWith('shim') ? 'red' : 'bold';
  writeLine(terminal, ['cyan', container.id], '  ', [failed, end(container)]);
  writeTimeline(container, terminal);
  writeLine(terminal);
}

/** What happened to a container: a line for each row of its timeline, with where the first of its events stands. */
export function writeTimeline({ events }: Container, terminal: Terminal): void {
  for (const row of timelineOf(events)) {
    const [{ at: first }] = row.events;
    const said = timelineText(row, isoUtc);
    writeLine(terminal, '  ', ['dim', time(row.first) ?? '-'], `  ${said}  `, ['dim', placeText(first)]);
  }
}

/** What happened on several nodes alike. */
function writeFleet({ nodes, groups }: Fleet, terminal: Terminal): void {
  if (nodes.length < 2) return;
  writeLine(terminal, ['bold', text(message('fleet.title', { count: nodes.length }))]);
  for (const group of groups) {
    writeLine(terminal, '  ', groupText(group, nodes.length));
  }
}
