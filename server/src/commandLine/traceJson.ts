// A traceback as one line of JSON, goroutine by goroutine: the whole of a dump would be a text of hundreds of megabytes.
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { passingGoroutines } from '../golang/draft';
import type { Frame, Goroutine } from '../golang/traceback';
import { text } from '../render/text';
import type { SourceLocation } from '../source/model';
import { FramePlaces } from './framePlaces';
import { also, at, time } from './output';
import type { Printer } from './printer';

export type Locate = (frame: Frame) => Promise<SourceLocation | null>;

/** What is printed of a frame before, between and behind its arguments and its line in the log. */
type FrameParts = readonly [before: Uint8Array, between: Uint8Array, behind: Uint8Array];

/** Arguments that are printed as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

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
  const calls = new FramePlaces(() => ({ parts: null as FrameParts | null }));
  out.write(`${JSON.stringify(head).slice(0, -1)},"goroutines":[`);
  let between = '';
  for (const goroutine of passingGoroutines(value.traceback)) {
    out.write(`${between}${goroutineJson(goroutine)},"frames":[`);
    between = ',';
    let comma = '';
    for (const frame of goroutine.frames) {
      const call = calls.of(frame);
      call.parts ??= frameParts(frame, place.file, await locate(frame), out);
      out.write(comma);
      comma = ',';
      writeFrame(frame, call.parts, out);
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

function writeFrame(frame: Frame, [before, between, behind]: FrameParts, out: Printer): void {
  const { args, functionAt, fileAt } = frame;
  out.writeBytes(before);
  out.write(PLAIN.test(args) ? args : JSON.stringify(args).slice(1, -1));
  out.writeBytes(between);
  out.write(String((functionAt ?? fileAt).line + 1));
  out.writeBytes(behind);
}

function frameParts(frame: Frame, file: string, source: SourceLocation | null, out: Printer): FrameParts {
  const { inlined, createdBy } = frame;
  const call = JSON.stringify({ function: frame.function, file: frame.file, line: frame.line }).slice(0, -1);
  const rest = JSON.stringify({ inlined, createdBy }).slice(1, -1);
  const located = source === null ? '' : `,"source":${JSON.stringify(sourceJson(source))}`;
  return [
    out.encode(`${call},"args":"`),
    out.encode(`",${rest},"at":{"file":${JSON.stringify(file)},"line":`),
    out.encode(`}${located}}`),
  ];
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
