// What a row of the table of heads is: a form of the lines with which a traceback begins.
import type { TracebackKind, TracebackSignal } from './traceback';

/** What a first line says; `null` fields are not said by it. */
export interface Head {
  readonly kind: TracebackKind;
  readonly message: string;
  readonly signal: TracebackSignal | null;
}

export interface HeadRow {
  readonly id: string;
  /** What a payload begins with that can be this head. */
  readonly marks: readonly string[];
  /**
   * What the row is for: a head begins a trace, a preamble is followed by the head proper, a detail adds to the head
   * before it, an end closes the trace.
   */
  readonly role: 'head' | 'preamble' | 'detail' | 'end';
  /** Whether one goroutine follows at most, because the program goes on. */
  readonly single: boolean;
  /** Reads a payload without its leading blanks; null where it is something else. */
  readonly parse: (payload: string) => Head | null;
  readonly samples: readonly (readonly [payload: string, head: Head])[];
  readonly counterExamples: readonly string[];
}
