// Tracebacks, goroutines and frames in words.
import type { GoroutineGroup } from '../golang/groups';
import type { Frame, Goroutine, Traceback } from '../golang/traceback';
import { message, type Message } from '../message';
import { text } from './text';

/** "panic: runtime error: invalid memory address or nil pointer dereference" */
export function describeTraceback(traceback: Traceback): string {
  if (traceback.kind === 'dump') {
    return text(message('golang.dump', { goroutines: traceback.goroutines.length }));
  }
  const { kind, message: said, signal } = traceback;
  // "SIGQUIT: quit"; Windows prints the number of an exception alone.
  const name = signal?.name || '?';
  return text(
    kind === 'signal' && said === ''
      ? message('golang.signal', { signal: name })
      : message(`golang.kind.${kind}`, { message: said, signal: name }),
  );
}

/** More numbers of goroutines than these tell a reader nothing. */
const MAX_IDS = 8;

/** "3 goroutines [select, 2 to 90 minutes]: 17, 18, 19"; one alone as describeGoroutine has it. */
export function describeGroup({ goroutines, waitMinutes }: GoroutineGroup): string {
  const [only] = goroutines;
  const count = goroutines.length;
  if (only && count === 1) {
    return describeGoroutine(only);
  }
  const ids = goroutines.flatMap(({ id }) => id ?? []);
  const states = [...new Set(goroutines.flatMap(({ state }) => state ?? []))];
  if (ids.length === 0 || states.length === 0) {
    return text(message('golang.headlessGroup', { count }));
  }
  const locked = goroutines.filter(goroutine => goroutine.locked).length;
  const words = [
    states.join(' / '),
    ...(waitMinutes === null ? [] : [text(waitOf(waitMinutes))]),
    ...(locked === 0 ? [] : [text(message(locked === count ? 'golang.locked' : 'golang.someLocked'))]),
  ];
  const listed = ids.length > MAX_IDS ? [...ids.slice(0, MAX_IDS), '…'] : ids;
  return text(message('golang.group', { count, state: words.join(', '), ids: listed.join(', ') }));
}

function waitOf({ least, most }: NonNullable<GoroutineGroup['waitMinutes']>): Message {
  if (least === most) return message('golang.wait', { minutes: most });
  return least === 0 ? message('golang.waitUpTo', { most }) : message('golang.waits', { least, most });
}

/** "goroutine 5 [running]", with how long it has waited. */
export function describeGoroutine(goroutine: Goroutine): string {
  const { id, state, waitMinutes, locked } = goroutine;
  if (id === null || state === null) {
    return state ?? text(message('golang.headless'));
  }
  const words = [state, ...(waitMinutes === null ? [] : [text(message('golang.wait', { minutes: waitMinutes }))])];
  const all = locked ? [...words, text(message('golang.locked'))] : words;
  return text(message('golang.goroutine', { id, state: all.join(', ') }));
}

/** 'proc.(*execProcess).pidv': the function with its package's name; the file's where no line names a function. Plain text. */
export function shortFunction({ function: name, file }: Pick<Frame, 'function' | 'file'>): string {
  return (name ?? file).replace(/^[^([]*\//, '');
}

/** 'exec.go:76'. Plain text. */
export function shortFile({ file, line }: Pick<Frame, 'file' | 'line'>): string {
  return `${file.replace(/^.*[\\/]/, '')}:${String(line)}`;
}
