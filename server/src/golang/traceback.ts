// A Go traceback: what the runtime prints when a program panics, dies of a signal or is asked for its stacks.
import type { Span } from '../place';

/** One call of a goroutine, printed on two lines: the function, then TAB file:line +offset. Lines count from 0. */
export interface Frame {
  /** As printed, without arguments: github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv; null where no line gives it. */
  readonly function: string | null;
  /** What stands between the parentheses: '0xc42000e0c0, 0x0', '...' for an inlined call, '' for none. */
  readonly args: string;
  /** There where the line is cut at the width of a terminal: `args` may end within a word. */
  readonly cut?: boolean;
  /** The path as the compiler saw it. */
  readonly file: string;
  /** The line in that file, from 1. */
  readonly line: number;
  /** `(...)`: the call was inlined into its caller, its arguments are not known. */
  readonly inlined: boolean;
  /** The frame of a `created by` line. */
  readonly createdBy: boolean;
  /** Where the function stands in the log; null where `function` is. */
  readonly functionAt: LineSpan | null;
  /** Where path:line stands in the log. */
  readonly fileAt: LineSpan;
}

/** A span of one log line; `line` counts from 0. */
interface LineSpan extends Span {
  readonly line: number;
}

export interface Goroutine {
  /** Null where no header names it: a stack whose beginning is cut off, `runtime stack:`. */
  readonly id: number | null;
  /** running, chan receive, syscall, idle ... as written; 'runtime stack' for the scheduler's own; null without a header. */
  readonly state: string | null;
  readonly waitMinutes: number | null;
  readonly locked: boolean;
  /** The header's line in the log, from 0; the first frame's where there is no header. */
  readonly line: number;
  /** The same number for goroutines with the same stack (functions, files and lines), counted from 1 in order of appearance. */
  readonly group: number;
  readonly frames: readonly Frame[];
}

export type TracebackKind = 'panic' | 'fatal' | 'signal' | 'dump' | 'race' | 'http-panic';

/** `[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]`; numbers as written. */
export interface TracebackSignal {
  readonly name: string;
  readonly code: string | null;
  readonly addr: string | null;
  readonly pc: string | null;
}

export interface Traceback {
  readonly kind: TracebackKind;
  /** What follows `panic: ` or `fatal error: `, as written but for the runtime's mark ` [recovered]`; empty for a bare dump. */
  readonly message: string;
  readonly signal: TracebackSignal | null;
  /** The program whose log lines carry the trace (syslog's tag); not always the one that panicked. */
  readonly program: string | null;
  /** First and last line in the log that belong to the trace, from 0, both inclusive. */
  readonly line: number;
  readonly endLine: number;
  readonly goroutines: readonly Goroutine[];
}

/** A line of a log as the reader of tracebacks takes it: `from` is the column where the payload begins. */
export interface TraceLine {
  readonly text: string;
  readonly from: number;
  readonly line: number;
  /** Who wrote it, as the envelope says: null for what it leaves out. Lines of one process have all three alike. */
  readonly host: string | null;
  readonly program: string | null;
  readonly pid: number | null;
}

/** The frames of a traceback, goroutine by goroutine; those of a goroutine are made when it is reached. */
export function* framesOf({ goroutines }: Pick<Traceback, 'goroutines'>): Generator<Frame, void, undefined> {
  for (const { frames } of goroutines) yield* frames;
}

/** The last line of the log (from 0) that a goroutine stands on. */
export function lastLine({ frames, line }: Goroutine): number {
  return frames.reduce((last, frame) => Math.max(last, frame.fileAt.line), line);
}
