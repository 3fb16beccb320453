// Tracebacks, like goroutines and frames as rows of a tree: a label, a description and a tooltip in escaped markdown.
import type { Placed } from '../containers/identity';
import type { HostedTraceback } from '../containers/facts';
import type { GoroutineGroup } from '../golang/groups';
import type { Frame } from '../golang/traceback';
import { message } from '../message';
import { fileName, type Place } from '../place';
import type { SourceLocation } from '../source/model';
import type { FrameOrigin } from '../source/origin';
import { shorten } from '../source/revision';
import { shortStamp, timeText, type Clock } from './clock';
import type { Row } from './items';
import { code, escapeMarkdown } from './markdown';
import { text } from './text';
import { describeGoroutine, describeGroup, describeTraceback, shortFile, shortFunction } from './traceback';

/** Of more goroutines than this a tooltip does not name all. */
const MAX_NAMED = 20;

/** A traceback's row: what happened, then who logged it, when, and where it stands. */
export function traceRow({ at, also, value }: Placed<HostedTraceback>, clock: Clock): Row {
  const { traceback, time } = value;
  const told = [traceback.program ?? '', shortStamp(time, clock), placeText(at)];
  const facts = [
    `**${escapeMarkdown(describeTraceback(traceback))}**`,
    time ? timeText(time, clock) : escapeMarkdown(text(message('time.none'))),
    ...[at, ...also].map(place => escapeMarkdown(placeText(place))),
    escapeMarkdown(text(message('trace.goroutines', { count: traceback.goroutines.length }))),
  ];
  return {
    label: describeTraceback(traceback),
    description: told.filter(part => part !== '').join(' · '),
    tooltip: facts.join('  \n'),
  };
}

/** The row of like goroutines: how many they are, what they wait for and how long, and in which frame that tells most. */
export function stackRow(group: GoroutineGroup, telling: Frame | undefined): Row {
  const { goroutines } = group;
  const named = goroutines.slice(0, MAX_NAMED).map(goroutine => escapeMarkdown(describeGoroutine(goroutine)));
  const more = goroutines.length - MAX_NAMED;
  return {
    label: describeGroup(group),
    description: telling ? shortFunction(telling) : '',
    tooltip: [...named, ...(more > 0 ? [escapeMarkdown(text(message('trace.more', { count: more })))] : [])].join(
      '  \n',
    ),
  };
}

/** A frame's row: the function within its package, and its file's name and line. */
export function frameRow(frame: Frame, origin: FrameOrigin, failed: boolean): Row {
  const name = shortFunction(frame);
  const facts = [
    ...(failed ? [message('trace.frame.failed')] : []),
    ...(origin === 'own' ? [] : [message(`trace.frame.${origin}`)]),
    ...(frame.inlined ? [message('trace.frame.inlined')] : []),
  ].map(said => escapeMarkdown(text(said)));
  const called = `${frame.function ?? '?'}${frame.createdBy ? '' : `(${frame.args})`}`;
  return {
    label: frame.createdBy ? text(message('trace.frame.createdBy', { function: name })) : name,
    description: shortFile(frame),
    tooltip: [code(called), code(`${frame.file}:${String(frame.line)}`), ...facts].join('  \n'),
  };
}

/** What the status bar says of a frame that is looked at (from 1): which one, of what, in which revision. Plain text. */
export function reviewStatus(frame: number, frames: number, source: SourceLocation | null): string {
  return text(message('trace.status', { frame, frames, source: sourceText(source) }));
}

/** 'containerd 1.2.2', 'containerd 9754871'. */
function sourceText(source: SourceLocation | null): string {
  if (source === null) return text(message('trace.status.noModule'));
  const { commit, chosen, module, status } = source;
  if (commit === null || status === 'unavailable') return text(message('trace.status.missing'));
  return `${fileName(module)} ${chosen?.version ?? shorten(commit)}`;
}

/** `messages-20200225:22`, lines as a person counts them. */
function placeText({ file, line }: Place): string {
  return `${fileName(file)}:${String(line + 1)}`;
}
