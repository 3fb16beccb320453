// The requests of the Traces view: tracebacks of a case, their goroutines and frames, by pages.
import type { Case, CasePage } from '../casefile/case';
import type { Frame } from '../golang/traceback';
import type { Location, Page, PageQuery } from '../protocol';
import { frameRow, stackRow, traceRow } from '../render/traces';
import { clockInCase } from '../services/clock';
import { fileUri } from '../services/fileUri';
import { wholeLines } from '../services/places';
import type { SettingsStore } from '../services/settings';
import { isFault, stackOf, type Stack, type Trace } from '../services/traces';
import {
  listFrames,
  listStacks,
  listTraces,
  sameTraces,
  traceMarkdown,
  type FrameItem,
  type StackItem,
  type TraceItem,
} from '../traceProtocol';
import { mapPage } from './cases';
import type { Feature, Services } from './feature';
import { markdownOf } from './traceActions';

const NO_PAGE = { items: [], total: 0, generation: 0 };

export const traces: Feature = {
  capabilities: {},
  register(services) {
    const { connection, cases, traces, places, settings } = services;
    connection.onRequest(listTraces, async query => tracePage(settings, cases.get(query.case), query, places));
    connection.onRequest(listStacks, async query => {
      const trace = await traces.find(query.trace);
      const stacks = trace?.groups.flatMap((_, index) => stackOf(trace, index + 1) ?? []) ?? [];
      return trace
        ? mapPage(pageOf(stacks, query, cases.get(query.case)), stack => stackItem(trace, stack, places))
        : NO_PAGE;
    });
    connection.onRequest(listFrames, async query => {
      const trace = await traces.find(query.stack);
      const stack = trace && stackOf(trace, query.stack.stack);
      if (!stack) {
        return NO_PAGE;
      }
      const frames = stack.goroutine.frames.map((frame, index) => ({ frame, index }));
      const page = pageOf(frames, query, cases.get(query.case));
      return mapPage(page, ({ frame, index }) => frameItem(trace, stack, frame, index, places));
    });
    connection.onRequest(sameTraces, async ref => (await traces.same(ref)).map(place => places.line(place)));
    connection.onRequest(traceMarkdown, ref => markdownOf(services, ref));
  },
};

async function tracePage(
  settings: SettingsStore,
  from: Case | null,
  { case: uri, offset, limit }: PageQuery,
  places: Services['places'],
): Promise<Page<TraceItem>> {
  if (!from) {
    return NO_PAGE;
  }
  return mapPage(await from.traces(offset, limit), async placed => ({
    ...traceRow(placed, await clockInCase(settings, uri, from, placed.at.file)),
    trace: { uri: fileUri(placed.at.file), line: placed.at.line },
    kind: placed.value.traceback.kind,
    at: places.line(placed.at),
  }));
}

function pageOf<T>(items: readonly T[], { offset, limit }: PageQuery, from: Case | null): CasePage<T> {
  const { generation } = from ?? NO_PAGE;
  return { items: items.slice(offset, offset + limit), total: items.length, generation };
}

function stackItem(trace: Trace, { ref, group, goroutine }: Stack, places: Services['places']): StackItem {
  const { frames } = goroutine;
  const fault = trace.fault?.goroutine.group === goroutine.group ? trace.fault : null;
  const telling = fault ? frames[fault.frame] : (frames.find(frame => trace.origins.of(frame) === 'own') ?? frames[0]);
  return {
    ...stackRow(group, telling),
    stack: ref,
    goroutines: group.goroutines.length,
    failed: fault !== null,
    at: places.inLog(ref.uri, wholeLines(goroutine.line, goroutine.line)),
  };
}

function frameItem(trace: Trace, stack: Stack, frame: Frame, index: number, places: Services['places']): FrameItem {
  const failed = isFault(trace, stack, index);
  const origin = trace.origins.of(frame);
  return {
    ...frameRow(frame, origin, failed),
    frame: { ...stack.ref, frame: index },
    origin,
    failed,
    createdBy: frame.createdBy,
    at: places.inLog(stack.ref.uri, frameLines(frame)),
  };
}

/** The lines of a frame in its log. (A log that runs backwards has the path before the function.) */
export function frameLines({ functionAt, fileAt }: Frame): Location['range'] {
  const lines = [functionAt?.line ?? fileAt.line, fileAt.line].sort((a, b) => a - b) as [number, number];
  return wholeLines(...lines);
}
