// A traceback as one line of JSON, goroutine by goroutine: the whole of a dump would be a text of hundreds of megabytes.
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { keptGoroutines } from '../golang/draft';
import type { ArgumentSink } from '../golang/argumentText';
import type { Frame, Goroutine } from '../golang/traceback';
import { message as messageOf, type Message } from '../message';
import { text } from '../render/text';
import type { ChosenRevision, SourceLocation } from '../source/model';
import { encoded, type Piece } from '../casefile/bytes';
import { also, at, time } from './output';
import type { Printer } from './printer';
import type { KnownTrace } from './traceSources';

/** What is printed of a frame before, between and behind its arguments and its line in the log. */
interface FrameParts {
  readonly before: Piece;
  readonly between: Piece;
  readonly behind: Piece;
}

/** @param container the one whose events hold the traceback, or null */
export async function writeTraceJson(
  { at: place, also: others, value }: Placed<HostedTraceback>,
  container: string | null,
  known: KnownTrace,
  out: Printer,
): Promise<void> {
  const { kind, message, signal, program, endLine } = value.traceback;
  const head = {
    ...at(place),
    endLine: endLine + 1,
    ...also(others),
    time: time(value.time),
    node: value.host,
    container,
    kind,
    message,
    ...(signal && { signal }),
    program,
  };
  const parts: (FrameParts | undefined)[] = [];
  const args: ArgumentSink = {
    plain: (bytes, from, to) => {
      out.copy(bytes, from, to);
    },
    other: odd => {
      out.write(JSON.stringify(odd).slice(1, -1));
    },
  };
  out.write(`${JSON.stringify(head).slice(0, -1)},"goroutines":[`);
  let separator = '';
  const states = new Map<string, string>();
  for (const { goroutine, frames, first, end } of keptGoroutines(value.traceback)) {
    out.write(`${separator}${goroutineJson(goroutine, states)},"frames":[`);
    separator = ',';
    for (let index = first; index < end; index++) {
      const call = frames.call(index);
      const said = (parts[call] ??= await partsOf(frames.frame(index), place.file, known));
      if (index > first) out.write(',');
      out.append(said.before);
      frames.passArgs(index, args);
      out.append(said.between);
      out.number(frames.line(index) + 1);
      out.append(said.behind);
    }
    out.write(']}');
    if (out.isFull) await out.flush();
  }
  const releases = known.inference && `,"releases":${JSON.stringify(known.inference.releases)}`;
  out.write(`]${releases ?? ''}}\n`);
}

/**
 * The object of a goroutine without its frames and its end.
 * @param states the states of a dump as they are quoted: there are few
 */
function goroutineJson({ id, state, waitMinutes, locked, group }: Goroutine, states: Map<string, string>): string {
  let quoted = state === null ? 'null' : states.get(state);
  if (quoted === undefined) states.set(state ?? '', (quoted = JSON.stringify(state)));
  return `{"id":${String(id)},"state":${quoted},"waitMinutes":${String(waitMinutes)},"locked":${String(locked)},"group":${String(group)}`;
}

async function partsOf(frame: Frame, file: string, known: KnownTrace): Promise<FrameParts> {
  const { inlined, createdBy } = frame;
  const source = await known.locate(frame);
  const call = JSON.stringify({ function: frame.function, file: frame.file, line: frame.line }).slice(0, -1);
  const rest = JSON.stringify({ inlined, createdBy }).slice(1, -1);
  const located = source && { ...sourceJson(source), ...(await changesJson(source, known)) };
  return {
    before: encoded(`${call},"args":"`),
    between: encoded(`",${rest},"at":{"file":${JSON.stringify(file)},"line":`),
    behind: encoded(`}${located ? `,"source":${JSON.stringify(located)}` : ''}}`),
  };
}

function sourceJson(source: SourceLocation): object {
  const { module, path, commit, chosen, status } = source;
  const revision = commit ?? chosen?.revision ?? chosen?.version ?? null;
  const taken = whyTaken(chosen);
  const reasons = [...(taken ? [text(taken)] : []), ...reasonsOf(source)];
  return {
    repository: module,
    path,
    revision,
    status,
    function: source.function,
    text: source.text,
    ...(reasons.length > 0 && { reason: reasons.join(' ') }),
  };
}

async function changesJson(source: SourceLocation, { changesOf }: KnownTrace): Promise<object> {
  const changes = await changesOf?.(source);
  if (changes === undefined) return {};
  const said = changes?.map(({ commit, subject, date, firstRelease }) => ({ commit, subject, date, firstRelease }));
  return { changes: said ?? null };
}

/** Why a revision was taken; null where it was given, or where none was taken. */
export function whyTaken(chosen: ChosenRevision | null): Message | null {
  return chosen && chosen.reason.id !== 'source.bySetting' ? messageOf('source.ran', { reason: chosen.reason }) : null;
}

/** What is shown instead of what ran, and why a frame is not verified. */
export function reasonsOf({ instead, reason }: SourceLocation): string[] {
  return [instead, reason].filter(said => said !== null).map(text);
}
