// What a row of the table of forms is.
import type { Spot, ToldContainer, ToldEvent } from './model';
import type { Node } from './value';
import type { TextLines } from './textLines';

/** What a form tells of one thing. */
export interface Told {
  readonly containers?: readonly ToldContainer[];
  readonly events?: readonly ToldEvent[];
}

/** A form of JSON or YAML. */
export interface ObjectForm {
  /** As coverage names it. */
  readonly id: string;
  /** Where the format is from. */
  readonly source: string;
  /** What an object tells; null where it is not of this form. */
  readonly read: (node: Node, spotOf: (node: Node) => Spot) => Told | null;
}

/** A form of lines. */
export interface LineForm {
  readonly id: string;
  readonly source: string;
  /** What begins at a line, and the line behind it; null where it is not of this form. */
  readonly read: (lines: TextLines, line: number) => (Told & { readonly end: number }) | null;
}

/** A container of which an output tells no more than that there is one. */
export const NOTHING_TOLD = {
  names: [],
  image: null,
  pod: null,
  creation: null,
  created: null,
  createdAgo: null,
  restarts: null,
  run: null,
} as const;

/** A start of which nothing is told. */
export const NO_RUN = {
  state: 'unknown',
  started: null,
  finished: null,
  exitCode: null,
  observed: true,
  oomKilled: false,
  error: null,
  initPid: null,
  endedAgo: null,
} as const;

/** The digits of an id as it is pasted; null for what is none. */
export function idOf(text: string | null): string | null {
  const digits = text?.replace(/^[a-z-]+:\/\//, '') ?? '';
  return /^[0-9a-f]{12,64}$/.test(digits) ? digits : null;
}

/** `namespace/pod/container`, as containers of Kubernetes are called; nothing where a part is not told. */
export function podNames(
  namespace: string | null,
  pod: string | null,
  container: string | null,
  isSandbox = false,
): string[] {
  if (namespace === null || pod === null || (container === null && !isSandbox)) return [];
  return [[namespace, pod, ...(container === null ? [] : [container])].join('/')];
}
