// What a hover says in a file of audit rules.
import { syscallNumber, syscallPurpose } from '../audit/data/syscalls';
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import { architecturesOf } from '../auditRules/abi';
import type { Entry } from '../auditRules/document';
import { explainRule, explainTest } from '../auditRules/explain';
import { ruleField } from '../auditRules/fields';
import { callsOf } from '../auditRules/reach';
import { valueOf } from '../auditRules/rule';
import type { RuleTarget } from '../auditRules/target';
import { permissionsMeaning, valueMeaning } from '../auditRules/values';
import { message, type Message } from '../message';
import { code, escapeMarkdown } from './markdown';
import { text } from './text';

const RULE = '\n\n---\n\n';

function words(said: Message | null): string | null {
  return said && escapeMarkdown(text(said));
}

function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter(part => part !== null && part !== '').join('\n\n');
}

function italic(reference: string): string {
  return `*${escapeMarkdown(reference)}*`;
}

/** The markdown of a target in its line; `events` counts those of a key in the case, null where there is none to ask. */
export function ruleHover(target: RuleTarget, entry: Entry, events: number | null): string {
  const explained = entry.refusal === null && entry.rule ? words(explainRule(entry.rule)) : null;
  const sentence = explained && `**${explained}**`;
  const isHead = target.kind === 'option' && target.option.span === entry.rule?.head.span;
  const said = describe(target, entry, events);
  return isHead ? paragraphs(sentence, said) : [said, sentence].filter(part => part !== null && part !== '').join(RULE);
}

function describe(target: RuleTarget, entry: Entry, events: number | null): string {
  switch (target.kind) {
    case 'option':
    case 'argument': {
      const { row, name } = target.option;
      return paragraphs(`${code(row?.name ?? name)} ${words(row?.title ?? null) ?? ''}`, italic('auditctl(8)'));
    }
    case 'list':
      return paragraphs(words(message(`rules.list.${target.list}`)), italic('auditctl(8), -a'));
    case 'action':
      return paragraphs(words(message(`rules.action.${target.action}`)), italic('auditctl(8), -a'));
    case 'syscall':
      return describeCall(target.name, entry);
    case 'test':
      return describeTest(target, entry);
    case 'key':
      return paragraphs(
        `${code(target.key)} ${words(message('rules.field.key')) ?? ''}`,
        events === null ? null : words(message('rules.hover.keyEvents', { count: events })),
        italic('auditctl(8), -k'),
      );
    case 'permissions':
      return paragraphs(
        `${code(target.letters)} ${words(permissionsMeaning(target.letters)) ?? ''}`,
        words(message('rules.option.permissions')),
        italic('auditctl(8), -p'),
      );
  }
}

/** What a call does, where its signal is, and its number on each architecture that can be meant. */
function describeCall(name: string, { rule }: Entry): string {
  if (name === 'all') return paragraphs(words(message('rules.hover.allCalls')), italic('auditctl(8), -S'));
  const purpose = syscallPurpose(name);
  const argument = SIGNAL_ARGUMENTS.get(name);
  const numbers = architecturesOf(rule && valueOf(rule, 'arch')).flatMap(architecture => {
    const number = syscallNumber(architecture, name);
    return number === null ? [] : [`${architecture} ${String(number)}`];
  });
  return paragraphs(
    `**${escapeMarkdown(name)}**${purpose ? `: ${words(purpose) ?? ''}` : ''}`,
    argument === undefined ? null : words(message('rules.hover.signalField', { field: `a${String(argument)}` })),
    numbers.length === 0 ? null : words(message('rules.hover.numbers', { numbers: numbers.join(', ') })),
    italic(`${name}(2); ausyscall(8)`),
  );
}

function describeTest({ test }: RuleTarget & { readonly kind: 'test' }, { rule }: Entry): string {
  const field = ruleField(test.field.text);
  if (field === null) return '';
  const calls = rule ? callsOf(rule) : [];
  const context = { field: test.field.text, calls: calls === 'all' ? [] : calls };
  const meaning = test.comparison ? null : valueMeaning(field.kind, test.value.text, context);
  const clause = rule && test.operator !== null && !test.comparison ? explainTest(test, rule) : null;
  return paragraphs(
    `${code(test.field.text)} ${words(field.title) ?? ''}`,
    meaning ? `${code(test.value.text)} → ${words(meaning) ?? ''}` : words(clause),
    words(message('rules.hover.operators', { operators: field.operators.join(' ') })),
    words(message('rules.hover.lists', { lists: field.lists.join(', ') })),
    italic(field.reference),
  );
}
