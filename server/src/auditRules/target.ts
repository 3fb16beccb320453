// What stands at a column of a line of audit rules: the one place that decides what hover and references are about.
import type { Span } from '../place';
import type { Entry } from './document';
import type { Option } from './line';
import { ACTIONS, LISTS, readTest, splitList, type Action, type List, type Test } from './rule';
import type { Word } from './words';

export type RuleTarget = { readonly span: Span } & (
  | { readonly kind: 'option'; readonly option: Option }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'syscall'; readonly name: string }
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'permissions'; readonly letters: string }
  | { readonly kind: 'argument'; readonly option: Option }
);

/** What stands at a column (from 0); null where nothing is known of it. */
export function ruleTargetAt({ line }: Entry, column: number): RuleTarget | null {
  const holds = ({ span }: { readonly span: Span }): boolean => column >= span.start && column <= span.end;
  const written = line.options.find(option => holds(option) || (option.argument !== null && holds(option.argument)));
  if (!written?.row) return null;
  const { argument, row } = written;
  if (argument === null || !holds(argument)) return { kind: 'option', span: written.span, option: written };
  switch (row.argument) {
    case 'listAction':
      return listTarget(splitList(argument).find(holds)) ?? { kind: 'option', span: argument.span, option: written };
    case 'syscalls': {
      const name = splitList(argument).find(holds);
      return name ? { kind: 'syscall', span: name.span, name: name.text } : null;
    }
    case 'field':
    case 'comparison': {
      const [test] = readTest(written);
      if (test === undefined) return null;
      return test.field.text === 'key' && row.argument === 'field'
        ? { kind: 'key', span: argument.span, key: test.value.text }
        : { kind: 'test', span: argument.span, test };
    }
    case 'key':
      return { kind: 'key', span: argument.span, key: argument.text };
    case 'permissions':
      return { kind: 'permissions', span: argument.span, letters: argument.text };
    case 'path':
    case 'number':
    case 'enabled':
    case 'failure':
    case 'text':
    case 'mounts':
    case 'signal':
    case null:
      return { kind: 'argument', span: argument.span, option: written };
  }
}

function listTarget(word: Word | undefined): RuleTarget | null {
  const list = LISTS.find(name => name === word?.text);
  const action = ACTIONS.find(name => name === word?.text);
  if (word && list) return { kind: 'list', span: word.span, list };
  return word && action ? { kind: 'action', span: word.span, action } : null;
}
