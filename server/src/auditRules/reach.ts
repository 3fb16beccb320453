// What a rule reaches: which calls, under which conditions, whether one rule reaches all that another does.
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import { bitsOf, callName, type Bits } from './abi';
import { ruleField } from './fields';
import { isUnset, readNumber } from './numbers';
import { valueOf, type Rule, type Test } from './rule';

/** Worked out once for each rule: rules are compared with one another. */
export function oncePerRule<T>(read: (rule: Rule) => T): (rule: Rule) => T {
  const known = new WeakMap<Rule, { readonly answer: T }>();
  return rule => {
    let entry = known.get(rule);
    if (entry === undefined) known.set(rule, (entry = { answer: read(rule) }));
    return entry.answer;
  };
}

/** The calls of a rule by name, numbers where no name is known; 'all' for every call. */
export const callsOf = oncePerRule(readCalls);

function readCalls(rule: Rule): 'all' | readonly string[] {
  const arch = valueOf(rule, 'arch');
  const names = rule.syscalls.map(({ text }) => (text === 'all' ? text : (callName(text, arch) ?? text)));
  return names.length === 0 || names.includes('all') ? 'all' : names;
}

/** Those of the rule's named calls that send signals. */
export function signalCallsOf(rule: Rule): string[] {
  const calls = callsOf(rule);
  return calls === 'all' ? [] : calls.filter(call => SIGNAL_ARGUMENTS.has(call));
}

/** How wide the calls are that a rule reaches; null for both, or not known. Without arch= a named call is the machine's own. */
export const bitsOfRule = oncePerRule(readBits);

function readBits(rule: Rule): Bits | null {
  const arch = rule.tests.find(test => test.field.text === 'arch');
  if (arch === undefined) return rule.syscalls.some(({ text }) => text !== 'all') ? 64 : null;
  const bits = bitsOf(arch.value.text);
  if (arch.operator === '=' || bits === null) return bits;
  return bits === 64 ? 32 : 64;
}

/** Whether a rule makes the kernel log calls. */
export function logsCalls({ action, list, operation }: Rule): boolean {
  return action === 'always' && list === 'exit' && operation !== 'delete' && operation !== 'unwatch';
}

/** The signals that a rule looks for: the numbers that it compares the signal argument of one of its calls with. */
export function signalsOf(rule: Rule): number[] {
  const fields = new Set(signalCallsOf(rule).map(signalField));
  const values = rule.tests
    .filter(test => test.operator === '=' && fields.has(test.field.text))
    .map(test => readNumber(test.value.text)?.value);
  return [...new Set(values.filter(value => value !== undefined))];
}

/** The field that holds the signal of a call: a1 for kill, a2 for tgkill. */
export function signalField(call: string): string {
  return `a${String(SIGNAL_ARGUMENTS.get(call) ?? '')}`;
}

/** Whether a rule logs a signal: always, under further conditions (a user, a program), or never. */
export type Catch = 'always' | 'sometimes' | 'never';

/** Whether a rule logs a signal that is sent by a call of a width. */
export function catches(rule: Rule, call: string, bits: Bits, signal: number): Catch {
  const calls = callsOf(rule);
  const width = bitsOfRule(rule);
  const reaches = logsCalls(rule) && (calls === 'all' || calls.includes(call)) && (width === null || width === bits);
  if (!reaches || rule.watch !== null) return 'never';
  const field = signalField(call);
  const looks = rule.tests.some(test => test.field.text === field && !test.comparison);
  const meant = new Set(signalCallsOf(rule).map(signalField));
  let answer: Catch = 'always';
  for (const test of rule.tests) {
    if (test.field.text === 'arch' && !test.comparison) continue;
    const argument = /^a[0-3]$/.test(test.field.text) && !test.comparison;
    if (!argument) {
      answer = 'sometimes';
    } else if (test.field.text === field) {
      if (!holds(test, signal)) return 'never';
    } else if (meant.has(test.field.text) && !looks) {
      return 'never'; // compares a thread or an address with what is meant to be the signal of another of its calls
    } else {
      answer = 'sometimes'; // a condition besides the signal: one pid, one thread
    }
  }
  return answer;
}

function holds({ operator, value }: Test, number: number): boolean {
  const wanted = readNumber(value.text)?.value ?? NaN;
  switch (operator) {
    case '=':
      return number === wanted;
    case '!=':
      return number !== wanted;
    case '<':
      return number < wanted;
    case '>':
      return number > wanted;
    case '<=':
      return number <= wanted;
    case '>=':
      return number >= wanted;
    case '&':
      return (number & wanted) !== 0;
    case '&=':
      return (number & wanted) === wanted;
    case null:
      return false;
  }
}

/** The conditions of a rule, arch and calls apart, in one spelling each. */
export const conditionsOf = oncePerRule(readConditions);

function readConditions(rule: Rule): readonly string[] {
  const tests = rule.tests.filter(test => test.field.text !== 'arch' || test.comparison);
  return [
    ...tests.map(spelling),
    ...(rule.watch === null ? [] : [`path=${rule.watch.text.replace(/(?<=.)\/+$/, '')}`]),
    ...(rule.permissions === null ? [] : [`perm=${[...new Set(rule.permissions.text.toLowerCase())].sort().join('')}`]),
  ];
}

function spelling({ field, operator, value, comparison }: Test): string {
  const row = ruleField(field.text);
  const name = row?.names[0] ?? field.text;
  const plain = row && row.names.length > 2 ? field.text : name; // a0 to a3 share a row
  if (comparison) return [plain, value.text].sort().join(` ${operator ?? ''} `);
  const number = readNumber(value.text)?.value;
  const text =
    isUnset(value.text) && row?.kind === 'loginUser'
      ? 'unset'
      : row?.kind === 'permissions'
        ? [...new Set(value.text.toLowerCase())].sort().join('')
        : number === undefined || row?.kind === 'file' || row?.kind === 'text'
          ? value.text
          : String(number);
  return `${plain}${operator ?? ''}${text}`;
}

/** Whether a rule reaches everything that another one of its list does. */
export function covers(wide: Rule, narrow: Rule): boolean {
  if (wide.list !== narrow.list) return false;
  const [width, other] = [bitsOfRule(wide), bitsOfRule(narrow)];
  if (width !== null && width !== other) return false;
  const [calls, others] = [callsOf(wide), callsOf(narrow)];
  if (calls !== 'all' && (others === 'all' || !others.every(call => calls.includes(call)))) return false;
  const conditions = conditionsOf(narrow);
  return conditionsOf(wide).every(condition => conditions.includes(condition));
}

/** The same for two lines whose rules the kernel takes for one (kernel/auditfilter.c, audit_compare: the order counts). */
export const identity = oncePerRule(readIdentity);

function readIdentity(rule: Rule): string {
  const arch = rule.tests.find(test => test.field.text === 'arch');
  const calls = callsOf(rule);
  return JSON.stringify([
    rule.list,
    rule.action,
    arch ? `${arch.operator ?? ''}${arch.value.text}` : '',
    calls === 'all' ? calls : [...new Set(calls)].sort(),
    conditionsOf(rule),
    rule.keys.map(key => key.text),
  ]);
}
