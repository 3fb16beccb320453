// Regular expressions of users, on hostile lines: all states of the automaton go along at once, so that a match takes
// time in proportion to the text times the pattern, whatever both are (Thompson, CACM 11(6), 1968). No backtracking.
import { message, type Message } from '../../message';
import type { Pattern } from './model';

/** Characters of a pattern, and states of its automaton. */
const MAX_PATTERN = 500;
const MAX_STATES = 2000;
/** What is looked at of a text (UTF-16 units). */
const MAX_TEXT = 16_384;
const MAX_REPEAT = 200;

type Accepts = (code: number) => boolean;

/** What is left to match: a character, a place between two, or two ways on. */
type State =
  | { readonly kind: 'character'; readonly accepts: Accepts; next: number }
  | { readonly kind: 'place'; readonly holds: (before: number, after: number) => boolean; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'match' };

/** A part of a pattern. */
type Node =
  | { readonly kind: 'character'; readonly accepts: Accepts }
  | { readonly kind: 'place'; readonly holds: (before: number, after: number) => boolean }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

class PatternProblem extends Error {
  constructor(readonly told: Message) {
    super(told.id);
  }
}

/**
 * Compiles a pattern: literals, `.`, classes, `\d \w \s \b` and their opposites, `^ $`, groups, `|`, `* + ? {m,n}`, as
 * JavaScript writes them. What cannot be matched in linear time (back references, looking around) is refused.
 */
export function compilePattern(source: string): Pattern | { readonly problem: Message } {
  try {
    if (source.length > MAX_PATTERN)
      throw new PatternProblem(message('known.pattern.too-long', { limit: MAX_PATTERN }));
    return new Automaton(new Parser(source).parse());
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: error.told };
    throw error;
  }
}

const NONE = -1;
const LF = 0x0a;

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSpace(code: number): boolean {
  return /\s/.test(String.fromCharCode(code));
}

const CLASSES: Readonly<Record<string, Accepts>> = {
  d: isDigit,
  D: code => !isDigit(code),
  w: isWord,
  W: code => !isWord(code),
  s: isSpace,
  S: code => !isSpace(code),
};
const ESCAPED: Readonly<Record<string, number>> = { n: LF, t: 9, r: 13 };

class Parser {
  private at = 0;

  constructor(private readonly source: string) {}

  parse(): Node {
    const node = this.choice();
    if (this.at < this.source.length) this.refuse(this.source.charAt(this.at));
    return node;
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      parts.push(this.repeated(this.atom()));
    }
    return { kind: 'sequence', parts };
  }

  private repeated(part: Node): Node {
    const counts = this.counts();
    if (!counts) return part;
    this.take('?'); // the shortest match is as good: it is only asked whether there is one
    if (part.kind === 'place' || this.counts()) throw this.problem('known.pattern.nothing-to-repeat');
    return { kind: 'repeat', part, ...counts };
  }

  private counts(): { readonly least: number; readonly most: number } | null {
    if (this.take('*')) return { least: 0, most: Infinity };
    if (this.take('+')) return { least: 1, most: Infinity };
    if (this.take('?')) return { least: 0, most: 1 };
    const [whole, least, comma, most] = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.source.slice(this.at)) ?? [];
    if (whole === undefined) return null;
    const from = Number(least);
    const to = comma === undefined ? from : most === undefined ? Infinity : Number(most);
    if (from > MAX_REPEAT || (to !== Infinity && (to > MAX_REPEAT || to < from))) this.refuse(whole);
    this.at += whole.length;
    return { least: from, most: to };
  }

  private atom(): Node {
    const character = this.source.charAt(this.at);
    if ('*+?'.includes(character)) throw this.problem('known.pattern.nothing-to-repeat');
    if (character === '(') return this.group();
    if (character === '[') return this.characterClass();
    if (character === '\\') return this.escape();
    this.at++;
    if (character === '.') return { kind: 'character', accepts: code => code !== LF };
    if (character === '^') return { kind: 'place', holds: before => before === NONE };
    if (character === '$') return { kind: 'place', holds: (_, after) => after === NONE };
    const code = character.charCodeAt(0);
    return { kind: 'character', accepts: other => other === code };
  }

  private group(): Node {
    const start = this.at++;
    if (this.take('?') && !this.take(':')) {
      const name = /^<[A-Za-z_]\w*>/.exec(this.source.slice(this.at));
      if (!name) this.refuse(this.source.slice(start, start + 4), start);
      else this.at += name[0].length;
    }
    const inside = this.choice();
    if (!this.take(')')) throw this.problem('known.pattern.unclosed', start);
    return inside;
  }

  private escape(): Node {
    const next = this.source.charAt(this.at + 1);
    if (next === 'b' || next === 'B') {
      this.at += 2;
      const edge = next === 'b';
      return { kind: 'place', holds: (before, after) => (isWord(before) !== isWord(after)) === edge };
    }
    return { kind: 'character', accepts: this.escaped() };
  }

  /** `\d`, `\n`, `\.`: what an escape stands for. */
  private escaped(): Accepts {
    const next = this.source.charAt(this.at + 1);
    const known = CLASSES[next];
    const code = ESCAPED[next] ?? (/[A-Za-z0-9]/.test(next) ? NONE : next.charCodeAt(0));
    if (next === '' || (!known && code === NONE)) this.refuse(`\\${next}`);
    this.at += 2;
    return known ?? (other => other === code);
  }

  private characterClass(): Node {
    const start = this.at++;
    const negated = this.take('^');
    const accepted: Accepts[] = [];
    while (this.source.charAt(this.at) !== ']') {
      if (this.at >= this.source.length) throw this.problem('known.pattern.unclosed', start);
      accepted.push(this.classPart());
    }
    this.at++;
    return { kind: 'character', accepts: code => accepted.some(accepts => accepts(code)) !== negated };
  }

  private classPart(): Accepts {
    if (this.source.charAt(this.at) === '\\') return this.escaped();
    const from = this.source.charCodeAt(this.at++);
    const to = this.source.charCodeAt(this.at + 1);
    const isRange = this.source.charAt(this.at) === '-' && !Number.isNaN(to) && this.source.charAt(this.at + 1) !== ']';
    if (!isRange) return code => code === from;
    if (to < from || this.source.charAt(this.at + 1) === '\\') this.refuse(this.source.slice(this.at - 1, this.at + 2));
    this.at += 2;
    return code => code >= from && code <= to;
  }

  private take(character: string): boolean {
    const taken = this.source.startsWith(character, this.at);
    if (taken) this.at += character.length;
    return taken;
  }

  private refuse(text: string, at = this.at): never {
    throw new PatternProblem(message('known.pattern.unsupported', { text, at: at + 1 }));
  }

  private problem(id: 'known.pattern.unclosed' | 'known.pattern.nothing-to-repeat', at = this.at): PatternProblem {
    return new PatternProblem(message(id, { at: at + 1 }));
  }
}

class Automaton implements Pattern {
  private readonly states: State[] = [{ kind: 'match' }];
  private readonly start: number;

  constructor(node: Node) {
    this.start = this.add(node, 0);
  }

  /** Adds the states of a part that goes on at `next`; returns where it begins. */
  private add(node: Node, next: number): number {
    switch (node.kind) {
      case 'character':
      case 'place':
        return this.push({ ...node, next });
      case 'sequence':
        return node.parts.reduceRight((behind, part) => this.add(part, behind), next);
      case 'choice':
        return node.parts
          .map(part => this.add(part, next))
          .reduceRight((other, part) => this.push({ kind: 'split', next: part, other }));
      case 'repeat':
        return this.repeat(node.part, node.least, node.most, next);
    }
  }

  private repeat(part: Node, least: number, most: number, next: number): number {
    let at = next;
    if (most === Infinity) {
      const loop = { kind: 'split' as const, next: 0, other: next };
      at = this.push(loop);
      loop.next = this.add(part, at);
    } else {
      for (let count = least; count < most; count++) {
        at = this.push({ kind: 'split', next: this.add(part, at), other: next });
      }
    }
    for (let count = 0; count < least; count++) at = this.add(part, at);
    return at;
  }

  private push(state: State): number {
    if (this.states.length >= MAX_STATES) throw new PatternProblem(message('known.pattern.too-large'));
    return this.states.push(state) - 1;
  }

  /** Whether some part of the text matches. */
  test(text: string): boolean {
    const end = Math.min(text.length, MAX_TEXT);
    const seen = new Int32Array(this.states.length).fill(NONE);
    let current: number[] = [];
    for (let at = 0; at <= end; at++) {
      const before = at === 0 ? NONE : text.charCodeAt(at - 1);
      const after = at === text.length ? NONE : text.charCodeAt(at);
      // A match may begin anywhere.
      const open = this.reach([...current, this.start], at, before, after, seen);
      if (open === null) return true;
      if (at === end) break;
      current = open.flatMap(state => (state.kind === 'character' && state.accepts(after) ? [state.next] : []));
    }
    return false;
  }

  /** The states for a character that can be come to without one; null where the match is among them. */
  private reach(from: number[], at: number, before: number, after: number, seen: Int32Array): State[] | null {
    const open: State[] = [];
    for (let index = from.pop(); index !== undefined; index = from.pop()) {
      const state = this.states[index];
      if (!state || seen[index] === at) continue;
      seen[index] = at;
      if (state.kind === 'match') return null;
      if (state.kind === 'character') open.push(state);
      else if (state.kind === 'split') from.push(state.next, state.other);
      else if (state.holds(before, after)) from.push(state.next);
    }
    return open;
  }
}
