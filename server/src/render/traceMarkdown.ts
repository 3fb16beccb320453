// A traceback as Markdown to paste into an issue: its stacks, like goroutines once, with a link to each line of source.
// What a log says stands in code spans: people also read it as it is, and where Markdown is not rendered.
import type { GoroutineGroup } from '../golang/groups';
import type { Frame, Traceback } from '../golang/traceback';
import { message, type Message } from '../message';
import type { SourceLocation } from '../source/model';
import { code, escapeMarkdown, link } from './markdown';
import { text } from './text';
import { describeGroup, describeTraceback, shortFile, shortFunction } from './traceback';

/** A dump of thousands of stacks fits into no issue. */
const MAX_STACKS = 50;

/** A frame with what is known of its source. */
export interface CopiedFrame {
  readonly frame: Frame;
  readonly location: SourceLocation | null;
  /** Its line at the forge; null where that is not known. */
  readonly page: string | null;
}

/** The stacks that are copied of a trace. */
export function copiedGroups(groups: readonly GoroutineGroup[]): readonly GoroutineGroup[] {
  return groups.slice(0, MAX_STACKS);
}

/** The whole text; `place` says where the trace stands, `revision` which revision ran and why. */
export function traceMarkdown(
  traceback: Traceback,
  place: string,
  revision: Message | null,
  stacks: readonly { readonly group: GoroutineGroup; readonly frames: readonly CopiedFrame[] }[],
  left: number,
): string {
  const parts = [
    `**${code(describeTraceback(traceback))}**`,
    [code(place), ...(revision ? [code(text(revision))] : [])].join('  \n'),
    ...(traceback.signal ? [code(signalText(traceback.signal))] : []),
    ...stacks.flatMap(({ group, frames }) => [code(describeGroup(group)), frames.map(frameItem).join('\n')]),
    ...(left > 0 ? [escapeMarkdown(text(message('trace.markdown.more', { count: left })))] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function signalText({ name, code: number, addr, pc }: NonNullable<Traceback['signal']>): string {
  const facts = Object.entries({ code: number, addr, pc }).flatMap(([key, value]) =>
    value ? [`${key}=${value}`] : [],
  );
  return [name, ...facts].join(' ');
}

function frameItem({ frame, location, page }: CopiedFrame): string {
  const place = shortFile(frame);
  const name = `${shortFunction(frame)}${frame.createdBy ? '' : `(${frame.args})`}`;
  const said = frame.createdBy ? text(message('trace.frame.createdBy', { function: name })) : name;
  const where = page === null ? code(place) : link(place, page, code);
  const drift =
    location?.status === 'drift' && location.reason ? `  \n   ${escapeMarkdown(text(location.reason))}` : '';
  const source = location?.text ? `  \n   ${code(location.text)}` : '';
  return `1. ${code(said)} ${where}${source}${drift}`;
}
