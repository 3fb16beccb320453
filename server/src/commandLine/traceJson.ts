// A traceback as one line of JSON, goroutine by goroutine: the whole of a dump would be a text of hundreds of megabytes.
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { keptGoroutines } from '../golang/draft';
import type { ArgumentSink } from '../golang/argumentText';
import type { Frame, Goroutine } from '../golang/traceback';
import { text } from '../render/text';
import type { SourceLocation } from '../source/model';
import { also, at, time } from './output';
import type { Printer } from './printer';

export type Locate = (frame: Frame) => Promise<SourceLocation | null>;

/** What is printed of a frame before, between and behind its arguments and its line in the log. */
interface FrameParts {
  readonly before: Uint8Array;
  readonly between: Uint8Array;
  readonly behind: Uint8Array;
}

/** @param container the one whose events hold the traceback, or null */
export async function writeTraceJson(
  { at: place, also: others, value }: Placed<HostedTraceback>,
  container: string | null,
  locate: Locate,
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
  for (const { goroutine, frames, first, end } of keptGoroutines(value.traceback)) {
    out.write(`${separator}${goroutineJson(goroutine)},"frames":[`);
    separator = ',';
    for (let index = first; index < end; index++) {
      const call = frames.call(index);
      const known = (parts[call] ??= await partsOf(frames.frame(index), place.file, locate, out));
      if (index > first) out.write(',');
      out.writeBytes(known.before);
      frames.passArgs(index, args);
      out.writeBytes(known.between);
      out.write(String(frames.line(index) + 1));
      out.writeBytes(known.behind);
    }
    out.write(']}');
    if (out.isFull) await out.flush();
  }
  out.write(']}\n');
}

/** The object of a goroutine without its frames and its end. */
function goroutineJson({ id, state, waitMinutes, locked, group }: Goroutine): string {
  return JSON.stringify({ id, state, waitMinutes, locked, group }).slice(0, -1);
}

async function partsOf(frame: Frame, file: string, locate: Locate, out: Printer): Promise<FrameParts> {
  const { inlined, createdBy } = frame;
  const source = await locate(frame);
  const call = JSON.stringify({ function: frame.function, file: frame.file, line: frame.line }).slice(0, -1);
  const rest = JSON.stringify({ inlined, createdBy }).slice(1, -1);
  const located = source === null ? '' : `,"source":${JSON.stringify(sourceJson(source))}`;
  return {
    before: out.encode(`${call},"args":"`),
    between: out.encode(`",${rest},"at":{"file":${JSON.stringify(file)},"line":`),
    behind: out.encode(`}${located}}`),
  };
}

function sourceJson(source: SourceLocation): object {
  const { module, path, commit, chosen, status } = source;
  const revision = commit ?? chosen?.revision ?? chosen?.version ?? null;
  const reasons = reasonsOf(source);
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

/** What is shown instead of what ran, and why a frame is not verified. */
export function reasonsOf({ instead, reason }: SourceLocation): string[] {
  return [instead, reason].filter(said => said !== null).map(text);
}
