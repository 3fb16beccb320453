// Where a line of source calls a function that a trace names.
import { splitFunction } from '../golang/frames';
import type { Span } from '../place';

/** Names that the compiler makes; no line calls them by these. */
const MADE = /^(?:func|gowrap|deferwrap)?\d+$/;

/**
 * The columns of the name by which `line` calls `callee` (as traces print it); null where it does not by that name (a
 * closure, a function value), or more than once.
 */
export function callSpan(line: string, callee: string): Span | null {
  const { member } = splitFunction(callee.replaceAll('[...]', ''));
  const name = member.replace(/-fm$/, '').split('.').at(-1) ?? '';
  if (name === '' || MADE.test(name)) return null;
  const found: Span[] = [];
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isWord(line.charAt(at - 1)) && calls(line, end)) found.push({ start: at, end });
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether what follows a name are arguments, behind type arguments or not. */
function calls(line: string, end: number): boolean {
  const rest = line.slice(end).trimStart();
  return rest.startsWith('(') || /^\[[^\]]*\]\s*\(/.test(rest);
}

function isWord(character: string): boolean {
  return character !== '' && /[\p{L}\p{N}_]/u.test(character);
}
