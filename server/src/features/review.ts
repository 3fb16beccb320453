// The request of a review: which frame a step leads to, and what is shown and marked of it.
import type { Frame } from '../golang/traceback';
import { frameHover } from '../render/hover';
import { reviewStatus } from '../render/traces';
import { callSpan } from '../source/callSpan';
import { faultRef, isFault, stackOf, type Stack, type Trace } from '../services/traces';
import { reviewFrame, type FrameRef, type ReviewedFrame, type ReviewedSource, type ReviewStep } from '../traceProtocol';
import { wholeLines } from './cases';
import type { Feature, Services } from './feature';
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
  const text = location?.excerpt ? (location.excerpt.lines[line - location.excerpt.first] ?? null) : null;
  return {
    frame: ref,
    status: reviewStatus(ref.frame + 1, stack.goroutine.frames.length, location),
    tooltip: frameHover(context, location),
    failed: isFault(trace, stack, ref.frame),
    log: { uri: ref.uri, range: frameLines(frame) },
    cursor: cursorOf(frame),
    source: uri === null ? null : sourceOf(uri, line, text, stack, ref.frame),
  };
}

function cursorOf({ functionAt, fileAt }: Frame): ReviewedFrame['cursor'] {
  const { line, end } = functionAt ?? fileAt;
  return { line, character: end };
}

/** What is marked in the document at `uri`; `line` counts from 1, `text` is null where the document only explains. */
function sourceOf(uri: string, line: number, text: string | null, stack: Stack, index: number): ReviewedSource {
  if (text === null) {
    return { uri, line: null, call: null };
  }
  const callee = innerOf(stack.goroutine.frames, index);
  const span = callee === null ? null : callSpan(text, callee);
  const at = (character: number) => ({ line: line - 1, character });
  return {
    uri,
    line: wholeLines(line - 1, line - 1),
    call: span && { start: at(span.start), end: at(span.end) },
  };
}

/** The function that the frame called: that of the frame above it. */
function innerOf(frames: readonly Frame[], index: number): string | null {
  return frames[index - 1]?.function ?? null;
}
