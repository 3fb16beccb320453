// A filter made ready to be asked of many lines.
import type { Filter, FilterLine, Term, TermKind } from './model';
import { rowOf, TERMS } from './terms';

export interface CompiledFilter {
  /** Whether a line is one of those that are looked for. */
  readonly matches: (line: FilterLine) => boolean;
  /** Whether a line may be shown because it belongs to one that matches: nothing hides it. */
  readonly allows: (line: FilterLine) => boolean;
  /** Found in each line that matches by its text; null where a line that matches may hold anything. */
  readonly needle: RegExp | null;
  /** Whether lines must be read. */
  readonly reads: boolean;
  /** Whether a user's expression is asked: it may take for ever. */
  readonly hasRegex: boolean;
  /** Whether lines are shown with all of the event, entry or traceback that they are part of. */
  readonly whole: boolean;
  /** Whether it asks when a line was written. */
  readonly asksTime: boolean;
}

type Test = (line: FilterLine) => boolean;

export function compileFilter({ terms }: Filter): CompiledFilter {
  const wanted = TERMS.flatMap(({ kind, joins }): Test[] => {
    const tests = terms.filter(term => term.kind === kind && !term.not).map(testOf);
    if (tests.length === 0) return [];
    return joins === 'all' ? tests : [line => tests.some(test => test(line))];
  });
  const hidden = terms.filter(({ not }) => not).map(testOf);
  const allows: Test = line => !hidden.some(test => test(line));
  const has = (...kinds: readonly TermKind[]): boolean => terms.some(({ kind }) => kinds.includes(kind));
  return {
    matches: line => wanted.every(test => test(line)) && allows(line),
    allows,
    needle: needleOf(terms.filter(({ not }) => !not)),
    reads: terms.some(({ kind }) => rowOf(kind).reads),
    hasRegex: has('regex'),
    whole: !has('lines') && terms.some(({ not }) => !not),
    asksTime: has('since', 'until'),
  };
}

function testOf({ kind, value }: Term): Test {
  return rowOf(kind).test(value);
}

/** The expressions of one kind whose terms all have one: texts before ids before the rest, for texts are the rarest. */
function needleOf(terms: readonly Term[]): RegExp | null {
  for (const { kind, joins } of TERMS) {
    const needles = terms.filter(term => term.kind === kind).map(term => rowOf(kind).needle(term.value));
    const known = needles.filter(needle => needle !== null);
    const longest = [...known].sort((a, b) => b.length - a.length).slice(0, joins === 'all' ? 1 : undefined);
    if (known.length > 0 && known.length === needles.length) return new RegExp(longest.join('|'), 'gi');
  }
  return null;
}
