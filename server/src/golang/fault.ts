// Where a program failed: the frame whose code raised the panic or the fatal error.
import { keptGoroutines } from './draft';
import { splitFunction } from './frames';
import type { Frame, Goroutine, Traceback } from './traceback';

/** A frame by its place in a goroutine's stack. */
export interface Fault {
  readonly goroutine: Goroutine;
  /** Its index in `goroutine.frames`. */
  readonly frame: number;
}

/**
 * What the runtime calls to raise: all before it are deferred functions and handlers that ran later. So panics of deferred
 * calls stand above the frame that failed first, whose message comes first.
 */
const RAISING = new Set(['panic', 'runtime.gopanic', 'runtime.sigpanic', 'runtime.throw', 'runtime.fatal']);

/**
 * The frame that failed: in the goroutine that ran, the first one below the last call that raises which is not the
 * runtime's own. Null for dumps, races and signals from outside, and where no goroutine was running (a deadlock).
 */
export function faultOf({ kind, goroutines }: Pick<Traceback, 'kind' | 'goroutines'>): Fault | null {
  if (kind === 'dump' || kind === 'race' || kind === 'signal') return null;
  const goroutine = goroutines.find(({ state }) => state === null || state === 'running');
  if (!goroutine) return null;
  const { frames } = goroutine;
  const raised = frames.findLastIndex(frame => RAISING.has(frame.function ?? ''));
  const frame = frames.findIndex((candidate, index) => index > raised && !candidate.createdBy && !isRuntime(candidate));
  return frame < 0 ? null : { goroutine, frame };
}

function isRuntime({ function: name }: Frame): boolean {
  return name !== null && splitFunction(name).importPath === 'runtime';
}

/** Goroutines wait for something else each time, so only the first one's stack tells whether two traces are of one bug. */
export function bugKey(traceback: Traceback): string {
  const [first] = keptGoroutines(traceback);
  const frames = first?.goroutine.frames ?? [];
  return JSON.stringify([traceback.kind, ...frames.map(frame => [frame.function, frame.file, frame.line])]);
}
