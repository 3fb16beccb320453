// The request of a review: which frame a step leads to, and what is shown and marked of it.
import type { FrameArguments } from '../abi/arguments';
import { parameterPlaces, type SourcePoint } from '../abi/parameterPlaces';
import type { Frame } from '../golang/traceback';
import type { FrameContext } from '../reading/document';
import { nilText, valueText } from '../render/arguments';
import { frameHover } from '../render/hover';
import { reviewStatus } from '../render/traces';
import type { Jump, Sources } from '../services/sources';
import { wholeLines } from '../services/places';
import { faultRef, isFault, stackOf, type Trace } from '../services/traces';
import { callSpan } from '../source/callSpan';
import type { SourceLocation } from '../source/model';
import {
  reviewFrame,
  type ArgumentHint,
  type FrameRef,
  type ReviewedFrame,
  type ReviewedSource,
  type ReviewStep,
} from '../traceProtocol';
import type { Feature, Services } from './feature';
import { frameFacts } from './frameFacts';
import { frameLines } from './traces';

export const review: Feature = {
  capabilities: {},
  register(services) {
    const { connection, settings, traces } = services;
    connection.onRequest(reviewFrame, async ({ frame: from, step }) => {
      const trace = await traces.find(from);
      const { skipLibraries } = (await settings.get(from.uri)).review;
      const to = trace && (step === null ? from : stepped(trace, from, step, skipLibraries));
      return to && reviewed(services, trace, to);
    });
  },
};

/** The frame that a step leads to; null where there is none. */
function stepped(trace: Trace, from: FrameRef, step: ReviewStep, skipLibraries: boolean): FrameRef | null {
  switch (step) {
    case 'fault':
      return faultRef(trace);
    case 'start':
      return faultRef(trace) ?? { ...from, stack: 1, frame: 0 };
    case 'first':
      return { ...from, frame: 0 };
    case 'next':
    case 'previous':
      return neighbour(trace, from, step === 'next' ? 1 : -1, skipLibraries);
  }
}

/** The nearest frame in a direction that is not skipped; the frame that failed never is. */
function neighbour(trace: Trace, from: FrameRef, direction: 1 | -1, skipLibraries: boolean): FrameRef | null {
  const stack = stackOf(trace, from.stack);
  const frames = stack?.goroutine.frames ?? [];
  for (let index = from.frame + direction; ; index += direction) {
    const frame = frames[index];
    if (!stack || !frame) {
      return null;
    }
    if (!skipLibraries || trace.origins.of(frame) === 'own' || isFault(trace, stack, index)) {
      return { ...from, frame: index };
    }
  }
}

async function reviewed(services: Services, trace: Trace, ref: FrameRef): Promise<ReviewedFrame | null> {
  const stack = stackOf(trace, ref.stack);
  const frame = stack?.goroutine.frames[ref.frame];
  if (!stack || !frame) {
    return null;
  }
  const { location, uri, line } = await services.sources.locate(frame, ref.uri);
  const context = { traceback: trace.placed.traceback, goroutine: stack.goroutine, frame };
  return {
    frame: ref,
    status: reviewStatus(ref.frame + 1, stack.goroutine.frames.length, location),
    tooltip: frameHover(context, location, await frameFacts(services, context, location, ref.uri)),
    failed: isFault(trace, stack, ref.frame),
    log: services.places.inLog(ref.uri, frameLines(frame)),
    cursor: services.places.inLog(ref.uri, { start: cursorOf(frame), end: cursorOf(frame) }).range.start,
    source: uri === null ? null : await sourceOf(services, { uri, location, line }, context, ref),
  };
}

function cursorOf({ functionAt, fileAt }: Frame): ReviewedFrame['cursor'] {
  const { line, end } = functionAt ?? fileAt;
  return { line, character: end };
}

/** What is marked and said in the document that a frame leads to. */
async function sourceOf(
  { sources }: Services,
  { uri, location, line }: Jump & { readonly uri: string },
  context: FrameContext,
  ref: FrameRef,
): Promise<ReviewedSource> {
  const text = location?.excerpt?.lines[line - location.excerpt.first];
  if (location?.excerpt === undefined || text === undefined) {
    return { uri, line: null, call: null, hints: [], lens: null };
  }
  // The function that the frame called is that of the frame above it.
  const callee = context.goroutine.frames[ref.frame - 1]?.function ?? null;
  const span = callee === null ? null : callSpan(text, callee);
  const at = (character: number): SourcePoint => ({ line: line - 1, character });
  const details = await sources.details(context, ref.uri);
  return {
    uri,
    line: wholeLines(line - 1, line - 1),
    call: span && { start: at(span.start), end: at(span.end) },
    hints: details?.arguments ? await hintsOf(sources, details.arguments, context.frame, location, ref.uri) : [],
    lens: details?.nil ? nilText(details.nil) : null,
  };
}

/** The arguments that the log tells, each behind its parameter. */
async function hintsOf(
  sources: Sources,
  { arguments: named }: FrameArguments,
  frame: Frame,
  location: SourceLocation,
  log: string,
): Promise<ArgumentHint[]> {
  const source = await sources.textOf(frame, log);
  if (source === null || frame.function === null || location.function === null) {
    return [];
  }
  const places = parameterPlaces(await sources.outline(), source, frame.line, frame.function, location.function);
  return named.flatMap(argument => {
    const position = places.get(argument.name);
    return position ? [{ position, label: `= ${valueText(argument)}` }] : [];
  });
}
