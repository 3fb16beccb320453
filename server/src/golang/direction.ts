// Which way a trace runs through its log: most from the first line down, some logs show the newest line first.
import { agreement } from './agreement';
import type { FileLine, FunctionLine } from './frames';
import type { Head, HeadRow } from './headRow';
import type { Header } from './headers';

/** A line of a traceback, or two of one log line; `at` is its line. */
export type Token =
  | { readonly kind: 'head'; readonly row: HeadRow; readonly head: Head; readonly at: number }
  | { readonly kind: 'header'; readonly header: Header; readonly at: number }
  | { readonly kind: 'function'; readonly fn: FunctionLine; readonly at: number }
  | { readonly kind: 'file'; readonly file: FileLine; readonly at: number };

/** Whether the two lines can be one frame: their package and folder agree, and an inlined call has no offset. */
function isPair(fn: FunctionLine, file: FileLine): boolean {
  return fn.inlined !== file.offset && agreement(fn.name, file.file) !== 'no';
}

/** Whether the lines begin as Go prints them and as no reversed log does: a head or header, the function, its path. */
export function beginsForward(tokens: readonly Token[]): boolean {
  const [before, fn, file] = tokens.slice(-3);
  if (fn?.kind !== 'function' || file?.kind !== 'file') return false;
  return (before?.kind === 'head' || before?.kind === 'header') && !fn.fn.createdBy && isPair(fn.fn, file.file);
}

/**
 * Whether the lines run from the newest to the oldest: read so, less contradicts what Go prints (runtime/traceback.go).
 * In doubt they do not.
 */
export function isBackward(tokens: readonly Token[]): boolean {
  let forward = 0;
  let backward = 0;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (!next) return;
    forward += contradictions(token, next, tokens[index + 2]);
    backward += contradictions(next, token, tokens[index - 1]);
  });
  return backward < forward;
}

/** How much speaks against a line being followed by the next one, and that by the one after it. */
function contradictions(first: Token, second: Token, third: Token | undefined): number {
  if (first.kind === 'function') {
    if (second.kind !== 'file') return 1;
    // A creator is the last of its stack.
    const goesOn = first.fn.createdBy && third?.kind === 'function';
    return (isPair(first.fn, second.file) ? 0 : 1) + (goesOn ? 1 : 0);
  }
  if (first.kind === 'header') return second.kind === 'function' && !second.fn.createdBy ? 0 : 1;
  // Below klog's head paths may stand alone.
  if (first.kind === 'head') return second.kind === 'file' && first.row.id !== 'klog' ? 1 : 0;
  return 0;
}
