// What rows of known issues are written with.
import type { EntrySignature, TraceSignature } from '../model';

/** The page of an issue or a pull request, by `owner/repository#number`. */
export function thread(name: string): string {
  const [repository = '', number = ''] = name.split('#');
  return `https://github.com/${repository}/issues/${number}`;
}

/** What ends a program by its own fault, and is printed with the stack that failed first. */
export const PANIC = { on: 'trace', kinds: ['panic'], stack: 'failed', certainty: 'certain' } as const;
export const FATAL = { ...PANIC, kinds: ['fatal'] } as const;
/** A dump of goroutines that somebody asked for. */
export const DUMP = { on: 'trace', kinds: ['dump', 'signal'], stack: 'any', certainty: 'likely' } as const;
export const NIL = /^runtime error: invalid memory address or nil pointer dereference/;

/** An entry of a daemon that says something, beside a mark that its line has. */
export function daemonSays(says: RegExp, marks: readonly string[], more: Partial<EntrySignature> = {}): EntrySignature {
  return { on: 'entry', kinds: ['logrus', 'klog'], marks, says, certainty: 'certain', ...more };
}

/** A line of the kernel. */
export function kernelSays(says: RegExp, marks: readonly string[]): EntrySignature {
  return { on: 'entry', kinds: ['kernel', 'text'], programs: ['kernel'], marks, says, certainty: 'certain' };
}

export function panics(frames: readonly RegExp[], more: Partial<TraceSignature> = {}): TraceSignature {
  return { ...PANIC, message: NIL, frames, ...more };
}
