// The requests of the Traces view and of a review, typed and documented; imported by both sides.
import { RequestType } from 'vscode-languageserver-protocol';
import type { TracebackKind } from './golang/traceback';
import type { Location, Page, PageQuery } from './protocol';

/** A traceback, by the log and its first line there (from 0). */
export interface TraceRef {
  readonly uri: string;
  readonly line: number;
}

/** Like goroutines of a traceback; their group, from 1 in the order of the log. */
export interface StackRef extends TraceRef {
  readonly stack: number;
}

/** A frame of their stack, from 0. */
export interface FrameRef extends StackRef {
  readonly frame: number;
}

/** What a row shows. */
interface RowItem {
  readonly label: string;
  readonly description: string;
  /** Markdown, escaped. */
  readonly tooltip: string;
  readonly at: Location;
}

export interface TraceItem extends RowItem {
  readonly trace: TraceRef;
  readonly kind: TracebackKind;
}
/** The tracebacks of all files of a case, each once. */
export const listTraces = new RequestType<PageQuery, Page<TraceItem>, void>('nodelog/traces');

export interface StackItem extends RowItem {
  readonly stack: StackRef;
  readonly goroutines: number;
  /** Whether one of them is the goroutine that failed. */
  readonly failed: boolean;
}
/** The goroutines of a traceback, like ones in one row. */
export const listStacks = new RequestType<PageQuery & { readonly trace: TraceRef }, Page<StackItem>, void>(
  'nodelog/stacks',
);

export interface FrameItem extends RowItem {
  readonly frame: FrameRef;
  /** The program's own code, a library's, or Go's runtime and standard library. */
  readonly origin: 'own' | 'library' | 'runtime';
  /** Whether it is the frame that failed. */
  readonly failed: boolean;
  readonly createdBy: boolean;
}
/** The frames of a stack, as the first of its goroutines has them. */
export const listFrames = new RequestType<PageQuery & { readonly stack: StackRef }, Page<FrameItem>, void>(
  'nodelog/frames',
);

/**
 * Where a review goes: `start` is the frame that failed, or the first one; `fault` the frame that failed. `next` and
 * `previous` skip frames of libraries and of the runtime where the setting says so.
 */
export type ReviewStep = 'start' | 'next' | 'previous' | 'first' | 'fault';

/** A frame that is looked at: what is shown and marked. */
export interface ReviewedFrame {
  readonly frame: FrameRef;
  /** "2/6 · containerd 1.2.2" */
  readonly status: string;
  /** Markdown, escaped: the function, where it lies, whether that is verified. */
  readonly tooltip: string;
  readonly failed: boolean;
  /** The lines of the frame in the log. */
  readonly log: Location;
  /** Where the cursor stands in them: behind the function's name, which a long prefix may push out of sight. */
  readonly cursor: Location['range']['start'];
  /** The document that shows its source, or says why there is none; null where nothing says in which module it lies. */
  readonly source: ReviewedSource | null;
}
export interface ReviewedSource {
  readonly uri: string;
  /** The line of the frame; null where the document only explains. */
  readonly line: Location['range'] | null;
  /** The name by which that line calls the next inner frame, where it does once. */
  readonly call: Location['range'] | null;
  /** The frame's arguments, each at its parameter. */
  readonly hints: readonly ArgumentHint[];
  /** What was nil at the line: "addr=0x78 is the offset of execProcess.pid: e was nil." Null where nothing is claimed. */
  readonly lens: string | null;
}
export interface ArgumentHint {
  readonly position: Location['range']['start'];
  /** "= 17160" */
  readonly label: string;
}
/** A frame, or the one that a step leads to from it; null where there is none. */
export const reviewFrame = new RequestType<
  { readonly frame: FrameRef; readonly step: ReviewStep | null },
  ReviewedFrame | null,
  void
>('nodelog/reviewFrame');

/** Where the same bug left a trace elsewhere: the first lines of traces with the same frames, this one apart. */
export const sameTraces = new RequestType<TraceRef, readonly Location[], void>('nodelog/sameTraces');

/** A traceback as Markdown, with a link to each frame's line at the forge; empty where there is none. */
export const traceMarkdown = new RequestType<TraceRef, string, void>('nodelog/traceMarkdown');
