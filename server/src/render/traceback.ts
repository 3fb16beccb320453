// Tracebacks, goroutines and frames in words.
import type { Frame, Goroutine, Traceback } from '../golang/traceback';
import { message } from '../message';
import { text } from './text';

/** "panic: runtime error: invalid memory address or nil pointer dereference" */
export function describeTraceback(traceback: Traceback): string {
  const goroutines = traceback.goroutines.length;
  if (traceback.kind === 'dump') {
    return text(message('golang.dump', { goroutines }));
  }
  return text(message(`golang.kind.${traceback.kind}`, { message: traceback.message }));
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
