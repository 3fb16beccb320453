// What can be written at a column of a file of audit rules.
import { syscallNamesOf, syscallPurpose } from '../audit/data/syscalls';
import { message, type Message } from '../message';
import type { Span } from '../place';
import { architecturesOf } from './abi';
import type { RulesDocument } from './document';
import { comparableWith, ruleField, RULE_FIELDS } from './fields';
import { readRulesLine, type Option } from './line';
import { OPTIONS } from './options';
import { callsOf } from './reach';
import { ACTIONS, LISTS, readRule, readTest, valueOf, type Rule } from './rule';
import { escapeWord } from './signalRules';
import { proposeValues, type Proposal } from './values';
import type { Word } from './words';

export type ProposalKind = 'option' | 'list' | 'field' | 'operator' | 'syscall' | 'value' | 'key';

export interface Completion extends Proposal {
  readonly kind: ProposalKind;
  /** What it takes the place of. */
  readonly span: Span;
}

/** The proposals at a column (from 0); none in comments and where only the user knows what to write. */
export function completeAt(document: RulesDocument, number: number, column: number): Completion[] {
  const entry = document.entry(number);
  const text = entry?.line.text ?? '';
  const before = readRulesLine(text.slice(0, column));
  if (before.kind === 'comment') return [];
  const here: Span = { start: column, end: column };
  const last = before.options.at(-1);
  const fresh = column === 0 || text.charAt(column - 1) === ' ';
  const rule = entry?.rule ?? readRule(before);
  if (last?.argument === null && (last.row?.argument ?? null) !== null && fresh) {
    return complete(last, { text: '', span: here }, rule, document);
  }
  if (last?.argument?.span.end === column && !fresh) return complete(last, last.argument, rule, document);
  const stray = before.strays.at(-1)?.span;
  const begun = fresh ? here : last?.span.end === column ? last.span : stray?.end === column ? stray : null;
  return begun === null ? [] : optionsAt(begun, rule);
}

function optionsAt(span: Span, rule: Rule | null): Completion[] {
  const wanted = OPTIONS.filter(({ inFiles, name }) => inFiles && (rule === null || IN_RULES.includes(name)));
  return wanted.map(({ name, argument, title }) => ({
    kind: 'option',
    label: name,
    insert: argument === null ? name : `${name} `,
    detail: title,
    span,
  }));
}

/** What can follow in a line that is a rule. */
const IN_RULES = ['-F', '-S', '-C', '-k', '-p'];

function complete(option: Option, word: Word, rule: Rule | null, document: RulesDocument): Completion[] {
  switch (option.row?.argument) {
    case 'listAction':
      return ACTIONS.flatMap(action => LISTS.map(list => `${action},${list}`)).map(text =>
        plain(
          'list',
          text,
          message(`rules.list.${text.slice(text.indexOf(',') + 1) as (typeof LISTS)[number]}`),
          word.span,
        ),
      );
    case 'syscalls':
      return syscallsAt(word, rule);
    case 'field':
      return fieldsAt(option, word, rule, document);
    case 'comparison':
      return comparisonsAt(option, word);
    case 'permissions':
      return values(proposeValues('permissions', { field: 'perm', calls: [] }), word.span);
    case 'key':
      return keysAt(document, word);
    case 'enabled':
    case 'failure':
      return ['0', '1', '2'].map(text => plain('value', text, option.row?.title ?? null, word.span));
    case 'path':
    case 'number':
    case 'text':
    case 'mounts':
    case 'signal':
    case null:
    case undefined:
      return [];
  }
}

function plain(kind: ProposalKind, text: string, detail: Message | null, span: Span): Completion {
  return { kind, label: text, insert: text, detail, span };
}

function values(proposals: readonly Proposal[], span: Span): Completion[] {
  return proposals.map(proposal => ({ ...proposal, kind: 'value' as const, span }));
}

function keysAt(document: RulesDocument, word: Word): Completion[] {
  const others = document.keys.filter(key => key !== word.text && key !== '');
  return others.map(key => ({ kind: 'key', label: key, insert: escapeWord(key), detail: null, span: word.span }));
}

/** The calls of the rule's architecture, behind the last comma. */
function syscallsAt(word: Word, rule: Rule | null): Completion[] {
  const span = { start: word.span.start + word.text.lastIndexOf(',') + 1, end: word.span.end };
  const [architecture] = architecturesOf(rule && valueOf(rule, 'arch'));
  const names = architecture === undefined ? [] : syscallNamesOf(architecture);
  return ['all', ...names].map(name => plain('syscall', name, syscallPurpose(name), span));
}

function fieldsAt(option: Option, word: Word, rule: Rule | null, document: RulesDocument): Completion[] {
  const [test] = readTest({ ...option, argument: word });
  if (test === undefined || test.operator === null) return fieldNames(word, rule);
  if (test.field.text === 'key') return keysAt(document, test.value);
  const kind = ruleField(test.field.text)?.kind;
  const calls = rule ? callsOf(rule) : [];
  const context = { field: test.field.text, calls: calls === 'all' ? [] : calls };
  return kind === undefined ? [] : values(proposeValues(kind, context), test.value.span);
}

/** The fields of the rule's list; the operators of a field that is written whole. */
function fieldNames(word: Word, rule: Rule | null): Completion[] {
  const rows = RULE_FIELDS.filter(
    ({ lists }) => (rule?.list ?? null) === null || lists.some(list => list === rule?.list),
  );
  const whole = ruleField(word.text);
  const operators = (whole?.operators ?? []).map(operator =>
    plain('operator', `${word.text}${operator}`, whole?.title ?? null, word.span),
  );
  const names = rows.flatMap(({ names: all, title, operators: [first] }) =>
    all
      .filter(name => name !== word.text)
      .map(name => ({
        kind: 'field' as const,
        label: name,
        insert: `${name}${first ?? '='}`,
        detail: title,
        span: word.span,
      })),
  );
  return [...operators, ...names];
}

function comparisonsAt(option: Option, word: Word): Completion[] {
  const [test] = readTest({ ...option, argument: word });
  if (test === undefined || test.operator === null) {
    const rows = RULE_FIELDS.filter(({ names: [name] }) => name !== undefined && comparableWith(name).length > 0);
    return rows.flatMap(({ names: [name], title }) =>
      name === undefined
        ? []
        : [{ kind: 'field' as const, label: name, insert: `${name}!=`, detail: title, span: word.span }],
    );
  }
  const others = comparableWith(test.field.text);
  return others.map(name => plain('field', name, ruleField(name)?.title ?? null, test.value.span));
}
