// The text form of a filter: `container:18b2fe723696 level:warning "shim disconnected" /exit \d+/ -healthcheck`.
import { message, type Message } from '../message';
import type { Filter, Term, TermKind } from './model';
import { rowOf, TERMS } from './terms';

/** The kinds that a term names before a colon. */
const NAMED: ReadonlySet<string> = new Set(TERMS.map(({ kind }) => kind).filter(kind => kind !== 'regex'));

/** A piece: `-`, `kind:`, then a quoted value, an expression between slashes, or a word. */
const PIECE = /\s*(-?)(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)"|(\/(?:[^/\\\n]|\\.)+\/i?)(?=\s|$)|(\S*))/y;

/** A filter, or what is wrong with the text. A word with a colon before which no kind stands is a text to look for. */
export function parseFilter(text: string): Filter | { readonly problem: Message } {
  const terms: Term[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.trimEnd().length) {
    const [, minus = '', key = '', quoted, regex, word = ''] = PIECE.exec(text) ?? [];
    if (quoted === undefined && word.startsWith('"')) return { problem: message('filter.quote') };
    const value = quoted?.replace(/\\(.)/g, '$1') ?? regex ?? word;
    const term = termOf(key, value, quoted !== undefined, regex !== undefined, minus === '-');
    const problem = rowOf(term.kind).problem(term.value);
    if (problem) return { problem };
    terms.push(term);
  }
  return { terms };
}

function termOf(key: string, value: string, isQuoted: boolean, isRegex: boolean, not: boolean): Term {
  if (NAMED.has(key)) return { kind: key as TermKind, value, not };
  if (key === '') return { kind: isRegex ? 'regex' : 'text', value, not };
  return { kind: 'text', value: `${key}:${isQuoted ? `"${value}"` : value}`, not };
}

/** The text of a filter; parseFilter makes the same filter of it. */
export function printFilter({ terms }: Filter): string {
  return terms.map(printTerm).join(' ');
}

function printTerm({ kind, value, not }: Term): string {
  const key = kind === 'text' || kind === 'regex' ? '' : `${kind}:`;
  return `${not ? '-' : ''}${key}${kind === 'regex' ? value : quote(value, kind)}`;
}

/** A word as it is where it is read as that word. */
function quote(value: string, kind: TermKind): string {
  const plain = kind === 'text' ? /^[^\s"/\\:-][^\s":]*$/ : /^[^\s"/][^\s]*$/;
  return plain.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** The filter with one term more; the same term again is no other filter. */
export function withTerm(filter: Filter, term: Term): Filter {
  const same = (other: Term): boolean => printTerm(other) === printTerm(term);
  return filter.terms.some(same) ? filter : { terms: [...filter.terms, term] };
}
