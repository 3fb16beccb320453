// What a row of the tables of blind spots is: rules that are loaded, and do not do what their writer may think.
import type { Message } from '../message';
import type { Span } from '../place';
import type { RuleEntry, RulesDocument } from './document';

/** Error: nothing of it is loaded. Warning: events are missed. Information: worth to know. */
export type Severity = 'error' | 'warning' | 'information';

/** Text that is put in place of a span of a line; lines that are added stand behind a line break. */
export interface Edit {
  readonly number: number;
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: Message;
  readonly edits: readonly Edit[];
}

export interface Spot {
  /** The line, from 0. */
  readonly number: number;
  readonly span: Span;
  readonly text: Message;
  readonly fix: Fix | null;
}

export interface BlindSpotRow {
  /** Stable: it is the code of a diagnostic. */
  readonly code: string;
  readonly severity: Severity;
  readonly find: (document: RulesDocument) => Spot[];
  /** Files in which it is found, and what is much the same and sound. */
  readonly examples: readonly [string, ...string[]];
  readonly counterExamples: readonly [string, ...string[]];
}

/** Puts lines behind the line of a rule. */
export function addLines({ number, line }: RuleEntry, lines: readonly string[]): Edit {
  const end = line.text.length;
  return { number, span: { start: end, end }, text: lines.map(text => `\n${text}`).join('') };
}

/** Puts text before a column of a line. */
export function insert(number: number, column: number, text: string): Edit {
  return { number, span: { start: column, end: column }, text };
}

/** Where a rule's calls stand; its first option where it names none. */
export function callsSpan({ rule }: RuleEntry): Span {
  const [first] = rule.syscalls;
  const last = rule.syscalls.at(-1);
  return first && last ? { start: first.span.start, end: last.span.end } : rule.head.span;
}

/** Longer files are compared pair by pair no further than this. */
export const MAX_COMPARED = 1000;
