// The tracebacks that the view and a review speak of: found by their log and first line, with what is told of each frame.
import { callsOf } from '../golang/draft';
import { bugKey, faultOf, type Fault } from '../golang/fault';
import { groupsOf, type GoroutineGroup } from '../golang/groups';
import type { Frame, Goroutine } from '../golang/traceback';
import type { Place } from '../place';
import { frameAt } from '../reading/frameAt';
import type { PlacedTraceback } from '../reading/log';
import { Origins } from '../source/origin';
import type { FrameRef, StackRef, TraceRef } from '../traceProtocol';
import type { Cases } from './cases';
import { modulesOf, type SettingsStore } from './settings';

/** A traceback as a review sees it. */
export interface Trace {
  readonly ref: TraceRef;
  readonly placed: PlacedTraceback;
  readonly groups: readonly GoroutineGroup[];
  readonly fault: Fault | null;
  readonly origins: Origins;
}

/** Like goroutines; the frames are those of the first one. */
export interface Stack {
  readonly ref: StackRef;
  readonly group: GoroutineGroup;
  readonly goroutine: Goroutine;
}

export class Traces {
  constructor(
    /** The tracebacks of a log, as it is open or lies on disk. */
    private readonly tracebacksOf: (log: string) => Promise<readonly PlacedTraceback[]>,
    private readonly settings: SettingsStore,
    private readonly cases: Pick<Cases, 'of'>,
    /** Where a line of a document stands in its log. */
    private readonly placeOf: (uri: string, line: number) => Place | null,
  ) {}

  /** The traceback that begins on a line of a log; null where none does. */
  async find({ uri, line }: TraceRef): Promise<Trace | null> {
    const placed = (await this.tracebacksOf(uri)).find(({ traceback }) => traceback.line === line);
    if (!placed) {
      return null;
    }
    const { traceback } = placed;
    const table = modulesOf(await this.settings.get(uri));
    return {
      ref: { uri, line },
      placed,
      groups: groupsOf(traceback),
      fault: faultOf(traceback),
      origins: new Origins(
        callsOf(traceback).map(({ frame }) => frame),
        table,
      ),
    };
  }

  /** The frame that stands on a line of a log (from 0); null where none does. */
  async frameAt(uri: string, line: number): Promise<Frame | null> {
    return frameAt(await this.tracebacksOf(uri), line)?.frame ?? null;
  }

  /** The other traces of the case that tell of the same bug: those whose first stack has the same frames. */
  async same(ref: TraceRef): Promise<readonly Place[]> {
    const trace = await this.find(ref);
    const inCase = this.cases.of(ref.uri);
    if (!trace || !inCase) {
      return [];
    }
    const { items } = await inCase.traces(0, Number.MAX_SAFE_INTEGER);
    const key = bugKey(trace.placed.traceback);
    const others = items.filter(({ value }) => value.traceback.kind !== 'dump' && bugKey(value.traceback) === key);
    const places = others.flatMap(({ at, also }) => [at, ...also]);
    const own = this.placeOf(ref.uri, ref.line);
    return places.filter(({ file, line }) => file !== own?.file || line !== own.line);
  }
}

/** Like goroutines of a trace by their number, from 1; null where there are none. */
export function stackOf({ ref, groups }: Trace, number: number): Stack | null {
  const group = groups[number - 1];
  const goroutine = group?.goroutines[0];
  return group && goroutine ? { ref: { ...ref, stack: number }, group, goroutine } : null;
}

/** Whether a frame of a stack is the one that failed. */
export function isFault({ fault }: Trace, { goroutine }: Stack, frame: number): boolean {
  return fault?.frame === frame && fault.goroutine.group === goroutine.group;
}

/** The frame that failed, by reference; null where the trace does not tell. */
export function faultRef({ ref, fault, groups }: Trace): FrameRef | null {
  const stack = groups.findIndex(({ goroutines }) => goroutines[0]?.group === fault?.goroutine.group) + 1;
  return fault && stack > 0 ? { ...ref, stack, frame: fault.frame } : null;
}
