// The words between the parentheses of a frame, as the runtime prints them (runtime/traceback.go, printArgs).
import type { Span } from '../place';

/** One number, of a size that its parameter tells; the span is that in the frame's `args`. */
export interface Word extends Span {
  readonly kind: 'word';
  /** Null for `_`: it lies too far from the frame to be printed. */
  readonly value: bigint | null;
  /** `?`: it was passed in a register and may not have been stored where it was read from (Go 1.18+). */
  readonly stale: boolean;
}

/** `{...}`: a struct, an array, or a value of several words, since Go 1.17. */
interface Group extends Span {
  readonly kind: 'group';
  readonly items: readonly Item[];
}

/** `...`: the runtime prints ten words at most, and no more than four levels of braces. */
interface Elision extends Span {
  readonly kind: 'elision';
}

export type Item = Word | Group | Elision;

const TOKEN = /(0x[0-9a-f]{1,16}|_)(\??)|\.\.\.|[{}]/gy;
const SEPARATOR = /, ?/y;

/** Reads a frame's arguments; null where they are no list of words, as after a line that is cut. Never throws. */
export function parseWords(args: string): readonly Item[] | null {
  const top: Item[] = [];
  const open: { readonly start: number; readonly items: Item[] }[] = [];
  for (let at = 0; at < args.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(args);
    if (!token) return null;
    const start = at;
    const end = (at += token[0].length);
    const items = open.at(-1)?.items ?? top;
    const [text, digits, mark] = token;
    if (text === '{') {
      open.push({ start, items: [] });
      continue;
    }
    if (text === '}') {
      const closed = open.pop();
      if (!closed) return null;
      (open.at(-1)?.items ?? top).push({ kind: 'group', items: closed.items, start: closed.start, end });
    } else if (text === '...') items.push({ kind: 'elision', start, end });
    else
      items.push({
        kind: 'word',
        value: digits === '_' ? null : BigInt(text.replace('?', '')),
        stale: mark === '?',
        start,
        end,
      });
    SEPARATOR.lastIndex = at;
    if (args.charCodeAt(at) === 0x7d /* } */) continue;
    at += SEPARATOR.exec(args)?.[0].length ?? 0;
    // Between two items stands a comma, behind the last one nothing.
    if (at === end && at < args.length) return null;
  }
  return open.length === 0 ? top : null;
}

/** The words in their order, those in braces too. */
export function wordsOf(items: readonly Item[]): Word[] {
  const words: Word[] = [];
  const rest = [...items].reverse();
  for (let item = rest.pop(); item; item = rest.pop()) {
    if (item.kind === 'word') words.push(item);
    else if (item.kind === 'group') rest.push(...[...item.items].reverse());
  }
  return words;
}
