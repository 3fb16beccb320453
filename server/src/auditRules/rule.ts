// A rule: what a line's options say together. Read leniently, since a line that is being written is no rule yet.
import type { Span } from '../place';
import type { Option, RulesLine } from './line';
import { part, type Word } from './words';

/** In the order in which auditctl looks for them: a != wins over a = before it (libaudit, audit_rule_fieldpair_data). */
const OPERATORS = ['!=', '>=', '<=', '&=', '=', '>', '<', '&'] as const;
export type Operator = (typeof OPERATORS)[number];

/** An argument of -F or -C: a field, how it is compared, and with what. */
export interface Test {
  readonly field: Word;
  /** Null where none is written. */
  readonly operator: Operator | null;
  readonly operatorSpan: Span;
  readonly value: Word;
  readonly span: Span;
  readonly comparison: boolean;
}

/** The lists of rules that the kernel has (auditctl(8), -a; io_uring since auditctl 3.1). */
export const LISTS = ['exit', 'task', 'user', 'exclude', 'filesystem', 'io_uring'] as const;
export type List = (typeof LISTS)[number];
export const ACTIONS = ['always', 'never'] as const;
export type Action = (typeof ACTIONS)[number];

export interface Rule {
  /** -a, -A and -w add, -d and -W take away. */
  readonly operation: 'append' | 'prepend' | 'delete' | 'watch' | 'unwatch';
  /** The option that makes the line a rule. */
  readonly head: Option;
  readonly list: List | null;
  readonly action: Action | null;
  /** Of -S, in their order, each name for itself. */
  readonly syscalls: readonly Word[];
  /** Of -F without keys, and of -C. */
  readonly tests: readonly Test[];
  /** Of -k and of -F key=. */
  readonly keys: readonly Word[];
  /** Of -w and -W. */
  readonly watch: Word | null;
  /** Of -p. */
  readonly permissions: Word | null;
}

const OPERATIONS: Readonly<Record<string, Rule['operation']>> = {
  '-a': 'append',
  '-A': 'prepend',
  '-d': 'delete',
  '-w': 'watch',
  '-W': 'unwatch',
};

/** The rule of a line; null where it holds none. */
export function readRule(line: RulesLine): Rule | null {
  const head = line.options.find(option => Object.hasOwn(OPERATIONS, option.name));
  const operation = head && OPERATIONS[head.name];
  if (head === undefined || operation === undefined) return null;
  const watches = operation === 'watch' || operation === 'unwatch';
  const [list, action] = watches ? (['exit', 'always'] as const) : readListAction(head.argument?.text ?? '');
  const argumentsOf = (name: string): Word[] =>
    line.options.flatMap(option => (option.name === name && option.argument ? [option.argument] : []));
  const tests = line.options.flatMap(readTest);
  const keys = line.options.flatMap(keysOf);
  return {
    operation,
    head,
    list,
    action,
    syscalls: argumentsOf('-S').flatMap(splitList),
    tests: tests.filter(test => !isKey(test)),
    keys,
    watch: watches ? head.argument : null,
    permissions: argumentsOf('-p').at(-1) ?? null,
  };
}

/** List and action, in whatever order; null for what auditctl does not know. */
export function readListAction(text: string): [List | null, Action | null] {
  const words = text.split(',');
  return [LISTS.find(list => words.includes(list)) ?? null, ACTIONS.find(action => words.includes(action)) ?? null];
}

/** Whether auditctl leaves the line at this list and action, says so in syslog only, and goes on with the next one (3.0.9). */
export function isSkipped(text: string): boolean {
  const [list, action, ...more] = text.split(',');
  return action === 'possible' && more.length === 0 && LISTS.some(known => known === list);
}

/** The names of a comma list, without empty ones (strtok(3)). */
export function splitList(word: Word): Word[] {
  const names: Word[] = [];
  let start = 0;
  for (let at = 0; at <= word.text.length; at++) {
    if (at < word.text.length && word.text.charAt(at) !== ',') continue;
    if (at > start) names.push(part(word, start, at));
    start = at + 1;
  }
  return names;
}

/** The test of an -F or -C; none for other options. */
export function readTest(option: Option): Test[] {
  const { name, argument } = option;
  if ((name !== '-F' && name !== '-C') || argument === null) return [];
  const { text, span } = argument;
  const operator = OPERATORS.find(candidate => text.includes(candidate)) ?? null;
  const at = operator === null ? text.length : text.indexOf(operator);
  const to = at + (operator?.length ?? 0);
  return [
    {
      field: { ...part(argument, 0, at), text: text.slice(0, at).toLowerCase() }, // names are compared without case
      operator,
      operatorSpan: part(argument, at, to).span,
      value: part(argument, to),
      span,
      comparison: name === '-C',
    },
  ];
}

function isKey(test: Test): boolean {
  return test.field.text === 'key' && test.operator === '=' && !test.comparison;
}

function keysOf(option: Option): Word[] {
  if (option.name === '-k') return option.argument ? [option.argument] : [];
  return readTest(option)
    .filter(isKey)
    .map(test => test.value);
}

/** The first test of a field with `=`. */
export function valueOf(rule: Rule, field: string): string | null {
  const found = rule.tests.find(test => !test.comparison && test.field.text === field && test.operator === '=');
  return found?.value.text ?? null;
}
